"""The history of a deputy's entry: one item per change, written in the change's own transaction, never
changed or removed."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from shared.domain import clock
from shared.domain.deputies import Deputy
from shared.store.envelopes import body_of, value_of
from shared.store.pages import Page, partition_page
from shared.store.registry import RegistryItem, envelope, person_key
from shared.store.writing import Write, put

_CHANGE = "CHANGE#"
_UNTOLD = frozenset({"id", "phone_mask"})


class What(StrEnum):
    """What happened to the entry."""

    REGISTERED = "registered"
    CHANGED = "changed"
    MANDATE_ADDED = "mandate_added"
    MANDATE_SUSPENDED = "mandate_suspended"
    MANDATE_RESUMED = "mandate_resumed"
    MANDATE_ENDED = "mandate_ended"
    MANDATE_CORRECTED = "mandate_corrected"
    MANDATE_EVENT_WITHDRAWN = "mandate_event_withdrawn"
    CARD_ISSUED = "card_issued"
    PLACED = "placed"
    UNPLACED = "unplaced"
    PHONE_MOVED = "phone_moved"
    PHONE_RELEASED = "phone_released"
    LINKED = "linked"
    UNLINKED = "unlinked"
    JOINED_GROUP = "joined_group"
    MOVED_GROUP = "moved_group"
    LEFT_GROUP = "left_group"


@dataclass(frozen=True, slots=True)
class Change:
    """When (UTC), by whom and what; ``before`` and ``after`` hold the fields that differ, never a phone.
    ``reason`` is why something that had been entered was put right."""

    at: datetime
    by: str
    what: What
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str | None = None


def entry(deputy: str, change: Change) -> Write:
    """The write that keeps a change."""
    key = f"{_CHANGE}{clock.utc_text(change.at)}#{secrets.token_hex(4)}"
    return put(envelope(person_key(deputy), key, change))


def of_fields(
    deputy: str,
    what: What,
    by: str,
    at: datetime,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str | None = None,
) -> Write:
    """The write that keeps what differs between two sets of fields."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    told = [name for name in names if name not in _UNTOLD]
    return entry(
        deputy,
        Change(
            at=at,
            by=by,
            what=what,
            before={name: before[name] for name in told if name in before},
            after={name: after[name] for name in told if name in after},
            reason=reason,
        ),
    )


def of_deputy(
    what: What, by: str, at: datetime, before: Deputy | None, after: Deputy, reason: str | None = None
) -> Write:
    """The write that keeps what differs between two states of the entry."""
    old = {} if before is None else body_of(before)
    return of_fields(after.id, what, by, at, old, body_of(after), reason)


def page(deputy: str, *, limit: int, cursor: str | None, what: list[What] | None) -> Page[Change]:
    """The changes of a deputy, newest first, of some kinds if said. One call."""
    condition = RegistryItem.body["what"].is_in(*map(str, what)) if what else None
    found = partition_page(
        RegistryItem,
        person_key(deputy),
        limit=limit,
        cursor=cursor,
        prefix=_CHANGE,
        condition=condition,
        descending=True,
    )
    return found.map(lambda item: value_of(item, Change))
