"""What the head of a case says of the unit that has it in hand, by kind, once another goes on with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Entry
from functions.suggestions.continuation import handing
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.matters.appeals import appeal as appeal_of
from functions.suggestions.matters.appeals import handling as appeals
from functions.suggestions.matters.letters import concern as concern_of
from functions.suggestions.matters.letters import store as concerns
from functions.suggestions.opinions import opinion as opinion_of
from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions import telling as opinion_telling
from functions.suggestions.promises import watching
from functions.suggestions.suggestions import handling
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions import suggestion as suggestion_of
from functions.suggestions.suggestions import units as units_of
from functions.suggestions.suggestions.suggestion import Progress, State, Suggestion
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.units import Unit
from shared.store.writing import Write


@dataclass(frozen=True, slots=True)
class Passing:
    """One unit goes on in the place of ``before``: who says so, when and why."""

    before: Unit
    unit: Unit
    reason: str
    by: str
    now: datetime

    @property
    def data(self) -> dict[str, str]:
        """The particulars of the entry."""
        return {
            "from": self.before.id,
            "from_name": self.before.name,
            "unit": self.unit.id,
            "unit_name": self.unit.name,
        }


@dataclass(frozen=True, slots=True)
class Case:
    """A case: the hand-over to the old unit, while it is in hand, the successor's own, and all of them."""

    id: str
    old: HandOver | None
    own: HandOver | None
    held: Mapping[str, HandOver]


@dataclass(frozen=True, slots=True)
class Changed:
    """What is written of the case itself."""

    writes: Iterable[Write]


def of_suggestion(case: Case, passing: Passing) -> Changed:
    """Its part in the round that runs, and what it promised. Raises ``already_handed_over`` where both units
    have promised something, ``handover_not_found`` where the old one owes nothing. One call, two where that
    has promised something: what had come due of it and was not told yet is told to the successor."""
    found = suggestions.load(case.id)
    before = found.suggestion
    after, held = _with_units(before, case, passing), watching.NOTHING
    mine = before.promise(passing.before.id)
    if mine is not None and mine.waits:
        theirs = before.promise(passing.unit.id)
        if theirs is not None and theirs.waits:
            raise Refusal("already_handed_over")
        moved = replace(mine, unit=passing.unit.id, name=passing.unit.name)
        others = (one for one in before.promises if one not in (mine, theirs))
        after = replace(after, promises=(*others, moved))
        watches = watching.held(before)
        held = {moved.unit: watches[mine.unit]} if mine.unit in watches else held
    if after == before:
        raise Refusal("handover_not_found")
    entry = Entry(
        suggestion_of.Happened.UNIT_SUCCEEDED,
        passing.by,
        passing.now,
        passing.reason,
        passing.data | {"round": before.round},
    )
    number = before.version + 1
    return Changed(
        [
            *cases.changing(suggestion_of.KIND, found.item, after, [entry], suggestions.shown),
            *watching.writes(before, after, number, passing.now, held),
            *_replied(before, after, case, passing),
        ]
    )


def of_opinion(case: Case, passing: Passing) -> Changed:
    """The unit that has it; the resident and all whose opinions were joined with it are told. Two calls."""
    found = opinions.load(case.id)
    before, unit = found.opinion, passing.unit
    if case.old is None or before.unit != passing.before.id:
        raise Refusal("handover_not_found")
    entry = Entry(opinion_of.Happened.UNIT_SUCCEEDED, passing.by, passing.now, passing.reason, passing.data)
    after, entry = opinion_of.then(before, entry, unit=unit.id, unit_name=unit.name)
    people = opinions.residents((before.id, *before.merged))
    kind, said = NoticeKind.OPINION_HANDED_OVER, {"with": unit.name}
    return Changed(
        [
            *cases.changing(opinion_of.KIND, found.item, after, [entry], opinions.shown),
            *opinion_telling.residents(people, kind, before, passing.now, **said),
        ]
    )


def of_concern(case: Case, passing: Passing) -> Changed:
    """What a deputy raised by letter or visit, or a member heard: the unit that has it. One call."""
    found = concerns.load(case.id)
    before, unit = found.concern, passing.unit
    if case.old is None or before.unit != passing.before.id:
        raise Refusal("handover_not_found")
    entry = Entry(concern_of.Happened.UNIT_SUCCEEDED, passing.by, passing.now, passing.reason, passing.data)
    after, entry = concern_of.then(before, entry, unit=unit.id, unit_name=unit.name)
    return Changed(cases.changing(after.kind, found.item, after, [entry], concerns.shown))


def of_appeal(case: Case, passing: Passing) -> Changed:
    """The organ that is to pass it on, whose hours run on from the receipt. One call."""
    found = appeals.load(case.id)
    before, unit = found.appeal, passing.unit
    if case.old is None or before.organ != passing.before.id:
        raise Refusal("handover_not_found")
    entry = Entry(appeal_of.Happened.UNIT_SUCCEEDED, passing.by, passing.now, passing.reason, passing.data)
    after, entry = appeal_of.then(before, entry, organ=unit.id, organ_name=unit.name)
    return Changed(cases.changing(appeal_of.KIND, found.item, after, [entry], appeals.shown))


def _with_units(suggestion: Suggestion, case: Case, passing: Passing) -> Suggestion:
    """The parts of the units once the successor has that of the old one, or goes on with its own, and what
    follows for the state."""
    part = suggestion.handling(passing.before.id)
    if case.old is None or part is None or not part.live:
        return suggestion
    left = replace(part, progress=Progress.RELEASED)
    units = [left if one is part else one for one in suggestion.units]
    if handing.takes_over(case.old, case.own):
        units = [one for one in units if one.unit != passing.unit.id]
        units.append(replace(part, unit=passing.unit.id, name=passing.unit.name))
    return replace(suggestion, units=tuple(units), state=handling.state_with(units))


def _replied(before: Suggestion, after: Suggestion, case: Case, passing: Passing) -> list[Write]:
    """The one lead that had not replied was joined with one that has."""
    if after.state is before.state or after.state is not State.REPLIED:
        return []
    return units_of.replied_by_all(before, after, case.held, passing.before.id, passing.by, passing.now)
