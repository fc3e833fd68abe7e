"""Where a division's own bodies stand: its standing committee (a township's congress has its presidium),
their staff, the meetings of its congress, and the division itself. All share one partition of records."""

from datetime import date
from typing import Any, NamedTuple

from functions.standing import recorded
from functions.standing.congresses import has_congress, in_charge
from functions.standing.judging import evaluator, since
from functions.standing.sittings import Sittings
from functions.standing.subjects import of_committee
from functions.standing.views import shown
from shared.domain import divisions
from shared.domain.divisions import Division
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import Verdict
from shared.store.records import committee_key

_OF_A_CONGRESS = (SubjectKind.COMMITTEE, SubjectKind.MEETING)
_OF_ALL = (SubjectKind.STAFF, SubjectKind.DIVISION)


class Judged(NamedTuple):
    """A verdict and whom of the division it is about."""

    kind: SubjectKind
    verdict: Verdict


def subjects(division: Division) -> list[Subject]:
    """A division's own bodies; where there is no congress there are its staff all the same (in a street an
    organ of the county's standing committee, Shangqiu art. 2). What stands in it is not measured here."""
    kinds = (*_OF_A_CONGRESS, *_OF_ALL) if has_congress(division) else _OF_ALL
    return [of_committee(division)._replace(kind=kind) for kind in kinds]


def standing(code: str, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """In the periods that ``day`` falls in, as known ``today``. See :func:`judged`."""
    judge, found = judged(code, day, today)
    return {
        "division": code,
        "name": divisions.get(code).name,
        "on": day,
        "verdicts": [
            {**shown(verdict, judge.book, chinese), "subject": {"kind": kind, "id": code}}
            for kind, verdict in found
        ],
    }


def judged(code: str, day: date, today: date) -> tuple[Evaluator, list[Judged]]:
    """The verdicts on all that a division has of its own, and what judged them. One query, and one of the
    sessions of its congress where they matter. Raises ``Refusal("division_not_found")``."""
    own = subjects(divisions.get(code))
    judge, sittings = evaluator(code, day), Sittings()
    first = min(since(judge.book.of(subject.kind), subject, day) for subject in own)
    records = recorded.of_subject(committee_key(code), first, today)
    found: list[Judged] = []
    for subject in own:
        sitting = sittings.during(subject, in_charge(code), (), [judge], day, max(day, today))
        found += [Judged(subject.kind, verdict) for verdict in judge.evaluate(sitting, records, day, today)]
    return judge, found
