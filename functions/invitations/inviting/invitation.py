"""An invitation: one person asked to one activity, the answer, the leave, the attendance."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from functions.invitations.activities.activity import Activity
from shared.domain.roles import Role


class State(StrEnum):
    """Selected while nobody is told; invited once the activity is announced; then as was answered. Waiting:
    accepted, but no seat is free. Withdrawn: asked no longer, or replaced by a substitute."""

    SELECTED = "selected"
    INVITED = "invited"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    ON_LEAVE = "on_leave"
    WITHDRAWN = "withdrawn"


EXPECTED = frozenset({State.INVITED, State.ACCEPTED, State.WAITING})
"""Those who are told of what changes and who may still come."""


class LeaveForm(StrEnum):
    """How leave is asked for, in the words of the rules."""

    ORAL = "oral"
    WRITTEN = "written"
    PLATFORM = "platform"


class LeaveState(StrEnum):
    """What became of an application for leave."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Leave:
    """An application for leave. ``rule`` is the part of the rulebook that asks for it, ``approvers`` whom it
    names and who have not yet answered, in order; ``form`` is how it was asked. Once granted it covers the
    legal days from ``first`` to ``last``."""

    reason: str
    form: LeaveForm
    asked_at: datetime
    approvers: tuple[str, ...]
    rule: str | None = None
    state: LeaveState = LeaveState.ASKED
    answered_by: str | None = None
    answered_at: datetime | None = None
    answer: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Arrival and departure, what became of the invitation in the end, and how well it is proven."""

    arrived_at: datetime | None = None
    departed_at: datetime | None = None
    outcome: str | None = None
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    """``invited_as`` is deputy or member; ``term`` that of a deputy's mandate in the activity's congress.
    From ``kind`` to ``cancelled`` it copies the activity, as of its version ``seen``, so that what a person
    is invited to is one query. ``category`` is what a deputy is invited as, in a word of the rules, if that
    was said; ``fields`` and ``home`` are the deputy's, for what the rules ask of those invited.
    ``stands_in_for`` is the person replaced, ``substitute`` the one who replaces.
    """

    activity: str
    person: str
    name: str
    invited_as: Role
    state: State
    kind: str
    title: str
    scope: str
    starts: datetime
    ends: datetime
    seen: int
    selected_by: str
    selected_at: datetime
    place: str | None = None
    station: str | None = None
    reply_by: datetime | None = None
    cancelled: bool = False
    grassroots: bool = False
    term: int | None = None
    category: str | None = None
    fields: tuple[str, ...] = ()
    home: str = ""
    invited_at: datetime | None = None
    answered_at: datetime | None = None
    waiting_since: datetime | None = None
    reason: str | None = None
    leave: Leave | None = None
    stands_in_for: str | None = None
    substitute: str | None = None
    attendance: Attendance | None = None
    version: int = 1

    @property
    def answer_until(self) -> datetime:
        """The last moment at which it can be answered."""
        return self.reply_by or self.starts


def following(invitation: Invitation, activity: Activity, *, cancelled: bool = False) -> Invitation:
    """The invitation with its copies of the activity brought up to date."""
    return replace(
        invitation,
        kind=activity.kind,
        title=activity.title,
        scope=activity.scope,
        starts=activity.starts,
        ends=activity.ends,
        place=activity.place,
        station=activity.station,
        reply_by=activity.reply_by,
        cancelled=cancelled,
        seen=activity.version,
    )
