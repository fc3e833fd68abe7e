"""Tallies in the Suggestions table. All of it follows from the cases and can be reckoned anew.

What a case is counted as stands with the case, and once more in its scope's month and in each unit's that had
a part in it. ``TALLY#`` is of a scope's or unit's own cases, ``TALLIES#`` of all that a scope reaches, kept
where the scope above finds those of all scopes just below it.

A tally changes under its version, which was read before what it is reckoned from: of two who reckon at the
same time the one with the older numbers fails and begins again.
"""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from functions.suggestions.numbers.figure import Figure
from functions.suggestions.numbers.tally import Tally, total
from functions.suggestions.tables import (
    FIGURE,
    SuggestionItem,
    case_key,
    figures_key,
    tallies_key,
    tally_key,
)
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.writing import commit, put, remove

_ATTEMPTS = 6
"""With a pause after each that failed: every shard of the stream has a worker, and all of them write the
province's tally."""
TOP = "-"
"""Stands above the province."""
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """Of a kind of case, a scope (or unit) and a month (``2026-11``)."""

    kind: str
    of: str
    month: str

    @property
    def above(self) -> str:
        """The next scope that reaches it."""
        path = reaching(self.of)
        return path[-2] if len(path) > 1 else TOP


def write(case: str, figure: Callable[[], Figure | None]) -> list[Place]:
    """Writes anew what a case is counted as, for its scope and for each unit that had a part in it; answers
    whose own tallies it belongs, or belonged, to. One call, what ``figure`` needs, and one more where
    something has changed. Raises ``conflict``."""
    key = case_key(case), FIGURE
    for attempt in range(_ATTEMPTS):
        kept = engine.get(SuggestionItem, *key, consistent=True)
        before = None if kept is None else value_of(kept, Figure)
        found = figure()
        old, new = _copies(before), _copies(found)
        places = list({**old, **new})
        if found is None or found == before:
            return places
        version = 0 if kept is None else int(kept.version)
        standing = SuggestionItem.pk.does_not_exist() if kept is None else unchanged(version)
        main = SuggestionItem(*key, version=version + 1, body=body_of(found))
        try:
            commit(
                put(main, standing, Refusal("stale_version")),
                *(put(_copy(place, case, alone)) for place, alone in new.items()),
                *(remove(_copy(place, case, alone)) for place, alone in old.items() if place not in new),
            )
        except Refusal as refusal:
            if refusal.code != "stale_version":
                raise
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - jitter, not a secret
        else:
            return places
    raise Refusal("conflict", retry_after=1)


def recount_own(place: Place) -> None:
    """Reckons anew the tally of a scope's or unit's own cases. Two calls and one more per megabyte; one more
    where it changes. Raises ``conflict``."""
    key = _figures(place)
    _replace(_own(place), lambda: map(_tally, _all(key)))


def recount(place: Place) -> None:
    """Reckons anew the tally of all that a scope reaches: its own and those of the scopes below it. Three
    calls and one more per megabyte; one more where it changes. Raises ``conflict``."""

    def parts() -> Iterable[Tally]:
        own = engine.get(SuggestionItem, *_own(place), consistent=True)
        below = _all(tallies_key(place.kind, place.of, place.month))
        return [_tally(item) for item in (*([] if own is None else [own]), *below)]

    _replace(_reached(place), parts)


def read(kind: str, of: str, months: Iterable[str], *, own: bool) -> dict[str, Tally]:
    """The tallies of these months, by month: of all that the scope reaches, or of its ``own`` cases (so of a
    unit). A month in which nothing came is absent. One call."""
    place = _own if own else _reached
    keys = {place(Place(kind, of, month)): month for month in months}
    found = engine.get_many(SuggestionItem, keys)
    return {keys[(item.pk, item.sk)]: _tally(item) for item in found}


def _replace(key: _Key, parts: Callable[[], Iterable[Tally]]) -> None:
    for attempt in range(_ATTEMPTS):
        kept = engine.get(SuggestionItem, *key, consistent=True)
        body = body_of(total(parts()))
        if kept is not None and _body(kept) == body:
            return
        version = 0 if kept is None else int(kept.version)
        free = SuggestionItem.pk.does_not_exist()
        try:
            engine.put(
                SuggestionItem(*key, version=version + 1, body=body),
                free if kept is None else unchanged(version),
            )
        except Refusal as refusal:
            if refusal.code != "stale_version":
                raise
            time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 - jitter, not a secret
        else:
            return
    raise Refusal("conflict", retry_after=1)


def _all(partition: str) -> list[SuggestionItem]:
    found: list[SuggestionItem] = []
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(SuggestionItem, partition, after=after, consistent=True)
        found += part.items
        after = part.last_key
        if after is None:
            return found


def _tally(item: SuggestionItem) -> Tally:
    return value_of(item, Tally)


def _body(item: SuggestionItem) -> dict[str, Any]:
    plain: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    return plain


def _copy(place: Place, case: str, alone: Tally) -> SuggestionItem:
    return SuggestionItem(_figures(place), case, version=1, body=body_of(alone))


def _copies(found: Figure | None) -> dict[Place, Tally]:
    if found is None:
        return {}
    tallies = {found.scope: found.alone, **found.of_units()}
    return {Place(found.kind, of, found.month): alone for of, alone in tallies.items()}


def _figures(place: Place) -> str:
    return figures_key(place.kind, place.of, place.month)


def _own(place: Place) -> _Key:
    return tally_key(place.kind, place.of), place.month


def _reached(place: Place) -> _Key:
    return tallies_key(place.kind, place.above, place.month), place.of
