"""What a deputy raised by letter or visit (Guangxi art. 13, Shenzhen art. 24), or what a member heard in
contact with one (Shenzhen art. 8), and the states that it goes through.

    received -> answered                            the committee's own office handles it
    received -> forwarded -> answered               to a special committee or working body
    received -> handed_over -> answered             to a unit, which is urged until it answers in writing
    answered -> received                            the deputy says that nothing is solved: the next round

What a unit or body gives back is received again. Until it is answered it can be withdrawn.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from functions.suggestions.cases.case import Entry
from shared.domain.errors import Refusal
from shared.regulations.values import Fact

LETTERS, HEARD = "LETTERS", "HEARD"
"""The lists that concerns stand in: what came by letter or visit, and what members heard in contact."""
MOST_ROUNDS = 10
"""No regulation says so."""


class Way(StrEnum):
    """How it was raised."""

    LETTER = "letter"
    VISIT = "visit"
    CONTACT = "contact"


class State(StrEnum):
    """Where a concern stands."""

    RECEIVED = "received"
    FORWARDED = "forwarded"
    HANDED_OVER = "handed_over"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Happened(StrEnum):
    """What can happen to it, in the words of the rules where they have one."""

    RECEIVED = "received"
    SORTED = "sorted"
    REPORTED = "reported"
    FORWARDED = "forwarded"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    RESULT_KNOWN = "result_known"
    REPLIED = "replied"
    FED_BACK = "fed_back"
    UNSOLVED = "unsolved"
    WITHDRAWN = "withdrawn"
    UNIT_SUCCEEDED = "unit_succeeded"


_OPEN = frozenset({State.RECEIVED, State.FORWARDED, State.HANDED_OVER})
_WITH_OTHERS = frozenset({State.FORWARDED, State.HANDED_OVER})
_MOVES: dict[Happened, tuple[frozenset[State], State | None]] = {
    Happened.RECEIVED: (frozenset(), None),
    Happened.SORTED: (_OPEN, None),
    Happened.REPORTED: (_OPEN | {State.ANSWERED}, None),
    Happened.FORWARDED: (frozenset({State.RECEIVED}), State.FORWARDED),
    Happened.HANDED_OVER: (frozenset({State.RECEIVED}), State.HANDED_OVER),
    Happened.RETURNED: (_WITH_OTHERS, State.RECEIVED),
    Happened.RESULT_KNOWN: (frozenset({State.HANDED_OVER}), None),
    Happened.REPLIED: (_OPEN, State.ANSWERED),
    Happened.FED_BACK: (frozenset({State.ANSWERED}), None),
    Happened.UNSOLVED: (frozenset({State.ANSWERED}), State.RECEIVED),
    Happened.WITHDRAWN: (_OPEN, State.WITHDRAWN),
    Happened.UNIT_SUCCEEDED: (frozenset({State.HANDED_OVER}), None),
}
"""What may happen in which states, and the state that follows; ``None`` where it stays."""


@dataclass(frozen=True, slots=True)
class Concern:
    """``division`` is that of the committee; ``deputy`` raised it, on ``day``, with ``member`` where it was
    addressed to one or one heard it. ``contact`` names the entry in the member's log. ``recorded_by`` took it
    down. ``facts`` are what the office states of it, in the words of the rules. ``unit`` has it in hand, or
    ``body`` (a word of the rules), which ``body_name`` calls by its name; ``in_name_of`` in whose name it was
    handed over. ``reported_on``: the chairpersons' meeting was told. ``answer`` is the last that the deputy
    was told, ``answered_by`` names who answered. ``round`` rises when the deputy says that nothing is solved.
    """

    id: str
    division: str
    deputy: str
    name: str
    way: Way
    title: str
    text: str
    day: date
    opened_at: datetime
    member: str | None = None
    member_name: str | None = None
    contact: str | None = None
    recorded_by: str | None = None
    state: State = State.RECEIVED
    facts: dict[str, Fact] = field(default_factory=dict)
    unit: str | None = None
    unit_name: str | None = None
    body: str | None = None
    body_name: str | None = None
    in_name_of: str | None = None
    reported_on: date | None = None
    result_known: bool = False
    answer: str | None = None
    answered_by: str | None = None
    fed_back: bool = False
    round: int = 1
    version: int = 1

    @property
    def scope(self) -> str:
        """Whose roles reach it: the committee's division."""
        return self.division

    @property
    def kind(self) -> str:
        """The lists that it stands in."""
        return HEARD if self.way is Way.CONTACT else LETTERS

    @property
    def what(self) -> str:
        """What one of its kind is called in notices and lists of what is due."""
        return self.kind.lower().removesuffix("s")


def then(concern: Concern, entry: Entry, **fields: Any) -> tuple[Concern, Entry]:
    """The concern after what happened, and the entry of it; ``fields`` are what changes besides the state.
    Raises ``Refusal("case_state")`` where that cannot happen to it now, ``limit_reached`` for a round too
    many."""
    what = Happened(entry.what)
    allowed, follows = _MOVES[what]
    if concern.state not in allowed:
        raise Refusal("case_state", state=concern.state)
    if what is Happened.UNSOLVED and concern.round >= MOST_ROUNDS:
        raise Refusal("limit_reached", limit=MOST_ROUNDS)
    return replace(concern, state=follows or concern.state, **_kept(what, concern), **fields), entry


def _kept(what: Happened, concern: Concern) -> dict[str, Any]:
    """What follows from the step itself."""
    free: dict[str, Any] = {
        "unit": None,
        "unit_name": None,
        "body": None,
        "body_name": None,
        "in_name_of": None,
        "result_known": False,
    }
    match what:
        case Happened.RETURNED:
            return free
        case Happened.RESULT_KNOWN:
            return {"result_known": True}
        case Happened.UNSOLVED:
            return {**free, "round": concern.round + 1, "fed_back": False}
        case Happened.FED_BACK:
            return {"fed_back": True}
    return {}
