"""Deputies join, leave and change groups. Both sides of a membership are written in one transaction.

A deputy is in at most one large and one small group of a congress, in any number of professional ones; in
a small group that is part of a large one only while in the large one (Datong art. 3; Shenzhen art. 7).
"""

from datetime import datetime
from typing import Any

from functions.registration.deputies import history
from functions.registration.deputies.history import What
from functions.registration.groups import store
from functions.registration.groups.store import Sides
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.groups import Group, GroupKind, Membership
from shared.domain.roles import OVERSEERS, Caller
from shared.store.writing import Write, commit


def join(group: str, deputy: str, caller: Caller, now: datetime) -> None:
    """Puts a deputy into a group; one who is in it stays. Raises ``already_in_group``, ``not_in_parent``,
    ``mandates_ended``, ``limit_reached``. Two calls, one where nothing is to be done.
    """
    sides = _load(caller, deputy, group)
    if group in sides.joined:
        return
    if not sides.deputy.serves_from(legal_day(now)):
        raise Refusal("mandates_ended")
    target = sides.groups[group]
    membership = Membership(group, deputy, legal_day(now), target.parent)
    commit(
        *_in_parent(target, deputy),
        store.take_slot(target, membership),
        store.enter(membership),
        store.grow(target),
        _told(What.JOINED_GROUP, sides, caller, now, {}, {"group": group}),
    )


def leave(group: str, deputy: str, caller: Caller, now: datetime) -> None:
    """Takes a deputy out of a group. Raises ``not_in_group``, ``group_leader``, ``in_small_group``. Two
    calls."""
    sides = _load(caller, deputy, group)
    if group not in sides.joined:
        raise Refusal("not_in_group")
    source = sides.groups[group]
    commit(
        store.shrink(source, deputy),
        *_in_no_part(source, deputy),
        store.leave(group, deputy),
        store.free_slot(source, deputy),
        _told(What.LEFT_GROUP, sides, caller, now, {"group": group}, {}),
    )


def move(group: str, deputy: str, to: str, caller: Caller, now: datetime) -> None:
    """Moves a deputy between two groups of one kind and one congress (Shenzhen art. 7: who moves may
    change group). Raises what leaving the one and joining the other raises, and ``group_kind``. Two calls.
    """
    sides = _load(caller, deputy, group, to)
    source, target = sides.groups[group], sides.groups[to]
    if (source.kind, source.congress) != (target.kind, target.congress):
        raise Refusal("group_kind")
    if group not in sides.joined:
        raise Refusal("not_in_group")
    if group == to:
        return
    if to in sides.joined:
        raise Refusal("already_in_group")
    membership = Membership(to, deputy, legal_day(now), target.parent)
    one_slot = source.slot == target.slot
    commit(
        *_in_parent(target, deputy),
        *_in_no_part(source, deputy),
        store.shrink(source, deputy),
        store.grow(target),
        store.leave(group, deputy),
        store.enter(membership),
        store.take_slot(target, membership, instead_of=group if one_slot else None),
        *(() if one_slot else (store.free_slot(source, deputy),)),
        _told(What.MOVED_GROUP, sides, caller, now, {"group": group}, {"group": to}),
    )


def _load(caller: Caller, deputy: str, *groups: str) -> Sides:
    """Whoever changes a membership reaches the groups and the deputy's home."""
    sides = store.load_sides(deputy, *groups)
    for group in sides.groups.values():
        caller.require_reach(OVERSEERS, group.division)
    caller.require_reach(OVERSEERS, sides.deputy.home)
    return sides


def _in_parent(group: Group, deputy: str) -> list[Write]:
    if group.parent is None:
        return []
    return [store.is_member(group.parent, deputy, Refusal("not_in_parent"))]


def _in_no_part(group: Group, deputy: str) -> list[Write]:
    return [store.in_no_part_of(group, deputy)] if group.kind is GroupKind.LARGE else []


def _told(
    what: What, sides: Sides, caller: Caller, now: datetime, before: dict[str, Any], after: dict[str, Any]
) -> Write:
    return history.of_fields(sides.deputy.id, what, caller.person, now, before, after)
