"""Notices on their way out of the inbox: what is sent is made from the notice, the contact and what the
recipient wants, as they are at delivery."""

from datetime import datetime

from functions.notifications import deliveries, texts
from functions.notifications.addresses.store import address_of
from functions.notifications.channels.names import Channel
from functions.notifications.consents import using
from functions.notifications.digests import store as digests
from functions.notifications.messages import Message, Unreadable
from functions.notifications.payload import Dropped, Held, Letter
from functions.notifications.preferences import deciding
from functions.notifications.preferences import store as preferences
from shared.domain import clock
from shared.domain.ids import is_id
from shared.store import engine
from shared.store.identities import Contact, contact_key
from shared.store.inbox import NoticeItem, inbox_key


def letter(message: Message, now: datetime) -> Letter:
    """The message of a notice. Four calls; up to four more where WeChat may stand for an SMS, one or more
    where it is left to the digest.

    Raises :class:`Dropped` for a notice that the channel has had, that is gone, read, archived or not wanted,
    that asks one to come to what has begun, or whose recipient the channel cannot reach: it is in the inbox.
    Raises :class:`Held` for one that is not wanted now, :class:`Unreadable` for a reference that is none.
    """
    person, sort = recipient_of(message)
    if deliveries.is_settled(person, sort.partition("#")[2], message.channel):
        raise Dropped("had before")
    notice = engine.get(NoticeItem, inbox_key(person), sort, consistent=True)
    if notice is None:
        raise Dropped("gone")
    if notice.read_at or notice.archived_at:
        raise Dropped("read")
    data = notice.data.as_dict()  # type: ignore[no-untyped-call]
    if texts.is_over(notice.kind, data, now):
        raise Dropped("too late")
    wanted, to = preferences.load(person), address(person, message.channel)
    decision = deciding.decide(
        notice.kind, message.channel, wanted, now, lambda at: texts.is_over(notice.kind, data, at)
    )
    _heed(decision, person, sort)
    using.heed(person, str(notice.id), notice.kind, message.channel, wanted, now)
    told = texts.compose(notice.kind, data, clock.from_text(notice.at), wanted.language)
    return Letter(
        id=message.id,
        kind=notice.kind,
        channel=message.channel,
        to=to,
        language=wanted.language,
        title=told.title,
        text=texts.message(told, wanted.language),
        data=told.data,
    )


def settle(message: Message, channel: Channel, outcome: str, tries: int, now: datetime) -> None:
    """Notes what became of a notice on its channel. One call."""
    person, sort = recipient_of(message)
    deliveries.settle(person, sort.partition("#")[2], channel, outcome, tries, now)


def recipient_of(message: Message) -> tuple[str, str]:
    """The person and the sort key that a notice's message names; raises :class:`Unreadable`."""
    person, separator, sort = message.reference.partition("#")
    if not (separator and sort and is_id("p", person)):
        raise Unreadable("not a notice")
    return person, sort


def _heed(decision: deciding.Decision, person: str, sort: str) -> None:
    match decision:
        case deciding.Later(at):
            raise Held(at)
        case deciding.Digest(at):
            digests.hold(person, sort, at)
            raise Dropped("in the digest")
        case deciding.Never(why):
            raise Dropped(why)


def address(person: str, channel: Channel) -> str:
    """The phone, or for e-mail the address, at which a person is reached. One call. Raises
    :class:`Dropped`."""
    if channel is Channel.EMAIL:
        found = address_of(person)
        if found is None:
            raise Dropped("no address")
        return found.address
    contact = engine.get(Contact, contact_key(person), "CONTACT")
    if contact is None:
        raise Dropped("no phone")
    return str(contact.phone)
