"""From a subject as registered and recorded to its entries: recomputed whole, as the standing routes do."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from functions.standing import recorded
from functions.standing.assessment.assessing import assess
from functions.standing.judging import evaluator, since
from functions.standing.projection import periods, whom
from functions.standing.projection.ranking import Place
from functions.standing.projection.store import Entry, Listed
from functions.standing.projection.whom import KINDS, Whom
from functions.standing.sittings import Sittings
from functions.standing.subjects import MEASURED
from functions.standing.views import is_recorded
from shared.regulations import sentences
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Record, Subject
from shared.regulations.judging import judges
from shared.regulations.rules import Modality, Part, SubjectKind
from shared.regulations.verdicts import State, Verdict

UNMET = frozenset({State.SHORT, State.AT_RISK, State.OPEN})
_BINDING = frozenset({Modality.MUST, Modality.MUST_NOT})


class _Turn(NamedTuple):
    """One of the subjects that somebody is, to be judged on one day."""

    who: Whom
    mandate: str
    subject: Subject
    known: Sequence[Record]
    day: date
    judge: Evaluator


def is_listed(part: Part) -> bool:
    """Whether who is short of this rule can be listed: it binds whom the lists are about, is counted or
    measured, and what it asks is recorded here."""
    bound = part.subject in KINDS and part.modality in _BINDING
    return bound and judges(part) and _is_measured(part) and is_recorded(part)


def _is_measured(part: Part) -> bool:
    """Whether the Registry tells what the rule measures: no set over an activity, and of no list what of it
    is there."""
    fields = part.fields
    match part.kind:
        case "size":
            return not fields.each and fields.set in MEASURED.get(part.subject, frozenset())
        case "checklist":
            return fields.per is not None
        case _:
            return True


def entries(partition: str, days: Sequence[date], today: date) -> list[Listed]:
    """What the subject of a partition of Records has not done, in the periods judged on ``days``, and of a
    station its places in the rankings. Two consistent calls, one where nothing binds it; another for each
    megabyte of records, and for each congress whose sessions matter."""
    found: list[Listed] = []
    for turn in _turns(partition, days, today):
        found += _unmet(turn, today)
        found += _places(turn, today)
    return found


def _turns(partition: str, days: Sequence[date], today: date) -> Iterator[_Turn]:
    who = whom.find(partition)
    if who is None:
        return
    judges_of = [
        (self, {day: evaluator(self.division, day) for day in days if self.is_bound_on(day)})
        for self in who.selves
    ]
    firsts = [
        since(judge.book.of(self.subject.kind), self.subject, day)
        for self, judges_on in judges_of
        for day, judge in judges_on.items()
    ]
    if not firsts:
        return
    known = recorded.known(partition, min(firsts), today, consistent=True)
    sittings = Sittings(consistent=True)
    for self, judges_on in judges_of:
        if judges_on:
            first, asking = min(judges_on), judges_on.values()
            subject = sittings.during(self.subject, self.congress, known.leaves, asking, first, today)
            for day, judge in judges_on.items():
                yield _Turn(who, self.mandate, subject, known.records, day, judge)


def _unmet(turn: _Turn, today: date) -> Iterator[Entry]:
    who, mandate, subject, known, day, judge = turn
    parts = {part.id: part for part in judge.book.of(subject.kind)}
    for verdict in judge.evaluate(subject, known, day, today):
        part = parts[verdict.rule]
        if _is_unmet(verdict) and is_listed(part) and periods.judged_on(part, day, today) == day:
            zh, en = sentences.of_verdict(judge.book, verdict)
            yield Entry(
                kind=str(subject.kind),
                subject=subject.id,
                name=who.name,
                home=who.home,
                mandate=mandate,
                rule=verdict.rule,
                period=periods.label_of(part, day),
                with_=verdict.with_,
                required=verdict.required,
                counted=verdict.counted,
                remaining=verdict.remaining,
                state=verdict.state,
                due="" if verdict.due is None else verdict.due.isoformat(),
                zh=zh,
                en=en,
            )


def _places(turn: _Turn, today: date) -> Iterator[Place]:
    who, _, subject, known, day, judge = turn
    if subject.kind is not SubjectKind.STATION:
        return
    for assessed in assess(judge.book, subject, known, day, today):
        if periods.judged_on(assessed.scores[0].part, day, today) == day:
            yield Place(
                subject.id,
                who.name,
                assessed.instrument,
                assessed.period,
                assessed.hundredths,
                assessed.rounded,
                assessed.measured,
                assessed.weight,
            )


def _is_unmet(verdict: Verdict) -> bool:
    return verdict.state in UNMET and (verdict.remaining > 0 or verdict.state is State.SHORT)
