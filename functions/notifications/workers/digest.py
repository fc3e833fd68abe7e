"""Digests that are due."""

from typing import Any

from functions.notifications.digests import schedule
from shared.domain import clock


def digest(_event: dict[str, Any], _context: object) -> None:
    """The schedule: digests that are due to queue messages."""
    schedule.run(clock.now())
