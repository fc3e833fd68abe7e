"""A deputy who made a suggestion exercises the mandate no more: the office names who goes on with it.

Whose mandate has ended (Deputies Law art. 62) still reads and rates what they brought until somebody is
named; who is suspended (art. 61) does not rate meanwhile: rating is executing duty.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.promises import watching
from functions.suggestions.suggestions import owing, persons, store, telling, units
from functions.suggestions.suggestions.states import Moved, require_state
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import (
    KIND,
    Former,
    Handling,
    Happened,
    Progress,
    State,
    Suggestion,
)
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.errors import Refusal
from shared.domain.mandates import MandateStatus
from shared.domain.notices import NoticeKind
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.registry import get_deputies
from shared.store.writing import Write, put

_OPEN = (
    State.SUBMITTED,
    State.RETURNED,
    State.ACCEPTED,
    State.HANDED_OVER,
    State.HANDLING,
    State.REPLIED,
    State.RATED,
    State.CLOSED,
    State.MERGED,
)


def unattended(
    scope: str, state: State, now: datetime, *, limit: int, cursor: str | None
) -> Page[tuple[dict[str, object], MandateStatus]]:
    """Of a page of suggestions in a state those whose deputy exercises no mandate of that congress today, as
    lists show them, and where the mandate stands. Two calls, one for none."""
    page = cases.page(KIND, scope, state=state.value, month=None, limit=limit, cursor=cursor)
    known = _deputies({one["deputy"] for one in page.items})
    day = legal_day(now)
    found = [(one, persons.standing(known.get(one["deputy"]), one["congress"], day)) for one in page.items]
    return Page([(one, status) for one, status in found if status is not MandateStatus.ACTIVE], page.next)


def name(found: Found, deputy_id: str, reason: str, version: int, by: str, now: datetime) -> Suggestion:
    """The deputy who goes on with it: a deputy of the same congress, one who signed as well as another. The
    units that have not replied yet talk with the new deputy, and are told as all are.

    Raises ``case_state``, ``stale_version``, ``deputy_not_found``, ``no_mandate_there``, ``deputy_serves``
    while the deputy who has it exercises the mandate, unless it comes back to one who had it before. Three
    calls, two before the first hand-over, one more where something is promised, up to four for one that was
    joined with another.
    """
    suggestion, day = found.suggestion, legal_day(now)
    require_state(suggestion, *_OPEN)
    known = _deputies({suggestion.deputy, deputy_id})
    successor = known.get(deputy_id)
    if successor is None:
        raise Refusal("deputy_not_found")
    mandate = persons.mandate_of(successor, suggestion.congress, day)
    if mandate is None or not mandate.active_on(day):
        raise Refusal("no_mandate_there")
    serves = persons.standing(known.get(suggestion.deputy), suggestion.congress, day) is MandateStatus.ACTIVE
    had_it = any(one.deputy == deputy_id for one in suggestion.formers)
    if deputy_id == suggestion.deputy or (serves and not had_it):
        raise Refusal("deputy_serves")
    moved = succeeded(suggestion, successor, mandate.term, reason, by, now)
    after = moved.after
    held = handovers.of_case(suggestion.id, consistent=True) if suggestion.round else []
    others = [
        put(store.signer_item(after, deputy_id)),
        *_handovers(after, held, suggestion.deputy, successor, by, now),
        *_told(after, suggestion.deputy, reason, now),
        *_in_what_stands_for_it(after, suggestion.deputy, successor, moved.entries[0]),
    ]
    return store.save(found, version, moved, others, held=watching.held(suggestion))


def succeeded(
    suggestion: Suggestion, successor: Deputy, term: int, reason: str, by: str, at: datetime
) -> Moved:
    """The suggestion led by the successor: who was heard before is not who is to be heard."""
    kept = (one for one in suggestion.formers if one.deputy != successor.id)
    after = replace(
        suggestion,
        deputy=successor.id,
        name=successor.name,
        formers=(*kept, Former(suggestion.deputy, suggestion.name, at)),
        signers=tuple(one for one in suggestion.signers if one.deputy != successor.id),
        units=tuple(map(_unheard, suggestion.units)),
    )
    told = {
        "from": suggestion.deputy,
        "from_name": suggestion.name,
        "deputy": successor.id,
        "name": successor.name,
        "term": term,
    }
    return Moved(after, (Entry(Happened.DEPUTY_SUCCEEDED, by, at, reason, told),))


def _unheard(part: Handling) -> Handling:
    if part.progress not in (Progress.PENDING, Progress.ACCEPTED):
        return part
    return replace(part, contacted_at=None, heard_at=None)


def _handovers(
    after: Suggestion, held: list[HandOver], before: str, successor: Deputy, by: str, now: datetime
) -> list[Write]:
    """Units' hand-overs name who is concerned; the word on the replies is owed by the successor instead, and
    by who had it only for another suggestion that is theirs still."""
    about, writes, waiting = owing.about(after), list[Write](), owing.waiting(after)
    for one in held:
        if one.state not in handover.OPEN:
            continue
        if one.share in handover.UNITS:
            writes += handovers.writes(one, handover.restated(one, about), now)
        elif one.share is Share.AUTHOR and one.party == before:
            if before not in waiting:
                writes += handovers.writes(one, handover.released(one, now, by), now)
            if successor.id in waiting:
                writes += owing.word_of(after, held, successor.id, successor.name, by, now)
    return writes


def _in_what_stands_for_it(
    suggestion: Suggestion, before: str, successor: Deputy, entry: Entry
) -> Iterable[Write]:
    """The successor has the same voice in the suggestion that stands for this one, whose units are told."""
    if suggestion.merged_into is None:
        return
    found, by, now = store.load(suggestion.merged_into), entry.by, entry.at
    main = found.suggestion
    (voice,) = (one for one in main.voices if one.suggestion == suggestion.id)
    given = replace(voice, deputy=successor.id, name=successor.name, signed_by=suggestion.signed_by)
    after = replace(main, voices=tuple(given if one is voice else one for one in main.voices))
    said = replace(entry, data={**entry.data, "suggestion": suggestion.id})
    yield from cases.changing(KIND, found.item, after, [said], store.shown)
    if main.round:
        held = handovers.of_case(main.id, consistent=True)
        yield from _handovers(after, held, before, successor, by, now)
    kind = NoticeKind.SUGGESTION_SUCCESSOR
    yield from telling.units(main, units.in_hand(main), kind, now, name=successor.name, reason=entry.reason)


def _told(after: Suggestion, before: str, reason: str, now: datetime) -> list[Write]:
    kind, said = NoticeKind.SUGGESTION_SUCCESSOR, {"name": after.name, "reason": reason}
    people = dict.fromkeys([*after.concerned, before])
    return [
        *(telling.person(after, one, kind, now, **said) for one in people),
        *telling.units(after, units.in_hand(after), kind, now, **said),
    ]


def _deputies(ids: Iterable[str]) -> dict[str, Deputy]:
    return {one.id: one for one in (value_of(item, Deputy) for item in get_deputies(ids))}
