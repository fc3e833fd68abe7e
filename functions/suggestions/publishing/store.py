"""What is public of suggestions, in the Suggestions table: a copy of its own, and an entry of each list that
shows it. Whoever reads it reads nothing else of the case.

| item | pk | sk |
|---|---|---|
| copy | ``CASE#{id}`` | ``PUBLISHED`` |
| list entry | ``PUBLISHED#{scope}`` | ``{published}#{id}`` |
"""

from dataclasses import dataclass
from datetime import date, datetime

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.suggestions.suggestion import Outcome
from functions.suggestions.tables import PUBLISHED, SuggestionItem, case_key, published_key, time_sort
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine
from shared.store.envelopes import body_of, value_of
from shared.store.pages import Page, partition_page
from shared.store.writing import Write, put, remove


@dataclass(frozen=True, slots=True)
class PublicReply:
    """What a unit replied, on what day; ``until``: by when it is to be done."""

    unit: str
    text: str
    outcome: Outcome
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PublicRating:
    """What the deputy thinks of the replies, and of how the units dealt with the deputy."""

    result: Verdict
    attitude: Verdict


@dataclass(frozen=True, slots=True)
class Listed:
    """As the public lists show it. ``name``: the deputy's; ``signers``: how many others signed."""

    id: str
    congress: str
    title: str
    name: str
    signers: int
    submitted_on: date
    published_at: datetime
    units: tuple[str, ...]
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """The suggestion and the replies of the round that was published."""

    listed: Listed
    text: str
    replies: tuple[PublicReply, ...]
    rating: PublicRating | None = None


def shown(copy: Copy, before: datetime | None = None) -> list[Write]:
    """The writes by which a copy is public, once for each scope that reaches the congress; in the place of
    the one that was published ``before``."""
    sort, body = time_sort(copy.listed.published_at, copy.listed.id), body_of(copy.listed)
    congress = copy.listed.congress
    return [
        put(SuggestionItem(case_key(copy.listed.id), PUBLISHED, version=1, body=body_of(copy))),
        *(put(SuggestionItem(published_key(of), sort, version=1, body=body)) for of in reaching(congress)),
        *([] if before is None else _unlisted(copy.listed.id, congress, before)),
    ]


def hidden(suggestion: str, congress: str, published_at: datetime) -> list[Write]:
    """The writes by which it is no longer."""
    copy = SuggestionItem(case_key(suggestion), PUBLISHED)
    return [remove(copy), *_unlisted(suggestion, congress, published_at)]


def _unlisted(suggestion: str, congress: str, published_at: datetime) -> list[Write]:
    sort = time_sort(published_at, suggestion)
    return [remove(SuggestionItem(published_key(of), sort)) for of in reaching(congress)]


def load(suggestion: str) -> Copy:
    """The copy; raises ``Refusal("not_published")``. One call."""
    item = engine.get(SuggestionItem, case_key(suggestion), PUBLISHED)
    if item is None:
        raise Refusal("not_published")
    return value_of(item, Copy)


def page(scope: str, *, limit: int, cursor: str | None) -> Page[Listed]:
    """A page of what is public of the suggestions to congresses that the scope reaches, the newest first. One
    call."""
    found = partition_page(SuggestionItem, published_key(scope), limit=limit, cursor=cursor, descending=True)
    return found.map(lambda item: value_of(item, Listed))
