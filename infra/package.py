"""Builds what a deployment uploads: the one package that every function runs, `build/lambda.zip` (and
`build/lambda`, the same unpacked), and the contract as the gateway needs it, `build/gateway.json`.

The same commit always gives the same bytes, so that a deployment without changes changes nothing. Modules are
compiled (:mod:`infra.packaging.bytecode`) where the Python that builds is the functions' own; otherwise the
package carries their sources and starts cold more slowly.
"""

import argparse
import hashlib
import json
import shutil
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from infra.gateway_contract import LARGEST, RESOURCES, first, gateway_contract, resources
from infra.packaging import bytecode, own, routes, vendored
from infra.packaging.errors import PackageError
from infra.public_contract import public_contract
from shared.regulations.compiled import packed
from shared.regulations.library import COMPILED, from_sources

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "infra" / "openapi.yaml"
BUILD = ROOT / "build"
LARGEST_ZIP = 4_000_000
"""Bytes."""

COMPILED_PACKS = f"shared/regulations/{COMPILED}"


class Package(NamedTuple):
    """Where a built package is; template.yaml names both files below `build`."""

    zip: Path
    contract: Path


def whole_contract() -> dict[str, Any]:
    """The contract as the routes declare it, with what only the gateway is told."""
    contract: dict[str, Any] = yaml.load(CONTRACT.read_bytes(), Loader=yaml.CSafeLoader)
    return contract


def contents(contract: dict[str, Any]) -> dict[str, bytes]:
    """Everything that goes into the zip, by path, in the order of the paths."""
    files: dict[str, bytes] = {}
    for made in GENERATED:
        files |= made(contract)
    files |= {name: (ROOT / name).read_bytes() for name in own.files()} | vendored.files()
    return dict(sorted((bytecode.compiled(files) if bytecode.possible() else files).items()))


def _public_contract(contract: dict[str, Any]) -> dict[str, bytes]:
    """The API as anybody may read it."""
    return {"openapi.json": _as_json(public_contract(contract))}


def _compiled_packs(_: dict[str, Any]) -> dict[str, bytes]:
    """The rule packs as a cold start reads them. Raises PackageError when one cannot be used."""
    library = from_sources()
    if library.faults:
        raise PackageError("rule packs are at fault:\n" + "\n".join(map(str, library.faults)))
    return {COMPILED_PACKS: packed(library.packs)}


def _routes(_: dict[str, Any]) -> dict[str, bytes]:
    """Which part of a service has which route."""
    return routes.files()


GENERATED: tuple[Callable[[dict[str, Any]], Mapping[str, bytes]], ...] = (
    _public_contract,
    _compiled_packs,
    _routes,
)
"""What makes files of the package that are not in the repository: each takes the contract and answers with
files by their path in the package."""


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
    """Build the package below `folder`; with `only_first` the API is what strangers may call. Names on stderr
    what it leaves out because git does not know it. Raises PackageError where a file is too large."""
    if unknown := own.left_out():
        print(f"lianluo: left out of the package until git add: {', '.join(unknown)}", file=sys.stderr)
    contract = whole_contract()
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
        size, digest = len(content) / 1e6, hashlib.sha256(content).hexdigest()
        print(f"{path.relative_to(ROOT)}: {size:.2f} MB of {largest / 1e6:.2f}, sha256 {digest[:12]}")
    made = resources(json.loads(built.contract.read_bytes()))
    print(f"resources of the API: {made}" + (f" (AWS gives {RESOURCES} unasked)" if made > RESOURCES else ""))
    if not bytecode.possible():
        print(f"\nlianluo: {bytecode.slower()}\n", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
