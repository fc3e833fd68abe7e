"""Digests that are due."""

import logging
from typing import Any

from functions.notifications.digests import schedule
from shared.domain import clock

logging.getLogger("lianluo").setLevel(logging.INFO)


def digest(_event: dict[str, Any], _context: object) -> None:
    """The schedule: digests that are due to queue messages."""
    schedule.run(clock.now())
