"""Arithmetic of calendar days: months of unequal length, lengths of time."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from shared.regulations.values import Span


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


@lru_cache(maxsize=4096)
def add_months(day: date, n: int) -> date:
    """The same day ``n`` months later (earlier when negative), or that month's last day when it has no such
    day: 31 August and 6 months is 28 or 29 February."""
    index = day.year * 12 + day.month - 1 + n
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def back(day: date, span: Span) -> date:
    """The first day of the ``span`` (days, weeks, months or years) of which ``day`` is the last."""
    if span.unit in ("months", "years"):
        return add_months(day, -span.n * (12 if span.unit == "years" else 1)) + timedelta(days=1)
    return day - timedelta(days=span.n * (7 if span.unit == "weeks" else 1) - 1)
