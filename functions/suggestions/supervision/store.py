"""The list of a scope's key suggestions: entries that name the suggestion only, so that nothing in them can
grow old."""

from functions.suggestions.suggestions.suggestion import KIND, Suggestion
from functions.suggestions.tables import CASE, SuggestionItem, case_key, list_key, time_sort
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.pages import Page, partition_page
from shared.store.writing import Write, put, remove

_KEY = "KEY"


def listed(suggestion: Suggestion) -> list[Write]:
    """The writes by which it stands in the list of each scope that reaches it."""
    return [put(item) for item in _entries(suggestion)]


def unlisted(suggestion: Suggestion) -> list[Write]:
    """The writes by which it stands in none."""
    return [remove(item) for item in _entries(suggestion)]


def page(scope: str, *, limit: int, cursor: str | None) -> Page[Suggestion]:
    """A page of the key suggestions of a scope, the newest first. Two calls, one for none."""
    partition = list_key(KIND, scope, _KEY)
    found = partition_page(SuggestionItem, partition, limit=limit, cursor=cursor, descending=True)
    ids = [item.sk.rsplit("#", 1)[-1] for item in found.items]
    heads = engine.get_many(SuggestionItem, [(case_key(id_), CASE) for id_ in ids])
    by_id = {one.id: one for one in (value_of(item, Suggestion) for item in heads)}
    return Page([by_id[id_] for id_ in ids if id_ in by_id], found.next)


def _entries(suggestion: Suggestion) -> list[SuggestionItem]:
    sort = time_sort(suggestion.opened_at, suggestion.id)
    return [
        SuggestionItem(list_key(KIND, scope, _KEY), sort, version=1, body={})
        for scope in reaching(suggestion.scope)
    ]
