"""Cases in the Suggestions table: a change writes the head under its version, one entry of the history and
the lists in which the case stands, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from functions.suggestions.cases.case import Case, Entry
from functions.suggestions.tables import (
    CASE,
    SuggestionItem,
    case_key,
    event_sort,
    list_key,
    time_sort,
)
from shared.domain.clock import legal_day, month_of
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page, partition_page
from shared.store.writing import Write, commit, put, remove
from shared.store.writing import create as created

C = TypeVar("C", bound=Case)
_PAGE = 100
Shown = Callable[[Any], dict[str, Any] | None]
"""What a list shows of a case: a copy that stands in the list; ``None`` while it stands in none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A :data:`Shown` of a kind of which more stands beside the head than lists: the items that ``beside``
    derives from a case are written and removed with every change of it."""

    listed: Shown
    beside: Callable[[Any], list[SuggestionItem]]

    def __call__(self, case: Any) -> dict[str, Any] | None:
        return self.listed(case)


def load(case: str, *, consistent: bool = False) -> SuggestionItem:
    """The head's item; raises ``Refusal("case_not_found")``. One call; ``consistent`` before a change."""
    item = engine.get(SuggestionItem, case_key(case), CASE, consistent=consistent)
    if item is None:
        raise Refusal("case_not_found")
    return item


def create(kind: str, case: C, entry: Entry, shown: Shown, mark: str | None, *others: Write) -> C:
    """Writes a new case of version 1, its first entry and its list entries, and ``others`` with them; the
    same request repeated answers what stands there. One call."""
    standing = commit(*creating(kind, case, [entry], shown, mark), *others)
    return case if standing is None else value_of(standing, type(case))


def creating(kind: str, case: C, entries: Sequence[Entry], shown: Shown, mark: str | None) -> list[Write]:
    """What :func:`create` writes, for a transaction that makes more than this case; its version is the number
    of ``entries``."""
    item = SuggestionItem(case_key(case.id), CASE, version=len(entries), body=body_of(case))
    return [
        created(item, mark, Refusal("conflict", retry_after=1)),
        *(put(_event(case.id, entry, number)) for number, entry in enumerate(entries, 1)),
        *map(put, list_entries(kind, replace(case, version=len(entries)), shown)),  # type: ignore[type-var]
    ]


def change(
    kind: str, item: SuggestionItem, case: C, entries: Sequence[Entry], shown: Shown, *others: Write
) -> C:
    """Writes the changed case with what happened, if the version that was read still stands; raises
    ``stale_version`` and what ``others`` refuse. Each entry is one version. One call."""
    number = int(item.version) + len(entries)
    commit(*changing(kind, item, case, entries, shown), *others)
    return replace(case, version=number)  # type: ignore[type-var]


def changing(kind: str, item: SuggestionItem, case: C, entries: Sequence[Entry], shown: Shown) -> list[Write]:
    """What :func:`change` writes, for a transaction that changes more than this case; raises
    ``stale_version`` where ``item`` is not of the version of ``case``."""
    before: C = value_of(item, type(case))
    require_version(item, case.version)
    number = before.version + len(entries)
    after = list_entries(kind, replace(case, version=number), shown)  # type: ignore[type-var]
    stood = {(entry.pk, entry.sk): entry for entry in list_entries(kind, before, shown)}
    kept = {(entry.pk, entry.sk) for entry in after}
    left = [entry for key, entry in stood.items() if key not in kept]
    other = [entry for entry in after if not _same(entry, stood.get((entry.pk, entry.sk)))]
    changed(item, case)
    item.version = number
    return [
        put(item, unchanged(before.version), Refusal("stale_version")),
        *(put(_event(case.id, entry, before.version + n)) for n, entry in enumerate(entries, 1)),
        *map(remove, left),
        *map(put, other),
    ]


def history(case: str, *, limit: int, cursor: str | None) -> Page[Entry]:
    """A page of what happened, in its order. One call."""
    found = partition_page(SuggestionItem, case_key(case), limit=limit, cursor=cursor, prefix=event_sort())
    return found.map(lambda item: value_of(item, Entry))


def whole_history(case: str, *, consistent: bool = False) -> list[Entry]:
    """All that happened; ``consistent`` before something follows from it. One call for each megabyte."""
    found: list[Entry] = []
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(
            SuggestionItem, case_key(case), prefix=event_sort(), after=after, consistent=consistent
        )
        found += (value_of(item, Entry) for item in part.items)
        after = part.last_key
        if after is None:
            return found


def without(case: str, entries: Sequence[Entry]) -> None:
    """Writes these entries anew, without what somebody wants erased: the only change that a history knows.
    One call for each hundred."""
    for start in range(0, len(entries), _PAGE):
        some = entries[start : start + _PAGE]
        commit(*(put(_event(case, entry, entry.number)) for entry in some))


def entries(case: str, first: int, last: int) -> list[Entry]:
    """What happened from one number of the history to another. One call."""
    between = event_sort(first), event_sort(last)
    part = engine.query(SuggestionItem, case_key(case), between=between, consistent=True)
    return [value_of(item, Entry) for item in part.items]


def page(
    kind: str, scope: str, *, state: str | None, month: str | None, limit: int, cursor: str | None
) -> Page[dict[str, Any]]:
    """What lists show of the cases of a scope in a state, or of those opened in a month, in the order of
    opening. One call. Exactly one of ``state`` and ``month`` is given."""
    if state is not None:
        found = partition_page(SuggestionItem, list_key(kind, scope, state), limit=limit, cursor=cursor)
        return found.map(_plain)
    partition = list_key(kind, scope, month or "")
    return index_page(SuggestionItem, partition, limit=limit, cursor=cursor).map(_plain)


def _plain(item: SuggestionItem) -> dict[str, Any]:
    plain: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    return plain


def _event(case: str, entry: Entry, number: int) -> SuggestionItem:
    body = body_of(replace(entry, number=number))
    return SuggestionItem(case_key(case), event_sort(number), version=1, body=body)


def _same(one: SuggestionItem, other: SuggestionItem | None) -> bool:
    return other is not None and _plain(one) == _plain(other)


def list_entries(kind: str, case: Case, shown: Shown) -> list[SuggestionItem]:
    """All that stands of a case beside its head, as the head is: once for each scope that reaches it."""
    sort = time_sort(case.opened_at, case.id)
    month = month_of(legal_day(case.opened_at))
    body = shown(case)
    beside = shown.beside(case) if isinstance(shown, Standing) else []
    if body is None:
        return beside
    listed = [
        SuggestionItem(
            list_key(kind, scope, case.state),
            sort,
            gsi1pk=list_key(kind, scope, month),
            gsi1sk=sort,
            version=1,
            body=body,
        )
        for scope in reaching(case.scope)
    ]
    return [*listed, *beside]
