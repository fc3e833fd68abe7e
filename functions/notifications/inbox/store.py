"""What is read and written of an inbox. Notices are put by those who have something to tell."""

from datetime import datetime

from pynamodb.expressions.update import Action

from shared.domain.clock import utc_text
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.inbox import NoticeItem, inbox_key
from shared.store.pages import READ_AHEAD, Page, partition_page
from shared.store.writing import Write, commit, update

AT_ONCE = 100
"""Notices that one request marks, at most: a transaction of DynamoDB takes no more."""

COUNTED = 99
"""Unread notices are counted so far, and then said to be more."""

_LOOKED_AT = 200
"""The newest notices, among which unread ones are counted: some 20 read units."""

_FIRST = "0"
"""Before every instant."""

UNREAD = NoticeItem.read_at.does_not_exist()
"""What is archived is read."""

ARCHIVED = NoticeItem.archived_at.exists()


def current(recipient: str, limit: int, cursor: str | None) -> Page[NoticeItem]:
    """A page of what is not archived, newest first; it is shorter where something is. One call."""
    page = partition_page(NoticeItem, inbox_key(recipient), limit=limit, cursor=cursor, descending=True)
    return Page([item for item in page.items if not item.archived_at], page.next)


def unread(recipient: str, limit: int, cursor: str | None) -> Page[NoticeItem]:
    """A page of what is not read, newest first. One call."""
    return partition_page(
        NoticeItem, inbox_key(recipient), limit=limit, cursor=cursor, condition=UNREAD, descending=True
    )


def archived(recipient: str, limit: int, cursor: str | None) -> Page[NoticeItem]:
    """A page of what is archived, newest first. One call."""
    return partition_page(
        NoticeItem, inbox_key(recipient), limit=limit, cursor=cursor, condition=ARCHIVED, descending=True
    )


def count_unread(recipient: str) -> int:
    """How many of the newest notices are unread; :data:`COUNTED` and one more for more. One call."""
    part = engine.query(NoticeItem, inbox_key(recipient), limit=_LOOKED_AT, condition=UNREAD, descending=True)
    return min(len(part.items), COUNTED + 1)


def mark_read(recipient: str, sort: str, now: datetime) -> None:
    """Read, from the first time on. Raises ``notice_not_found``. One call."""
    commit(_marked(recipient, sort, _read(now), otherwise=Refusal("notice_not_found")))


def archive(recipient: str, sort: str, now: datetime) -> None:
    """Archived, and so read. Raises ``notice_not_found``. One call."""
    put_away = NoticeItem.archived_at.set(NoticeItem.archived_at | utc_text(now))
    commit(_marked(recipient, sort, _read(now), put_away, otherwise=Refusal("notice_not_found")))


def read_up_to(recipient: str, sort: str, now: datetime) -> tuple[int, str | None]:
    """Marks what is unread up to a notice, the newest first: how many, and where to go on, if anywhere.

    Only what is there now is marked: a notice that arrives later is unread, whatever its moment. One call,
    two where something is unread. Raises ``conflict`` where a notice ran out meanwhile.
    """
    part = engine.query(
        NoticeItem,
        inbox_key(recipient),
        between=(_FIRST, sort),
        limit=READ_AHEAD,
        condition=UNREAD,
        descending=True,
    )
    found, left = part.items[:AT_ONCE], part.items[AT_ONCE:]
    if found:
        gone = Refusal("conflict", retry_after=1)
        commit(*(_marked(recipient, item.sk, _read(now), otherwise=gone) for item in found))
    if left:
        return len(found), left[0].sk
    return len(found), part.last_key["sk"]["S"] if part.last_key else None


def _read(now: datetime) -> Action:
    return NoticeItem.read_at.set(NoticeItem.read_at | utc_text(now))


def _marked(recipient: str, sort: str, *actions: Action, otherwise: Refusal) -> Write:
    item = NoticeItem(inbox_key(recipient), sort)
    return update(item, *actions, condition=NoticeItem.pk.exists(), otherwise=otherwise)
