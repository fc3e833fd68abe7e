"""Suggestions in the Suggestions table: a case like others; a draft stands in no list, and each deputy who
has a part in a suggestion finds it in a partition of their own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.promises import watching
from functions.suggestions.suggestions.persons import has_part
from functions.suggestions.suggestions.states import Moved
from functions.suggestions.suggestions.suggestion import KIND, Signature, Suggestion
from functions.suggestions.tables import CASE, SuggestionItem, case_key, signer_key, time_sort
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.pages import Page, partition_page
from shared.store.writing import MOST_OPERATIONS, Write, commit, put


@dataclass(frozen=True, slots=True)
class Found:
    """A suggestion as it stands, and its item."""

    item: SuggestionItem
    suggestion: Suggestion


def draft(suggestion: Suggestion, entry: Entry, mark: str | None) -> Suggestion:
    """Writes a new draft; the same request repeated answers what stands. One call."""
    return cases.create(KIND, suggestion, entry, shown, mark, put(signer_item(suggestion, suggestion.deputy)))


def load(suggestion: str, *, consistent: bool = True) -> Found:
    """The suggestion; raises ``case_not_found``. One call."""
    item = cases.load(suggestion, consistent=consistent)
    return Found(item, value_of(item, Suggestion))


def load_many(suggestions: Iterable[str], *, consistent: bool = True) -> list[Found]:
    """Those of these suggestions that exist. One call, none for none."""
    keys = [(case_key(id_), CASE) for id_ in suggestions]
    items = engine.get_many(SuggestionItem, keys, consistent=consistent)
    return [Found(item, value_of(item, Suggestion)) for item in items]


def save(
    found: Found,
    version: int,
    moved: Moved,
    others: Iterable[Write] = (),
    *,
    held: Mapping[str, SuggestionItem] = watching.NOTHING,
    too_many: Refusal | None = None,
) -> Suggestion:
    """Writes what a step made of the suggestion, if it is still of the ``version`` that the caller read.
    What follows from promises that changed is written with it; ``held`` as in
    ``watching.writes``. Raises ``stale_version``, what ``others`` refuse, and ``too_many`` where all of it is
    more than one transaction holds. One call."""
    before, number = found.suggestion, found.suggestion.version + len(moved.entries)
    if before.version != version:
        raise Refusal("stale_version")
    writes = [
        *cases.changing(KIND, found.item, moved.after, moved.entries, shown),
        *watching.writes(before, moved.after, number, moved.entries[-1].at, held),
        *others,
    ]
    if too_many is not None and len(writes) > MOST_OPERATIONS:
        raise too_many
    commit(*writes)
    return replace(moved.after, version=number)


def of_deputy(deputy: str, *, limit: int, cursor: str | None) -> Page[Suggestion]:
    """A page of the suggestions in which a deputy has a part, the newest first; short where the deputy has
    none any more. Two calls, one for none."""
    return named(signer_key(deputy), lambda one: has_part(deputy, one), limit=limit, cursor=cursor)


def named(
    partition: str, keep: Callable[[Suggestion], bool], *, limit: int, cursor: str | None
) -> Page[Suggestion]:
    """A page of the suggestions that a partition names, the newest first, without those that are not kept.
    Two calls, one for none."""
    page = partition_page(SuggestionItem, partition, limit=limit, cursor=cursor, descending=True)
    ids = [item.sk.rsplit("#", 1)[-1] for item in page.items]
    heads = engine.get_many(SuggestionItem, [(case_key(id_), CASE) for id_ in ids])
    by_id = {one.id: one for one in (value_of(item, Suggestion) for item in heads) if keep(one)}
    return Page([by_id[id_] for id_ in ids if id_ in by_id], page.next)


def signer_item(suggestion: Suggestion, deputy: str) -> SuggestionItem:
    """By which a deputy finds the suggestion; it names it only."""
    return SuggestionItem(
        signer_key(deputy), time_sort(suggestion.created_at, suggestion.id), version=1, body={}
    )


def shown(suggestion: Suggestion) -> dict[str, Any] | None:
    """What lists show; nothing of a draft."""
    if suggestion.submitted_at is None:
        return None
    told = {
        "id": suggestion.id,
        "congress": suggestion.congress,
        "title": suggestion.title,
        "category": suggestion.category,
        "deputy": suggestion.deputy,
        "name": suggestion.name,
        "signers": sum(one.signature is Signature.SIGNED for one in suggestion.signers),
        "state": suggestion.state.value,
        "submitted_at": suggestion.submitted_at.isoformat(),
        "round": suggestion.round,
        "dissatisfied": suggestion.dissatisfied,
        "units": [one.name for one in suggestion.units if one.live],
        "promises": [one.state.value for one in suggestion.promises],
    }
    return {name: value for name, value in told.items() if value is not None}
