"""All packs together: what is wrong between them, and which of them are in force where and when.

A pack that cannot be used is left out and named in ``faults``; it never takes the others down.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache, cached_property

from shared.domain import divisions
from shared.domain.divisions import NATION
from shared.regulations.adopting import Adoption, adopted
from shared.regulations.faults import Fault, PackFaults
from shared.regulations.kinds.consequence import Consequence
from shared.regulations.kinds.ref import Ref
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Instrument, Pack, Rule, Status

FOLDER = os.path.dirname(os.path.abspath(__file__))
"""Plain paths: importlib.resources would cost a cold start more than all packs."""

_DAY = timedelta(days=1)
COMPILED = "packs.bin"
"""The packs as a deployed package holds them: read already. Not in the repository."""


def _order(pack: Pack) -> tuple[str, date, str, str]:
    instrument = pack.instrument
    return (instrument.id, instrument.in_force_from or date.min, instrument.version, pack.source)


class Library:
    """Packs that can be used together, whatever order they come in."""

    def __init__(self, packs: Iterable[Pack], faults: Iterable[Fault] = ()) -> None:
        self.faults = list(faults)
        self.packs: list[Pack] = []
        owners: dict[str, Pack] = {}
        for pack in sorted(packs, key=_order):
            found = [*self._overlaps(pack), *_taken_ids(pack, owners)]
            self.faults.extend(found)
            if not found:
                self.packs.append(pack)
                owners.update({rule.id: pack for rule in pack.rules})
        self.faults.extend(_circles(self.packs))
        self.faults.extend(_dangling(self.packs))
        self._books: dict[tuple[str, date, frozenset[str]], Rulebook] = {}

    def _overlaps(self, pack: Pack) -> Iterable[Fault]:
        new = pack.instrument
        for other in self.packs:
            old = other.instrument
            if old.id != new.id:
                continue
            if old.division != new.division:
                expected = f"the division {old.division}, as in {other.source}"
                yield Fault(pack.source, "", "instrument.division", expected, new.division)
            elif Status.DRAFT not in (old.status, new.status) and _overlap(old, new):
                expected = f"a time apart from {other.source}, which holds {_time(old)}"
                yield Fault(pack.source, "", "instrument.in_force_from", expected, _time(new))

    def instrument(self, id_: str) -> Instrument | None:
        """The newest version of an instrument."""
        return next((p.instrument for p in reversed(self.packs) if p.instrument.id == id_), None)

    def in_force(self, day: date, drafts: Collection[str] = (), trial: Pack | None = None) -> list[Pack]:
        """The packs in force on ``day`` anywhere. Drafts named in ``drafts`` count as in force whatever
        their time, and so does ``trial``; either stands in the place of other versions of its instrument."""
        tried = {} if trial is None else {trial.instrument.id: trial}
        for pack in self.packs:
            if pack.instrument.status is Status.DRAFT and pack.instrument.id in drafts:
                tried.setdefault(pack.instrument.id, pack)
        found = [
            pack
            for pack in self.packs
            if pack.instrument.status is Status.IN_FORCE
            and pack.instrument.covers(day)
            and pack.instrument.id not in tried
        ]
        return sorted([*found, *tried.values()], key=_order)

    def alike(self, division: str, day: date) -> tuple[str, date]:
        """The highest division and the earliest day that have the very same rules as ``division`` on ``day``:
        all townships of a city without regulations of their own share its rulebook, and all days between
        two changes of the law. Raises ``Refusal("division_not_found")``."""
        divisions.get(division)
        places = (pack.instrument.division for pack in self.in_force(day))
        deepest = max((place for place in places if division.startswith(place)), key=len, default=NATION)
        return deepest, max((turn for turn in self._turns if turn <= day), default=date.min)

    @cached_property
    def _turns(self) -> frozenset[date]:
        """The days on which some rule begins or has ended."""
        times = [(pack.instrument.in_force_from, pack.instrument.in_force_to) for pack in self.packs]
        times += [(rule.in_force_from, rule.in_force_to) for pack in self.packs for rule in pack.rules]
        begins = (first for first, _ in times if first is not None)
        return frozenset((*begins, *(last + _DAY for _, last in times if last is not None)))

    def rulebook(
        self, division: str, day: date, drafts: Collection[str] = (), trial: Pack | None = None
    ) -> Rulebook:
        """Every rule that holds in ``division`` on ``day``: the packs of the nation and of each division
        on the path to it. Raises ``Refusal("division_not_found")``."""
        divisions.get(division)
        key = (division, day, frozenset(drafts))
        if trial is None and key in self._books:
            return self._books[key]
        book = Rulebook(division, day, self.in_force(day, drafts, trial))
        if trial is None:
            if len(self._books) >= 512:
                self._books.clear()
            self._books[key] = book
        return book


def _overlap(one: Instrument, other: Instrument) -> bool:
    first = max(one.in_force_from or date.min, other.in_force_from or date.min)
    last = min(one.in_force_to or date.max, other.in_force_to or date.max)
    return first <= last


def _time(instrument: Instrument) -> str:
    return f"from {instrument.in_force_from} to {instrument.in_force_to or 'further notice'}"


def _taken_ids(pack: Pack, owners: dict[str, Pack]) -> Iterable[Fault]:
    for rule in pack.rules:
        owner = owners.get(rule.id)
        if owner is not None and owner.instrument.id != pack.instrument.id:
            yield Fault(
                pack.source, rule.id, "id", "an id that no other rule has", f"it stands in {owner.source}"
            )


def _refs(rule: Rule) -> Iterable[Ref]:
    return (part.fields for part in rule.parts if isinstance(part.fields, Ref))


def _circles(packs: Iterable[Pack]) -> list[Fault]:
    """Instruments whose refs lead back to them."""
    leads: dict[str, set[str]] = {}
    where: dict[tuple[str, str], tuple[str, str]] = {}
    for pack in packs:
        for rule in pack.rules:
            for ref in _refs(rule):
                for target in ref.instruments:
                    leads.setdefault(pack.instrument.id, set()).add(target)
                    where.setdefault((pack.instrument.id, target), (pack.source, rule.id))
    found = []
    for start in sorted(leads):
        way = _way_back(start, leads)
        if way and start == min(way):
            source, rule_id = where[way[0], way[1]]
            expected = "refs that do not lead back to this instrument"
            found.append(Fault(source, rule_id, "instruments", expected, " -> ".join(way)))
    return found


def _way_back(start: str, leads: dict[str, set[str]]) -> list[str]:
    stack = [[start]]
    seen: set[str] = set()
    while stack:
        way = stack.pop()
        for target in sorted(leads.get(way[-1], ()), reverse=True):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                stack.append([*way, target])
    return []


def _dangling(packs: list[Pack]) -> Iterable[Fault]:
    """Ids that rules name and that no pack has."""
    rules = {rule.id for pack in packs for rule in pack.rules}
    parts = {part.id for pack in packs for part in pack.parts()}
    known = rules | parts
    for pack in packs:
        for rule in pack.rules:
            for field, ids in _named_ids(rule):
                for missing in sorted(set(ids) - known):
                    yield Fault(pack.source, rule.id, field, "the id of a rule in some pack", f'"{missing}"')


def _named_ids(rule: Rule) -> Iterable[tuple[str, tuple[str, ...]]]:
    yield "replaces", rule.replaces
    for part in rule.parts:
        if isinstance(part.fields, Ref):
            yield "rules", part.fields.rules
        elif isinstance(part.fields, Consequence):
            yield "short_of", part.fields.short_of
            yield "leads_to", part.fields.leads_to


@cache
def library(adoptions: tuple[Adoption, ...] = ()) -> Library:
    """The packs that come with this package, with these drafts taken as in force. Read on first use.
    Raises ``ValueError`` for a draft that cannot be adopted."""
    if adoptions:
        return Library(adopted(library().packs, adoptions))
    compiled = os.path.join(FOLDER, COMPILED)
    if os.path.exists(compiled):
        from shared.regulations.compiled import unpacked

        with open(compiled, "rb") as content:
            return Library(unpacked(content.read()))
    return from_sources()


def from_sources(folder: str = FOLDER) -> Library:
    """The packs read from the TOML files in ``folder``'s ``packs``."""
    from shared.regulations.loading import parse

    packs: list[Pack] = []
    faults: list[Fault] = []
    for entry in sorted(os.scandir(os.path.join(folder, "packs")), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            with open(entry.path, "rb") as content:
                try:
                    packs.append(parse(content.read(), entry.name))
                except PackFaults as bad:
                    faults.extend(bad.faults)
    return Library(packs, faults)
