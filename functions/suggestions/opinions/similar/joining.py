"""A resident joins an open opinion instead of bringing the same once more: with words and a receipt of the
own, merged with it from the first moment."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from functions.suggestions.opinions import limits, store, telling
from functions.suggestions.opinions.opinion import KIND, MOST_MERGED, RESIDENT, Happened, Opinion, then
from functions.suggestions.opinions.routing import about
from functions.suggestions.opinions.similar.entries import is_personal
from functions.suggestions.opinions.store import Found, Resident
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store import receipts
from shared.store.writing import commit, is_repeated


def join(
    into: str,
    fields: dict[str, Any],
    id_: str,
    mark: str | None,
    now: datetime,
    *,
    address: str | None = None,
    person: str | None = None,
) -> tuple[Opinion, str]:
    """The new opinion, which the one that was there stands for, and the secret of its receipt. Those who
    received that one are told, its resident, and who joins, as far as they can be. It counts against the
    limits of what is brought.

    Raises ``case_not_found`` also for somebody's own legal case, ``case_state`` where it is not open,
    ``joined_already`` by name, ``limit_reached``, ``too_many_requests``, ``conflict``. Two calls, one more
    with a ``mark``, and one by name where others have joined.
    """
    secret = receipts.secret_of("opinion", id_)
    if mark is not None:
        standing = store.standing(id_)
        if standing is not None and is_repeated(standing.item.request, mark):
            return standing.opinion, secret
    found = store.load_whole(into)
    main = found.opinion
    if is_personal(main):
        raise Refusal("case_not_found")
    anonymous = fields["anonymous"]
    resident = Resident(id_, receipts.stored(secret), None if anonymous else person)
    if resident.person is not None:
        _require_new(found, resident.person)
    if len(main.merged) >= MOST_MERGED:
        raise Refusal("limit_reached", limit=MOST_MERGED)
    joined = Entry(Happened.JOINED, RESIDENT, now, data={"opinion": id_})
    main_after, joined = then(main, joined, merged=(*main.merged, id_))
    opinion, entries = _brought(id_, main, fields, now)
    kept = handover.given(about(opinion), opinion.scope, Share.OWN, now, RESIDENT, what=Happened.RECEIVED)
    told = [resident] if found.resident is None else [found.resident]
    try:
        commit(
            *cases.creating(KIND, opinion, entries, store.shown, mark),
            store.kept(opinion, resident),
            *limits.bringing(address, person, now),
            *limits.joining(address, now),
            *handovers.writes(None, kept, now),
            *cases.changing(KIND, found.item, main_after, [joined], store.shown),
            telling.joined(main, now),
            *telling.residents(told, NoticeKind.OPINION_JOINED, main, now),
            *telling.residents([resident], NoticeKind.OPINION_MERGED, opinion, now),
        )
    except Refusal as refusal:
        if refusal.code == "stale_version":
            raise Refusal("conflict", retry_after=1) from refusal
        raise
    return opinion, secret


def _require_new(found: Found, person: str) -> None:
    """Raises ``joined_already`` for who brought it, or one that it stands for. Whoever joins at the same
    moment changes it, and is asked again."""
    theirs = [found.resident, *store.residents(found.opinion.merged)]
    if any(one is not None and one.person == person for one in theirs):
        raise Refusal("joined_already")


def _brought(id_: str, main: Opinion, fields: dict[str, Any], now: datetime) -> tuple[Opinion, list[Entry]]:
    """It is brought to who received the other, and merged at once."""
    brought = Opinion(
        id_,
        main.scope,
        fields["text"],
        now,
        main.category,
        fields["place"],
        fields["anonymous"],
    )
    received = Entry(Happened.RECEIVED, RESIDENT, now, data={"scope": main.scope})
    merged = Entry(Happened.MERGED, RESIDENT, now, data={"into": main.id})
    after, merged = then(brought, merged, merged_into=main.id)
    return replace(after, version=2), [received, merged]
