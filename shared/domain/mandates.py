"""A mandate: one deputy, one level of congress, one term (Deputies Law art. 2, 61, 62).

A deputy may hold several; each counts on its own from the day it begins to the day it ends.
Suspension and resumption are events with a day, never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal, invalid


class MandateStatus(StrEnum):
    """Where a mandate stands: after its last event, or on a day. Pending until its first day."""

    PENDING = "pending"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class SuspensionReason(StrEnum):
    """Deputies Law art. 61, in its order."""

    DETAINED = "detained"
    SENTENCED = "sentenced"


class EndReason(StrEnum):
    """Deputies Law art. 62, in its order, and the end of the term (art. 2)."""

    MOVED_AWAY = "moved_away"
    RESIGNED = "resigned"
    ABSENT_UNAPPROVED = "absent_unapproved"
    RECALLED = "recalled"
    NATIONALITY_LOST = "nationality_lost"
    POLITICAL_RIGHTS_LOST = "political_rights_lost"
    CAPACITY_LOST = "capacity_lost"
    DECEASED = "deceased"
    TERM_ENDED = "term_ended"


class MandateAction(StrEnum):
    """What can happen to a mandate after it has begun."""

    SUSPEND = "suspend"
    RESUME = "resume"
    END = "end"


@dataclass(frozen=True, slots=True)
class MandateEvent:
    """One change of status: what, from which legal day, and the reason's code. ``ends_before`` is the last
    day that the mandate had before an end, if one was known: what it has again if the end is withdrawn."""

    action: MandateAction
    on: date
    reason: str
    ends_before: date | None = None


@dataclass(frozen=True, slots=True)
class Mandate:
    """``division`` is that of the congress; ``electing_unit`` the division or unit that elected.

    ``ends`` is the last day on which the mandate counts, ``None`` while it is open.
    """

    id: str
    level: Level
    division: str
    electing_unit: str
    term: int
    begins: date
    ends: date | None = None
    events: tuple[MandateEvent, ...] = ()

    @property
    def congress(self) -> tuple[Level, str, int]:
        """Which congress of which term: a deputy has at most one mandate there."""
        return self.level, self.division, self.term

    @property
    def keeper(self) -> str:
        """The division whose staff record what happens to the mandate: the congress's; for the national
        congress, which keeps no entries here, that of the province that elected."""
        return self.electing_unit if self.level is Level.NATIONAL else self.division

    @property
    def status(self) -> MandateStatus:
        """The status after the last event."""
        last = self.events[-1].action if self.events else MandateAction.RESUME
        return {
            MandateAction.RESUME: MandateStatus.ACTIVE,
            MandateAction.SUSPEND: MandateStatus.SUSPENDED,
            MandateAction.END: MandateStatus.ENDED,
        }[last]

    def status_on(self, day: date) -> MandateStatus:
        """The status on ``day``, as far as it is known."""
        if day < self.begins:
            return MandateStatus.PENDING
        if self.ends is not None and day > self.ends:
            return MandateStatus.ENDED
        return MandateStatus.ACTIVE if self.active_on(day) else MandateStatus.SUSPENDED

    def active_on(self, day: date) -> bool:
        """Whether the deputy exercises this mandate on ``day``: begun, not over, not suspended.

        A suspension counts from its day on; a resumption from its day on.
        """
        if day < self.begins or (self.ends is not None and day > self.ends):
            return False
        past = [event.action for event in self.events if event.on <= day]
        return MandateAction.SUSPEND not in past[-1:]


_ALLOWED = {
    MandateAction.SUSPEND: {MandateStatus.ACTIVE},
    MandateAction.RESUME: {MandateStatus.SUSPENDED},
    MandateAction.END: {MandateStatus.ACTIVE, MandateStatus.SUSPENDED},
}
_BASIS = {
    MandateAction.SUSPEND: Basis("national", "61"),
    MandateAction.RESUME: Basis("national", "61"),
    MandateAction.END: Basis("national", "62"),
}


def apply(mandate: Mandate, event: MandateEvent) -> Mandate:
    """The mandate after ``event``.

    Raises ``Refusal("mandate_transition")`` when the status does not allow it (a mandate is over after
    its last day) and ``Refusal("mandate_event_order")`` when the event's day lies before the last one's.
    """
    over = mandate.ends is not None and event.on > mandate.ends
    status = MandateStatus.ENDED if over else mandate.status
    if status not in _ALLOWED[event.action]:
        raise Refusal("mandate_transition", basis=_BASIS[event.action], action=event.action, status=status)
    earliest = mandate.events[-1].on if mandate.events else mandate.begins
    if event.on < earliest:
        raise Refusal("mandate_event_order", day=earliest)
    if event.action is not MandateAction.END:
        return replace(mandate, events=(*mandate.events, event))
    kept = replace(event, ends_before=mandate.ends)
    return replace(mandate, ends=event.on, events=(*mandate.events, kept))


def withdraw(mandate: Mandate) -> Mandate:
    """The mandate without its last event, which never happened. Raises ``Refusal("mandate_no_event")``."""
    if not mandate.events:
        raise Refusal("mandate_no_event")
    *before, last = mandate.events
    ends = last.ends_before if last.action is MandateAction.END else mandate.ends
    return replace(mandate, ends=ends, events=tuple(before))


def correct(mandate: Mandate, fields: Mapping[str, Any]) -> Mandate:
    """The mandate with what was entered wrongly put right.

    Raises ``Refusal("mandate_events_outside")`` where an event would lie before the first day or after the
    last, and ``Refusal("mandate_end_entered")`` for another last day than that of an end: the end itself
    is what is wrong then.
    """
    after = replace(mandate, **fields)
    if after.status is MandateStatus.ENDED and after.ends != mandate.ends:
        raise Refusal("mandate_end_entered")
    days = [event.on for event in after.events]
    if days and not after.begins <= days[0] <= days[-1] <= (after.ends or days[-1]):
        raise Refusal("mandate_events_outside", first=days[0], last=days[-1])
    return after


def check_electing_unit(level: Level, division: str, unit: str, field: str = "electing_unit") -> None:
    """Raises ``Refusal("invalid_request")`` naming ``field`` for a unit that cannot elect this congress: the
    national one is elected by provinces, any other inside its own division (Deputies Law art. 2)."""
    if level is Level.NATIONAL:
        found = divisions.find(unit)
        if found is None or found.level is not Level.PROVINCE:
            raise invalid(
                field,
                "全国人大代表的选举单位应填省级区划代码",
                "must be the code of the province that elected",
            )
    elif unit.isdigit() and not (divisions.exists(unit) and unit.startswith(division)):
        raise invalid(field, "选举单位不在该人大的辖区内", "must lie in the congress's division")


def reason_of(action: MandateAction, reason: str | None) -> str:
    """The reason's code as the law lists them; raises ``Refusal("mandate_reason")`` for any other."""
    known = {
        MandateAction.SUSPEND: {str(item) for item in SuspensionReason},
        MandateAction.RESUME: {"cause_gone"},
        MandateAction.END: {str(item) for item in EndReason},
    }[action]
    given = reason or ("cause_gone" if action is MandateAction.RESUME else "")
    if given not in known:
        raise Refusal("mandate_reason", basis=_BASIS[action], reasons=", ".join(sorted(known)))
    return given
