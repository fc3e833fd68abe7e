"""The draft to try: one of the package, or a pack's text that somebody sends.

A text is a stranger's: whatever it holds costs little and ends in messages, never in a fault.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from shared.domain.divisions import NATION
from shared.domain.errors import FieldProblem, Refusal
from shared.regulations.evaluation import Evaluator
from shared.regulations.faults import Fault, PackFaults
from shared.regulations.library import Library, library
from shared.regulations.rules import Instrument, Pack, Status
from shared.store.packs import packs

MOST_BYTES = 48 * 1024
MOST_DOTS = 64
"""On one line. Reading a key takes the square of its parts, and no key spans lines."""
MOST_ALTERNATIVES = 16
"""Conditions of a rule and of its part are multiplied out."""
MOST_NUMBER = 1_000_000
MOST_MESSAGES = 100
T = TypeVar("T")
_SOURCE = "pack"
_BEYOND = (ArithmeticError, ValueError, RecursionError)
"""What lengths of time beyond the calendar and the like end in."""


@dataclass(frozen=True)
class Draft:
    """A pack to be tried, of the package or of a text."""

    pack: Pack

    @property
    def instrument(self) -> Instrument:
        """What it is a draft of."""
        return self.pack.instrument

    @cached_property
    def rules(self) -> frozenset[str]:
        """The ids of all rules and parts that a question can be about."""
        known = [*packs().packs, self.pack]
        return frozenset(name for pack in known for part in pack.parts() for name in (part.id, part.rule))

    @cached_property
    def _judges(self) -> dict[tuple[str, date], Evaluator]:
        return {}

    def evaluator(self, division: str, day: date) -> Evaluator:
        """The rulebook of a division on a day as if the draft were in force, ready to judge."""
        key = (division, day)
        if key not in self._judges:
            self._judges[key] = Evaluator(packs().rulebook(division, day, trial=self.pack))
        return self._judges[key]

    def touches(self, scope: str) -> bool:
        """Whether it can bind anybody in ``scope``."""
        division = self.instrument.division
        return division == NATION or scope.startswith(division) or division.startswith(scope)


def chosen(pack: str | None, draft: str | None, scope: str) -> Draft:
    """The draft of a request that sends a pack's text or names one of the package, to be tried in ``scope``.
    Raises ``pack_invalid``, ``draft_not_found``, ``draft_elsewhere``."""
    found = packaged(draft or "") if pack is None else sent(pack)
    if not found.touches(scope):
        raise Refusal("draft_elsewhere", division=found.instrument.division)
    return found


def packaged(id_: str) -> Draft:
    """The draft of the package, also one that this province has adopted; raises
    ``Refusal("draft_not_found")``."""
    for pack in library().packs:
        if pack.instrument.id == id_ and pack.instrument.status is Status.DRAFT:
            return Draft(pack)
    raise Refusal("draft_not_found", draft=id_)


def sent(text: str) -> Draft:
    """The draft of a pack's text; raises ``Refusal("pack_invalid")`` with all that is wrong with it."""
    try:
        pack = guarded(lambda: _read(text))
        others = packs()
        together = guarded(lambda: Library([*others.packs, pack]))
        faults = [fault for fault in together.faults if fault not in others.faults]
    except PackFaults as bad:
        raise _invalid(bad.faults) from bad
    if faults:
        raise _invalid(faults)
    return Draft(pack)


def guarded(work: Callable[[], T]) -> T:
    """The result of work on a stranger's pack; raises ``Refusal("pack_invalid")`` where it cannot be done."""
    try:
        return work()
    except _BEYOND as error:
        beyond = Fault(_SOURCE, "", "", "numbers and nesting within reason", "more than can be worked with")
        raise _invalid([beyond]) from error


def _read(text: str) -> Pack:
    from shared.regulations.loading import document, from_document  # only where a pack is written

    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS:
            expected = f"at most {MOST_DOTS} full stops in a line"
            raise PackFaults([Fault(_SOURCE, "", "", expected, f"more in line {number}")])
    raw = document(text.encode(), _SOURCE)
    faults = list(_excesses(raw))
    if faults:
        raise PackFaults(faults)
    pack = from_document(raw, _SOURCE)
    draft = pack.instrument.but(status=Status.DRAFT)  # it is tried, whatever it says of itself
    return Pack(pack.source, draft, pack.rules, pack.words, pack.facts)


def _excesses(value: Any, field: str = "") -> Iterator[Fault]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _excesses(inner, name)
    elif isinstance(value, list):
        if field in {"when", "unless", "excused_when"} and len(value) > MOST_ALTERNATIVES:
            yield Fault(_SOURCE, "", field, f"at most {MOST_ALTERNATIVES} alternatives", str(len(value)))
        for inner in value:
            yield from _excesses(inner, field)
    elif isinstance(value, int) and abs(value) > MOST_NUMBER:
        yield Fault(_SOURCE, "", field, f"a number of at most {MOST_NUMBER}", "a greater one")


def _invalid(faults: list[Fault] | tuple[Fault, ...]) -> Refusal:
    return Refusal("pack_invalid", errors=tuple(_problem(fault) for fault in faults[:MOST_MESSAGES]))


def _problem(fault: Fault) -> FieldProblem:
    where = "，".join(part for part in (fault.rule and f"规则 {fault.rule}", fault.field) if part)
    zh = f"{where or '规则包'}：应为 {fault.expected}；实为 {fault.found}"
    return FieldProblem("body.pack", zh, str(fault))
