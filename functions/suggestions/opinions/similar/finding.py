"""Which open opinions say what somebody is about to say."""

from collections.abc import Callable
from dataclasses import dataclass

from functions.suggestions.opinions.opinion import Category
from functions.suggestions.opinions.similar import entries
from functions.suggestions.opinions.similar.entries import Entry
from functions.suggestions.opinions.similar.likeness import likeness, signature
from shared.domain.places import division_of

_LEAST = 0.05
"""Below it two texts share what any two do."""
_ENOUGH = 0.15
_SAME_CATEGORY = 0.1
_SAME_PLACE = 0.2
"""How like they must be, and what being of one kind and one place adds. No regulation says so."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is compared, and for where."""

    text: str
    scope: str
    category: Category | None = None
    place: str | None = None


def similar(wanted: Wanted, most: int, allowed: Callable[[Entry], bool]) -> list[tuple[Entry, float]]:
    """The open opinions that are like it, with how much (0 to 1): those of the same station or township
    first, then of the county, the likest first. One or two calls, whatever there is."""
    own = signature(wanted.text)
    place = signature(wanted.place or "")
    division = division_of(wanted.scope)
    found: list[tuple[bool, float, Entry]] = []
    for entry in filter(allowed, entries.near(wanted.scope)):
        words = likeness(own, entry.signature)
        if words < _LEAST:
            continue
        alike = words + _SAME_PLACE * likeness(place, signature(entry.place or ""))
        if wanted.category is not None and entry.category is wanted.category:
            alike += _SAME_CATEGORY
        if alike >= _ENOUGH:
            found.append((division_of(entry.scope) != division, -alike, entry))
    found.sort(key=lambda one: (*one[:2], one[2].id))
    return [(entry, min(1.0, -alike)) for _, alike, entry in found[:most]]
