"""Verdicts over a span of days: every period that ended in it, and what was still open on its last day."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from shared.regulations.calendars.dates import last_of_month
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Record, Subject
from shared.regulations.periods import Setting, period_of
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part
from shared.regulations.values import Per
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
    """Each period that ended from ``first`` to ``last``, judged by the rules of its last day; each that still
    ran on ``last``, and what is owed at any time and in rolling periods, as it stood on that day: by its
    rules and by what was recorded up to it. What is known of a record is what is known ``today``. Where the
    subject is bound on some of the days only, those count alone."""
    first, last = max(first, subject.begins or first), min(last, subject.ends or last)
    known = [record for record in records if record.day <= last]
    seen = min(today, last + DAY)
    found: Judged = {}
    for day in sorted(ends(judge_on, subject, first, last), reverse=True):
        judge = judge_on(day)
        rolling = {part.id for part in judge.book.of(subject.kind) if _is_rolling(part)}
        for verdict in judge.evaluate(subject, known, day, seen):
            lasting = verdict.period.label == STANDING or verdict.rule in rolling
            if day == last or (verdict.period.last <= day and not lasting):
                found.setdefault((verdict.rule, verdict.period.label, verdict.with_), (verdict, judge.book))
    return found


def ends(judge_on: Callable[[date], Evaluator], subject: Subject, first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last`` on which a period ends that some rule asks the subject about, those
    of months whatever the rules, and ``last``. Some days come more than once."""
    months = [*_month_ends(first, last), *([last] if first <= last else [])]
    yield from months
    parts = (part for day in months for part in judge_on(day).book.of(subject.kind))
    for per in {per for part in parts if (per := _per(part)) is not None and per.name != "rolling"}:
        yield from _period_ends(per, subject, first, last)


def _month_ends(first: date, last: date) -> Iterator[date]:
    end = last_of_month(first.year, first.month)
    while end <= last:
        yield end
        after = end + DAY
        end = last_of_month(after.year, after.month)


def _period_ends(per: Per, subject: Subject, first: date, last: date) -> Iterator[date]:
    begins, finishes = subject.term or (subject.begins, subject.ends)
    setting = Setting(begins, finishes, subject.sessions)
    turns = [day for opens, closes in subject.sessions for day in (opens, closes + DAY)]
    day = first
    while day <= last:
        period = period_of(per, day, setting)
        if period is not None and period.last <= last:
            yield period.last
        if period is not None:
            day = min(period.last, last) + DAY
        else:
            day = min((turn for turn in turns if turn > day), default=last + DAY)


def _is_rolling(part: Part) -> bool:
    per = _per(part)
    return per is not None and per.name == "rolling"


def _per(part: Part) -> Per | None:
    """In what period a part counts; of a calendar that of its days."""
    per: Per | None = getattr(part.fields, "per", None)
    every = getattr(part.fields, "every", None)
    return Per(every) if per is None and every is not None else per
