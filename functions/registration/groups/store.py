"""Groups and memberships in the Registry table. A membership stands on both sides: in the group's
partition, and in the deputy's under the group's slot, which can be taken only once."""

from dataclasses import dataclass

from shared.domain.deputies import Deputy
from shared.domain.divisions import shard
from shared.domain.errors import Refusal
from shared.domain.groups import MOST_MEMBERS, Group, GroupKind, Membership
from shared.store import engine
from shared.store.envelopes import Envelope, changed, unchanged, value_of
from shared.store.pages import Page, scope_page
from shared.store.registry import DEPUTY, RegistryItem, envelope, get_deputies, person_key
from shared.store.writing import Write, check, commit, create, put, remove, update

KIND, DISSOLVED = "GROUPS", "DISSOLVED"
"""The lists of those that stand and of those that no longer do."""
_GROUP, _MEMBER, _SLOT = "GROUP", "MEMBER#", "GROUP#"
_STANDS = RegistryItem.body["dissolved_on"].does_not_exist()


def add(group: Group, mark: str | None) -> Envelope | None:
    """Writes the group and counts it as a part of its parent. Answers what the same request wrote before.
    One call."""
    item = envelope(_key(group.id), _GROUP, group, (KIND, group.division))
    counted = () if group.parent is None else (_more_parts(group.parent),)
    return commit(create(item, mark, _raced()), *counted)


def dissolve(item: RegistryItem, group: Group, version: int) -> None:
    """Writes the dissolved group, from one list to the other, and counts one part less of its parent. Raises
    ``stale_version``. One call."""
    changed(item, group).gsi1pk = f"{DISSOLVED}#{shard(group.division)}"
    counted = () if group.parent is None else (_fewer_parts(group.parent),)
    commit(put(item, unchanged(version), Refusal("stale_version")), *counted)


def load(group: str, *, consistent: bool = False) -> RegistryItem:
    """The group's item; raises ``group_not_found``, ``group_dissolved``. One call."""
    item = engine.get(RegistryItem, _key(group), _GROUP, consistent=consistent)
    if item is None:
        raise Refusal("group_not_found")
    if value_of(item, Group).dissolved_on is not None:
        raise Refusal("group_dissolved")
    return item


def load_with_members(group: str) -> tuple[Group, list[Membership]]:
    """A group and who is in it; raises ``Refusal("group_not_found")``. One call."""
    items = engine.query_all(RegistryItem, _key(group))
    if not items:
        raise Refusal("group_not_found")
    return value_of(items[0], Group), [value_of(item, Membership) for item in items[1:]]


def deputies(ids: list[str]) -> dict[str, Deputy]:
    """These deputies by id. One call per 100."""
    found = [value_of(item, Deputy) for item in get_deputies(ids)]
    return {deputy.id: deputy for deputy in found}


def groups_of(deputy: str) -> tuple[Deputy, list[Group]]:
    """A deputy and the groups they are in; raises ``Refusal("deputy_not_found")``. Two calls, one for a
    deputy in no group."""
    items = engine.query(RegistryItem, person_key(deputy), between=(_SLOT, DEPUTY)).items
    found = [value_of(item, Deputy) for item in items if item.sk == DEPUTY]
    if not found:
        raise Refusal("deputy_not_found")
    ids = [value_of(item, Membership).group for item in items if item.sk.startswith(_SLOT)]
    groups = engine.get_many(RegistryItem, [(_key(group), _GROUP) for group in ids])
    return found[0], sorted((value_of(item, Group) for item in groups), key=lambda group: group.id)


def page(scope: str, *, limit: int, cursor: str | None, kind: GroupKind | None) -> Page[Group]:
    """Groups of a scope in the order of their divisions' codes."""
    condition = None if kind is None else RegistryItem.body["kind"] == str(kind)
    found = scope_page(KIND, scope, limit=limit, cursor=cursor, condition=condition)
    return found.map(lambda item: value_of(item, Group))


@dataclass(frozen=True, slots=True)
class Sides:
    """A deputy, some groups by id, and those of them that the deputy is in."""

    deputy: Deputy
    groups: dict[str, Group]
    joined: frozenset[str]


