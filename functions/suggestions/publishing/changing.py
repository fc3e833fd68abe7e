"""Suggestions and their replies before everybody: the office proposes it, the deputy agrees or objects, and
either can take it back. What is public is a copy of what the deputy agreed to."""

from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases.case import Entry
from functions.suggestions.publishing import store as public
from functions.suggestions.publishing.publication import Publication, Stand, masked
from functions.suggestions.publishing.store import Copy, Listed, PublicRating, PublicReply
from functions.suggestions.suggestions import persons, store, telling, units
from functions.suggestions.suggestions.states import Moved, require_state
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Happened, State, Suggestion
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid
from shared.domain.notices import NoticeKind
from shared.domain.roles import Caller

REPLIED = (State.REPLIED, State.RATED, State.CLOSED)
"""States in which there are replies to show."""


def propose(found: Found, with_rating: bool, version: int, by: str, now: datetime) -> Suggestion:
    """The office wishes to publish the replies; the deputy is asked. Raises ``case_state``,
    ``publication_state`` while it is proposed or public in this round, ``invalid_request`` for a rating that
    there is not, ``stale_version``. One call."""
    suggestion = found.suggestion
    require_state(suggestion, *REPLIED)
    standing = suggestion.publication
    this = standing is not None and standing.round == suggestion.round
    if standing is not None and (
        standing.state is Stand.PROPOSED or (standing.state is Stand.PUBLISHED and this)
    ):
        raise Refusal("publication_state", state=standing.state.value)
    if with_rating and suggestion.rating is None:
        raise invalid("body.with_rating", "代表尚未评价", "the deputy has not rated yet")
    listed = None if standing is None else standing.listed
    publication = Publication(Stand.PROPOSED, now, with_rating, suggestion.round, listed=listed)
    told = telling.person(suggestion, suggestion.deputy, NoticeKind.PUBLICATION_PROPOSED, now)
    data = {"round": suggestion.round, "with_rating": with_rating}
    entry = Entry(Happened.PUBLICATION_PROPOSED, by, now, data=data)
    return store.save(found, version, Moved(replace(suggestion, publication=publication), (entry,)), [told])


def answer(
    found: Found, consents: bool, reason: str | None, version: int, by: str, now: datetime
) -> Suggestion:
    """The deputy agrees, and it is public with that: what stands in the version that the deputy read; or
    objects, and why. The office and the units are told. Raises ``publication_state`` where nothing is
    proposed, ``case_state`` where another round is under way, ``stale_version``. One call."""
    suggestion = found.suggestion
    standing = suggestion.publication
    if standing is None or standing.state is not Stand.PROPOSED:
        raise _wrong(standing)
    if consents:
        require_state(suggestion, *REPLIED)
        after = replace(
            standing, state=Stand.PUBLISHED, at=now, round=suggestion.round, reason=None, listed=now
        )
        what, outcome = Happened.PUBLISHED, "同意，已公开"
        others = public.shown(_copy(suggestion, standing.with_rating, now), standing.listed)
    else:
        after = replace(standing, state=Stand.OBJECTED, at=now, reason=reason)
        what, outcome, others = Happened.PUBLICATION_OBJECTED, "不同意", []
    kind, data = NoticeKind.PUBLICATION_ANSWERED, {"outcome": outcome, "reason": reason}
    told = [
        telling.office(suggestion, kind, now, **data),
        *telling.units(suggestion, units.in_hand(suggestion), kind, now, **data),
    ]
    entry = Entry(what, by, now, reason, {"round": suggestion.round})
    moved = Moved(replace(suggestion, publication=after), (entry,))
    return store.save(found, version, moved, [*others, *told])


def withdraw(found: Found, reason: str, version: int, caller: Caller, now: datetime) -> Suggestion:
    """The office or the deputy takes it back, a proposal too; the others are told. Raises ``case_not_found``,
    ``role_missing``, ``out_of_scope``, ``deputy_suspended``, ``publication_state``, ``stale_version``. One
    call, two for the deputy."""
    suggestion, by = found.suggestion, caller.person
    if by == suggestion.deputy:
        persons.require_not_suspended(by, suggestion.congress, now)
    else:
        persons.require_office(caller, suggestion)
    standing = suggestion.publication
    if standing is None or (standing.listed is None and standing.state is not Stand.PROPOSED):
        raise _wrong(standing)
    after = replace(standing, state=Stand.WITHDRAWN, at=now, reason=reason, listed=None)
    others = []
    if standing.listed is not None:
        others = public.hidden(suggestion.id, suggestion.congress, standing.listed)
    kind = NoticeKind.PUBLICATION_WITHDRAWN
    told = [
        telling.person(suggestion, suggestion.deputy, kind, now, reason=reason),
        telling.office(suggestion, kind, now, reason=reason),
        *telling.units(suggestion, units.in_hand(suggestion), kind, now, reason=reason),
    ]
    entry = Entry(Happened.PUBLICATION_WITHDRAWN, by, now, reason)
    moved = Moved(replace(suggestion, publication=after), (entry,))
    return store.save(found, version, moved, [*others, *told])


def _wrong(found: Publication | None) -> Refusal:
    return Refusal("publication_state", state="none" if found is None else found.state.value)


def _copy(suggestion: Suggestion, with_rating: bool, now: datetime) -> Copy:
    """What everybody reads: no telephone or identity card number that stands in the words, and nobody's
    name but the deputy's."""
    listed = Listed(
        suggestion.id,
        suggestion.congress,
        masked(suggestion.title),
        suggestion.name,
        len(suggestion.signed_by),
        legal_day(suggestion.opened_at),
        now,
        tuple(one.name for one in suggestion.units if one.live),
        suggestion.category,
    )
    replies = tuple(
        PublicReply(one.name, masked(said.text), said.outcome, legal_day(said.at), said.until)
        for one in suggestion.units
        if one.live and (said := one.reply) is not None
    )
    rating = suggestion.rating
    shown = PublicRating(rating.result, rating.attitude) if with_rating and rating is not None else None
    return Copy(listed, masked(suggestion.text), replies, shown)
