"""On which days a committee receives: as its rulebook says (Datong art. 7 item 9), year by year.

A day is one of the rule that holds on it. A year whose holidays are not announced is reckoned all the same,
and its days are provisional: they may still move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from shared.regulations.calendars.dates import last_of_month
from shared.regulations.calendars.recurrences import occurrences
from shared.regulations.calendars.working_days import china
from shared.regulations.kinds.calendar import Calendar
from shared.regulations.library import Library
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.store.packs import packs

KIND = "reception_day"
"""The kind of record that shows that one was held, and by which such rules are known."""
_HALF_A_MONTH = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class Named:
    """A day that a rule names; ``nominal`` is the one before a shift off a day of rest."""

    day: date
    nominal: date
    provisional: bool
    part: Part
    book: Rulebook


def days(division: str, year: int) -> tuple[Named, ...]:
    """The reception days of a division's committee in a year, in order."""
    return _days(packs(), division, year)


def named(division: str, day: date) -> Named | None:
    """The reception day that falls on ``day``, if one does."""
    return next((found for found in days(division, day.year) if found.day == day), None)


@lru_cache(maxsize=128)
def _days(library: Library, division: str, year: int) -> tuple[Named, ...]:
    found = {
        named.day: named for month in range(1, 13) for named in _of_month(library, division, year, month)
    }
    return tuple(found[day] for day in sorted(found))


def _of_month(library: Library, division: str, year: int, month: int) -> Iterator[Named]:
    """Of a month that is not wholly under one rulebook each day by its own."""
    first, last = date(year, month, 1), last_of_month(year, month)
    for book in _books(library, division, first, last):
        for part in _parts(book):
            for occurrence in occurrences(part.fields, first, last, china()):
                for option in occurrence.options:
                    day = option.first
                    if first <= day <= last and library.rulebook(division, day).part(part.id) is not None:
                        yield Named(day, option.nominal, option.provisional, part, book)


def _books(library: Library, division: str, first: date, last: date) -> Iterator[Rulebook]:
    opening, closing = library.rulebook(division, first), library.rulebook(division, last)
    yield opening
    if {part.id for part in opening.parts} != {part.id for part in closing.parts}:
        yield closing


def _parts(book: Rulebook) -> Iterator[Part]:
    facts = {"level": str(level_of(book.division))}
    for part in book.of(SubjectKind.COMMITTEE):
        if isinstance(part.fields, Calendar) and part.fields.of == KIND and part.condition.holds(facts):
            yield part


def next_after(division: str, day: date) -> date | None:
    """The next reception day from ``day`` on, within a year."""
    ahead = (*days(division, day.year), *days(division, day.year + 1))
    return next((found.day for found in ahead if day <= found.day <= day + timedelta(days=366)), None)


def instead_of(division: str, day: date, rule: str) -> Named | None:
    """The rule's day that has taken the place of ``day``, which is none any more: the nearest one, of those
    at most half a month away."""
    around = {day - _HALF_A_MONTH, day + _HALF_A_MONTH}
    years = sorted({near.year for near in around})
    found = [one for year in years for one in days(division, year) if one.part.id == rule]
    near = [one for one in found if abs(one.day - day) <= _HALF_A_MONTH]
    return min(near, key=lambda one: (abs(one.day - day), one.day), default=None)
