"""A hand-over passes from one unit to the one that succeeds it: its time runs on."""

from dataclasses import replace
from datetime import datetime

from functions.suggestions.clocks.clock import first_owed
from functions.suggestions.handovers import handover, store
from functions.suggestions.handovers.handover import HandOver, Share, Step
from functions.suggestions.handovers.telling import office, tell
from shared.domain.notices import NoticeKind
from shared.domain.places import division_of
from shared.domain.roles import Role
from shared.domain.units import Unit
from shared.store.inbox import post
from shared.store.writing import Write


def takes_over(old: HandOver, own: HandOver | None) -> bool:
    """Whether the successor takes the part of the old unit, in which that has the case: else it goes on with
    its ``own``, which is no smaller one."""
    if own is None or own.state in (handover.State.RETURNED, handover.State.RELEASED):
        return True
    return old.share is Share.LEAD and own.share is Share.CO


def passed(
    old: HandOver, own: HandOver | None, unit: Unit, reason: str, by: str, now: datetime
) -> list[Write]:
    """The writes by which the old unit owes nothing more, and ``unit`` what that owed, since when it owed it.
    Up to 12 operations."""
    writes = store.writes(old, handover.released(old, now, by, reason), now)
    if takes_over(old, own):
        writes += store.writes(own, _taken(old, own, unit, reason, by, now), now)
    return writes


def told(old: HandOver, unit: Unit, reason: str, now: datetime) -> list[Write]:
    """Both units, the office and all concerned hear of it."""
    owed, kind = first_owed(handover.clocks(old, now)), NoticeKind.CASE_SUCCEEDED
    recipients = dict.fromkeys(
        [
            post(Role.UNIT_STAFF, unit.id),
            post(Role.UNIT_STAFF, old.party),
            office(division_of(old.about.scope)),
            *old.about.concerned,
        ]
    )
    cause = f"succeeded {old.version}"
    return [
        tell(one, kind, old, now, cause=cause, timed=owed, reason=reason, to=unit.name, name=old.name)
        for one in recipients
    ]


def _taken(old: HandOver, own: HandOver | None, unit: Unit, reason: str, by: str, now: datetime) -> HandOver:
    step = Step(handover.SUCCEEDED, now, by, reason)
    after = replace(old, party=unit.id, name=unit.name, steps=(*old.steps, step), listed=None, version=1)
    if own is None:
        return after
    given = max((one.at for one in old.steps if one.what == handover.HANDED_OVER), default=old.since)
    kept = [one for one in own.steps if one.what != handover.REPLIED or one.at < given]
    steps = sorted((*kept, *after.steps), key=lambda one: one.at)
    longer = sorted((*own.longer, *old.longer), key=lambda one: one.at)
    return replace(after, steps=tuple(steps), longer=tuple(longer), listed=own.listed, version=own.version)
