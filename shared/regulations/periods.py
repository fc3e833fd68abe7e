"""Periods by legal day (Asia/Shanghai): the one that a day falls in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from shared.regulations.calendars.dates import add_months, back, last_of_month
from shared.regulations.values import Per

DAY = timedelta(days=1)
OF_SESSIONS = frozenset({"session", "between_sessions"})
"""Periods that depend on when the congress is in session."""
OPEN = date.max
"""The last day of a term whose end is not registered."""


class Period(NamedTuple):
    """From ``first`` to ``last``, both included. ``label`` names it: ``2026-Q3``."""

    first: date
    last: date
    label: str

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


class Setting(NamedTuple):
    """What periods that are not of the calendar depend on: the term (or mandate) of the subject and the
    sessions of its congress, each from first to last day, in order."""

    begins: date | None = None
    ends: date | None = None
    sessions: tuple[tuple[date, date], ...] = ()


NOWHERE = Setting()


def period_of(per: Per, day: date, setting: Setting = NOWHERE) -> Period | None:
    """The period that ``day`` falls in; ``None`` where there is none (no term is known, no session)."""
    calendar = _CALENDAR.get(per.name)
    if calendar is not None:
        return calendar(day, per.n)
    if per.name == "rolling" and per.span is not None:
        return Period(back(day, per.span), day, f"{per.span}~{day}")
    if per.name == "years":
        return _years(day, per.n, setting)
    if per.name == "term":
        return _term(day, setting)
    return _session(per.name, day, setting.sessions)


def _week(day: date, _: int) -> Period:
    monday = day - timedelta(days=day.weekday())
    year, week, _weekday = day.isocalendar()
    return Period(monday, monday + timedelta(days=6), f"{year}-W{week:02d}")


def _months(day: date, n: int) -> Period:
    month = (day.month - 1) // n * n + 1
    first = date(day.year, month, 1)
    last = last_of_month(day.year, month + n - 1)
    number = (month - 1) // n + 1
    label = {1: f"{day:%Y-%m}", 3: f"{day.year}-Q{number}", 6: f"{day.year}-H{number}"}.get(
        n, f"{day.year}-{month:02d}~{last.month:02d}"
    )
    return Period(first, last, label)


def _year(day: date, _: int) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year))


_CALENDAR = {
    "week": _week,
    "month": lambda day, _: _months(day, 1),
    "months": _months,
    "quarter": lambda day, _: _months(day, 3),
    "half_year": lambda day, _: _months(day, 6),
    "year": _year,
}


def _years(day: date, n: int, setting: Setting) -> Period:
    """Blocks of ``n`` years of the term; calendar years counted from year 1 where no term is known."""
    if setting.begins is None or day < setting.begins:
        first_year = (day.year - 1) // n * n + 1
        last_year = first_year + n - 1
        return Period(date(first_year, 1, 1), date(last_year, 12, 31), f"{first_year}~{last_year}")
    blocks = 0
    while add_months(setting.begins, 12 * n * (blocks + 1)) <= day:
        blocks += 1
    first = add_months(setting.begins, 12 * n * blocks)
    last = add_months(setting.begins, 12 * n * (blocks + 1)) - DAY
    if setting.ends is not None:
        last = min(last, setting.ends)
    return Period(first, last, f"{first}~{last}")


def _term(day: date, setting: Setting) -> Period | None:
    if setting.begins is None or day < setting.begins or (setting.ends is not None and day > setting.ends):
        return None
    return Period(setting.begins, setting.ends or OPEN, f"{setting.begins}~{setting.ends or ''}")


def _session(name: str, day: date, sessions: Sequence[tuple[date, date]]) -> Period | None:
    """The session that ``day`` falls in, or the time between the one before ``day`` and the next. Before
    the first and after the last known session that time is open, so there is no period."""
    for first, last in sessions:
        if first <= day <= last:
            return Period(first, last, f"session {first}") if name == "session" else None
    if name == "session":
        return None
    before = [last for _, last in sessions if last < day]
    after = [first for first, _ in sessions if first > day]
    if not before or not after:
        return None
    first, last = before[-1] + DAY, after[0] - DAY
    return Period(first, last, f"between sessions {first}")
