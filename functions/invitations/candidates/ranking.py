"""Whom the rules would have invited, and why: reasons, each with the rule that gives it, and their order.

Plain values in, plain values out. What weighs most is what the term owes: a grassroots deputy who has not
been to such an activity (Guangxi art. 6; Shenzhen art. 16); then the field of its agenda; then who proposed
related suggestions; then who took part in related activities; then who was asked least and longest ago.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from functions.invitations.activities.activity import Activity
from functions.invitations.activities.checks import (
    FIELD,
    GRASSROOTS,
    MEETING,
    PARTICIPATING,
    PROPOSING,
    facts_of,
)
from functions.invitations.activities.words import INVITED
from shared.domain.deputies import Deputy
from shared.regulations import sentences
from shared.regulations.kinds.checklist import Checklist
from shared.regulations.kinds.quota import Quota
from shared.regulations.kinds.size import Size
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, SubjectKind


class Why(StrEnum):
    """A reason to invite somebody, strongest first."""

    NOT_ATTENDED = "not_attended"
    GRASSROOTS = "grassroots"
    FIELD = "field"
    PROPOSER = "proposer"
    PARTICIPANT = "participant"


_WORDS = {
    Why.NOT_ATTENDED: (
        "基层代表，本届尚未参加过此类活动",
        "Of the grassroots, at none such in the term",
    ),
    Why.GRASSROOTS: ("基层代表", "A grassroots deputy"),
    Why.FIELD: ("熟悉议题所属领域：{}", "Of the agenda's field: {}"),
    Why.PROPOSER: ("提出过相关建议", "Proposed related suggestions"),
    Why.PARTICIPANT: ("参加过相关活动", "Took part in related activities"),
}
_CATEGORY = {
    Why.GRASSROOTS: GRASSROOTS,
    Why.FIELD: FIELD,
    Why.PROPOSER: PROPOSING,
    Why.PARTICIPANT: PARTICIPATING,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in Chinese and English, and the part of the rulebook that asks for it, if one does."""

    why: Why
    sentence: tuple[str, str]
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A deputy with what is counted of the term: invitations and attendances of such activities, and the day
    of the last attendance. ``related`` says that the deputy took part in activities of the agenda's field,
    ``proposed`` that the deputy made or signed a suggestion of it."""

    deputy: Deputy
    invited: int = 0
    attended: int = 0
    attended_on: str | None = None
    related: bool = False
    proposed: bool = False
    standing: str | None = None
    reasons: tuple[Reason, ...] = ()


class Reasons:
    """The rules of a rulebook that say whom to invite to an activity."""

    def __init__(self, book: Rulebook, activity: Activity) -> None:
        self.activity = activity
        facts = facts_of(activity)
        self._book = book
        self._term = owed_in_term(book, activity.kind, facts_of(activity))
        self._categories: dict[str, Part] = {}
        self._expert: Part | None = None
        for part in book.parts:
            rule = part.fields
            if not part.condition.holds(facts):
                continue
            if isinstance(rule, Checklist) and INVITED in rule.on and activity.kind == MEETING:
                for word in rule.items:
                    self._categories.setdefault(word, part)
            elif isinstance(rule, Size) and rule.among and activity.kind in rule.each:
                self._expert = self._expert or part

    def of(self, candidate: Candidate) -> Candidate:
        """The candidate with the reasons, strongest first."""
        deputy = candidate.deputy
        shared = sorted(self.activity.about_fields.intersection(deputy.fields))
        held = [
            (Why.NOT_ATTENDED, deputy.grassroots and not candidate.attended),
            (Why.GRASSROOTS, deputy.grassroots and bool(candidate.attended)),
            (Why.FIELD, bool(shared)),
            (Why.PROPOSER, candidate.proposed),
            (Why.PARTICIPANT, candidate.related),
        ]
        reasons = tuple(self._reason(why, shared) for why, so in held if so)
        return replace(candidate, reasons=reasons)

    def _reason(self, why: Why, shared: list[str]) -> Reason:
        zh, en = _WORDS[why]
        if why is Why.NOT_ATTENDED:
            part = self._term or self._categories.get(GRASSROOTS)
        else:
            part = self._categories.get(_CATEGORY[why]) or (self._expert if why is Why.FIELD else None)
        sentence = (zh.format("、".join(shared)), en.format(", ".join(shared)))
        if part is not None:
            cited = sentences.citation(self._book, part.instrument, part.article)
            sentence = (f"{sentence[0]}（{cited[0]}）", f"{sentence[1]} ({cited[1]})")
        return Reason(why, sentence, part)


def owed_in_term(book: Rulebook, kind: str, facts: dict[str, str | bool | int]) -> Part | None:
    """The part that wants each grassroots deputy at such an activity within the term."""
    for part in book.of(SubjectKind.DEPUTY):
        rule = part.fields
        if (
            isinstance(rule, Quota)
            and kind in rule.tally.of
            and rule.per.name == "term"
            and part.condition.holds({**facts, "grassroots": True})
        ):
            return part
    return None


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Strongest reasons first; of equals who was asked least, then whose last time is longest ago."""

    def order(candidate: Candidate) -> tuple[object, ...]:
        whys = {reason.why for reason in candidate.reasons}
        return (
            candidate.standing is not None,
            Why.NOT_ATTENDED not in whys,
            Why.FIELD not in whys,
            Why.PROPOSER not in whys,
            Why.PARTICIPANT not in whys,
            candidate.invited,
            candidate.attended_on or "",
            candidate.deputy.id,
        )

    return sorted(candidates, key=order)
