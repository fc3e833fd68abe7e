"""Where a deputy stands: every mandate of the day by itself, from one query of the deputy's records."""

from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.judging import evaluator, since
from functions.standing.jurisdiction import binding
from functions.standing.subjects import of_mandate
from functions.standing.views import shown
from shared.domain.deputies import Deputy
from shared.domain.mandates import MandateStatus
from shared.regulations.rules import SubjectKind
from shared.store.records import deputy_key

_OF_THE_DAY = {MandateStatus.ACTIVE, MandateStatus.SUSPENDED}


def standing(deputy: Deputy, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """In the periods that ``day`` falls in, as known ``today``. One query; none without a mandate."""
    held = [
        (mandate, of_mandate(deputy, mandate), evaluator(binding(deputy, mandate), day))
        for mandate in deputy.mandates
        if mandate.status_on(day) in _OF_THE_DAY
    ]
    first = min(
        (since(judge.book.of(SubjectKind.DEPUTY), subject, day) for _, subject, judge in held), default=None
    )
    records = [] if first is None else recorded.of_subject(deputy_key(deputy.id), first, today)
    return {
        "deputy": deputy.id,
        "name": deputy.name,
        "on": day,
        "mandates": [
            {
                "id": mandate.id,
                "level": mandate.level,
                "division": mandate.division,
                "term": mandate.term,
                "status": mandate.status_on(day),
                "rulebook": judge.book.division,
                "verdicts": [
                    shown(verdict, judge.book, chinese)
                    for verdict in judge.evaluate(subject, records, day, today)
                ],
            }
            for mandate, subject, judge in held
        ],
    }
