"""Builds what a deployment uploads: the one package that every function runs, `build/lambda.zip` (and
`build/lambda`, the same unpacked), and the contract as the gateway needs it, `build/gateway.json`.

The same tree always gives the same bytes, so that a deployment without changes changes nothing.
boto3 and botocore come with Lambda's Python runtime and are left out.
"""

import argparse
import hashlib
import importlib.util
import json
import shutil
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from infra.gateway_contract import LARGEST, RESOURCES, first, gateway_contract, resources
from infra.public_contract import public_contract
from shared.regulations.compiled import packed
from shared.regulations.library import COMPILED, from_sources

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "infra" / "openapi.yaml"
BUILD = ROOT / "build"
LARGEST_ZIP = 4 * 1024 * 1024
"""Bytes. A bigger package starts cold more slowly."""

OWN = ("functions", "shared")
DEVELOPMENT_ONLY = ("shared/web/openapi/",)
"""Own folders that no function imports."""

COMPILED_PACKS = f"shared/regulations/{COMPILED}"

NEVER = frozenset({"__pycache__", "py.typed"})


@dataclass(frozen=True)
class Vendored:
    """An installed package that goes along; `only` names its files where not all are needed."""

    name: str
    only: tuple[str, ...] = ()

    def files(self) -> Iterator[tuple[Path, str]]:
        """Each file with its path inside the package."""
        spec = importlib.util.find_spec(self.name)
        if spec is None or not spec.submodule_search_locations:
            raise PackageError(f"{self.name} is not installed as a package; run make in the project's folder")
        folder = Path(spec.submodule_search_locations[0])
        for path in sorted(folder.rglob("*.py")):
            inner = path.relative_to(folder).as_posix()
            if not self.only or inner in self.only:
                yield path, f"{self.name}/{inner}"


VENDORED = (
    Vendored("chalice", only=("__init__.py", "app.py")),  # its runtime; the rest is its command line
    Vendored("chinese_calendar"),
    Vendored("defusedxml"),
    Vendored("et_xmlfile"),
    Vendored("marshmallow"),
    Vendored("openpyxl"),
    Vendored("pynamodb"),
    Vendored("segno"),
    Vendored("xlsxwriter"),
)


class PackageError(Exception):
    """The package cannot be built, or must not be deployed; the message says why."""


class Package(NamedTuple):
    """Where a built package is; template.yaml names both files below `build`."""

    zip: Path
    contract: Path


def _own_files() -> Iterator[tuple[Path, str]]:
    for top in OWN:
        for path in sorted((ROOT / top).rglob("*")):
            inner = path.relative_to(ROOT).as_posix()
            if (
                path.is_file()
                and not NEVER & set(Path(inner).parts)
                and not inner.startswith(DEVELOPMENT_ONLY)
            ):
                yield path, inner


def contents(contract: dict[str, Any]) -> dict[str, bytes]:
    """Everything that goes into the zip, by path, in the order of the paths."""
    files = {
        "openapi.json": _as_json(public_contract(contract)),
        COMPILED_PACKS: _compiled_packs(),
        **{name: path.read_bytes() for path, name in _own_files()},
        **{name: path.read_bytes() for vendored in VENDORED for path, name in vendored.files()},
    }
    return dict(sorted(files.items()))


def _compiled_packs() -> bytes:
    """The rule packs as a cold start reads them. Raises PackageError when one cannot be used."""
    library = from_sources()
    if library.faults:
        raise PackageError("rule packs are at fault:\n" + "\n".join(map(str, library.faults)))
    return packed(library.packs)


def _as_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def write_zip(files: dict[str, bytes], target: Path) -> None:
    """Write a zip whose bytes depend on the files alone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def build(folder: Path = BUILD, *, only_first: bool = False) -> Package:
    """Build the package below `folder`; with `only_first` the API is what strangers may call. Raises
    PackageError when one of its files is too large."""
    contract = yaml.safe_load(CONTRACT.read_text("utf-8"))
    files = contents(contract)
    unpacked = folder / "lambda"
    shutil.rmtree(unpacked, ignore_errors=True)
    for name, data in files.items():
        path = unpacked / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    built = Package(folder / "lambda.zip", folder / "gateway.json")
    write_zip(files, built.zip)
    whole = gateway_contract(contract)
    built.contract.write_bytes(_as_json(first(whole) if only_first else whole))
    for path, largest in ((built.zip, LARGEST_ZIP), (built.contract, LARGEST)):
        if path.stat().st_size > largest:
            raise PackageError(f"{path.name} has {path.stat().st_size} bytes, over the limit of {largest}")
    return built


def main() -> int:
    parser = argparse.ArgumentParser(description="Build what a deployment uploads.")
    parser.add_argument("--first", action="store_true", help="an API of few resources: a first deployment")
    try:
        built = build(only_first=parser.parse_args().first)
    except PackageError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    for path, largest in ((built.zip, LARGEST_ZIP), (built.contract, LARGEST)):
        content = path.read_bytes()
        size, digest = len(content) / 1024, hashlib.sha256(content).hexdigest()
        print(f"{path.relative_to(ROOT)}: {size:.0f} KiB of {largest // 1024}, sha256 {digest[:12]}")
    made = resources(json.loads(built.contract.read_bytes()))
    print(f"resources of the API: {made}" + (f" (AWS gives {RESOURCES} unasked)" if made > RESOURCES else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
