"""The Inbox table: what somebody is told. A notice is written in one transaction with what it tells of, so
it is there exactly once; the table's stream takes it to the person's other channels.

| item | pk | sk |
|---|---|---|
| notice | ``INBOX#{recipient}`` | ``{instant}#{id}`` |

A recipient is a person's id, or a post (``committee_staff:4114``): whoever holds that role in a scope that
reaches the post's reads it. ``functions.notifications`` owns the table; others only add notices.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute

from shared.domain.clock import utc_text
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store import engine
from shared.store.settings import Setting
from shared.store.writing import commit, remove

_AT_ONCE = 100
"""Operations in a transaction (AWS)."""
KEPT = timedelta(days=366)
"""How long a notice is kept."""


class NoticeItem(engine.Item):
    """``kind`` chooses the words; ``about`` names what it tells of (``activity:a…``); ``data`` fills the
    words (:class:`NoticeKind` says which; days and instants as ISO text with offset): never a phone
    number. ``expires`` is the TTL."""

    table = Setting.INBOX_TABLE
    id = UnicodeAttribute()
    kind = UnicodeAttribute()
    about = UnicodeAttribute()
    at = UnicodeAttribute()
    data: MapAttribute[str, Any] = MapAttribute()  # type: ignore[no-untyped-call]
    read_at = UnicodeAttribute(null=True)
    archived_at = UnicodeAttribute(null=True)
    expires = NumberAttribute()


def post(role: Role, scope: str) -> str:
    """The recipient of what concerns whoever holds a role in a scope that reaches ``scope``."""
    return f"{role}:{scope}"


def inbox_key(recipient: str) -> str:
    """The partition of a recipient; the template's stream filter knows this prefix."""
    return f"INBOX#{recipient}"


def forget(recipient: str, about: str, since: datetime) -> None:
    """Removes all that the recipient was told about something since a moment. One call for each megabyte of
    what they were told since, and one for each hundred notices that go."""
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(
            NoticeItem,
            inbox_key(recipient),
            between=(utc_text(since), "~"),
            after=after,
            condition=NoticeItem.about == about,
            consistent=True,
        )
        for start in range(0, len(part.items), _AT_ONCE):
            commit(*map(remove, part.items[start : start + _AT_ONCE]))
        after = part.last_key
        if after is None:
            return


def notice(
    recipient: str, kind: NoticeKind, about: str, at: datetime, data: Mapping[str, Any], *, cause: str
) -> NoticeItem:
    """A notice to be put, under the condition that its key is free, with what it tells of. The same
    recipient, kind, ``about``, ``cause`` (what happened: a version, a round, a reminder) and moment make the
    same item: written again it is refused, and nobody is told twice."""
    id_ = derived_id("n", recipient, kind, about, cause)
    return NoticeItem(
        inbox_key(recipient),
        f"{utc_text(at)}#{id_}",
        id=id_,
        kind=kind.value,
        about=about,
        at=utc_text(at),
        data=dict(data),
        expires=int((at + KEPT).timestamp()),
    )
