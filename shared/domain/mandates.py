"""A mandate: one deputy, one level of congress, one term (Deputies Law art. 2, 61, 62).

A deputy may hold several; each counts on its own from the day it begins to the day it ends.
Suspension and resumption are events with a day, never overwritten.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from shared.domain.divisions import Level
from shared.domain.errors import Basis, Refusal


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
    """One change of status: what, from which legal day, and the reason's code."""

    action: MandateAction
    on: date
    reason: str


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
    ended = event.action is MandateAction.END
    ends = event.on if ended and (mandate.ends is None or event.on < mandate.ends) else mandate.ends
    return replace(mandate, ends=ends, events=(*mandate.events, event))


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
