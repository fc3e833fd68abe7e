"""Notices on their way out of the inbox: what is sent is made from the notice and the contact as they are
at delivery."""

from datetime import datetime

from functions.notifications import texts
from functions.notifications.messages import Message, Unreadable
from functions.notifications.payload import Dropped, Payload
from shared.domain import clock
from shared.domain.ids import is_id
from shared.store import engine
from shared.store.identities import Contact, contact_key
from shared.store.inbox import NoticeItem, inbox_key

LANGUAGE = texts.CHINESE
"""Nobody has said yet in which language to write to them; the inbox asks the reader's."""


def payload(message: Message, now: datetime) -> Payload:
    """The message of a notice. Two calls.

    Raises :class:`Dropped` for a notice that is gone, read or archived, that asks one to come to what has
    begun, or whose recipient has no phone: it is in the inbox. Raises :class:`Unreadable` for a reference
    that is none.
    """
    person, separator, sort = message.reference.partition("#")
    if not (separator and sort and is_id("p", person)):
        raise Unreadable("not a notice")
    notice = engine.get(NoticeItem, inbox_key(person), sort, consistent=True)
    if notice is None:
        raise Dropped("gone")
    if notice.read_at or notice.archived_at:
        raise Dropped("read")
    data = notice.data.as_dict()  # type: ignore[no-untyped-call]
    if texts.is_over(notice.kind, data, now):
        raise Dropped("too late")
    contact = engine.get(Contact, contact_key(person), "CONTACT")
    if contact is None:
        raise Dropped("no phone")
    told = texts.compose(notice.kind, data, clock.from_text(notice.at), LANGUAGE)
    return {
        "id": notice.id,
        "kind": notice.kind,
        "to": {"phone": contact.phone},
        "language": LANGUAGE,
        "text": texts.message(told, LANGUAGE),
        "data": told.data,
    }
