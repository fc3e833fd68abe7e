"""Of the local stack's package there is one copy, however many processes begin at once."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local.engine_child import Unpacked

AT_ONCE = 8


def test_processes_that_begin_at_once_share_one_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "package.zip"
    with zipfile.ZipFile(package, "w") as made:
        for number in range(300):
            made.writestr(f"functions/part{number}.py", f"NUMBER = {number}\n")
    monkeypatch.setattr(Unpacked, "folder", tmp_path / "packages")
    places = [tmp_path / f"process{number}" for number in range(AT_ONCE)]

    def unpack(place: Path) -> None:
        place.mkdir()
        with Unpacked(package) as found:
            found.extractall(place)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(unpack, places))
    (copy,) = (tmp_path / "packages").iterdir()
    assert {(place / "functions").resolve() for place in places} == {copy / "functions"}
    assert len(list((places[-1] / "functions").iterdir())) == 300
