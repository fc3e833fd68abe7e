"""What is decided about groups (Datong art. 3; Shenzhen art. 7)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.registration.groups import store
from shared.domain.clock import legal_day
from shared.domain.deputies import Deputy
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal, invalid
from shared.domain.groups import Group, GroupKind, Membership
from shared.domain.roles import OVERSEERS, READERS, Caller, Role
from shared.store.envelopes import changed, require_version, unchanged, value_of
from shared.store.writing import commit, put

VIEWERS = READERS | {Role.DEPUTY, Role.MEMBER}


def make(fields: dict[str, Any], group: str, mark: str | None) -> Group:
    """A new group under the id ``group``. Repeated with the same key: the first one. A small group that
    is part of a large one is of its congress, and lies in its division. One call, two with a parent.
    """
    _check_kind(fields["kind"], fields)
    congress = fields.pop("congress", fields["division"])
    if fields.get("parent") is not None:
        parent = value_of(store.load(fields["parent"]), Group)
        if parent.kind is not GroupKind.LARGE or not reaches(parent.division, fields["division"]):
            raise Refusal("parent_not_large")
        congress = parent.congress
    made = Group(id=group, congress=congress, **fields)
    standing = store.add(made, mark)
    return made if standing is None else value_of(standing, Group)


def change(group: str, fields: dict[str, Any], version: int, caller: Caller) -> Group:
    """The group with these fields changed. Who leads it must be in it: ``not_in_group``. Two calls."""
    item = store.load(group, consistent=True)
    found = value_of(item, Group)
    caller.require_reach(OVERSEERS, found.division)
    require_version(item, version)
    _check_kind(found.kind, fields)
    after = replace(found, **fields)
    if after.leader is not None and after.leader == after.deputy_leader:
        raise invalid("body.deputy_leader", "组长和副组长不能是同一人", "must not be the leader")
    named = [fields[name] for name in ("leader", "deputy_leader") if fields.get(name) is not None]
    commit(
        put(changed(item, after), unchanged(version), Refusal("stale_version")),
        *(store.is_member(group, deputy, Refusal("not_in_group")) for deputy in named),
    )
    return replace(after, version=version + 1)


def dissolve(group: str, version: int, caller: Caller, now: datetime) -> None:
    """Dissolves a group that has neither members nor small groups: ``group_not_empty``, ``group_has_parts``.
    It stays under its id, for the histories that name it. Two calls."""
    item = store.load(group, consistent=True)
    found = value_of(item, Group)
    caller.require_reach(OVERSEERS, found.division)
    require_version(item, version)
    if found.size > 0:
        raise Refusal("group_not_empty", size=found.size)
    if found.parts > 0:
        raise Refusal("group_has_parts", parts=found.parts)
    store.dissolve(item, replace(found, dissolved_on=legal_day(now), dissolved_by=caller.person), version)


def show(group: str, caller: Caller) -> tuple[Group, list[tuple[Membership, Deputy]]]:
    """A group and its members, to those who reach its division and to its members. Two or three calls, one
    for an empty group."""
    found, members = store.load_with_members(group)
    if caller.person not in {member.deputy for member in members}:
        caller.require_reach(VIEWERS, found.division)
    by_id = store.deputies([member.deputy for member in members])
    return found, [(member, by_id[member.deputy]) for member in members if member.deputy in by_id]


def _check_kind(kind: GroupKind, fields: dict[str, Any]) -> None:
    for name, only in (("electing_unit", GroupKind.LARGE), ("subject", GroupKind.PROFESSIONAL)):
        if fields.get(name) is not None and kind is not only:
            raise invalid(f"body.{name}", "不适用于这类小组", "does not apply to this kind of group")
