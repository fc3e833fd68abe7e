"""The days on which a calendar rule falls: nominal day, shift, window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from shared.regulations.calendars.dates import add_months, last_of_month
from shared.regulations.calendars.working_days import WorkingDays
from shared.regulations.kinds.calendar import WEEKDAYS, Calendar
from shared.regulations.value import Value


class Day(Value):
    """One way to keep an occurrence: the days from ``first`` to ``last`` (the same, but for windows).
    ``nominal`` is the day before any shift."""

    nominal: date
    first: date
    last: date
    provisional: bool

    @property
    def shifted(self) -> bool:
        return self.nominal != self.first


class Occurrence(Value):
    """One time that the calendar comes round. Of several ``options`` ("day 9 or 19") one is enough."""

    options: tuple[Day, ...]

    @property
    def first(self) -> date:
        return self.options[0].first

    @property
    def last(self) -> date:
        return self.options[-1].last

    @property
    def provisional(self) -> bool:
        return any(day.provisional for day in self.options)


def occurrences(rule: Calendar, first: date, last: date, working: WorkingDays) -> Iterator[Occurrence]:
    """Every occurrence that has a day from ``first`` to ``last``, in order, wherever its nominal day lies."""
    margin = timedelta(days=31)
    for occurrence in nominal(rule, first - margin, last + margin, working):
        if occurrence.first <= last and occurrence.last >= first:
            yield occurrence


def nominal(rule: Calendar, first: date, last: date, working: WorkingDays) -> Iterator[Occurrence]:
    """Every occurrence whose first nominal day (of a window: whose first day) lies from ``first`` to
    ``last``, in order: what a month or year owes, even where the day is shifted out of it."""
    for group in _groups(rule, first, last, working):
        days = tuple(day for day in group if first <= day.nominal <= last)
        if rule.either and days:
            yield Occurrence(group)
        elif not rule.either:
            for day in days:
                yield Occurrence((day,))


def _groups(rule: Calendar, first: date, last: date, working: WorkingDays) -> Iterator[tuple[Day, ...]]:
    """The days of each week, month or year; those of one group are alternatives where the rule says so."""
    if rule.every == "week":
        monday = first - timedelta(days=first.weekday())
        while monday <= last:
            days = [monday + timedelta(days=WEEKDAYS.index(name)) for name in rule.weekdays]
            if kept := tuple(
                _day(rule, day, working)
                for day in sorted(days)
                if not rule.months or day.month in rule.months
            ):
                yield kept
            monday += timedelta(days=7)
    elif rule.from_ is not None and rule.to is not None:
        for year in range(first.year - 1, last.year + 1):
            begins = _of_year(year, rule.from_)
            ends = _of_year(year + (rule.to < rule.from_), rule.to)
            yield (Day(begins, begins, ends, False),)
    else:
        month = first.replace(day=1)
        while month <= last:
            if not rule.months or month.month in rule.months:
                days = sorted(set(_days_of_month(rule, month, working)))
                if days:
                    yield tuple(_day(rule, day, working) for day in days)
            month = add_months(month, 1)


def _day(rule: Calendar, nominal_day: date, working: WorkingDays) -> Day:
    actual, provisional = working.shifted(nominal_day, rule.shift, rule.shift_on)
    return Day(nominal_day, actual, actual, provisional)


def _of_year(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    return min(date(year, month, min(day, 28)) + timedelta(days=max(day - 28, 0)), last_of_month(year, month))


def _days_of_month(rule: Calendar, month: date, working: WorkingDays) -> Iterator[date]:
    last = last_of_month(month.year, month.month)
    for day in rule.days:
        if day == "last":
            yield last
        elif day == "last_working":
            yield last if working.is_working(last) else working.counted(last, -1).day
        elif isinstance(day, int) and day <= last.day:
            yield month.replace(day=day)
    for name in rule.weekdays if rule.nth else ():
        earliest = month + timedelta(days=(WEEKDAYS.index(name) - month.weekday()) % 7)
        wanted = earliest + timedelta(days=7 * ((rule.nth or 1) - 1))
        while wanted > last and rule.nth == 5:
            wanted -= timedelta(days=7)
        if wanted <= last:
            yield wanted
