"""From a subject and the day asked about to verdicts: which records are needed, and what they amount to."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.library import Library
from shared.regulations.periods import Setting, period_of
from shared.regulations.rules import Part
from shared.store.packs import packs

_KEPT = 64
"""Rulebooks that a process keeps ready; they differ by regulation and by the law's changes."""
_NAMED = 8192
"""Divisions and days of which a process remembers whose rulebook they have."""

_OVER_NEW_YEAR = timedelta(days=14)
"""Weeks, and days shifted off a holiday, reach so far into the year before at most."""


def evaluator(division: str, day: date) -> Evaluator:
    """The rulebook of a division on a day, ready to judge; one for all divisions and days with the same
    rules. Raises ``Refusal("division_not_found")``."""
    library = packs()
    return _evaluator(library, *_alike(library, division, day))


@lru_cache(maxsize=_NAMED)
def _alike(library: Library, division: str, day: date) -> tuple[str, date]:
    return library.alike(division, day)


@lru_cache(maxsize=_KEPT)
def _evaluator(library: Library, division: str, day: date) -> Evaluator:
    return Evaluator(library.rulebook(division, day))


def since(parts: Iterable[Part], subject: Subject, day: date) -> date:
    """The first day whose records a verdict on ``day`` can need: that of the longest period in which a part
    counts; the subject's own first day where one counts in all time."""
    begins, ends = subject.term or (subject.begins, subject.ends)
    setting = Setting(begins, ends, subject.sessions)
    first = date(day.year, 1, 1) - _OVER_NEW_YEAR
    for per in (part.fields.per for part in parts if hasattr(part.fields, "per")):
        period = period_of(per, day, setting) if per is not None else None
        bound = subject.begins if period is None else period.first
        first = first if bound is None else min(first, bound)
    return first
