"""The entry by which an open opinion is found by what it says: derived from it, written with every change.

It stands in the township's partition and in the county's (of what a county or city received in its own
alone), and is gone once the opinion is answered or merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.suggestions.opinions.opinion import OPEN, Category, Opinion, State
from functions.suggestions.opinions.similar.likeness import Signature, signature
from functions.suggestions.tables import SuggestionItem, likeness_key, time_sort
from shared.domain.places import division_of
from shared.store import engine
from shared.store.envelopes import body_of, value_of

_COUNTY = 6
"""Digits of a county's code."""
NEWEST = 200
"""So many of a township and of a county are compared, the newest. No regulation says so."""
_PERSONAL = ("personal_legal_case", "true")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of an opinion without its words. ``personal``: a personal legal case, which no stranger
    is shown and nobody else joins."""

    id: str
    scope: str
    opened_at: datetime
    state: State
    voices: int
    signature: Signature
    personal: bool = False
    category: Category | None = None
    place: str | None = None
    subject: str | None = None


def is_personal(opinion: Opinion) -> bool:
    """Whether staff stated that it is somebody's own legal case."""
    name, value = _PERSONAL
    return str(opinion.facts.get(name)).lower() == value


def of(opinion: Opinion, signed: Callable[[str], Signature] = signature) -> list[SuggestionItem]:
    """The entries of an opinion; none unless it is open and has words. Who has not the key of the signatures
    and wants to know what else stands there has ``signed`` of their own."""
    if opinion.state not in OPEN or not opinion.text:
        return []
    entry = Entry(
        opinion.id,
        opinion.scope,
        opinion.opened_at,
        opinion.state,
        1 + len(opinion.merged),
        signed(opinion.text),
        is_personal(opinion),
        opinion.category,
        opinion.place,
        opinion.subject,
    )
    sort, body = time_sort(opinion.opened_at, opinion.id), body_of(entry)
    return [
        SuggestionItem(likeness_key(division), sort, version=1, body=body)
        for division in _around(opinion.scope)
    ]


def near(scope: str) -> list[Entry]:
    """The newest open opinions of the township and of the county, each once. Two calls, one where ``scope``
    is not inside a county."""
    found: dict[str, Entry] = {}
    for division in _around(scope):
        part = engine.query(SuggestionItem, likeness_key(division), limit=NEWEST, descending=True)
        found |= {entry.id: entry for entry in (value_of(item, Entry) for item in part.items)}
    return list(found.values())


def _around(scope: str) -> list[str]:
    division = division_of(scope)
    return list(dict.fromkeys((division, division[:_COUNTY])))
