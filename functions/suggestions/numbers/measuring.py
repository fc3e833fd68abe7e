"""Metrics of the packs that speak of how cases are handled, reckoned from tallies.

A case is a record of each kind that it has reached (``received``, ``submitted``, ``handed_over``,
``answered``, ``replied``, ``rated``), on the first day of the month in which it came, and carries its marks:
``opinion`` or ``suggestion``, its state, ``on_time`` or ``late``, ``in_session``, what who rated thinks.
Metrics that count anything else are none of handling, and are assessed elsewhere.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from functions.suggestions.numbers.tally import Tally
from shared.domain.places import division_of, is_station_id
from shared.regulations import metrics
from shared.regulations.inputs import Record, Subject
from shared.regulations.kinds.metric import Metric
from shared.regulations.metrics import Score
from shared.regulations.periods import OPEN
from shared.regulations.rulebook import Rulebook, level_of
from shared.regulations.rules import Part, SubjectKind
from shared.store.packs import packs
from shared.web.citing import cited

_KINDS = frozenset({"received", "submitted", "handed_over", "answered", "replied", "rated"})
_OF_DIVISION = (SubjectKind.STAFF, SubjectKind.COMMITTEE, SubjectKind.DIVISION)


def scores(
    of: str, division: str, tallies: Mapping[str, Tally], day: date, chinese: bool
) -> list[dict[str, Any]]:
    """The fields of ``MetricAnswer``: ``of`` a division, a station, or a unit of the ``division``, by
    the rules in force on ``day`` and in the periods that it falls in. No call."""
    book = packs().rulebook(division_of(division), day)
    kinds = _subjects(of)
    if not any(_of_handling(part) for kind in kinds for part in book.of(kind)):
        return []
    records = list(_records(of, tallies))
    facts = {"level": str(level_of(division_of(division)))}
    found = [
        score
        for kind in kinds
        for score in metrics.scores(book, Subject(kind, of, facts), records, day)
        if _of_handling(score.part)
    ]
    return [_shown(book, score, chinese) for score in found]


def _subjects(of: str) -> tuple[SubjectKind, ...]:
    if of.startswith("u"):
        return (SubjectKind.HANDLING_UNIT,)
    return (SubjectKind.STATION,) if is_station_id(of) else _OF_DIVISION


def _of_handling(part: Part) -> bool:
    rule = part.fields
    return (
        isinstance(rule, Metric)
        and rule.denominator is not None
        and {*rule.numerator.of, *rule.denominator.of} <= _KINDS
    )


def _records(of: str, tallies: Mapping[str, Tally]) -> Iterator[Record]:
    for month, tally in tallies.items():
        day = date.fromisoformat(f"{month}-01")
        for words, number in tally.marks.items():
            marks = tuple(word for word in words.split() if not word.endswith(":"))
            for kind in (word[:-1] for word in words.split() if word.endswith(":")):
                for one in range(number):
                    yield Record(f"{kind}.{month}.{words}.{one}", of, day, kind, marks=marks)


def _shown(book: Rulebook, score: Score, chinese: bool) -> dict[str, Any]:
    period = score.period
    return {
        **cited(book, score.part, chinese),
        "label": period.label,
        "first": None if period.first == date.min else period.first,
        "last": None if period.last == OPEN else period.last,
        "numerator": score.above,
        "denominator": score.below,
        "points": score.points if score.below else None,
        "weight": score.weight,
        "meets": score.meets,
    }
