"""Writes infra/openapi.yaml from the routes of the functions that template.yaml has.

python -m infra.contract            write it
python -m infra.contract --check    fail, and say where, if it is not what the routes say
"""

import argparse
import difflib
import importlib
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

from infra import template
from shared.web.openapi import ContractError, contract
from shared.web.service import Service

ROOT = Path(__file__).resolve().parent.parent
PATH = ROOT / "infra" / "openapi.yaml"
_HEADING = "# Generated from the routes of functions/: change those, then `make openapi`.\n"
_SHOWN = 80
"""Lines of a difference that are shown."""


class _Dumper(yaml.SafeDumper):
    """Readable YAML: several lines as a block, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, data: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style="|" if "\n" in data else None)


_Dumper.add_representer(str, _text)


def apps() -> dict[str, Service]:
    """The functions of template.yaml whose handler has routes, by logical id."""
    found = {}
    for name, resource in template.resources("AWS::Serverless::Function").items():
        module, _, attribute = resource["Properties"]["Handler"].rpartition(".")
        handler = getattr(importlib.import_module(module), attribute)
        if isinstance(handler, Service):
            found[name] = handler
    return found


def document() -> dict[str, Any]:
    """The contract of this tree. Raises ContractError where a route's declaration lacks something."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return contract(apps(), project["version"])


def text() -> str:
    """The contract as infra/openapi.yaml has it."""
    written: str = yaml.dump(
        document(), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None
    )
    return _HEADING + written


def drift(kept: str, made: str) -> list[str]:
    """The lines in which the kept contract is not the one made now; empty if they are the same."""
    return list(
        difflib.unified_diff(
            kept.splitlines(), made.splitlines(), "infra/openapi.yaml", "the routes", lineterm="", n=2
        )
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.contract", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail on any difference")
    check = parser.parse_args(arguments).check
    try:
        made = text()
    except ContractError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    if not check:
        PATH.write_text(made, "utf-8")
        return 0
    lines = drift(PATH.read_text("utf-8") if PATH.exists() else "", made)
    if lines:
        print("\n".join(lines[:_SHOWN]))
        print(
            f"lianluo: infra/openapi.yaml is not what the routes say ({len(lines)} lines of difference): "
            f"run make openapi and commit it",
            file=sys.stderr,
        )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
