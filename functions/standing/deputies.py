"""Where a deputy stands: every mandate of the day by itself, from one query of the deputy's records."""

from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.judging import evaluator, since
from functions.standing.jurisdiction import binding
from functions.standing.recorded import UNKNOWN
from functions.standing.sittings import Sittings
from functions.standing.subjects import of_mandate
from functions.standing.views import shown
from shared.domain.deputies import Deputy
from shared.domain.mandates import Mandate, MandateStatus
from shared.regulations.rules import SubjectKind
from shared.store.records import deputy_key

_OF_THE_DAY = {MandateStatus.ACTIVE, MandateStatus.SUSPENDED}


def standing(deputy: Deputy, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """In the periods that ``day`` falls in, as known ``today``. One query, and one for each congress whose
    sessions matter; none without a mandate."""
    held = [mandate for mandate in deputy.mandates if mandate.status_on(day) in _OF_THE_DAY]
    first = min((first_day(deputy, mandate, day) for mandate in held), default=None)
    known = UNKNOWN if first is None else recorded.known(deputy_key(deputy.id), first, today)
    sittings = Sittings()
    mandates = []
    for mandate in held:
        judge = evaluator(binding(deputy, mandate), day)
        subject = sittings.during(
            of_mandate(deputy, mandate), mandate.division, known.leaves, [judge], day, max(day, today)
        )
        verdicts = judge.evaluate(subject, known.records, day, today)
        mandates.append(
            {
                **told(deputy, mandate, day),
                "verdicts": [shown(verdict, judge.book, chinese) for verdict in verdicts],
            }
        )
    return {"deputy": deputy.id, "name": deputy.name, "on": day, "mandates": mandates}


def first_day(deputy: Deputy, mandate: Mandate, day: date) -> date:
    """The first day whose records a verdict on ``day`` on this mandate can need."""
    parts = evaluator(binding(deputy, mandate), day).book.of(SubjectKind.DEPUTY)
    return since(parts, of_mandate(deputy, mandate), day)


def told(deputy: Deputy, mandate: Mandate, day: date) -> dict[str, Any]:
    """What an answer says of the mandate itself."""
    return {
        "id": mandate.id,
        "level": mandate.level,
        "division": mandate.division,
        "term": mandate.term,
        "status": mandate.status_on(day),
        "rulebook": binding(deputy, mandate),
    }
