"""A statement that a duty was done: whose, under which rule, of which day, and what shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from functions.standing.board.parties import Party
from functions.standing.judging import evaluator
from shared.domain.errors import Basis, Refusal, invalid
from shared.regulations.inputs import Subject
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, Rule, SubjectKind
from shared.store.corrections import Action, Correction
from shared.store.packs import packs
from shared.store.records import record_id

YEARS_BACK = 2
"""A statement may speak of this year and so many before it. A policy of this product, not of any regulation:
long enough to complete a year that is being assessed."""


@dataclass(frozen=True, slots=True)
class Statement:
    """``rule`` is the id of a rule, or of one of its parts where it has several; ``evidence`` are words of
    that rule, ``links`` https addresses of what shows it."""

    rule: str
    kind: SubjectKind
    subject: str
    day: date
    evidence: tuple[str, ...]
    by: str
    at: datetime
    note: str | None = None
    links: tuple[str, ...] = ()
    correction: Correction | None = None

    @property
    def id(self) -> str:
        """``{subject}.{YYYYMMDD}.{rule}``: the id of its record, as verdicts name it."""
        return record_id(self.subject, self.day, self.rule)

    @property
    def voided(self) -> bool:
        """Whether the last correction took it back."""
        return self.correction is not None and self.correction.action is Action.VOID


def parse_id(statement: str) -> tuple[str, date, str]:
    """Subject, day and rule; raises ``Refusal("record_not_found")`` for a day that never was."""
    subject, digits, rule = statement.split(".", 2)
    try:
        return subject, date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), rule
    except ValueError as error:
        raise Refusal("record_not_found") from error


def rule_of(id_: str, day: date) -> Rule | Part:
    """What is in force under this id anywhere on ``day``, else what any regulation here has under it.

    Raises ``Refusal("rule_not_found")``.
    """
    for pack in (*packs().in_force(day), *packs().packs):
        found = next((part for part in pack.parts() if part.id == id_), None) or pack.by_id.get(id_)
        if found is not None:
            return found
    raise Refusal("rule_not_found", rule=id_)


def stated_by(rule: Rule | Part) -> str:
    """Who states what is asked, if the rule names somebody."""
    named: str = rule.fields.by if isinstance(rule, Part) and rule.kind == "attest" else ""
    return named


def require_statable(party: Party, rule: Rule | Part, day: date, today: date) -> tuple[Part, Rulebook]:
    """The part as it binds the party on ``day``, and its rulebook.

    Raises ``day_out_of_range``; with the rule's article ``rule_not_stated`` for what is not shown by a
    statement, ``rule_binds_others``, ``rule_not_in_force``.
    """
    basis = Basis(rule.instrument, rule.article)
    if not isinstance(rule, Part) or rule.kind != "attest":
        raise Refusal("rule_not_stated", basis=basis)
    if rule.subject is not party.kind or not party.bound:
        raise Refusal("rule_binds_others", basis=basis)
    if not date(today.year - YEARS_BACK, 1, 1) <= day <= today:
        raise Refusal("day_out_of_range")
    present = [(division, subject) for division, subject in party.bound if _is_bound(subject, day)]
    if not present:
        raise Refusal("day_out_of_range")
    held = [(evaluator(division, day).book, division, subject) for division, subject in present]
    held = [(book, division, subject) for book, division, subject in held if book.part(rule.id) is not None]
    if not held:
        raise Refusal("rule_not_in_force", basis=basis)
    for book, division, subject in held:
        part = book.part(rule.id)
        verdicts = evaluator(division, day).evaluate(subject, (), day, today)
        if part is not None and any(verdict.rule == rule.id for verdict in verdicts):
            return part, book
    raise Refusal("rule_binds_others", basis=basis)


def require_evidence(part: Part, book: Rulebook, named: Sequence[str], chinese: bool) -> None:
    """What is named is what the rule says shows it; any word of rules where the rule says nothing.

    Raises ``evidence_not_named``, ``invalid_request``.
    """
    shows: Iterable[str] = part.fields.evidence
    if not shows:
        strange = next((word for word in named if book.word(word) == (word, word)), None)
        if strange is not None:
            raise invalid("body.evidence", f"规则中没有“{strange}”一词", f"no rule knows the word {strange}")
        return
    if not named or not set(named) <= set(shows):
        words = [f"{word}（{book.word(word)[0]}）" if chinese else word for word in shows]
        basis = Basis(part.instrument, part.article)
        raise Refusal("evidence_not_named", basis=basis, words=("、" if chinese else ", ").join(words))


def _is_bound(subject: Subject, day: date) -> bool:
    """Whether the subject is in office, or exists, on ``day``, and its mandate does not rest."""
    if day < (subject.begins or day) or day > (subject.ends or day):
        return False
    return not any(first <= day <= (last or day) for first, last in subject.suspended)


def shown(statement: Statement) -> dict[str, Any]:
    """The statement as it is answered."""
    return {
        "id": statement.id,
        "rule": statement.rule,
        "subject": {"kind": statement.kind, "id": statement.subject},
        "day": statement.day,
        "evidence": statement.evidence,
        "note": statement.note,
        "links": statement.links,
        "by": statement.by,
        "at": statement.at,
        "counted": not statement.voided,
        "correction": statement.correction,
    }
