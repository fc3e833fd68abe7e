"""``python -m shared.regulations check FILE...``: whether packs can be used, and what is wrong with them.
``python -m shared.regulations explain DIVISION [DAY] [DRAFT...]``: the rules in force there that day.
``python -m shared.regulations kinds [KIND]``: the vocabulary."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from shared.domain import divisions
from shared.domain.clock import legal_day, now
from shared.domain.errors import Refusal
from shared.regulations.faults import Fault, PackFaults
from shared.regulations.kinds import KINDS
from shared.regulations.library import Library, from_sources, library
from shared.regulations.loading import load
from shared.regulations.rules import Pack
from shared.regulations.sentences import article
from shared.regulations.shapes import Inline, fields_of
from shared.regulations.value import Value


def check(names: list[str]) -> int:
    """Print every fault of every file; 1 if there was one."""
    faults: list[Fault] = []
    packs: list[Pack] = []
    for name in names:
        try:
            packs.append(load(Path(name)))
        except OSError as error:
            faults.append(Fault(name, "", "", "a file that can be read", str(error.strerror)))
        except PackFaults as found:
            faults.extend(found.faults)
    given = {Path(name).name for name in names}
    others = [pack for pack in from_sources().packs if pack.source not in given]
    faults.extend(fault for fault in Library([*packs, *others]).faults if any(map(str(fault).count, given)))
    for fault in faults:
        print(fault, file=sys.stderr)
    for pack in packs:
        if not any(pack.source in str(fault) for fault in faults):
            parts = sum(len(rule.parts) for rule in pack.rules)
            print(f"{pack.source}: good: {pack.instrument.title}, {len(pack.rules)} rules in {parts} parts")
    return int(bool(faults))


def explain(division: str, day: str, drafts: list[str]) -> int:
    """Print every rule that holds in a division on a day, and what refs and replacements come to."""
    try:
        book = library().rulebook(division, date.fromisoformat(day), drafts)
    except ValueError:
        print(f"{day} is not a day such as 2026-11-20", file=sys.stderr)
        return 2
    except Refusal:
        print(f"{division} is not the code of a known division", file=sys.stderr)
        return 2
    print(f"{divisions.get(division).name} {division}, {book.day}")
    for instrument in book.instruments.values():
        time = f"from {instrument.in_force_from} to {instrument.in_force_to or 'further notice'}"
        print(
            f"\n《{instrument.title}》 {instrument.title_en} ({instrument.id}, {instrument.status}, {time})"
        )
        for rule in book.rules:
            if rule.instrument == instrument.id:
                zh, _ = article(rule.article)
                print(f"  {rule.id}  {zh}  {rule.modality} {rule.kind}, {rule.subject}")
                print(f"      {rule.says} {rule.says_en}")
    for found in book.resolutions.values():
        missing = f"; no pack in force for {', '.join(found.missing)}" if found.missing else ""
        print(f"  {found.rule} -> {', '.join(found.rules) or 'no rule'}{missing}")
    for old, new in sorted(book.replaced.items()):
        print(f"  {new} stands in the place of {old}")
    for fault in library().faults:
        print(fault, file=sys.stderr)
    return 0


def _print_fields(cls: type[Value], indent: str) -> None:
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
        case ["check", *names] if names:
            return check(names)
        case ["explain", division]:
            return explain(division, str(legal_day(now())), [])
        case ["explain", division, day, *drafts]:
            return explain(division, day, drafts)
        case ["kinds", *names] if set(names) <= set(KINDS):
            return kinds(names)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