def load_sides(deputy: str, *groups: str) -> Sides:
    """Raises ``group_not_found``, ``group_dissolved`` or ``deputy_not_found``. One call."""
    keys = [(_key(group), sk) for group in groups for sk in (_GROUP, _MEMBER + deputy)]
    items = engine.get_many(RegistryItem, [*keys, (person_key(deputy), DEPUTY)], consistent=True)
    found = {group.id: group for item in items if item.sk == _GROUP for group in [value_of(item, Group)]}
    people = [value_of(item, Deputy) for item in items if item.sk == DEPUTY]
    if len(found) < len(set(groups)):
        raise Refusal("group_not_found")
    if any(group.dissolved_on is not None for group in found.values()):
        raise Refusal("group_dissolved")
    if not people:
        raise Refusal("deputy_not_found")
    joined = [value_of(item, Membership).group for item in items if item.sk.startswith(_MEMBER)]
    return Sides(people[0], found, frozenset(joined))


def grow(group: Group) -> Write:
    """One member more, up to :data:`MOST_MEMBERS`, of a group that stands."""
    size = RegistryItem.body["size"]
    return update(
        RegistryItem(_key(group.id), _GROUP),
        size.set(size + 1),
        RegistryItem.version.add(1),
        condition=(size < MOST_MEMBERS) & _STANDS,
        otherwise=Refusal("limit_reached", limit=MOST_MEMBERS) if group.size >= MOST_MEMBERS else _raced(),
    )


def shrink(group: Group, deputy: str) -> Write:
    """One member less, who must not lead the group."""
    size = RegistryItem.body["size"]
    leader, deputy_leader = RegistryItem.body["leader"], RegistryItem.body["deputy_leader"]
    return update(
        RegistryItem(_key(group.id), _GROUP),
        size.set(size - 1),
        RegistryItem.version.add(1),
        condition=(leader.does_not_exist() | (leader != deputy))
        & (deputy_leader.does_not_exist() | (deputy_leader != deputy)),
        otherwise=Refusal("group_leader"),
    )


def _more_parts(parent: str) -> Write:
    parts = RegistryItem.body["parts"]
    return update(
        RegistryItem(_key(parent), _GROUP),
        parts.set(parts + 1),
        RegistryItem.version.add(1),
        condition=parts.exists() & _STANDS,
        otherwise=_raced(),
    )


def _fewer_parts(parent: str) -> Write:
    parts = RegistryItem.body["parts"]
    return update(
        RegistryItem(_key(parent), _GROUP),
        parts.set(parts - 1),
        RegistryItem.version.add(1),
        condition=parts > 0,
        otherwise=_raced(),
    )


def is_member(group: str, deputy: str, otherwise: Refusal) -> Write:
    """The test that a deputy is in a group."""
    item = RegistryItem(_key(group), _MEMBER + deputy)
    return check(item, RegistryItem.pk.exists(), otherwise)


def enter(membership: Membership) -> Write:
    """The group's side of a membership."""
    item = envelope(_key(membership.group), _MEMBER + membership.deputy, membership)
    return put(item, RegistryItem.pk.does_not_exist(), _raced())


def leave(group: str, deputy: str) -> Write:
    """Removes the group's side."""
    return remove(RegistryItem(_key(group), _MEMBER + deputy), RegistryItem.pk.exists(), _raced())


def take_slot(group: Group, membership: Membership, instead_of: str | None = None) -> Write:
    """The deputy's side: the slot must be free, or hold the group that is left for this one."""
    item = envelope(person_key(membership.deputy), _SLOT + group.slot, membership)
    if instead_of is None:
        return put(item, RegistryItem.pk.does_not_exist(), Refusal("already_in_group"))
    return put(item, RegistryItem.body["group"] == instead_of, _raced())


def free_slot(group: Group, deputy: str) -> Write:
    """Removes the deputy's side."""
    item = RegistryItem(person_key(deputy), _SLOT + group.slot)
    return remove(item, RegistryItem.body["group"] == group.id, _raced())


def in_no_part_of(group: Group, deputy: str) -> Write:
    """The test that a deputy is in no small group that is part of this large one."""
    slot = f"{GroupKind.SMALL}#{group.congress}"
    parent = RegistryItem.body["parent"]
    return check(
        RegistryItem(person_key(deputy), _SLOT + slot),
        parent.does_not_exist() | (parent != group.id),
        Refusal("in_small_group"),
    )


def _key(group: str) -> str:
    return f"GROUP#{group}"


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
