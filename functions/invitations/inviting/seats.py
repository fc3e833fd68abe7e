"""Seats: who has one, who waits, who moves up.

While anybody waits, no seat is free: a seat given up goes to the first in the list in the same
transaction. So nobody overtakes, and two who accept at once cannot both have the last one.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from functions.invitations.activities.activity import Activity
from functions.invitations.activities.activity import State as Stage
from functions.invitations.inviting import store
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.inviting.store import Change
from functions.invitations.inviting.telling import tell
from functions.invitations.tables import ActivityItem
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store.envelopes import value_of
from shared.store.writing import Write, commit

T = TypeVar("T")
_HELD = frozenset({Stage.ANNOUNCED, Stage.UNDER_WAY})
_ATTEMPTS = 8
_MOVED_AT_ONCE = 20
"""Persons who move up in one transaction: four operations each, inside the limit of 100 (AWS)."""


class _NoSeat(Refusal):
    """No seat is free: a place in the waiting list is."""


def settle(attempt: Callable[[], T]) -> T:
    """Tries again, from reading on, what another change came between; raises ``conflict`` in the end."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return attempt()
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
    return attempt()


def take(
    activity: Activity, item: ActivityItem, invitation: Invitation, now: datetime, *more: Write
) -> Invitation:
    """Gives a seat, or a place in the waiting list where none is free. One call, two for who has to wait."""
    before, version = invitation.state, invitation.version + 1
    seated = replace(
        invitation, state=State.ACCEPTED, answered_at=now, reason=None, waiting_since=None, version=version
    )
    condition = store.seat_free(activity.capacity)
    try:
        commit(
            store.still(activity),
            store.save(item, seated),
            *store.recount(activity.id, [(before, State.ACCEPTED)], condition, _NoSeat("conflict")),
            *more,
        )
    except _NoSeat:
        if activity.capacity is None:
            raise
    else:
        return seated
    waiting = replace(seated, state=State.WAITING, waiting_since=now)
    commit(
        store.still(activity),
        store.save(item, waiting),
        store.line_up(activity.id, invitation.person, now),
        *store.recount(activity.id, [(before, State.WAITING)], store.no_seat(activity.capacity)),
        *more,
    )
    return waiting


def leave_seat(activity: Activity, before: Invitation, after: State, now: datetime) -> list[Write]:
    """What follows for the counts and for others when a person's state changes to one without a seat. No
    call, two where a seat becomes free."""
    own: Change = (before.state, after)
    if before.state is State.WAITING and before.waiting_since is not None:
        return [
            store.step_out(activity.id, before.person, before.waiting_since),
            *store.recount(activity.id, [own]),
        ]
    if before.state is not State.ACCEPTED or activity.capacity is None or activity.starts <= now:
        return store.recount(activity.id, [own])
    first = store.first_waiting(activity.id)
    if not first:
        return store.recount(activity.id, [own], store.nobody_waits())
    moved = _moved_up(activity.id, first, now)
    return [*moved, *store.recount(activity.id, [own, *_SEATED * len(first)])]


def fill(activity: Activity, now: datetime) -> int:
    """Gives the free seats to those who wait, in their order, as many as one transaction holds; says how
    many: none of what is cancelled or over. Four calls."""
    if activity.state not in _HELD:
        return 0
    counts = store.counts(activity.id)
    free = counts[State.WAITING]
    if activity.capacity is not None:
        free = min(free, activity.capacity - counts[State.ACCEPTED])
    if free <= 0 or activity.starts <= now:
        return 0
    first = store.first_waiting(activity.id, min(free, _MOVED_AT_ONCE))
    if not first:
        return 0
    condition = store.seats_free(activity.capacity, len(first))
    commit(
        store.still(activity),
        *_moved_up(activity.id, first, now),
        *store.recount(activity.id, _SEATED * len(first), condition),
    )
    return len(first)


_SEATED: list[Change] = [(State.WAITING, State.ACCEPTED)]


def _moved_up(activity: str, persons: list[str], now: datetime) -> list[Write]:
    writes: list[Write] = []
    items = store.load_many(activity, persons)
    for person in persons:
        if person not in items:
            raise Refusal("conflict", retry_after=1)
        waiting = value_of(items[person], Invitation)
        if waiting.waiting_since is None:
            raise Refusal("conflict", retry_after=1)
        version = waiting.version + 1
        seated = replace(waiting, state=State.ACCEPTED, waiting_since=None, version=version)
        writes += [
            store.step_out(activity, person, waiting.waiting_since),
            store.save(items[person], seated),
            tell(seated, NoticeKind.SEAT_FREE, now),
        ]
    return writes
