"""Verdicts over a span of days: every period that ended in it, and what was still open on its last day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from shared.regulations.calendars.dates import last_of_month
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Record, Subject
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.verdicts import Verdict

DAY = timedelta(days=1)
STANDING = "standing"
"""The label of what is owed at any time."""
Key = tuple[str, str, str]
"""Rule or part, period's label, the other of a pair."""
Judged = dict[Key, tuple[Verdict, Rulebook]]


def over(
    judge_on: Callable[[date], Evaluator],
    subject: Subject,
    records: Iterable[Record],
    first: date,
    last: date,
    today: date,
) -> Judged:
    """Each period is judged by the rules in force on its last day (on ``last``, if it ends later), by what
    was recorded up to ``last`` as known ``today``. Of rolling periods and of the subject's own (its term)
    there is the one of ``last`` only."""
    known = [record for record in records if record.day <= last]
    seen = min(today, last + DAY)
    found: Judged = {}
    for day in _days(judge_on, subject.kind, first, last):
        judge = judge_on(day)
        rolling = {part.id for part in judge.book.of(subject.kind) if _per(part) == "rolling"}
        for verdict in judge.evaluate(subject, known, day, seen):
            lasting = verdict.period.label == STANDING or verdict.rule in rolling
            if day == last or (verdict.period.last == day and not lasting):
                found.setdefault((verdict.rule, verdict.period.label, verdict.with_), (verdict, judge.book))
    return found


def _days(
    judge_on: Callable[[date], Evaluator], kind: SubjectKind, first: date, last: date
) -> Iterator[date]:
    """The days on which periods of the calendar end, the latest first. All but weeks end with a month."""
    months = {last, *_month_ends(first, last)}
    weekly = any(_per(part) == "week" for day in months for part in judge_on(day).book.of(kind))
    sundays = set[date]()
    if weekly:
        sunday = first + DAY * (6 - first.weekday())
        while sunday <= last:
            sundays.add(sunday)
            sunday += DAY * 7
    yield from sorted(months | sundays, reverse=True)


def _month_ends(first: date, last: date) -> Iterator[date]:
    end = last_of_month(first.year, first.month)
    while end <= last:
        yield end
        after = end + DAY
        end = last_of_month(after.year, after.month)


def _per(part: Part) -> str | None:
    per = getattr(part.fields, "per", None)
    return None if per is None else str(per.name)
