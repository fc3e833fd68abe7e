"""What binds a division on a day: the rules of every pack on the path to it, with refs resolved and
replaced rules taken out. The same whatever order the packs were loaded in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from shared.domain.divisions import NATION, Level
from shared.regulations.kinds.ref import Ref
from shared.regulations.rules import Instrument, Pack, Part, Rule, SubjectKind
from shared.regulations.value import Value
from shared.regulations.values import ALWAYS, Condition, Test
from shared.regulations.words import COMMON

_LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}


def level_of(division: str) -> Level:
    """The level of a division by its code."""
    return Level.NATIONAL if division == NATION else _LEVELS[len(division)]


class Resolution(Value):
    """What a ref comes to: the rules that apply by it, and what it names that no pack in force supplies."""

    rule: str
    rules: tuple[str, ...]
    missing: tuple[str, ...]


class Rulebook:
    """The rules that hold in ``division`` on ``day``."""

    def __init__(self, division: str, day: date, in_force: Sequence[Pack]) -> None:
        self.division = division
        self.day = day
        self._anywhere = {pack.instrument.id: pack for pack in in_force}
        self.packs = sorted(
            (pack for pack in in_force if _holds_in(pack.instrument, division)),
            key=lambda pack: (level_order(pack.instrument), pack.instrument.id),
        )
        self.instruments: dict[str, Instrument] = {p.instrument.id: p.instrument for p in self.packs}
        self.resolutions: dict[str, Resolution] = {}
        rules = [rule for pack in self.packs for rule in pack.rules if _in_time(rule, day)]
        rules = self._with_refs(rules)
        self.replaced: dict[str, str] = {}
        self.rules: tuple[Rule, ...] = tuple(self._without_replaced(rules))
        self.parts: tuple[Part, ...] = tuple(part for rule in self.rules for part in rule.parts)
        self._of: dict[SubjectKind, tuple[Part, ...]] = {}

    def rule(self, id_: str) -> Rule | None:
        """The rule with this id, if it holds here."""
        return next((rule for rule in self.rules if rule.id == id_), None)

    def part(self, id_: str) -> Part | None:
        """The part with this id (a rule's own id, if it has no parts), if it holds here."""
        return next((part for part in self.parts if part.id == id_), None)

    def of(self, subject: SubjectKind) -> tuple[Part, ...]:
        """What binds a kind of subject."""
        if subject not in self._of:
            self._of[subject] = tuple(part for part in self.parts if part.subject is subject)
        return self._of[subject]

    def word(self, word: str) -> tuple[str, str]:
        """The Chinese and the English name of a word of any pack here; itself where nobody names it."""
        if word in COMMON:
            return COMMON[word]
        for pack in self._anywhere.values():
            if word in pack.words:
                return pack.words[word]
        return word, word

    # -- refs ----------------------------------------------------------------------------------------------

    def _with_refs(self, rules: list[Rule]) -> list[Rule]:
        present = {rule.id for rule in rules}
        found = list(rules)
        for rule in rules:
            for part in rule.parts:
                if isinstance(part.fields, Ref):
                    if part.fields.own:
                        found = _widened(found, part)
                        self._resolve(part, [r for r in found if r.instrument == part.instrument], ())
                    else:
                        found.extend(self._brought(part, present, frozenset({part.instrument})))
        return found

    def _brought(self, part: Part, present: set[str], seen: frozenset[str]) -> Iterable[Rule]:
        """The rules that a ref to other instruments or levels adds: those that do not hold here anyway."""
        ref: Ref = part.fields
        named: list[tuple[str, Pack | None]] = [(name, self._anywhere.get(name)) for name in ref.instruments]
        for level in ref.levels:
            packs = [pack for pack in self.packs if level_of(pack.instrument.division) == level]
            named.extend([(level, pack) for pack in packs] or [(level, None)])
        resolved: list[Rule] = []
        added: list[Rule] = []
        for _, pack in named:
            if pack is None or pack.instrument.id in seen:
                continue
            self.instruments.setdefault(pack.instrument.id, pack.instrument)
            for rule in pack.rules:
                if not _in_time(rule, self.day) or (ref.rules and rule.id not in ref.rules):
                    continue
                resolved.append(rule)
                if rule.id not in present:
                    present.add(rule.id)
                    added.append(_under(rule, part.condition))
                    for inner in rule.parts:
                        if isinstance(inner.fields, Ref) and not inner.fields.own:
                            added.extend(self._brought(inner, present, seen | {pack.instrument.id}))
        self._resolve(part, resolved, tuple(name for name, pack in named if pack is None))
        return added

    def _resolve(self, part: Part, rules: Iterable[Rule], missing: tuple[str, ...]) -> None:
        ids = tuple(rule.id for rule in rules if rule.id != part.rule and rule.subject is part.subject)
        self.resolutions[part.id] = Resolution(part.id, ids, missing)

    # -- replacement ---------------------------------------------------------------------------------------

    def _without_replaced(self, rules: Sequence[Rule]) -> Iterable[Rule]:
        """A rule replaces another where its own condition holds; the other goes on everywhere else."""
        instead: dict[str, list[Condition]] = {}
        for rule in rules:
            for target in rule.replaces:
                self.replaced[target] = rule.id
                instead.setdefault(target, []).extend(part.condition for part in rule.parts)
        if not instead:
            return rules
        return [left for rule in rules if (left := _left_over(rule, instead)) is not None]


def _left_over(rule: Rule, instead: Mapping[str, Sequence[Condition]]) -> Rule | None:
    """What goes on of a rule beside those that stand in its place."""
    parts = []
    for part in rule.parts:
        conditions = [
            condition for id_ in dict.fromkeys((rule.id, part.id)) for condition in instead.get(id_, ())
        ]
        if ALWAYS not in conditions:
            excepts = part.condition.excepts + tuple(conditions)
            parts.append(part.but(condition=part.condition.but(excepts=excepts)) if conditions else part)
    return rule.but(parts=tuple(parts)) if parts else None


def level_order(instrument: Instrument) -> int:
    """From the nation down."""
    return 0 if instrument.division == NATION else len(instrument.division)


def _holds_in(instrument: Instrument, division: str) -> bool:
    return instrument.division == NATION or division.startswith(instrument.division)


def _in_time(rule: Rule, day: date) -> bool:
    begun = rule.in_force_from is None or rule.in_force_from <= day
    return begun and (rule.in_force_to is None or day <= rule.in_force_to)


def _under(rule: Rule, condition: Condition) -> Rule:
    parts = tuple(part.but(condition=part.condition & condition) for part in rule.parts)
    return rule.but(parts=parts)


def _widened(rules: list[Rule], ref: Part) -> list[Rule]:
    """The rules of the ref's instrument, with the values that it names taken in by their tests."""
    widen = {test.fact: test.allowed for tests in ref.fields.widen for test in tests}
    if not widen:
        return rules

    def wider(test: Test) -> Test:
        more = widen.get(test.fact, ())
        return (
            test.but(allowed=tuple(dict.fromkeys((*test.allowed, *more)))) if more and test.allowed else test
        )

    def changed(part: Part) -> Part:
        when = tuple(tuple(wider(test) for test in tests) for tests in part.condition.when)
        return part.but(condition=part.condition.but(when=when))

    only = ref.fields.rules
    return [
        rule.but(parts=tuple(changed(part) for part in rule.parts))
        if rule.instrument == ref.instrument and rule.id != ref.rule and (not only or rule.id in only)
        else rule
        for rule in rules
    ]
