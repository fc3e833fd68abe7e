"""Which days are worked, as the State Council announces them year by year.

Three sources, the later ones weaker: ``announced.csv`` (what an operator enters when a year is announced
before the calendar library knows it, or when the State Council changes a year: ``2027-02-07,rest,春节`` or
``2027-02-20,work,春节``; ``2027,announced,`` when the year is complete), the library chinesecalendar, and
for a year that neither knows the weekends and the statutory days of ``statutory.csv`` (the decree on public
holidays as amended in 2024; lunar festivals up to 2050). Such a year is *provisional*: it has no adjusted
days yet. It is never an error.
"""

import os
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Literal, NamedTuple

from shared.regulations.values import Shift

DAY = timedelta(days=1)
_FURTHEST = 400
"""Days. No run of rest is longer; a table that says otherwise is wrong."""


class Reckoned(NamedTuple):
    """A day that was counted to, and whether an unannounced year was touched on the way."""

    day: date
    provisional: bool


class WorkingDays:
    """The calendar of work and rest. ``rest`` are days off, public holidays and days off in their lieu;
    ``work`` weekend days that are worked; ``known`` the years that are announced."""

    def __init__(self, rest: Iterable[date], work: Iterable[date], known: Iterable[int]) -> None:
        self._rest = frozenset(rest)
        self._work = frozenset(work)
        self._known = frozenset(known)

    @property
    def stamp(self) -> str:
        """Another one for another calendar: by it whoever has reckoned with one knows that it has changed."""
        found = (sorted(map(str, days)) for days in (self._rest, self._work, self._known))
        return sha256(repr([*found]).encode()).hexdigest()[:16]

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked: a weekday that is no holiday, or a weekend day that is made up for."""
        return day in self._work or (day.weekday() < 5 and day not in self._rest)

    def is_holiday(self, day: date) -> bool:
        """Whether ``day`` belongs to a public holiday; an ordinary weekend does not."""
        return day in self._rest

    def is_provisional(self, day: date) -> bool:
        """Whether the State Council has not yet announced the year of ``day``."""
        return day.year not in self._known

    def shifted(self, day: date, shift: Shift, on: Literal["rest_day", "holiday"] = "rest_day") -> Reckoned:
        """``day``, or the next (``forward``) or last (``backward``) working day when it falls on a day of
        rest; with ``on="holiday"`` only when it falls on a public holiday."""
        moves = shift != "none" and (self.is_holiday(day) if on == "holiday" else not self.is_working(day))
        if not moves:
            return Reckoned(day, shift != "none" and self.is_provisional(day))
        step = DAY if shift == "forward" else -DAY
        return self.counted(day, 1 if step > timedelta(0) else -1)

    def counted(self, day: date, n: int) -> Reckoned:
        """The ``n``-th working day after ``day``, or before it when ``n`` is negative; ``day`` itself is
        not counted. With 0, ``day``."""
        step = DAY if n > 0 else -DAY
        left, at, idle, provisional = abs(n), day, 0, False
        while left and idle < _FURTHEST:
            at += step
            provisional = provisional or self.is_provisional(at)
            worked = self.is_working(at)
            left -= worked
            idle = 0 if worked else idle + 1
        return Reckoned(at, provisional)

    def between(self, first: date, last: date) -> int:
        """How many working days there are from ``first`` to ``last``, both included."""
        return sum(self.is_working(first + DAY * n) for n in range((last - first).days + 1))


def with_announced(lines: Iterable[str]) -> WorkingDays:
    """The calendar in which the lines of ``announced.csv`` (after its heading) override all else.

    Raises ``ValueError`` with the line that is not understood.
    """
    from chinese_calendar.constants import holidays, workdays

    known = set(range(min(holidays).year, max(holidays).year + 1))
    entered: dict[date, str] = {}
    for line in lines:
        text = line.strip()
        if not text:
            continue
        when, _, rest = text.partition(",")
        what = rest.partition(",")[0]
        try:
            if what == "announced":
                known.add(int(when))
            elif what in ("rest", "work"):
                entered[date.fromisoformat(when)] = what
            else:
                raise ValueError
        except ValueError:
            raise ValueError(
                f"announced.csv: expected day,rest|work,name or year,announced,; found {text}"
            ) from None
    off = set(holidays) | set(_statutory())
    rest_days = (off - {day for day, what in entered.items() if what == "work"}) | {
        day for day, what in entered.items() if what == "rest"
    }
    work_days = {day for day in workdays if entered.get(day) != "rest"} | {
        day for day, what in entered.items() if what == "work"
    }
    return WorkingDays(rest_days, work_days, known)


def _lines(name: str) -> list[str]:
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding="utf-8") as lines:
        return lines.read().splitlines()[1:]


def _statutory() -> list[date]:
    return [date.fromisoformat(line.partition(",")[0]) for line in _lines("statutory.csv")]


@cache
def china() -> WorkingDays:
    """The calendar as it is announced today. Read on first use."""
    return with_announced(_lines("announced.csv"))
