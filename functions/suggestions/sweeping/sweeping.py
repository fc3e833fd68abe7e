"""Tells what there is to tell of clocks, each moment once, however often, late or twice this is called.

A hand-over moves on to its next moment in the transaction that writes the notices, under its version. Clocks
are reckoned anew: where the calendar of working days has changed, the lists of what is due follow.
"""

import logging
from dataclasses import replace
from datetime import datetime

from functions.suggestions.clocks.clock import Moment, Timed, told
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver, Share
from functions.suggestions.handovers.telling import office, tell
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of, is_station_id
from shared.domain.roles import Role
from shared.store.inbox import post
from shared.store.writing import Write, commit

_log = logging.getLogger("lianluo")


def sweep(now: datetime) -> int:
    """Tells the parties and, once something is overdue, those who oversee them; says how many notices were
    written. One call for each partition of moments, and one for each hand-over of which there is something
    to tell. One that fails keeps no other from being told: ``RuntimeError`` says at the end that some did.
    """
    written = failed = 0
    for found in store.watched(now):
        try:
            written += _look(found, now)
        except Exception:
            _log.exception("not told: case %s, party %s", found.about.case, found.party)
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} hand-overs could not be looked at")
    return written


def _look(found: HandOver, now: datetime) -> int:
    due = [(timed, told(timed, found.told_until, now)) for timed in handover.clocks(found, now)]
    notices = [write for timed, moment in due if moment for write in _notices(found, timed, moment)]
    try:
        commit(*store.writes(found, replace(found, told_until=now), now), *notices)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return 0
    return len(notices)


def _notices(found: HandOver, timed: Timed, moment: Moment) -> list[Write]:
    run = timed.run
    cause = f"{run.part.id}{run.item} {run.clock.round} {moment.at} {found.version}"
    return [
        tell(recipient, moment.kind, found, moment.at, cause=cause, timed=timed)
        for recipient in _recipients(found, moment.kind)
    ]


def _recipients(found: HandOver, kind: NoticeKind) -> list[str]:
    """The party itself; that something is overdue, those too who oversee it."""
    scope = found.about.scope
    if found.share is Share.AUTHOR:
        party = found.party
    elif found.share is not Share.OWN:
        party = post(Role.UNIT_STAFF, found.party)
    elif is_station_id(found.party):
        party = post(Role.LIAISON_OFFICER, found.party)
    else:
        party = office(found.party)
    overseers = [office(division_of(scope))] if kind is NoticeKind.CASE_OVERDUE else []
    return list(dict.fromkeys([party, *overseers]))
