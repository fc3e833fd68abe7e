"""A roster that has arrived."""

from typing import Any

from functions.registration.rosters.importing.event import handle


def import_roster(event: dict[str, Any], context: Any) -> None:
    """Invoked by S3 when a file has arrived: see ``functions.registration.rosters.importing.event``."""
    handle(event, lambda: float(context.get_remaining_time_in_millis()) / 1000)
