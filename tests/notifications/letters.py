"""Notices as other functions put them, and the person they are for."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.domain import clock
from shared.domain.clock import SHANGHAI
from shared.domain.notices import NoticeKind
from shared.store import engine
from shared.store.identities import Contact, contact_key
from shared.store.inbox import NoticeItem, notice

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
PERSON = "p01j9zq3v7k2m8n4p6r5t"
OTHER = "p0therpers0n00000000z"
PHONE = "+8613800001234"
ABOUT = "activity:a01j9zq3v7k2m8n4p6r5t"
MEETING: dict[str, Any] = {
    "title": "优化营商环境座谈会",
    "starts": "2026-11-23T09:00:00+08:00",
    "ends": "2026-11-23T11:30:00+08:00",
    "place": "东城街道联络站",
}


def put(
    cause: str = "1",
    *,
    recipient: str = PERSON,
    kind: NoticeKind = NoticeKind.INVITATION_RECEIVED,
    age: timedelta = timedelta(),
    data: dict[str, Any] = MEETING,
    read: bool = False,
    archived: bool = False,
) -> NoticeItem:
    """A notice in the inbox, as its writer and its reader have left it."""
    made = notice(recipient, kind, ABOUT, NOW - age, data, cause=cause)
    if read:
        made.read_at = clock.utc_text(NOW)
    if archived:
        made.archived_at = clock.utc_text(NOW)
    engine.put(made)
    return made


def contact(person: str = PERSON, phone: str = PHONE) -> None:
    """The person has a phone."""
    engine.put(Contact(contact_key(person), "CONTACT", phone=phone))


def in_stream(item: NoticeItem, number: int = 1, name: str = "INSERT") -> dict[str, Any]:
    """What the stream tells of a notice: its keys."""
    keys = {"pk": {"S": item.pk}, "sk": {"S": item.sk}}
    return {"eventName": name, "dynamodb": {"Keys": keys, "SequenceNumber": str(number)}}


class Clock:
    """The clock of the functions, at half past nine on 20 November 2026 until it is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        monkeypatch.setattr(clock, "now", lambda: self.now)


ActAs = Callable[[str], None]
