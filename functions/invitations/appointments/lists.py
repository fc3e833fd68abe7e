"""Lists in the index of the Activities table, and what somebody has a part in."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from functions.invitations.tables import ActivityItem, person_key
from shared.store import engine
from shared.store.engine import BY_LIST
from shared.store.pages import Page, decode, encode, partition_page

T = TypeVar("T")


def index_page(
    partition: str,
    *,
    limit: int,
    cursor: str | None,
    between: tuple[str, str] | None = None,
    descending: bool = False,
) -> Page[ActivityItem]:
    """A page of one partition of the index in the order of its keys. One call."""
    after: dict[str, Any] | None = None
    if cursor is not None:
        sort, pk, sk = decode(cursor, str, str, str)
        after = {"gsi1pk": {"S": partition}, "gsi1sk": {"S": sort}, "pk": {"S": pk}, "sk": {"S": sk}}
    part = engine.query(
        ActivityItem,
        partition,
        between=between,
        index=BY_LIST,
        limit=limit,
        after=after,
        descending=descending,
    )
    last = part.last_key
    return Page(part.items, encode(*(last[name]["S"] for name in ("gsi1sk", "pk", "sk"))) if last else None)


def person_page(
    person: str, prefix: str, keys: Callable[[str], tuple[str, str]], *, limit: int, cursor: str | None
) -> Page[ActivityItem]:
    """A page of what somebody has a part in, newest first: the entries in the person's partition begin with
    ``prefix`` and end with an id, of which ``keys`` makes the item's keys. Two calls, one for none."""
    entries = partition_page(
        ActivityItem, person_key(person), limit=limit, cursor=cursor, prefix=prefix, descending=True
    )
    ids = [entry.sk.rpartition("#")[2] for entry in entries.items]
    return Page(_ordered([keys(id_) for id_ in ids]), entries.next)


def _ordered(keys: Sequence[tuple[str, str]]) -> list[ActivityItem]:
    found = {(item.pk, item.sk): item for item in engine.get_many(ActivityItem, keys)}
    return [found[key] for key in keys if key in found]
