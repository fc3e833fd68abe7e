"""Tells what there is to tell of clocks, each moment once, however often, late or twice this is called.

A hand-over moves on to its next moment in the transaction that writes the notices, under its version. Clocks
are reckoned anew: where the calendar of working days has changed, the lists of what is due follow. What stays
overdue however often it is urged is brought before those above.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from functions.suggestions.clocks.clock import Moment, Timed, told
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver, Share, Step
from functions.suggestions.handovers.telling import office, tell
from functions.suggestions.promises import sweeping as promises
from functions.suggestions.promises import watching
from functions.suggestions.sweeping import escalating, moving, waiting
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of
from shared.store.writing import Write, commit

_log = logging.getLogger("lianluo")
_TO_AUTHORS = {
    NoticeKind.CASE_DUE_SOON: NoticeKind.RATING_DUE_SOON,
    NoticeKind.CASE_OVERDUE: NoticeKind.RATING_OVERDUE,
    NoticeKind.CASE_URGED: NoticeKind.RATING_URGED,
}
"""What is told of a clock of the deputy's, who has yet to rate."""


def sweep(now: datetime) -> int:
    """Tells the parties and, once something is overdue, those who oversee them; says how many notices were
    written. One call for each partition of moments, one for the calendar, and one for each hand-over or
    promise of which there is something to tell. One that fails keeps no other from being told:
    ``RuntimeError`` says at the end that some did.
    """
    written = failed = 0
    for case, party, look in _looks(now):
        try:
            written += look()
        except Exception:
            _log.exception("not told: case %s, party %s", case, party)
            failed += 1
    written += moving.follow(now)
    if failed:
        raise RuntimeError(f"{failed} hand-overs or promises could not be looked at")
    return written


def _looks(now: datetime) -> Iterator[tuple[str, str, Callable[[], int]]]:
    """Whatever has come due: of what case, from whom, and what tells it."""
    for found in store.watched(now):
        yield found.about.case, found.party, partial(_look, found, now)
    for promise in watching.watched(now):
        yield promise.case, promise.unit, partial(promises.look, promise, now)


def _look(found: HandOver, now: datetime) -> int:
    running = handover.clocks(found, now)
    due = [(timed, told(timed, found.told_until, now)) for timed in running]
    notices = [write for timed, moment in due if moment for write in _notices(found, timed, moment)]
    after, told_of_day = moving.moved(replace(found, told_until=now), running, now)
    steps = (Step(moment.kind, now, "schedule", rule=timed.run.part.id) for timed, moment in due if moment)
    after = replace(after, steps=(*after.steps, *steps))
    after, told_above, history = escalating.escalated(after, running, now)
    after, told_again = waiting.urged(after, now)
    notices += [*told_of_day, *told_above, *told_again]
    try:
        commit(*store.writes(found, after, now), *history, *notices)
    except Refusal as refusal:
        if refusal.code not in ("conflict", "stale_version"):
            raise
        return 0
    return len(notices)


def _notices(found: HandOver, timed: Timed, moment: Moment) -> list[Write]:
    run = timed.run
    cause = f"{run.part.id}{run.item} {run.clock.round} {moment.at} {found.version}"
    names = _TO_AUTHORS if found.share is Share.AUTHOR else {}
    return [
        tell(recipient, names.get(kind, kind), found, moment.at, cause=cause, timed=timed)
        for recipient, kind in _recipients(found, timed, moment).items()
    ]


def _recipients(found: HandOver, timed: Timed, moment: Moment) -> dict[str, NoticeKind]:
    """The party itself; that something is overdue, once, those too who oversee it: also where the run that
    should have told them never came."""
    told = {moving.party(found): moment.kind}
    due = timed.run.clock.due
    missed = moment.kind is NoticeKind.CASE_URGED and due is not None and found.told_until <= due.at
    if moment.kind is NoticeKind.CASE_OVERDUE or missed:
        told.setdefault(office(division_of(found.about.scope)), NoticeKind.CASE_OVERDUE)
    return told
