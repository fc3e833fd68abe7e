"""Setting up: what is missing gets one clear sentence, what is there is left alone."""

import subprocess
from pathlib import Path

import pytest

from infra import template
from infra.packaging import bytecode

SCRIPT = template.PATH.parent / "infra" / "bootstrap.sh"


def _run(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    (folder / "lock").write_text("one==1\n")
    return subprocess.run(
        ["sh", str(SCRIPT), "environment", "lock"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def _python(folder: Path, script: str, name: str = "python-for-this-test") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def _sentence(run: subprocess.CompletedProcess[str]) -> str:
    assert run.returncode == 1
    (line,) = run.stderr.splitlines()
    return line


def test_an_old_python_is_named(tmp_path: Path) -> None:
    old = _python(tmp_path, 'case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    assert "Python 3.11 or newer is needed, found Python 3.9.2" in _sentence(_run(tmp_path, PYTHON=old))


def test_no_python_at_all(tmp_path: Path) -> None:
    assert "Python 3.11 or newer is needed" in _sentence(_run(tmp_path, PYTHON=str(tmp_path / "none")))


def test_a_missing_venv_module(tmp_path: Path) -> None:
    script = 'case "$*" in *version_info*) exit 0;; --version) echo Python 3.12.1;; *) exit 1;; esac'
    sentence = _sentence(_run(tmp_path, PYTHON=_python(tmp_path, script)))
    assert "Python 3.12.1 has no venv module" in sentence


def _that_works(version: str) -> str:
    """A Python of this version that makes an environment of itself, and installs nothing."""
    made = 'mkdir -p "$3/bin"; cp "$0" "$3/bin/python"'
    return f'case "$*" in --version) echo Python {version};; "-m venv "*) {made};; esac'


def test_the_functions_own_python_comes_before_others(tmp_path: Path) -> None:
    own = bytecode.runtime()
    _python(tmp_path, _that_works("3.99.0"), "python3")
    _python(tmp_path, _that_works(f"{own}.1"), f"python{own}")
    run = _run(tmp_path, PATH=f"{tmp_path}:/usr/bin:/bin")
    assert run.returncode == 0, run.stderr
    assert f"with Python {own}.1" in run.stderr
    assert "uncompiled" not in run.stderr


def test_another_python_does_and_is_told_what_it_costs(tmp_path: Path) -> None:
    run = _run(tmp_path, PYTHON=_python(tmp_path, _that_works("3.99.0")))
    assert run.returncode == 0, run.stderr
    (sentence,) = [line for line in run.stderr.splitlines() if "uncompiled" in line]
    assert f"functions run on Python {bytecode.runtime()}" in sentence


@pytest.mark.parametrize("lock", ["one==1\n", "one==2\n"])
def test_an_environment_at_its_lock_is_left_alone_and_another_is_not(tmp_path: Path, lock: str) -> None:
    binaries = tmp_path / "environment" / "bin"
    binaries.mkdir(parents=True)
    (tmp_path / "environment" / ".lock").write_text(lock)
    made = _python(tmp_path, 'case "$*" in "-m pip "*) echo pip was asked >&2; exit 1;; esac')
    (binaries / "python").symlink_to(made)
    run = _run(tmp_path, PYTHON=made)
    assert (run.returncode == 0) == (lock == "one==1\n")
    assert ("pip was asked" in run.stderr) == (lock != "one==1\n")
