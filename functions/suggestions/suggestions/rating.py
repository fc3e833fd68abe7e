"""What the deputy says of the replies; the deputy takes a suggestion back."""

from datetime import datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers import store as handovers
from functions.suggestions.suggestions import merging, owing, states, store, telling, units
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
    others = telling.rated(suggestion, units.in_hand(suggestion), result, attitude, reason, now)
    standing = handovers.of_case(suggestion.id, consistent=True)
    others += owing.rated(moved.after, standing, by, now, reason)
    if moved.after.dissatisfied and not suggestion.dissatisfied:
        others += owing.another_round(suggestion, standing, by, now, reason)
    return store.save(found, version, moved, others)


def withdraw(found: Found, reason: str | None, version: int, by: str, now: datetime) -> Suggestion:
    """Takes it back; whoever has to do with it is told, and units owe nothing more. Raises ``case_state``,
    ``stale_version``, ``invalid_request``. One call, two once it was handed over or where it stands for
    others: these are on their own again."""
    suggestion = found.suggestion
    moved = states.withdraw(suggestion, reason, by, now)
    others: list[Write] = []
    kind = NoticeKind.SUGGESTION_WITHDRAWN
    if suggestion.submitted_at is not None:
        others.append(telling.office(suggestion, kind, now, reason=reason))
    others += [telling.person(suggestion, one, kind, now, reason=reason) for one in suggestion.signed_by]
    others += telling.receivers(suggestion, suggestion.origins, now, "已由代表撤回")
    others += matching.closing(suggestion, now, reason)
    others += merging.leaving(suggestion, reason, by, now)
    if suggestion.round:
        others += telling.units(suggestion, units.in_hand(suggestion), kind, now, reason=reason)
        others += units.released(handovers.of_case(suggestion.id, consistent=True), by, now, reason)
    return store.save(found, version, moved, others)
