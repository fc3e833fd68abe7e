"""``python -m shared.regulations check FILE...``: whether packs can be used, and what is wrong with them.
``python -m shared.regulations kinds [KIND]``: the vocabulary."""

import sys
from pathlib import Path

from shared.regulations.faults import PackFaults
from shared.regulations.kinds import KINDS
from shared.regulations.loading import load
from shared.regulations.shapes import Inline, fields_of


def check(files: list[str]) -> int:
    """Print every fault of every file; 1 if there was one."""
    bad = 0
    for name in files:
        try:
            pack = load(Path(name))
        except OSError as error:
            print(f"{name}: {error.strerror}", file=sys.stderr)
            bad = 1
        except PackFaults as faults:
            print(faults, file=sys.stderr)
            bad = 1
        else:
            parts = sum(len(rule.parts) for rule in pack.rules)
            print(f"{name}: good: {pack.instrument.title}, {len(pack.rules)} rules in {parts} parts")
    return bad


def _print_fields(cls: type, indent: str) -> None:
    for field in fields_of(cls):
        if isinstance(field.shape, Inline):
            _print_fields(field.shape.of, indent)
        else:
            need = "" if field.optional else " (required)"
            print(f"{indent}{field.name}: {field.says}{need}: {field.shape.expects}")


def kinds(names: list[str]) -> int:
    """Print what each kind says and its fields."""
    for name in names or KINDS:
        print(f"{name}: {(KINDS[name].__doc__ or '').strip()}")
        _print_fields(KINDS[name], "    ")
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check", *files] if files:
            return check(files)
        case ["kinds", *names] if set(names) <= set(KINDS):
            return kinds(names)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
