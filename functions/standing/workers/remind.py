"""Who is at risk is told while there is time."""

import logging
from typing import Any

from functions.standing.reminding import reminding
from shared.domain import clock

logging.getLogger("lianluo").setLevel(logging.INFO)


def remind(_event: dict[str, Any], context: reminding.Context) -> dict[str, Any]:
    """The schedule, every quarter of an hour by day; a run that comes late or twice tells nobody twice."""
    return {"entries": reminding.run(clock.now(), context)}
