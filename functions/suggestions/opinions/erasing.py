"""A resident's personal data goes, the case stays: its state, numbers, clocks and what the staff did.

Name, account and all words of the resident go, and the photos, in every version; the receipt still shows the
course. First goes what stands apart from the head, then the head in one transaction with the entry that says
so: who is refused half-way does it again, and nothing is called erased that still stands somewhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.opinions import store, telling
from functions.suggestions.opinions.following import written
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.opinion import (
    KIND,
    NO_PLACE,
    RESIDENT,
    Happened,
    Opinion,
    then,
    without_place,
)
from functions.suggestions.opinions.photos import files
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.opinions.store import Found, Resident
from shared.domain.errors import Refusal
from shared.store.envelopes import require_version
from shared.store.inbox import forget
from shared.store.writing import Write, commit

AT_ONCE = 10
"""Opinions of one person that a request erases: each takes some ten calls."""
_WORDS = "text"
_Change = Callable[[Found, Opinion, Sequence[Entry], Iterable[Write]], Opinion]


@dataclass(frozen=True, slots=True)
class Erased:
    """Of a person's opinions those that are erased now; ``more`` says that some are left."""

    erased: list[str]
    more: bool


def by_receipt(receipt: str, secret: str, place: bool, now: datetime) -> Opinion:
    """By who has the receipt; raises ``receipt_wrong``, ``conflict``, ``busy``. ``place``: the place too,
    where it tells who somebody is."""
    return _erase(store.follow(receipt, secret), RESIDENT, None, place, now, written)


def by_staff(receipt: str, reason: str, place: bool, act: Act) -> Opinion:
    """By those who received it, at the resident's request, of which ``reason`` tells. Raises
    ``case_not_found``, ``out_of_scope``, ``stale_version``, ``conflict``, ``busy``."""
    found = store.load_whole(receipt)
    act.caller.require_reach(HANDLERS, found.opinion.scope)
    require_version(found.item, act.version)
    return _erase(found, act.caller.person, reason, place, act.now, _changed)


def of_person(person: str, place: bool, now: datetime) -> Erased:
    """Of all that a person brought with their name, the newest first, :data:`AT_ONCE` a request. One that
    somebody changes at the same moment is left for the next."""
    page = store.of_person(person, limit=AT_ONCE, cursor=None)
    erased, left = [], page.next is not None
    for opinion in page.items:
        found = store.load_whole(opinion.id)
        if found.resident is None or found.resident.person != person:
            continue
        try:
            _erase(found, RESIDENT, None, place, now, written)
        except Refusal as refusal:
            if refusal.code not in ("conflict", "busy"):
                raise
            left = True
        else:
            erased.append(opinion.id)
    return Erased(erased, left)


def _erase(found: Found, by: str, reason: str | None, place: bool, now: datetime, change: _Change) -> Opinion:
    opinion, resident = found.opinion, found.resident or Resident(found.opinion.id, "")
    history = cases.whole_history(opinion.id, consistent=True)
    worded = [one for one in history if one.by == RESIDENT and _has_words(one)]
    known = resident.person is not None or resident.name is not None
    holds = known or bool(opinion.text or opinion.photos or worded) or (place and opinion.place is not None)
    if not holds:
        return opinion
    files.erase(opinion.id)
    gone = opinion.place if place else None
    quoting = [one for one in history if one not in worded and _placeless(one, gone) != one]
    cases.without(opinion.id, [*map(_wordless, worded), *(_placeless(one, gone) for one in quoting)])
    if resident.person is not None:
        forget(resident.person, f"opinion:{opinion.id}", opinion.opened_at)
    fields: dict[str, Any] = {"text": "", "photos": (), "erased_at": now, "added_by": None}
    if place:
        texts = {name: _without(getattr(opinion, name), gone) for name in ("answer", "note")}
        fields |= {"place": None, **texts}
    after, entry = then(opinion, Entry(Happened.ERASED, by, now, reason), **fields)
    _retitle(after, now)
    bare = store.kept(after, Resident(opinion.id, resident.secret))
    return change(found, after, [entry], [bare, *telling.erased(opinion, now)])


def _retitle(after: Opinion, now: datetime) -> None:
    """The hand-overs, and what is due from them, name the case without the words: each by itself, for there
    may be many that are over."""
    for before in handovers.of_case(after.id, consistent=True):
        about = replace(before.about, title=after.begins, named=after.named)
        if about != before.about:
            commit(*handovers.writes(before, handover.restated(before, about), now))


def _changed(found: Found, after: Opinion, entries: Sequence[Entry], others: Iterable[Write]) -> Opinion:
    return cases.change(KIND, found.item, after, entries, store.shown, *others)


def _has_words(entry: Entry) -> bool:
    return entry.reason is not None or _WORDS in entry.data


def _placeless(entry: Entry, place: str | None) -> Entry:
    """An answer that a template filled, or that quotes it, does not say the place any more."""
    said = entry.data.get(_WORDS)
    left = _without(said, place)
    return entry if left == said else replace(entry, data={**entry.data, _WORDS: left})


def _without(text: str | None, place: str | None) -> str | None:
    return None if text is None else without_place(text, place, NO_PLACE)


def _wordless(entry: Entry) -> Entry:
    left = {name: value for name, value in entry.data.items() if name != _WORDS}
    return replace(entry, reason=None, data={**left, "erased": True})
