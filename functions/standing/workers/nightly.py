"""The lists of who is short, kept with the days that pass."""

from typing import Any

from functions.standing.projection import nightly as walking


def nightly(event: dict[str, Any], context: walking.Context) -> dict[str, Any]:
    """The schedule, an operator's call and the messages of the walk."""
    return walking.nightly(event, context)
