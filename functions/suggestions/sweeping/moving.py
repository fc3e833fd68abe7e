"""Due days follow the calendar of working days: once it has changed, every open clock with a day is reckoned
anew, and whoever it concerns is told of a day that has moved.

Which calendar the days are of stands in one item, with the partition that comes next, so that a run that ends
early is gone on with. What was moved already is not told of again: it stands under its new day.
"""

import logging
from dataclasses import replace
from datetime import datetime

from functions.suggestions.clocks.clock import Timed, first_owed
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver, Share, Step
from functions.suggestions.handovers.telling import office, tell
from functions.suggestions.tables import CALENDAR, WATCHES, SuggestionItem
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of, is_station_id
from shared.domain.roles import Role
from shared.regulations.calendars import working_days
from shared.store import engine
from shared.store.inbox import post
from shared.store.writing import Write, commit

_log = logging.getLogger("lianluo")


def follow(now: datetime) -> int:
    """Says how many notices were written. One call while the calendar is the same; else one more for each
    partition and megabyte, and one for each hand-over whose day moves. Raises ``RuntimeError`` where one
    could not be reckoned: it is tried again with the next run, and keeps no other from following."""
    calendar = working_days.china().stamp
    item = engine.get(SuggestionItem, CALENDAR, CALENDAR)
    if item is None:
        return _keep(calendar, WATCHES)
    kept = item.body.as_dict()  # type: ignore[no-untyped-call]
    written, failed = 0, False
    for number in range(int(kept["next"]) if kept["stamp"] == calendar else 0, WATCHES):
        for found in store.dated(number):
            try:
                written += _move(found, now)
            except Exception:
                _log.exception("not reckoned: case %s, party %s", found.about.case, found.party)
                failed = True
        if not failed:
            _keep(calendar, number + 1)
    if failed:
        raise RuntimeError("some hand-overs could not be reckoned by the new calendar")
    return written


def moved(found: HandOver, running: tuple[Timed, ...], now: datetime) -> tuple[HandOver, list[Write]]:
    """Where what is owed first is due on another day than the one under which it stands in the lists, that as
    a step, and notices to the party, the office and all concerned."""
    owed, before = first_owed(running), store.due_day(found)
    if owed is None or owed.run.clock.due is None or before in (None, owed.run.clock.due.day):
        return found, []
    due, kind = owed.run.clock.due.day, NoticeKind.CASE_DUE_MOVED
    step = Step(kind.value, now, "schedule", f"{before} → {due}", owed.run.part.id)
    to = dict.fromkeys([party(found), office(division_of(found.about.scope)), *found.about.concerned])
    cause = f"moved {due} {found.version}"
    notices = [tell(one, kind, found, now, cause=cause, timed=owed, before=before) for one in to]
    return replace(found, steps=(*found.steps, step)), notices


def party(found: HandOver) -> str:
    """The recipient of what is told to the party itself."""
    if found.share is Share.AUTHOR:
        return found.party
    if found.share is not Share.OWN:
        return post(Role.UNIT_STAFF, found.party)
    if is_station_id(found.party):
        return post(Role.LIAISON_OFFICER, found.party)
    return office(found.party)


def _move(found: HandOver, now: datetime) -> int:
    after, made = moved(found, handover.clocks(found, now), now)
    if not made:
        return 0
    try:
        commit(*store.writes(found, after, now), *made)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return 0
    return len(made)


def _keep(calendar: str, following: int) -> int:
    body = {"stamp": calendar, "next": following}
    engine.put(SuggestionItem(CALENDAR, CALENDAR, version=1, body=body))
    return 0
