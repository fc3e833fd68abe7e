"""Opinions in the Suggestions table: a case like others, and who brought it in an item of its own, which
nobody loads who may not know."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.opinions.opinion import KIND, Category, Opinion, State
from functions.suggestions.opinions.similar import entries
from functions.suggestions.tables import (
    CASE,
    RESIDENT,
    SuggestionItem,
    case_key,
    list_key,
    opinions_key,
    time_sort,
)
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store import engine, receipts
from shared.store.codec import from_plain, to_plain
from shared.store.envelopes import body_of, value_of
from shared.store.pages import Page, index_page
from shared.store.writing import Write, commit, put

WAITING = "WAITING"
"""Stands for a state in the key of the list of those that wait for an answer to what was added."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Who brought an opinion: ``secret`` as it is kept, the ``person`` who was signed in, the ``name`` that
    was given at a station. Of who wished to stay unnamed there is the secret alone."""

    opinion: str
    secret: str
    person: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An opinion in a list: nothing of who brought it, nothing that a list need not know. ``voices`` counts
    it and those that were joined with it; ``rating`` is the resident's last, of whichever round."""

    id: str
    scope: str
    opened_at: datetime
    state: State
    begins: str
    voices: int
    round: int
    waiting: bool
    version: int
    category: Category | None = None
    place: str | None = None
    unit: str | None = None
    unit_name: str | None = None
    rating: Verdict | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An opinion as it stands, and its item."""

    item: SuggestionItem
    opinion: Opinion
    resident: Resident | None = None


def create(opinion: Opinion, entry: Entry, resident: Resident, mark: str | None, *others: Write) -> Opinion:
    """Writes a new opinion and who brought it; the same request repeated answers what stands. One call."""
    return cases.create(KIND, opinion, entry, shown, mark, kept(opinion, resident), *others)


def kept(opinion: Opinion, resident: Resident) -> Write:
    """Who brought a new opinion, as it is kept."""
    return put(_kept(opinion, resident))


def _kept(opinion: Opinion, resident: Resident) -> SuggestionItem:
    item = SuggestionItem(case_key(opinion.id), RESIDENT, version=1, body=body_of(resident))
    if resident.person is not None:
        item.gsi1pk, item.gsi1sk = opinions_key(resident.person), time_sort(opinion.opened_at, opinion.id)
    return item


def standing(opinion: str) -> Found | None:
    """The opinion, or ``None``. One call."""
    item = engine.get(SuggestionItem, case_key(opinion), CASE, consistent=True)
    return None if item is None else Found(item, value_of(item, Opinion))


def several(opinions: Iterable[str]) -> list[Opinion]:
    """These opinions, in their order, as far as they exist. One call, none for none."""
    ids = list(opinions)
    found = engine.get_many(SuggestionItem, [(case_key(id_), CASE) for id_ in ids])
    by_id = {opinion.id: opinion for opinion in (value_of(item, Opinion) for item in found)}
    return [by_id[id_] for id_ in ids if id_ in by_id]


def load(opinion: str) -> Found:
    """The opinion without who brought it, as it stands; raises ``case_not_found``. One call."""
    item = cases.load(opinion, consistent=True)
    return Found(item, value_of(item, Opinion))


def load_many(opinions: tuple[str, ...]) -> list[Opinion]:
    """Those of these opinions that exist, in this order, without who brought them. One call, none for
    none."""
    items = engine.get_many(SuggestionItem, [(case_key(id_), CASE) for id_ in opinions])
    found = {one.id: one for one in (value_of(item, Opinion) for item in items)}
    return [found[id_] for id_ in opinions if id_ in found]


def load_whole(opinion: str) -> Found:
    """The opinion and who brought it; raises ``case_not_found``. One call."""
    return _whole(opinion, "case_not_found")


def follow(opinion: str, secret: str) -> Found:
    """The opinion to who has its receipt; raises ``receipt_wrong`` for an unknown number as for a wrong
    secret. One call."""
    found = _whole(opinion, "receipt_wrong")
    if found.resident is None or not receipts.fits(secret, found.resident.secret):
        raise Refusal("receipt_wrong")
    return found


def _whole(opinion: str, otherwise: str) -> Found:
    key = case_key(opinion)
    wanted = [(key, CASE), (key, RESIDENT)]
    found = {item.sk: item for item in engine.get_many(SuggestionItem, wanted, consistent=True)}
    if CASE not in found or RESIDENT not in found:
        raise Refusal(otherwise)
    return Found(found[CASE], value_of(found[CASE], Opinion), value_of(found[RESIDENT], Resident))


def receipt_again(opinion: str, person: str) -> tuple[Opinion, str]:
    """The opinion and the secret of its receipt, to who brought it with their name; raises
    ``case_not_found`` for anybody else. The secret is the one that was told, unless the key of the secrets
    was exchanged since: then the new one holds, and the one before no longer. One call, two then."""
    found = load_whole(opinion)
    if found.resident is None or found.resident.person != person:
        raise Refusal("case_not_found")
    secret = receipts.secret_of("opinion", opinion)
    if not receipts.fits(secret, found.resident.secret):
        anew = replace(found.resident, secret=receipts.stored(secret))
        unerased = SuggestionItem.gsi1pk == opinions_key(person)
        commit(put(_kept(found.opinion, anew), unerased, Refusal("conflict", retry_after=1)))
    return found.opinion, secret


def residents(opinions: tuple[str, ...]) -> list[Resident]:
    """Who brought these opinions, as it stands: whoever was erased is not told any more. One call, none for
    none."""
    keys = [(case_key(opinion), RESIDENT) for opinion in opinions]
    return [value_of(item, Resident) for item in engine.get_many(SuggestionItem, keys, consistent=True)]


def of_person(person: str, *, limit: int, cursor: str | None) -> Page[Opinion]:
    """A page of what a person brought with their name, the newest first. Two calls, one for none."""
    page = index_page(SuggestionItem, opinions_key(person), limit=limit, cursor=cursor, descending=True)
    return Page(several([value_of(item, Resident).opinion for item in page.items]), page.next)


def listed(opinion: Opinion) -> Listed:
    """What lists show of it."""
    names = (
        "id", "scope", "opened_at", "state", "category", "place", "unit", "unit_name", "round", "waiting",
        "subject",
    )  # fmt: skip
    kept = {name: getattr(opinion, name) for name in names}
    kept["rating"] = opinion.ratings[-1].result if opinion.ratings else None
    return Listed(begins=opinion.begins, voices=1 + len(opinion.merged), version=opinion.version, **kept)


def fields_of(opinion: Opinion) -> dict[str, Any]:
    """The same, field by field."""
    kept = listed(opinion)
    return {name: getattr(kept, name) for name in Listed.__dataclass_fields__}


def _plain(opinion: Opinion) -> dict[str, Any]:
    plain: dict[str, Any] = to_plain(listed(opinion))
    return plain


def _beside(opinion: Opinion) -> list[SuggestionItem]:
    return [*entries.of(opinion), *waiting_entries(opinion)]


def waiting_entries(opinion: Opinion) -> list[SuggestionItem]:
    """Its entries in the list of what waits for an answer, in whatever state it is; none while it waits for
    none."""
    if not opinion.waiting:
        return []
    sort, body = time_sort(opinion.opened_at, opinion.id), _plain(opinion)
    return [
        SuggestionItem(list_key(KIND, scope, WAITING), sort, version=1, body=body)
        for scope in reaching(opinion.scope)
    ]


shown = cases.Standing(_plain, _beside)
"""What stands of an opinion beside its head: in the lists, and by what it says."""


def of_list(plain: dict[str, Any]) -> Listed:
    """The inverse of :data:`shown`."""
    return from_plain(Listed, plain)
