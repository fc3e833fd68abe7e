"""Somebody urges a unit."""

from dataclasses import replace
from datetime import datetime

from functions.suggestions.clocks.clock import first_owed
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.handovers.telling import tell
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store.inbox import post
from shared.store.writing import commit


def urge(before: HandOver, by: str, reason: str | None, now: datetime) -> HandOver:
    """The hand-over with the urging, of which its unit is told. Raises what :func:`handover.urged` raises,
    and ``conflict``. One call."""
    after = handover.urged(before, now, by, reason)
    notice = tell(
        post(Role.UNIT_STAFF, after.party),
        NoticeKind.CASE_URGED,
        after,
        now,
        cause=f"urged {before.version}",
        timed=first_owed(handover.clocks(after, now)),
        reason=reason,
    )
    commit(*store.writes(before, after, now), notice)
    return replace(after, version=before.version + 1)
