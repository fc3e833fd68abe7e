"""The office of a congress has one suggestion stand for others of the same matter, until one leaves, and
their deputies rate the replies. Both suggestions change in one transaction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.suggestions import owing, store, telling, units, voices
from functions.suggestions.suggestions.states import Moved
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import KIND, Suggestion
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.writing import Write, commit


def merge(found: Found, into: str, reason: str | None, version: int, by: str, now: datetime) -> Suggestion:
    """The suggestion as one with another, and all who signed either are told. Raises as
    :func:`voices.merged`, and ``case_not_found``, ``stale_version``. Two calls."""
    suggestion = _of_version(found, version)
    main = store.load(into)
    if main.suggestion.submitted_at is None:
        raise Refusal("case_not_found")
    own, other = voices.merged(suggestion, main.suggestion, reason, by, now)
    told = {"with": main.suggestion.title, "reason": reason}
    joined = {"name": suggestion.name, "with": suggestion.title}
    return _both(
        (found, own),
        (main, other),
        [
            *telling.deputies(suggestion, NoticeKind.SUGGESTION_MERGED, now, **told),
            *telling.deputies(main.suggestion, NoticeKind.SUGGESTION_JOINED, now, **joined),
        ],
    )


def part(found: Found, reason: str, version: int, by: str, now: datetime) -> Suggestion:
    """The suggestion on its own again: its deputies, those of the other and the other's units are told, and
    the office where its deputy wished it. Raises as :func:`voices.parted`, and ``stale_version``. Two calls,
    three once the other was handed over.
    """
    suggestion = _of_version(found, version)
    if suggestion.merged_into is None:
        raise Refusal("case_state", state=suggestion.state.value)
    main = store.load(suggestion.merged_into)
    own, other = voices.parted(suggestion, main.suggestion, reason, by, now)
    kind, about = NoticeKind.SUGGESTION_PARTED, other.after
    others = [
        *_told_of_leaving(suggestion, reason, now, office=by == suggestion.deputy),
        *telling.deputies(about, kind, now, name=suggestion.name, reason=reason),
        *telling.units(about, units.in_hand(about), kind, now, name=suggestion.name, reason=reason),
    ]
    if about.round:
        of_units = owing.about(about)
        for before in handovers.of_case(about.id, consistent=True):
            if before.state in handover.OPEN:
                others += handovers.writes(before, handover.restated(before, of_units), now)
    return _both((found, own), (main, other), others)


def leaving(main: Suggestion, reason: str | None, by: str, now: datetime) -> list[Write]:
    """The writes by which all that ``main`` stands for are on their own again, because it was sent back or
    withdrawn; their deputies and the office are told. One call, none where it stands for none."""
    writes: list[Write] = []
    for found in store.load_many(voice.suggestion for voice in main.voices):
        moved = voices.left(found.suggestion, reason, by, now)
        writes += cases.changing(KIND, found.item, moved.after, moved.entries, store.shown)
        writes += _told_of_leaving(found.suggestion, reason, now, office=True)
    return writes


def rate(
    found: Found,
    result: Verdict,
    attitude: Verdict,
    reason: str | None,
    version: int,
    by: str,
    now: datetime,
) -> Suggestion:
    """What the deputy of a suggestion that this one stands for thinks of the replies; told and owed as what
    the deputy thinks who leads. Raises as :func:`voices.rated`, and ``stale_version``. Two calls."""
    suggestion = found.suggestion
    moved = voices.rated(suggestion, by, result, attitude, reason, now)
    others = telling.rated(suggestion, units.in_hand(suggestion), result, attitude, reason, now)
    standing = handovers.of_case(suggestion.id, consistent=True)
    others += owing.rated(moved.after, standing, by, now, reason)
    if moved.after.dissatisfied and not suggestion.dissatisfied:
        others += owing.another_round(suggestion, standing, by, now, reason)
    return store.save(found, version, moved, others)


def _of_version(found: Found, version: int) -> Suggestion:
    if found.suggestion.version != version:
        raise Refusal("stale_version")
    return found.suggestion


def _told_of_leaving(
    suggestion: Suggestion, reason: str | None, now: datetime, *, office: bool
) -> Iterable[Write]:
    """To those who signed the suggestion that leaves; to the office, which has to check it anew."""
    yield from telling.deputies(suggestion, NoticeKind.SUGGESTION_LEFT, now, reason=reason)
    if office:
        yield telling.office(suggestion, NoticeKind.SUGGESTION_RECEIVED, now, name=suggestion.name)


def _both(first: tuple[Found, Moved], second: tuple[Found, Moved], others: Iterable[Write]) -> Suggestion:
    """Writes both, and answers the first as it is then."""
    commit(
        *(
            write
            for found, moved in (first, second)
            for write in cases.changing(KIND, found.item, moved.after, moved.entries, store.shown)
        ),
        *others,
    )
    after, entries = first[1]
    return replace(after, version=after.version + len(entries))
