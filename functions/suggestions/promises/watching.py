"""Promises in the Suggestions table, beside the suggestion that holds them: the moments at which somebody is
told of one, and the lists of what is due. All of it is derived: written anew where the promise changes.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| watch | ``CASE#{id}`` | ``PROMISE#{unit}`` | ``PROMISES#{0..7}``, ``{moment}#{id}#{unit}`` |
| due entry | ``DUE#{unit}``, ``DUE#{scope}`` | ``{due}#{id}#{unit}#PROMISE`` | |
| the deputy's | ``DUE#{deputy}`` | ``9999#{id}#{unit}#PROMISE`` | |
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from zlib import crc32

from functions.suggestions.clocks.clock import Moment, following, last, moments
from functions.suggestions.handovers.handover import Share
from functions.suggestions.handovers.handover import State as Handed
from functions.suggestions.handovers.store import NO_TIME, Due, come
from functions.suggestions.promises.promise import Promise, Standing
from functions.suggestions.suggestions.suggestion import Suggestion
from functions.suggestions.tables import (
    WATCHES,
    SuggestionItem,
    case_key,
    due_key,
    promise_sort,
    promises_key,
)
from shared.domain.clock import utc_text
from shared.domain.scopes import reaching
from shared.regulations.reckoning import last_instant
from shared.store import engine
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.writing import Write, put, remove

NOTHING: Mapping[str, SuggestionItem] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Watch:
    """What is told of a promise, and to whom; everything that had to be told up to ``told_until`` was."""

    case: str
    scope: str
    title: str
    deputy: str
    unit: str
    name: str
    since: datetime
    until: date
    told_until: datetime
    version: int = 1

    def due(self, now: datetime) -> Moment | None:
        """What is to be told ``now``."""
        return last(moments(self.since, last_instant(self.until)), self.told_until, now)


def held(suggestion: Suggestion) -> dict[str, SuggestionItem]:
    """The watches of what is open, as they stand, by unit; before somebody else goes on with a promise. One
    call, none where nothing is."""
    units = [one.unit for one in suggestion.promises if one.state is Standing.OPEN]
    keys = [(case_key(suggestion.id), promise_sort(unit)) for unit in units]
    found = engine.get_many(SuggestionItem, keys, consistent=True)
    return {value_of(item, Watch).unit: item for item in found}


def writes(
    before: Suggestion,
    after: Suggestion,
    version: int,
    at: datetime,
    held: Mapping[str, SuggestionItem] = NOTHING,
) -> list[Write]:
    """What follows from the promises of a suggestion that changes ``at`` to ``version``; nothing where they
    stay as they are. Put it into the suggestion's own transaction. Up to six operations for a promise,
    twice as many where its day moves.

    ``held``: the watches that the promises of these units go on with. What has come due of one and was not
    told yet still is; refused with ``conflict`` where it was told meanwhile."""
    told = {unit: value_of(item, Watch).told_until for unit, item in held.items()}
    had, has = _items(before, version, at, told), _items(after, version, at, told)
    stands = {(item.pk, item.sk): SuggestionItem.gsi1sk == item.gsi1sk for item in held.values()}
    gone = [remove(SuggestionItem(*key), stands.get(key)) for key in had if key not in has]
    made = [
        put(item, stands.get(key))
        for key, item in has.items()
        if key not in had or _plain(had[key]) != _plain(item)
    ]
    return gone + made


def watched(now: datetime) -> Iterator[Watch]:
    """The promises of which there is something to tell by ``now``, as the index has them. One call for each
    of the partitions, and one per megabyte more."""
    for number in range(WATCHES):
        yield from (value_of(item, Watch) for item in come(promises_key(number), now))


def told(watch: Watch, now: datetime) -> Write:
    """The watch, moved on to its next moment; refused with ``conflict`` where it has changed meanwhile."""
    before = _watch_item(watch, watch.version)
    after = _watch_item(replace(watch, told_until=now), watch.version)
    return put(after, unchanged(watch.version) & (SuggestionItem.gsi1sk == before.gsi1sk))


def _items(
    suggestion: Suggestion, version: int, at: datetime, told: Mapping[str, datetime]
) -> dict[tuple[str, str], SuggestionItem]:
    """What stands of the promises, by key; ``told``: until when what there was to tell was told, by unit, if
    not until ``at``."""
    found: dict[tuple[str, str], SuggestionItem] = {}
    for promise in suggestion.promises:
        items = []
        if promise.state is Standing.OPEN:
            items = _of_unit(suggestion, promise, version, told.get(promise.unit, at))
        elif promise.state is Standing.REPORTED:
            items = [_of_deputy(suggestion, promise)]
        found |= {(item.pk, item.sk): item for item in items}
    return found


def _of_unit(suggestion: Suggestion, promise: Promise, version: int, told: datetime) -> list[SuggestionItem]:
    watch = Watch(
        suggestion.id,
        suggestion.scope,
        suggestion.title,
        suggestion.deputy,
        promise.unit,
        promise.name,
        promise.made_at,
        promise.until,
        told,
    )
    ends = last_instant(promise.until)
    owed = replace(
        _due(suggestion, promise),
        party=promise.unit,
        share=Share.LEAD,
        state=Handed.REPLIED,
        since=promise.made_at,
        name=promise.name,
        due=promise.until,
        due_at=ends,
    )
    sort = f"{utc_text(ends)}#{suggestion.id}#{promise.unit}#PROMISE"
    lists = [*reaching(suggestion.scope), promise.unit]
    body = body_of(owed)
    return [
        _watch_item(watch, version),
        *(SuggestionItem(due_key(of), sort, version=1, body=body) for of in lists),
    ]


def _of_deputy(suggestion: Suggestion, promise: Promise) -> SuggestionItem:
    """In the deputy's own list: no rule says until when."""
    sort = f"{NO_TIME}#{suggestion.id}#{promise.unit}#PROMISE"
    body = body_of(_due(suggestion, promise))
    return SuggestionItem(due_key(suggestion.deputy), sort, version=1, body=body)


def _due(suggestion: Suggestion, promise: Promise) -> Due:
    """As the deputy owes it."""
    return Due(
        suggestion.id,
        "suggestion",
        suggestion.scope,
        suggestion.title,
        suggestion.deputy,
        Share.AUTHOR,
        Handed.GIVEN,
        promise.reported_at or promise.made_at,
        suggestion.name,
        promised=True,
    )


def _watch_item(watch: Watch, version: int) -> SuggestionItem:
    item = SuggestionItem(
        case_key(watch.case), promise_sort(watch.unit), version=version, body=body_of(watch)
    )
    at = following(moments(watch.since, last_instant(watch.until)), watch.told_until)
    if at is not None:
        item.gsi1pk = promises_key(crc32(watch.case.encode()) % WATCHES)
        item.gsi1sk = f"{utc_text(at)}#{watch.case}#{watch.unit}"
    return item


def _plain(item: SuggestionItem) -> object:
    return item.body.as_dict()  # type: ignore[no-untyped-call]
