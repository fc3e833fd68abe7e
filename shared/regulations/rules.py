"""An instrument and its rules, as a pack gives them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from shared.regulations.value import Value
from shared.regulations.values import Condition


class Modality(StrEnum):
    """How strongly a rule binds. Only ``must`` and ``must_not`` make somebody fall short."""

    MUST = "must"
    MUST_NOT = "must_not"
    MAY = "may"
    GENERALLY = "generally"
    BEST_EFFORT = "best_effort"


class SubjectKind(StrEnum):
    """Whom a rule binds or speaks of."""

    DEPUTY = "deputy"
    MEMBER = "member"
    STATION = "station"
    GROUP = "group"
    COMMITTEE = "committee"
    HANDLING_UNIT = "handling_unit"
    STAFF = "staff"
    MEETING = "meeting"
    DIVISION = "division"


class Status(StrEnum):
    """A draft binds nobody; it can be asked for by name (what-if)."""

    IN_FORCE = "in_force"
    DRAFT = "draft"


class Instrument(Value):
    """One regulation, or one version of it: ``[in_force_from, in_force_to]``, both days included."""

    id: str
    title: str
    title_en: str
    division: str
    status: Status
    in_force_from: date | None = None
    in_force_to: date | None = None
    adopted_on: date | None = None
    version: str = ""
    links: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the instrument's time. A draft without a day covers every day."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


class Part(Value):
    """What executes: a kind's fields under a condition. A rule without parts is one part with its own id;
    else a part's id is the rule's, a full stop and its own suffix."""

    id: str
    rule: str
    instrument: str
    article: str
    modality: Modality
    subject: SubjectKind
    says: str
    says_en: str
    condition: Condition
    kind: str
    fields: Any
    """An instance of the kind's class, see `shared.regulations.kinds`."""


class Rule(Value):
    """One obligation, permission or bar, with its article and one sentence in two languages."""

    id: str
    instrument: str
    article: str
    modality: Modality
    kind: str
    subject: SubjectKind
    says: str
    says_en: str
    parts: tuple[Part, ...]
    replaces: tuple[str, ...] = ()
    in_force_from: date | None = None
    in_force_to: date | None = None


class Pack:
    """One file: an instrument, its rules, and the names of the words and facts that it declares."""

    def __init__(
        self,
        source: str,
        instrument: Instrument,
        rules: tuple[Rule, ...],
        words: dict[str, tuple[str, str]],
        facts: dict[str, tuple[str, str, tuple[str | bool, ...]]],
    ) -> None:
        self.source = source
        self.instrument = instrument
        self.rules = rules
        self.words = words
        self.facts = facts

    @cached_property
    def by_id(self) -> dict[str, Rule]:
        """Its rules by id."""
        return {rule.id: rule for rule in self.rules}

    def parts(self) -> Iterator[Part]:
        """Everything that executes."""
        return (part for rule in self.rules for part in rule.parts)
