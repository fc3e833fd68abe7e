"""Reminders that are due, and once a day what is overdue and what is ahead."""

from typing import Any

from functions.invitations.appointments import escalating
from functions.invitations.reminding import materials as preparing
from functions.invitations.reminding import mornings, reminding, tomorrow
from functions.invitations.reminding import receptions as ahead
from shared.domain import clock

_EVERY_MORNING = (tomorrow.KIND, preparing.KIND, ahead.KIND)


def remind(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The schedule, every quarter of an hour; a run that comes late or twice reminds nobody twice."""
    now = clock.now()
    every_day = escalating.start(now) + mornings.start(_EVERY_MORNING, now)
    return {"started": reminding.start_due(now) + every_day}
