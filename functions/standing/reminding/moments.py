"""When somebody is reminded of what is at risk. The rules name how much and until when, not when to warn."""

from datetime import date, timedelta
from typing import NamedTuple

from functions.standing.projection import periods
from shared.regulations.rules import Part

SHARES_LEFT = (3, 10)
"""A third of the time is left, then a tenth. No regulation says so; before the last third nobody is held to
be at risk."""


class Moment(NamedTuple):
    """The ``day`` from which on the last reminder so far is due, and the label of its period."""

    period: str
    day: date


def latest(part: Part, today: date) -> Moment | None:
    """The last one that has come in the period that runs; ``None`` where none has, or for what is asked by no
    calendar. Of a short period a tenth may be no day: then there is only the first."""
    period = periods.of_calendar(part, today)
    if period is None:
        return None
    first, last, label = period
    length = (last - first).days + 1
    ahead = {length // share for share in SHARES_LEFT} - {0}
    come = [day for left in ahead if (day := last - timedelta(days=left)) <= today]
    return Moment(label, max(come)) if come else None
