"""Metrics: shares and averages of an assessment, with their weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from shared.regulations.counting import Count, count, marked, valid
from shared.regulations.forms import Tally
from shared.regulations.inputs import Record, Subject
from shared.regulations.kinds.metric import Metric
from shared.regulations.periods import Period, Setting, period_of
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.regulations.value import Value
from shared.regulations.values import Bound, Limit, Ratio


class Score(Value):
    """``above`` and ``below`` are the numerator's and the denominator's numbers; nothing below means that
    there was nothing to measure, and the metric takes no part in the assessment. ``points`` out of
    ``weight`` are hundredths of a point, whole. ``meets`` is whether the target is reached, if there is one.
    """

    part: Part
    period: Period
    above: int
    below: int
    points: int
    weight: int
    meets: bool | None
    evidence: tuple[str, ...]


def scores(
    book: Rulebook, subject: Subject, records: Iterable[Record], day: date, today: date | None = None
) -> tuple[Score, ...]:
    """Every metric that applies to the subject, in the periods that ``day`` falls in, as seen on ``today``
    (``day``, if not said): records after ``today`` are not yet known."""
    seen = today or day
    kept = [record for record in valid(records) if record.subject == subject.id and record.day <= seen]
    found = []
    for part in book.of(subject.kind):
        if isinstance(part.fields, Metric) and part.condition.holds(subject.facts):
            begins, ends = subject.term or (subject.begins, subject.ends)
            period = period_of(part.fields.per, day, Setting(begins, ends, subject.sessions))
            if period is not None:
                found.append(
                    _score(part, part.fields, subject, [r for r in kept if period.covers(r.day)], period)
                )
    return tuple(found)


def assessment(found: Iterable[Score]) -> Ratio | None:
    """Points reached out of the weights that could be measured, in hundredths; ``None`` if nothing was."""
    measured = [score for score in found if score.below]
    weights = sum(score.weight for score in measured)
    return Ratio(sum(score.points for score in measured), weights * 100) if weights else None


def _score(part: Part, rule: Metric, subject: Subject, records: Sequence[Record], period: Period) -> Score:
    above = _tally(rule.numerator, rule.exclude, records)
    if rule.denominator is not None:
        below = _tally(rule.denominator, rule.exclude, records).number
    else:
        measured = subject.sets.get(rule.size, 0)
        below = len(measured) if isinstance(measured, tuple) else measured
    full = below * (rule.full_at or 1)
    points = min(above.number, full) * rule.weight * 100 // full if full else 0
    limits = _per_one(rule.target).resolve(subject.facts.get("level"), below)
    meets = limits.holds(above.number) if limits is not None and below else None
    return Score(part, period, above.number, below, points, rule.weight, meets, above.evidence)


def _per_one(target: Bound) -> Bound:
    """A whole number is an average: so many for each of the denominator."""

    def ratio(value: int | Ratio | None) -> Ratio | None:
        return Ratio(value, 1) if isinstance(value, int) else value

    return Bound(
        tuple(
            Limit(limit.op, ratio(limit.value), tuple((level, ratio(n) or n) for level, n in limit.per_level))
            for limit in target.limits
        )
    )


def _tally(tally: Tally, exclude: Sequence[str], records: Sequence[Record]) -> Count:
    wanted = [record for record in records if record.kind in tally.of]
    return count(marked(wanted, tally.marked, (*tally.unmarked, *exclude)), tally.unit)
