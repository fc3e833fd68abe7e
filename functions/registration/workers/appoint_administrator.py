"""The operator's first command."""

from typing import Any

from functions.registration.staff.appointing import appoint
from shared.domain import clock


def appoint_administrator(event: dict[str, Any], _context: object) -> dict[str, str]:
    """Invoked by the operator with ``{"phone", "name"}``: see ``functions.registration.staff.appointing``."""
    return appoint(event, clock.now())
