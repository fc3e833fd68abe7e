"""An appointment: who asks to meet whom about what, when it would suit, and how far it has come.

Only a time that the deputy has wished or accepted is an arrangement; a time that staff propose instead waits
for the deputy. Who wishes other times than the one proposed asks anew.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.domain.errors import Refusal

MOST_STEPS = 60
"""Steps that one appointment remembers: beyond any real course, and what one item can hold."""


class State(StrEnum):
    """Requested; another time proposed; arranged; declined by staff; withdrawn by the deputy; held or not."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    ARRANGED = "arranged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    NOT_HELD = "not_held"


OPEN = frozenset({State.REQUESTED, State.PROPOSED})
"""An arrangement is still owed."""
UNDONE = OPEN | {State.ARRANGED}
"""It can still take place."""


class Whom(StrEnum):
    """With whom: a member of the standing committee; the head of a special committee or working body; the
    head of another state organ."""

    MEMBER = "member"
    COMMITTEE_BODY = "committee_body"
    ORGAN = "organ"


class Act(StrEnum):
    """What can happen to an appointment."""

    REQUESTED = "requested"
    COUNTERED = "countered"
    PROPOSED = "proposed"
    ARRANGED = "arranged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    NOT_HELD = "not_held"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """``id`` is a member's; bodies and organs have a name only."""

    kind: Whom
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: never changed, only appended."""

    act: Act
    at: datetime
    by: str
    note: str | None = None
    time: Span | None = None
    place: str | None = None
    wishes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Appointment:
    """``division`` is that of the congress to which the deputy belongs; its committee's staff arrange.
    ``wishes`` are the times within which it would suit the deputy, none meaning any. ``time`` and ``place``
    are those proposed or arranged."""

    id: str
    deputy: str
    deputy_name: str
    division: str
    whom: Counterpart
    subject: str
    wishes: tuple[Span, ...]
    history: tuple[Step, ...]
    state: State = State.REQUESTED
    time: Span | None = None
    place: str | None = None
    version: int = 1

    @property
    def requested_at(self) -> datetime:
        """When it was first asked for: its rules are those of this day."""
        return self.history[0].at

    def suits(self, time: Span) -> bool:
        """Whether the deputy has wished for a time that contains this one."""
        return not self.wishes or any(
            wish.starts <= time.starts and time.ends <= wish.ends for wish in self.wishes
        )


def propose(
    found: Appointment, time: Span, place: str, note: str | None, by: str, at: datetime
) -> Appointment:
    """Staff propose a time: it waits for the deputy, also where another was arranged."""
    _require(found, UNDONE)
    return _after(
        found, State.PROPOSED, Step(Act.PROPOSED, at, by, note, time, place), time=time, place=place
    )


def arrange(
    found: Appointment, time: Span, place: str, note: str | None, by: str, at: datetime
) -> Appointment:
    """Staff arrange it at a time that the deputy wished for; raises ``time_not_wished`` for another."""
    _require(found, UNDONE)
    if not found.suits(time):
        raise Refusal("time_not_wished")
    return _after(
        found, State.ARRANGED, Step(Act.ARRANGED, at, by, note, time, place), time=time, place=place
    )


def accept(found: Appointment, by: str, at: datetime) -> Appointment:
    """The deputy takes the time proposed; raises ``proposal_past`` once it has begun."""
    _require(found, {State.PROPOSED})
    if found.time is None or found.time.starts <= at:
        raise Refusal("proposal_past")
    return _after(found, State.ARRANGED, Step(Act.ARRANGED, at, by, None, found.time, found.place))


def counter(
    found: Appointment, wishes: tuple[Span, ...], note: str | None, by: str, at: datetime
) -> Appointment:
    """The deputy wishes for other times than the one proposed: a request anew."""
    _require(found, {State.PROPOSED})
    step = Step(Act.COUNTERED, at, by, note, wishes=wishes)
    return _after(found, State.REQUESTED, step, wishes=wishes, time=None, place=None)


def decline(found: Appointment, reason: str, by: str, at: datetime) -> Appointment:
    """Staff cannot arrange it, or take an arrangement back, and say why."""
    _require(found, UNDONE)
    return _after(found, State.DECLINED, Step(Act.DECLINED, at, by, reason))


def withdraw(found: Appointment, reason: str | None, by: str, at: datetime) -> Appointment:
    """The deputy no longer asks for it."""
    _require(found, UNDONE)
    return _after(found, State.WITHDRAWN, Step(Act.WITHDRAWN, at, by, reason))


def conclude(found: Appointment, held: bool, note: str | None, by: str, at: datetime) -> Appointment:
    """Says whether it took place, once its time has begun; raises ``appointment_ahead`` before."""
    _require(found, {State.ARRANGED})
    if found.time is None or at < found.time.starts:
        raise Refusal("appointment_ahead")
    act, state = (Act.HELD, State.HELD) if held else (Act.NOT_HELD, State.NOT_HELD)
    return _after(found, state, Step(act, at, by, note))


def _require(found: Appointment, states: frozenset[State] | set[State]) -> None:
    if found.state not in states:
        raise Refusal("appointment_state", state=found.state)
    if len(found.history) >= MOST_STEPS:
        raise Refusal("limit_reached", limit=MOST_STEPS)


def _after(found: Appointment, state: State, step: Step, **fields: Any) -> Appointment:
    return replace(found, state=state, history=(*found.history, step), **fields)
