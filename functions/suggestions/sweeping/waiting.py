"""What a deputy raised and a unit has in hand has no last day, yet is urged until it answers in writing
(Guangxi art. 13): now and then, also where nobody thinks of it."""

from datetime import datetime
from typing import NamedTuple

from functions.suggestions.clocks.clock import first_owed
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.handovers.telling import tell
from functions.suggestions.sweeping.moving import party
from shared.domain.notices import NoticeKind
from shared.store.writing import Write

_BY = "schedule"


class Urged(NamedTuple):
    """The hand-over afterwards, and what the unit is told."""

    after: HandOver
    notices: list[Write]


def urged(found: HandOver, now: datetime) -> Urged:
    """The same hand-over where it is not time yet. What a late run has missed is not made up for."""
    moment = handover.urged_next(found)
    if moment is None or moment > now:
        return Urged(found, [])
    after = handover.happened(found, handover.URGED, now, _BY)
    owed = first_owed(handover.clocks(found, now))
    cause = f"urged {found.version}"
    return Urged(after, [tell(party(found), NoticeKind.CASE_URGED, found, now, cause=cause, timed=owed)])
