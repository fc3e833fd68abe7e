"""What the office of a congress does with a suggestion: it checks it, hands it over, closes it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from functions.suggestions.suggestions import (
    handling,
    merging,
    owing,
    persons,
    ruling,
    states,
    store,
    telling,
    units,
)
from functions.suggestions.suggestions.handling import Given
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.writing import Write


def check(
    found: Found,
    accepted: bool,
    reason: str | None,
    stated: Mapping[str, str],
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """Takes it in, with what the office states of the matter (``wide_or_difficult``), or sends it back. Those
    who signed are told; what it stood for is on its own again once it is sent back. Raises ``case_state``,
    ``stale_version``, ``invalid_request``. One call, two to send back what stands for others."""
    suggestion = found.suggestion
    facts = ruling.told(stated, ruling.book(suggestion, now))
    moved = states.check(suggestion, accepted, reason, facts, by, now)
    if accepted:
        told = telling.deputies(suggestion, NoticeKind.SUGGESTION_CHECKED, now, reason=reason)
        return store.save(found, version, moved, told)
    alone = replace(suggestion, voices=())
    told = telling.deputies(alone, NoticeKind.SUGGESTION_SENT_BACK, now, reason=reason)
    return store.save(found, version, moved, [*told, *merging.leaving(suggestion, reason, by, now)])


def hand_over(
    found: Found,
    given: Sequence[tuple[str, Share]],
    reason: str | None,
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """Hands it over: their time begins (Deputies Law art. 51). The units, those who had it before and have it
    no more, and the deputies who signed are told.

    Raises ``case_state``, ``stale_version``, ``unit_not_found``, ``unit_inactive``, ``unit_elsewhere``,
    ``already_handed_over``, ``lead_missing``, ``limit_reached``. Three calls, two for the first hand-over.
    """
    suggestion = found.suggestion
    names = persons.names_of_units([unit for unit, _ in given], suggestion.congress)
    moved = handling.hand_over(
        suggestion, [Given(unit, names[unit], share) for unit, share in given], reason, by, now
    )
    after = moved.after
    before = {}
    if suggestion.round:
        before = {one.party: one for one in handovers.of_case(suggestion.id, consistent=True)}
    told, redo = owing.about(suggestion), after.round > suggestion.round > 0
    others: list[Write] = owing.ordered(before.values(), by, now, reason) if redo else []
    for unit, share in given:
        had = before.get(unit)
        name = names[unit]
        others += handovers.give(told, unit, share, now, by, name=name, reason=reason, before=had, redo=redo)
    gone = [one.unit for one in suggestion.units if one.live and after.handling(one.unit) is None]
    others += units.released((before[unit] for unit in gone), by, now, reason)
    to = [unit for unit, _ in given]
    kind = NoticeKind.SUGGESTION_ASSIGNED
    others += telling.units(suggestion, to, kind, now, name=suggestion.name, reason=reason)
    others += telling.units(suggestion, gone, NoticeKind.SUGGESTION_REASSIGNED, now)
    among = "、".join(names[unit] for unit in to)
    kind = NoticeKind.SUGGESTION_HANDED_OVER
    others += telling.deputies(suggestion, kind, now, **{"with": among})
    too_many = Refusal("limit_reached", limit=len(to) + len(gone) - 1)
    return store.save(found, version, moved, others, too_many=too_many)


def close(found: Found, reason: str | None, version: int, by: str, now: datetime) -> Suggestion:
    """Closes what was answered; the deputies who signed and the units are told. Raises ``case_state``,
    ``stale_version``, ``round_owed`` while the deputy is dissatisfied, ``rating_awaited`` with the article
    while a rule gives a deputy time to rate. Two calls."""
    suggestion = found.suggestion
    moved = states.close(suggestion, reason, by, now)
    kind = NoticeKind.SUGGESTION_CLOSED
    standing = handovers.of_case(suggestion.id, consistent=True)
    told = [
        *owing.unrated(standing, by, now, reason),
        *telling.deputies(suggestion, kind, now, reason=reason),
        *telling.units(suggestion, units.in_hand(suggestion), kind, now, reason=reason),
        *telling.receivers(suggestion, suggestion.grown_from, now, "已办结"),
    ]
    return store.save(found, version, moved, told)
