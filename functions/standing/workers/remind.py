"""Who is at risk is told while there is time."""

from typing import Any

from functions.standing.reminding import reminding
from shared.domain import clock


def remind(_event: dict[str, Any], context: reminding.Context) -> dict[str, Any]:
    """The schedule, every quarter of an hour by day; a run that comes late or twice tells nobody twice."""
    return {"entries": reminding.run(clock.now(), context)}
