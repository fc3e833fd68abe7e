"""A unit was dissolved or joined with another: what it has in hand goes on with its successor, some cases
at a time, each in a transaction of its own. What has gone over stands in the old unit's list no more, so
whatever is left is found by asking again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.suggestions.continuation import handing, movers
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.registry import unit as active_unit
from shared.domain.errors import Refusal, invalid
from shared.domain.places import division_of
from shared.domain.units import Unit
from shared.store.pages import Page
from shared.store.writing import commit

CASES_A_REQUEST = 10
"""So that a request ends in good time. No regulation says so."""
_MOVERS: dict[str, Callable[[movers.Case, movers.Passing], movers.Changed]] = {
    "suggestion": movers.of_suggestion,
    "opinion": movers.of_opinion,
    "letter": movers.of_concern,
    "heard": movers.of_concern,
    "appeal": movers.of_appeal,
}


@dataclass(frozen=True, slots=True)
class Passed:
    """What became of a case: ``refused`` says why it could not go over."""

    case: str
    kind: str
    title: str
    refused: Refusal | None = None


def successor_of(before: Unit, successor: str) -> Unit:
    """The unit that goes on with what ``before`` has. Raises ``unit_active`` while that can still be given
    cases, ``unit_not_found`` and ``unit_inactive`` of the successor, ``invalid_request``. One call."""
    if before.id == successor:
        raise invalid("body.successor", "承继单位须为另一单位", "name another unit")
    if before.active:
        raise Refusal("unit_active")
    return active_unit(successor)


def succeed(
    before: Unit, unit: Unit, reason: str, cursor: str | None, by: str, now: datetime
) -> Page[Passed]:
    """Passes on the next cases that are due from the unit; answers what became of each. One call, and up to
    six for each case."""
    page = handovers.due(before.id, until=None, limit=CASES_A_REQUEST, cursor=cursor)
    cases = {due.case: due for due in page.items}
    passing = movers.Passing(before, unit, reason, by, now)
    done = []
    for due in cases.values():
        refused = None
        try:
            _pass(due.case, due.kind, due.scope, passing)
        except Refusal as refusal:
            refused = refusal
        done.append(Passed(due.case, due.kind, due.title, refused))
    return Page(done, page.next)


def _pass(case: str, kind: str, scope: str, passing: movers.Passing) -> None:
    division, unit = division_of(scope), passing.unit
    if not (unit.division.startswith(division) or division.startswith(unit.division)):
        raise Refusal("unit_elsewhere")
    held = {one.party: one for one in handovers.of_case(case, consistent=True)}
    old, own = held.get(passing.before.id), held.get(unit.id)
    in_hand = old if old is not None and old.state in handover.OPEN else None
    changed = _MOVERS[kind](movers.Case(case, in_hand, own, held), passing)
    writes = [*changed.writes]
    if in_hand is not None:
        writes += handing.passed(in_hand, own, unit, passing.reason, passing.by, passing.now)
    if old is not None:
        writes += handing.told(old, unit, passing.reason, passing.now)
    commit(*writes)
