"""A deputy's report that a duty was obstructed (Deputies Law art. 55, Datong art. 13, Shenzhen art. 33), and
the states that it goes through.

    reported -> assigned -> decided                 somebody of the committee looks into it, and decides
    decided -> assigned                             the committee looks into it again: the next round

Who reported is known to whom it is assigned, and to nobody else.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from functions.suggestions.cases.case import Entry
from shared.domain.errors import Refusal

KIND = "OBSTRUCTIONS"
REPORTER, OFFICE = "reporter", "office"
"""Who acts, in the history: a name there would be one that others read."""
MOST_WORDS = 50
MOST_ROUNDS = 5
"""No regulation says so."""


class Wrong(StrEnum):
    """What was done to the deputy, in the words of the rules: it is the kind of the record, once found."""

    REFUSAL = "refusal_to_assist"
    OBSTRUCTION = "obstruction"
    RETALIATION = "retaliation"


class State(StrEnum):
    """Where a report stands."""

    REPORTED = "reported"
    ASSIGNED = "assigned"
    DECIDED = "decided"


class Happened(StrEnum):
    """What can happen to a report."""

    REPORTED = "reported"
    ASSIGNED = "assigned"
    ADDED = "added"
    DECIDED = "decided"
    REOPENED = "reopened"


_MOVES: dict[Happened, tuple[frozenset[State], State | None]] = {
    Happened.REPORTED: (frozenset(), None),
    Happened.ASSIGNED: (frozenset({State.REPORTED, State.ASSIGNED}), State.ASSIGNED),
    Happened.ADDED: (frozenset(State), None),
    Happened.DECIDED: (frozenset({State.ASSIGNED}), State.DECIDED),
    Happened.REOPENED: (frozenset({State.DECIDED}), State.ASSIGNED),
}
"""What may happen in which states, and the state that follows; ``None`` where it stays."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was decided: whether it is so, and what follows. ``marks`` qualify the wrong, in the words of the
    rules; ``reference`` names the record that the unit has of it."""

    true: bool
    text: str
    on: date
    wrong: Wrong | None = None
    marks: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """``congress`` is that of the deputy; ``receiver`` the division whose committee looks into it. ``unit``
    is the registered unit that is accused, ``against`` says in words who else. ``handler`` looks into it."""

    id: str
    congress: str
    receiver: str
    deputy: str
    name: str
    wrong: Wrong
    text: str
    happened_on: date
    opened_at: datetime
    unit: str | None = None
    unit_name: str | None = None
    unit_division: str | None = None
    against: str | None = None
    state: State = State.REPORTED
    handler: str | None = None
    finding: Finding | None = None
    round: int = 1
    added: int = 0
    version: int = 1

    @property
    def scope(self) -> str:
        """Whose committee's own staff reach it."""
        return self.receiver


def then(report: Report, entry: Entry, **fields: Any) -> tuple[Report, Entry]:
    """The report after what happened, and the entry of it. Raises ``Refusal("case_state")`` where that cannot
    happen to it now, ``limit_reached`` for a word or a round too many."""
    what = Happened(entry.what)
    allowed, follows = _MOVES[what]
    if report.state not in allowed:
        raise Refusal("case_state", state=report.state)
    if what is Happened.ADDED:
        if report.added >= MOST_WORDS:
            raise Refusal("limit_reached", limit=MOST_WORDS)
        fields["added"] = report.added + 1
    if what is Happened.REOPENED:
        if report.round >= MOST_ROUNDS:
            raise Refusal("limit_reached", limit=MOST_ROUNDS)
        fields |= {"round": report.round + 1, "finding": None}
    return replace(report, state=follows or report.state, **fields), entry
