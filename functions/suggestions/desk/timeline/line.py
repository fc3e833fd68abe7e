"""One line of time out of the history of a case and the steps of its hand-overs: plain values in and out.

What changes a case and a hand-over at once stands in both, with one instant: of that the history is taken.
What happens to the hand-over alone (it was urged, its party was warned, more time was asked for, given or
declined) is taken from there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.clocks.clock import Timed
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import EXTENSION_ASKED, SUCCEEDED, HandOver, Share, Step
from shared.domain.notices import NoticeKind

TOLD = frozenset(
    map(
        str,
        (
            NoticeKind.CASE_DUE_SOON,
            NoticeKind.CASE_OVERDUE,
            NoticeKind.CASE_URGED,
            NoticeKind.CASE_DUE_MOVED,
        ),
    )
)
"""The steps that say that the party was told of its time."""
EXTENSION_GIVEN = "extension_given"
_OF_HANDOVER = TOLD | {handover.URGED, EXTENSION_ASKED, handover.EXTENSION_DECLINED}
"""What never stands in the history of a case."""
SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Line:
    """``what`` happened at ``at`` by ``by``, of whom ``who`` says as what (``staff``, ``unit``, ``deputy``,
    ``resident``, ``schedule``). ``unit`` is the party concerned, ``timed`` the clock that this started, ended
    or is about; ``body`` the word of the rules for who consented to more time. ``data``: what the history
    keeps."""

    what: str
    at: datetime
    by: str
    who: str
    unit: str | None = None
    unit_name: str | None = None
    reason: str | None = None
    body: str | None = None
    timed: Timed | None = None
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def due(self) -> date | None:
        """The last day of a clock that this started, or that the party was told of."""
        clock = None if self.timed is None else self.timed.run.clock
        if clock is None or clock.due is None:
            return None
        starts = clock.started is not None and clock.started.at == self.at
        return clock.due.day if starts or self.what in (*TOLD, EXTENSION_GIVEN) else None


@dataclass(frozen=True, slots=True)
class Span:
    """A time, without its beginning, up to and with its end; ``None``: without bound."""

    after: datetime | None = None
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether the instant lies in it."""
        return (self.after is None or at > self.after) and (self.until is None or at <= self.until)


def merged(
    history: Sequence[tuple[Entry, str]], held: Iterable[HandOver], span: Span, now: datetime
) -> list[Line]:
    """The entries, each with who acted, and what happened to these hand-overs in the same time."""
    seen = {entry.at for entry, _ in history}
    lines = [_of_entry(entry, who) for entry, who in history]
    held = list(held)
    for one in held:
        running = handover.clocks(one, now)
        own = _without_taken(one, held)
        lines = [_with_clock(line, one, running) for line in lines]
        lines += (_with_clock(line, one, running) for line in _of_handover(own, running, span, seen))
    return sorted(lines, key=lambda line: line.at)


def _without_taken(one: HandOver, held: Iterable[HandOver]) -> HandOver:
    """Without the steps that it has from the unit that it succeeded, where those are shown themselves."""
    taken = {step.at for step in one.steps if step.what == SUCCEEDED}
    shown = {step for other in held if other is not one and other.since in taken for step in other.steps}
    return replace(one, steps=tuple(step for step in one.steps if step not in shown))


def _of_entry(entry: Entry, who: str) -> Line:
    data = entry.data
    name = data.get("unit_name") or (data.get("name") if "unit" in data else None)
    return Line(entry.what, entry.at, entry.by, who, data.get("unit"), name, entry.reason, data=data)


def _of_handover(
    one: HandOver, running: tuple[Timed, ...], span: Span, seen: set[datetime]
) -> Iterable[Line]:
    unit = one.party if one.share in handover.UNITS else None
    for step in one.steps:
        if span.holds(step.at) and (step.what in _OF_HANDOVER or step.at not in seen):
            timed = _of_rule(running, step.rule)
            yield Line(step.what, step.at, step.by, _who(step), unit, one.name, step.reason, timed=timed)
    for number, longer in enumerate(one.longer):
        if span.holds(longer.at):
            who = "unit" if longer.form == "explain" else "staff"
            timed = next((t for t in running if any(g.id == f"{number}" for g in t.run.clock.extended)), None)
            line = Line(EXTENSION_GIVEN, longer.at, longer.by, who, unit, one.name, longer.reason)
            yield replace(line, body=longer.body, timed=timed)


def _who(step: Step) -> str:
    if step.by == SCHEDULE:
        return SCHEDULE
    return "unit" if step.what == EXTENSION_ASKED else "staff"


def _of_rule(running: Iterable[Timed], rule: str | None) -> Timed | None:
    """The last clock of the rule that a step is about."""
    return next((timed for timed in reversed(tuple(running)) if timed.run.part.id == rule), None)


def _with_clock(line: Line, one: HandOver, running: Iterable[Timed]) -> Line:
    """The line with the clock that it started, or else ended, in this hand-over; one that binds first."""
    concerned = one.share is Share.OWN or line.unit in (None, one.party)
    if line.timed is not None or not concerned:
        return line
    nameless = line.unit == one.party and line.unit_name is None
    found = replace(line, unit_name=one.name) if nameless else line
    for event in ("started", "fulfilled"):
        fitting = [timed for timed in running if _at(timed, event) == line.at]
        if fitting:
            return replace(found, timed=min(fitting, key=lambda timed: not timed.binds))
    return found


def _at(timed: Timed, event: str) -> datetime | None:
    happened = getattr(timed.run.clock, event)
    return None if happened is None else happened.at
