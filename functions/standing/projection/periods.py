"""The periods that are kept ready, and the one day on which each of them is judged.

A calendar period (week to year) has a label of its own and is judged on its last day, while it runs on the
day of today. What is asked by no calendar (in a term, at all times) stands under :data:`CURRENT`.
"""

from collections.abc import Iterable
from datetime import date

from shared.regulations.periods import DAY, period_of
from shared.regulations.rules import Part
from shared.regulations.values import Per

CURRENT = "current"
_CALENDAR = (
    Per("week"),
    Per("month"),
    Per("months", 2),
    Per("quarter"),
    Per("months", 4),
    Per("half_year"),
    Per("year"),
)
_NAMES = frozenset(per.name for per in _CALENDAR)


def _calendar(part: Part) -> Per | None:
    per: Per | None = getattr(part.fields, "per", None)
    return per if per is not None and per.name in _NAMES else None


def of_calendar(part: Part, day: date) -> tuple[date, date, str] | None:
    """First day, last day and label of the calendar period of ``part`` that ``day`` falls in; ``None`` for
    what is asked by no calendar."""
    per = _calendar(part)
    return None if per is None else _period(per, day)


def label_of(part: Part, day: date) -> str:
    """The label of the period of ``part`` that ``day`` falls in."""
    per = _calendar(part)
    return CURRENT if per is None else _period(per, day)[2]


def longest(parts: Iterable[Part], day: date) -> str:
    """The label of the longest calendar period among those of ``parts`` that ``day`` falls in;
    :data:`CURRENT` where none has one."""
    found = [_period(per, day) for part in parts if (per := _calendar(part)) is not None]
    return max(found, key=lambda period: period[1] - period[0])[2] if found else CURRENT


def judged_on(part: Part, day: date, today: date) -> date:
    """The day on which the period of ``part`` that ``day`` falls in is judged."""
    per = _calendar(part)
    return today if per is None else min(_period(per, day)[1], today)


def days(touched: Iterable[date], today: date) -> list[date]:
    """The days to judge on: those of every calendar period that runs today, of the one before it, and of
    those that a ``touched`` day falls in."""
    past = [day for day in touched if day < today]
    before = [_period(per, today)[0] - DAY for per in _CALENDAR]
    ends = {_period(per, day)[1] for per in _CALENDAR for day in past}
    return sorted({today, *before, *(min(end, today) for end in ends)})


def labels(judged: Iterable[date], today: date) -> frozenset[str]:
    """The labels of all periods that are judged on these days."""
    found = {CURRENT}
    for day in judged:
        for per in _CALENDAR:
            _, last, label = _period(per, day)
            if min(last, today) == day:
                found.add(label)
    return frozenset(found)


def _period(per: Per, day: date) -> tuple[date, date, str]:
    period = period_of(per, day)
    if period is None:
        raise ValueError(f"{per} is not of the calendar")
    return period
