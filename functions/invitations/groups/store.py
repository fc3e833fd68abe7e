"""Plans and wishes of groups in the Activities table; who is in a group stands in the Registry."""

from dataclasses import dataclass, replace
from typing import Any

from functions.invitations.groups.group import Plan, Vote, Wish
from functions.invitations.tables import (
    VOTE,
    WISH,
    ActivityItem,
    group_key,
    plan_sort,
    time_sort,
    wish_key,
    wishes_key,
)
from shared.domain.errors import Refusal
from shared.domain.groups import Group
from shared.store import engine
from shared.store.envelopes import body_of, unchanged, value_of
from shared.store.pages import Page, index_page
from shared.store.registry import RegistryItem
from shared.store.writing import Write, commit, create, put

_MEMBER = "MEMBER#"
_RACED = Refusal("conflict", retry_after=1)


@dataclass(frozen=True, slots=True)
class Members:
    """A group and the ids of the deputies in it."""

    group: Group
    deputies: frozenset[str]

    @property
    def leaders(self) -> frozenset[str]:
        """Its leader and deputy leader, so far as there are."""
        return frozenset(filter(None, (self.group.leader, self.group.deputy_leader)))


def members(group: str) -> Members:
    """Raises ``group_not_found``, ``group_dissolved``. One call: a group has at most 200 deputies."""
    items = engine.query_all(RegistryItem, f"GROUP#{group}")
    found = [value_of(item, Group) for item in items if item.sk == "GROUP"]
    if not found:
        raise Refusal("group_not_found")
    if found[0].dissolved_on is not None:
        raise Refusal("group_dissolved")
    inside = frozenset(item.sk.removeprefix(_MEMBER) for item in items if item.sk.startswith(_MEMBER))
    return Members(found[0], inside)


def plan(group: str, year: int) -> Plan | None:
    """The group's plan of a year, if there is one. One call."""
    item = engine.get(ActivityItem, group_key(group), plan_sort(year))
    return None if item is None else value_of(item, Plan)


def write_plan(made: Plan, version: int, *others: Write) -> Plan:
    """Writes the plan, if it is still of this version (0: there is none); raises ``stale_version``. One
    call."""
    item = ActivityItem(group_key(made.group), plan_sort(made.year), version=version + 1, body=body_of(made))
    still = ActivityItem.pk.does_not_exist() if version == 0 else unchanged(version)
    commit(put(item, still, Refusal("stale_version")), *others)
    return replace(made, version=version + 1)


def propose(wish: Wish, vote: Vote, mark: str | None, *others: Write) -> Wish:
    """Puts a wish to the vote, with the first vote; the same request repeated answers the first. One call."""
    standing = commit(create(_item(wish, 1), mark, _RACED), put(_vote(wish.id, vote)), *others)
    return wish if standing is None else value_of(standing, Wish)


def wish_with_votes(wish: str) -> tuple[Wish, tuple[Vote, ...]]:
    """A wish and the votes on it; raises ``wish_not_found``. One call."""
    items: list[ActivityItem] = []
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(ActivityItem, wish_key(wish), after=after, consistent=True)
        items += part.items
        after = part.last_key
        if after is None:
            break
    found = [value_of(item, Wish) for item in items if item.sk == WISH]
    if not found:
        raise Refusal("wish_not_found")
    return found[0], tuple(value_of(item, Vote) for item in items if item.sk.startswith(VOTE))


def vote(before: Wish, after: Wish, vote: Vote, *others: Write) -> Wish:
    """Writes a vote and the count that it makes, if nobody has voted since ``before`` was read: refused with
    ``conflict`` otherwise. One call."""
    item = _item(after, before.version + 1)
    commit(put(item, unchanged(before.version), _RACED), put(_vote(before.id, vote)), *others)
    return replace(after, version=before.version + 1)


def wishes(group: str, *, limit: int, cursor: str | None) -> Page[Wish]:
    """The wishes of a group, newest first. One call."""
    page = index_page(ActivityItem, wishes_key(group), limit=limit, cursor=cursor, descending=True)
    return page.map(lambda item: value_of(item, Wish))


def deputies_after(group: str, cursor: str | None, limit: int) -> tuple[list[str], str | None]:
    """The next deputies of a group, and where to go on. One call."""
    start = None if cursor is None else {"pk": {"S": f"GROUP#{group}"}, "sk": {"S": cursor}}
    part = engine.query(RegistryItem, f"GROUP#{group}", prefix=_MEMBER, limit=limit, after=start)
    last = part.last_key["sk"]["S"] if part.last_key else None
    return [item.sk.removeprefix(_MEMBER) for item in part.items], last


def _item(wish: Wish, version: int) -> ActivityItem:
    item = ActivityItem(wish_key(wish.id), WISH, version=version, body=body_of(wish))
    item.gsi1pk = wishes_key(wish.group)
    item.gsi1sk = time_sort(wish.proposed_at, wish.id)
    return item


def _vote(wish: str, vote: Vote) -> ActivityItem:
    return ActivityItem(wish_key(wish), f"{VOTE}{vote.person}", version=1, body=body_of(vote))
