"""What the deputy says of the replies; the deputy takes a suggestion back."""

from datetime import datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers import store as handovers
from functions.suggestions.suggestions import owing, states, store, telling, units
from functions.suggestions.suggestions.matching import matching
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.notices import NoticeKind
from shared.store.writing import Write


def rate(
    found: Found,
    result: Verdict,
    attitude: Verdict,
    reason: str | None,
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """Result and attitude, once a round; the office and the units are told. Dissatisfaction with the result
    owes another round, and rules that listen to it run from here. Raises ``case_state``, ``stale_version``,
    ``rated_already``, ``invalid_request``. Two calls."""
    suggestion = found.suggestion
    moved = states.rate(suggestion, result, attitude, reason, by, now)
    outcome = f"结果{result.chinese}，态度{attitude.chinese}"
    kind = NoticeKind.SUGGESTION_RATED
    others: list[Write] = [
        telling.office(suggestion, kind, now, outcome=outcome, reason=reason),
        *telling.units(suggestion, units.in_hand(suggestion), kind, now, outcome=outcome, reason=reason),
    ]
    standing = handovers.of_case(suggestion.id, consistent=True)
    others += owing.rated(standing, by, now, reason)
    if moved.after.dissatisfied:
        others += owing.another_round(suggestion, standing, by, now, reason)
    return store.save(found, version, moved, others)


def withdraw(found: Found, reason: str | None, version: int, by: str, now: datetime) -> Suggestion:
    """Takes it back; whoever has to do with it is told, and units owe nothing more. Raises ``case_state``,
    ``stale_version``, ``invalid_request``. One call, two once it was handed over."""
    suggestion = found.suggestion
    moved = states.withdraw(suggestion, reason, by, now)
    others: list[Write] = []
    kind = NoticeKind.SUGGESTION_WITHDRAWN
    if suggestion.submitted_at is not None:
        others.append(telling.office(suggestion, kind, now, reason=reason))
    others += [telling.person(suggestion, one, kind, now, reason=reason) for one in suggestion.signed_by]
    others += matching.closing(suggestion, now, reason)
    if suggestion.round:
        others += telling.units(suggestion, units.in_hand(suggestion), kind, now, reason=reason)
        others += units.released(handovers.of_case(suggestion.id, consistent=True), by, now, reason)
    return store.save(found, version, moved, others)
