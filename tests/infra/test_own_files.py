"""Which files of the project's own go into the package."""

import subprocess
from pathlib import Path

import pytest

from infra import package
from infra.packaging import own

TRACKED = ["functions/app.py", "shared/data/days.csv", "shared/packs/one.toml"]
NEVER = ["functions/.env", "functions/app.py~", "functions/note.md", "shared/.idea/x.py"]
DEVELOPMENT = "shared/web/openapi/made.py"


def lay(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.cn"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A commit with everything."""
    lay(tmp_path, *TRACKED, *NEVER, DEVELOPMENT, "infra/package.py", "tests/one.py")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-f", ".")
    git(tmp_path, "commit", "-qm", "a")
    return tmp_path


def test_what_git_does_not_know_stays_out_and_is_named(tree: Path) -> None:
    lay(tree, "functions/half_done.py", "functions/scratch.txt", "shared/own copy.toml")
    assert own.files(tree) == TRACKED
    assert own.left_out(tree) == ["functions/half_done.py", "shared/own copy.toml"]


def test_what_is_added_goes_along_and_what_was_taken_away_does_not(tree: Path) -> None:
    lay(tree, "functions/new.py")
    git(tree, "add", "functions/new.py")
    (tree / TRACKED[0]).unlink()
    assert own.files(tree) == ["functions/new.py", *TRACKED[1:]]


def test_an_archive_has_the_same_files_as_its_commit(tree: Path, tmp_path: Path) -> None:
    """Also where it was unpacked within another project's tree, whose git knows nothing of it."""
    archive = tree / "unpacked"
    lay(archive, *TRACKED, *NEVER, DEVELOPMENT, "infra/package.py", "functions/__pycache__/app.pyc")
    assert own.files(archive) == own.files(tree)
    assert own.left_out(archive) == []


def test_a_hook_s_environment_changes_nothing(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(tree, "functions/half_done.py")
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert own.files(tree) == TRACKED


def test_a_machine_without_git_takes_what_lies_there(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert own.files(tree) == TRACKED


def test_every_file_of_the_project_is_of_a_known_kind() -> None:
    """A new kind of data is added to KINDS, or functions miss it."""
    lying = {path.suffix for top in own.TOPS for path in (own.ROOT / top).rglob("*") if path.is_file()}
    assert lying - {".pyc", ".md"} == own.KINDS
    assert package.ROOT == own.ROOT
