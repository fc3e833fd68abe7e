"""Where a handling unit stands: what organs and employers owe to deputies (Deputies Law art. 40 and 41)."""

from datetime import date
from typing import Any

from functions.standing import recorded
from functions.standing.congresses import in_charge
from functions.standing.judging import evaluator, since
from functions.standing.sittings import Sittings
from functions.standing.views import shown
from shared.domain.errors import Refusal
from shared.domain.units import Unit
from shared.regulations.inputs import Subject
from shared.regulations.rulebook import level_of
from shared.regulations.rules import SubjectKind
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.records import unit_key
from shared.store.registry import RegistryItem


def registered(unit_id: str) -> Unit:
    """The unit, active or not; raises ``Refusal("unit_not_found")``. One call."""
    item = engine.get(RegistryItem, unit_key(unit_id), "UNIT")
    if item is None:
        raise Refusal("unit_not_found")
    return value_of(item, Unit)


def of_unit(unit: Unit) -> Subject:
    """A unit, of the level of the division that it belongs to. An inactive one takes nothing new, yet owes
    what it owes."""
    return Subject(SubjectKind.HANDLING_UNIT, unit.id, {"level": str(level_of(unit.division))})


def standing(unit: Unit, day: date, today: date, chinese: bool) -> dict[str, Any]:
    """Under the rules of the division that it belongs to, in the periods that ``day`` falls in, as known
    ``today``. One query, and one of the sessions of the congress there where they matter."""
    judge, subject = evaluator(unit.division, day), of_unit(unit)
    first = since(judge.book.of(subject.kind), subject, day)
    records = recorded.of_subject(unit_key(unit.id), first, today)
    subject = Sittings().during(subject, in_charge(unit.division), (), [judge], day, max(day, today))
    verdicts = judge.evaluate(subject, records, day, today)
    return {
        "unit": unit.id,
        "name": unit.name,
        "on": day,
        "verdicts": [shown(verdict, judge.book, chinese) for verdict in verdicts],
    }
