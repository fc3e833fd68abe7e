"""The package carries the rule packs in the form that a cold start reads, and the calendar they need."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra import package
from infra.packaging.errors import PackageError
from shared.regulations import library as libraries
from shared.regulations.faults import Fault

PROGRAM = """
import json, sys
sys.path[:] = [path for path in sys.path if "site-packages" not in path]
sys.path.insert(0, sys.argv[1])
from datetime import date
from shared.regulations.library import library
from shared.regulations.calendars.working_days import china
book = library().rulebook("411402001", date(2026, 11, 20))
print(json.dumps({
    "faults": list(map(str, library().faults)),
    "rules": [rule.id for rule in book.rules],
    "toml": "tomllib" in sys.modules,
    "worked": china().is_working(date(2026, 2, 14)),
}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return package.build(tmp_path_factory.mktemp("package")).zip.parent / "lambda"


def test_a_function_reads_the_packs_and_the_calendar_from_the_package(built: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-I", "-B", "-c", PROGRAM, str(built)],
        capture_output=True, text=True, check=True, cwd="/", timeout=60,
    )  # fmt: skip
    found = json.loads(run.stdout)
    assert found["faults"] == []
    assert {"sq-13b", "nat-51b"} <= set(found["rules"])
    assert found["worked"]
    assert not found["toml"]  # TOML is read when the package is built


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_packs_are_the_same_bytes_in_every_process(built: Path, seed: str) -> None:
    program = (
        "import hashlib; from infra import package;"
        "(packs,) = package._compiled_packs({}).values();"
        "print(hashlib.sha256(packs).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    content = (built / package.COMPILED_PACKS).read_bytes()
    assert run.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_no_package_is_built_with_a_pack_at_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = libraries.Library([], [Fault("bad.toml", "", "", "valid TOML", "something else")])
    monkeypatch.setattr(package, "from_sources", lambda: bad)
    with pytest.raises(PackageError, match=r"bad\.toml: expected valid TOML"):
        package.build(tmp_path)
