"""Whose time runs out or has run out."""

from typing import Any

from functions.suggestions.sweeping import sweeping
from shared.domain import clock


def sweep(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """The schedule, every hour; a run that comes late or twice tells nobody twice."""
    return {"told": sweeping.sweep(clock.now())}
