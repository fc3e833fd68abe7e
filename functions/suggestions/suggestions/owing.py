"""What is owed in a suggestion by others than its units: by the deputy a word on the replies, by the office
another round. Their clocks run where a rule gives them a time; the deputy finds what is owed in a list of
one's own either way."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import About, HandOver, Share
from functions.suggestions.suggestions.suggestion import KIND, Suggestion
from shared.domain.errors import Refusal
from shared.regulations import sentences
from shared.store.writing import Write


def about(suggestion: Suggestion) -> About:
    """What hand-overs need of it."""
    return About(
        suggestion.id,
        KIND,
        suggestion.congress,
        suggestion.title,
        dict(suggestion.facts),
        suggestion.concerned,
    )


def word_of_deputies(
    suggestion: Suggestion, found: Collection[HandOver], by: str, now: datetime
) -> list[Write]:
    """Every lead has replied: who leads the signers has yet to rate, and who leads those of a suggestion that
    this one stands for."""
    names = {voice.deputy: voice.name for voice in suggestion.voices} | {suggestion.deputy: suggestion.name}
    writes: list[Write] = []
    for deputy, name in names.items():
        writes += word_of(suggestion, found, deputy, name, by, now)
    return writes


def word_of(
    suggestion: Suggestion, found: Iterable[HandOver], deputy: str, name: str, by: str, now: datetime
) -> list[Write]:
    """The deputy has yet to rate: asked now, where not asked already."""
    before, what = _with(found, Share.AUTHOR, deputy), handover.REPLIED
    if before is None:
        made = handover.given(about(suggestion), deputy, Share.AUTHOR, now, by, name=name, what=what)
    elif before.state in handover.OPEN:
        return []
    else:
        made = handover.asked(handover.restated(before, about(suggestion)), what, now, by)
    return handovers.writes(before, made, now)


def waiting(suggestion: Suggestion) -> set[str]:
    """The deputies who have yet to rate the replies: who leads, and those of suggestions that this one stands
    for. The same deputy can have made several."""
    given = [(suggestion.deputy, suggestion.rating), *((one.deputy, one.rating) for one in suggestion.voices)]
    return {deputy for deputy, rating in given if rating is None}


def rated(
    after: Suggestion, found: Iterable[HandOver], by: str, now: datetime, reason: str | None
) -> list[Write]:
    """A deputy has rated; who leads the signers does it for who led them before."""
    others, waits = {voice.deputy for voice in after.voices}, waiting(after)
    done = [
        one
        for one in found
        if one.party not in waits and (one.party == by or (by == after.deputy and one.party not in others))
    ]
    return _answered(done, Share.AUTHOR, handover.RATED, by, now, reason)


def another_round(
    suggestion: Suggestion, found: Sequence[HandOver], by: str, now: datetime, reason: str | None
) -> list[Write]:
    """The deputy is dissatisfied: the office owes another round. Rules that listen to that run from here, for
    the units that lead and for the office; nothing is kept of the office where no rule says until when."""
    leads = {one.unit for one in suggestion.units if one.live and one.share is Share.LEAD}
    writes = _of_office(suggestion, found, by, now, reason)
    for before in found:
        if before.party in leads:
            after = handover.happened(before, handover.DISSATISFIED, now, by, reason)
            writes += handovers.writes(before, after, now)
    return writes


def _of_office(
    suggestion: Suggestion, found: Iterable[HandOver], by: str, now: datetime, reason: str | None
) -> list[Write]:
    before = _with(found, Share.OWN, suggestion.congress)
    what = handover.DISSATISFIED
    if before is None:
        made = handover.given(
            about(suggestion), suggestion.congress, Share.OWN, now, by, what=what, reason=reason
        )
        if not handover.clocks(made, now):
            return []
    elif before.state in handover.OPEN:
        return []
    else:
        made = handover.asked(handover.restated(before, about(suggestion)), what, now, by, reason)
    return handovers.writes(before, made, now)


def ordered(found: Collection[HandOver], by: str, now: datetime, reason: str | None) -> list[Write]:
    """The office has ordered it; who has not rated the replies before rates those to come."""
    writes = _answered(found, Share.OWN, handover.REDO_ORDERED, by, now, reason)
    for before in _unrated(found):
        writes += handovers.writes(before, handover.released(before, now, by, reason), now)
    return writes


def unrated(found: Iterable[HandOver], by: str, now: datetime, reason: str | None) -> list[Write]:
    """It is closed without the deputy's word. Raises ``rating_awaited`` with the article while the time runs
    that a rule gives the deputy."""
    writes: list[Write] = []
    for before in _unrated(found):
        for timed in handover.clocks(before, now):
            due = timed.run.clock.due
            if timed.run.clock.state == "running" and timed.binds and due is not None:
                raise Refusal("rating_awaited", basis=sentences.basis(timed.run.part), until=str(due.day))
        writes += handovers.writes(before, handover.released(before, now, by, reason), now)
    return writes


def _unrated(found: Iterable[HandOver]) -> list[HandOver]:
    return [one for one in found if one.share is Share.AUTHOR and one.state in handover.OPEN]


def _answered(
    found: Iterable[HandOver], share: Share, what: str, by: str, now: datetime, reason: str | None
) -> list[Write]:
    writes: list[Write] = []
    for before in found:
        if before.share is share and before.state in handover.OPEN:
            writes += handovers.writes(before, handover.answered(before, what, now, by, reason), now)
    return writes


def _with(found: Iterable[HandOver], share: Share, party: str) -> HandOver | None:
    return next((one for one in found if one.share is share and one.party == party), None)
