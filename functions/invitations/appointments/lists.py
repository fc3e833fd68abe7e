"""What somebody has a part in."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from functions.invitations.tables import ActivityItem, person_key
from shared.store import engine
from shared.store.pages import Page, partition_page

T = TypeVar("T")


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
