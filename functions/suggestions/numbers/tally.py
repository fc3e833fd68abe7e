"""A tally: numbers of many cases, or of one. Tallies add up, so a scope's is the sum of those below it.

Numbers stand under words: ``cases`` and ``voices``; ``answered`` and the ``days`` that it took; of what was
owed under a rule with a last day ``on_time`` and ``late``, and ``owed:2027-02-28`` what is not done yet, so
that what is overdue follows from the day on which somebody asks; ``untimed`` what waits without a day;
``returned`` what units gave back; ``promised:2027-06-30`` what a unit said it would do; ``key``,
``escalation``, ``state:…``, ``round:…``, ``result:…``, ``attitude:…``, ``outcome:…``, ``promise:…``: each
of the case or the unit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

NONE = "-"
"""Stands for no category and for no place."""
MOST_CATEGORIES, MOST_PLACES, MOST_UNITS, MOST_GROUPS = 30, 60, 100, 40
"""What one tally names, so that it fits an item (400 KB); the total counts all. No regulation says so. Places
and groups belong to one scope each, so of a sum of tallies none of the first is ever missing."""

Counts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """An opinion that stands for others too."""

    id: str
    scope: str
    opened_at: str
    state: str
    voices: int
    category: str | None = None
    place: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """``counts`` of all cases, of those of each of the ``categories``, what each of the ``units`` had to do
    (``names``: theirs). ``places`` are cases and voices under ``{scope}|{place}``. ``marks`` counts cases by
    all that metrics may ask of them, words in their order with a space between."""

    counts: Counts = field(default_factory=dict)
    categories: dict[str, Counts] = field(default_factory=dict)
    places: dict[str, Counts] = field(default_factory=dict)
    units: dict[str, Counts] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    marks: Counts = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum, as far as a tally names things: the most frequent categories, places and units, the newest
    groups."""
    counts: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    named: dict[str, dict[str, Counter[str]]] = {"categories": {}, "places": {}, "units": {}}
    names: dict[str, str] = {}
    groups: list[Group] = []
    for one in tallies:
        counts.update(one.counts)
        marks.update(one.marks)
        for what, found in named.items():
            for key, more in getattr(one, what).items():
                found.setdefault(key, Counter()).update(more)
        names.update(one.names)
        groups += one.groups
    units = _most(named["units"], MOST_UNITS)
    return Tally(
        _plain(counts),
        _most(named["categories"], MOST_CATEGORIES),
        _most(named["places"], MOST_PLACES),
        units,
        {unit: names[unit] for unit in sorted(units) if unit in names},
        _plain(marks),
        tuple(newest(groups)[:MOST_GROUPS]),
    )


def newest(groups: Iterable[Group]) -> list[Group]:
    """In the order of time, the newest first."""
    return sorted(groups, key=lambda group: (group.opened_at, group.id), reverse=True)


def by_weight(counts: Mapping[str, Counts]) -> list[str]:
    """The keys: most voices first, then most cases, then by name."""
    return sorted(counts, key=lambda key: (-counts[key].get("voices", 0), -counts[key].get("cases", 0), key))


def _most(found: Mapping[str, Counter[str]], most: int) -> dict[str, Counts]:
    plain = {key: _plain(counts) for key, counts in found.items()}
    return {key: plain[key] for key in by_weight(plain)[:most]}


def _plain(counts: Counter[str]) -> Counts:
    return {word: counts[word] for word in sorted(counts) if counts[word]}


def under(counts: Mapping[str, Any], prefix: str) -> Counts:
    """The numbers whose words begin with ``prefix:``, under what follows."""
    begin = f"{prefix}:"
    return {word[len(begin) :]: int(n) for word, n in counts.items() if word.startswith(begin)}
