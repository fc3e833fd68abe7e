"""What the units do with a suggestion that was handed over to them. Their clocks follow from the hand-over,
which changes in the same transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.suggestions import handling, owing, ruling, store, telling
from functions.suggestions.suggestions.store import Found
from functions.suggestions.suggestions.suggestion import Handling, Outcome, State, Suggestion, Way
from shared.domain.notices import NoticeKind
from shared.store.writing import Write


@dataclass(frozen=True, slots=True)
class Work:
    """What every step of a unit needs: the suggestion as read, the version that the caller read, the unit,
    who acts for it and when."""

    found: Found
    version: int
    unit: str
    by: str
    now: datetime

    @property
    def suggestion(self) -> Suggestion:
        """The suggestion before the step."""
        return self.found.suggestion

    @property
    def name(self) -> str | None:
        """The unit's."""
        part = self.suggestion.handling(self.unit)
        return None if part is None else part.name


def accept(work: Work) -> Suggestion:
    """Takes it up; the deputy is told. The time goes on from the hand-over (Deputies Law art. 51-2). Two
    calls."""
    moved = handling.accept(work.suggestion, work.unit, work.by, work.now)
    before = handovers.load(work.suggestion.id, work.unit, consistent=True)
    after = handover.accepted(before, work.now, work.by)
    told = telling.person(
        work.suggestion,
        work.suggestion.deputy,
        NoticeKind.SUGGESTION_TAKEN_UP,
        work.now,
        **{"with": work.name},
    )
    return store.save(work.found, work.version, moved, [told, *handovers.writes(before, after, work.now)])


def give_back(work: Work, reason: str) -> Suggestion:
    """Gives it back and says why; the office and the deputy are told. Two calls, three where the others have
    replied."""
    moved = handling.give_back(work.suggestion, work.unit, reason, work.by, work.now)
    all_ = _handovers(work, every=moved.after.state is State.REPLIED)
    before = all_[work.unit]
    after = handover.returned(before, work.now, work.by, reason)
    data = {"with": work.name, "reason": reason}
    kind = NoticeKind.SUGGESTION_RETURNED
    others = [
        telling.office(work.suggestion, kind, work.now, **data),
        telling.person(work.suggestion, work.suggestion.deputy, kind, work.now, **data),
        *handovers.writes(before, after, work.now),
    ]
    if moved.after.state is State.REPLIED:
        others += replied_by_all(work.suggestion, moved.after, all_, work.unit, work.by, work.now)
    return store.save(work.found, work.version, moved, others)


def contact(work: Work, way: Way, heard: bool, note: str | None) -> Suggestion:
    """Records a talk with the deputy. That the deputy was contacted, and heard, for the first time in the
    round stands in the hand-over too, so that a clock which ends with it does. Two calls, one for a further
    talk."""
    moved = handling.contact(work.suggestion, work.unit, way, heard, note, work.by, work.now)
    before, after = work.suggestion.handling(work.unit), moved.after.handling(work.unit)
    done = [] if before is None or after is None else _first_done(before, after)
    if not done:
        return store.save(work.found, work.version, moved)
    held = handovers.load(work.suggestion.id, work.unit, consistent=True)
    now_held = held
    for what in done:
        now_held = handover.happened(now_held, what, work.now, work.by)
    return store.save(work.found, work.version, moved, handovers.writes(held, now_held, work.now))


def contribute(work: Work, text: str) -> Suggestion:
    """Tells the units that lead what it has to say; with that it has done its part. Two calls."""
    moved = handling.contribute(work.suggestion, work.unit, text, work.by, work.now)
    before = handovers.load(work.suggestion.id, work.unit, consistent=True)
    after = handover.replied(before, work.now, work.by)
    leads = [one.unit for one in work.suggestion.units if one.live and one.share is Share.LEAD]
    kind = NoticeKind.SUGGESTION_CONTRIBUTED
    told = telling.units(work.suggestion, leads, kind, work.now, **{"with": work.name})
    return store.save(work.found, work.version, moved, [*told, *handovers.writes(before, after, work.now)])


def reply(
    work: Work, text: str, outcome: Outcome, signer: str, until: date | None, stated: list[str]
) -> Suggestion:
    """Replies to the deputies who signed, having contacted and heard the deputy (Deputies Law art. 51-2).
    Once every lead has replied, who helped owes nothing more. Raises ``suggestion_incomplete`` with the
    article. Two calls."""
    suggestion = work.suggestion
    moved = handling.reply(suggestion, work.unit, text, outcome, signer, until, work.by, work.now)
    part = suggestion.handling(work.unit)
    if part is not None:
        ruling.require_answered(suggestion, ruling.book(suggestion, work.now), part, stated)
    all_ = _handovers(work, every=True)
    before = all_[work.unit]
    after = handover.replied(before, work.now, work.by)
    data = {"with": work.name, "answer": text[:60]}
    kind = NoticeKind.SUGGESTION_REPLIED
    others = [
        *telling.deputies(suggestion, kind, work.now, **data),
        telling.office(suggestion, kind, work.now, **data),
        *handovers.writes(before, after, work.now),
    ]
    if moved.after.state is State.REPLIED:
        others += replied_by_all(suggestion, moved.after, all_, work.unit, work.by, work.now)
    return store.save(work.found, work.version, moved, others)


def replied_by_all(
    before: Suggestion, after: Suggestion, held: Mapping[str, HandOver], but: str, by: str, now: datetime
) -> list[Write]:
    """What follows once every lead has replied: who helped owes nothing more, the deputies have yet to rate,
    and those who received the opinions that it grew from are told. The unit ``but`` is seen to elsewhere."""
    return [
        *released(_helping(held, but), by, now),
        *owing.word_of_deputies(after, held.values(), by, now),
        *telling.receivers(before, before.grown_from, now, "已答复"),
    ]


def released(found: Iterable[HandOver], by: str, now: datetime, reason: str | None = None) -> list[Write]:
    """The writes by which these units have nothing more to do with it, where they still had."""
    writes: list[Write] = []
    for before in found:
        if before.state not in (handover.State.RETURNED, handover.State.RELEASED):
            writes += handovers.writes(before, handover.released(before, now, by, reason), now)
    return writes


def in_hand(suggestion: Suggestion) -> list[str]:
    """The units that have it, or had it to the end, in the round that runs."""
    return [one.unit for one in suggestion.units if one.live]


def _first_done(before: Handling, after: Handling) -> list[str]:
    """What of the talk was done for the first time, in the words of the rules."""
    done = []
    if before.contacted_at is None:
        done.append(handover.CONTACTED)
    if before.heard_at is None and after.heard_at is not None:
        done.append(handover.HEARD)
    return done


def _helping(found: Mapping[str, HandOver], but: str) -> list[HandOver]:
    """The other units that have not done their part."""
    return [
        one
        for one in found.values()
        if one.party != but and one.state in handover.OPEN and one.share in handover.UNITS
    ]


def _handovers(work: Work, *, every: bool) -> dict[str, HandOver]:
    case = work.suggestion.id
    found = (
        handovers.of_case(case, consistent=True)
        if every
        else [handovers.load(case, work.unit, consistent=True)]
    )
    return {one.party: one for one in found}
