"""A digest on its way: what of it is still news, as one message."""

from datetime import date, datetime

from functions.notifications import deliveries, texts
from functions.notifications.channels.configured import channels
from functions.notifications.channels.names import Channel
from functions.notifications.consents import store as consents
from functions.notifications.digests import store, words
from functions.notifications.messages import Message, Unreadable
from functions.notifications.notices import address
from functions.notifications.payload import Dropped, Held, Letter
from functions.notifications.preferences import store as preferences
from functions.notifications.preferences.deciding import Preferences
from shared.domain.ids import is_id
from shared.store import engine
from shared.store.inbox import NoticeItem, inbox_key

LOOKED_AT = 100
"""Notices of a digest that are read to be told, the newest; of older ones only the number is."""

KIND = "digest"


def letter(message: Message, now: datetime) -> Letter:
    """The message of a digest. Five calls, one more by another channel than SMS, up to four more by
    WeChat.

    Raises :class:`Dropped` for one that was sent, or of which everything was read meanwhile: none is empty;
    :class:`Held` in quiet hours, where it comes late.
    """
    person, day = _named(message)
    if deliveries.outcome(person, message.id, message.channel) is not None:
        raise Dropped("had before")
    wanted = preferences.load(person)
    rest = wanted.quiet.until(now) if wanted.quiet else None
    if rest is not None:
        raise Held(rest)
    sorts = store.held(person, day.isoformat())
    notices = _news(person, sorts[-LOOKED_AT:], now)
    if not notices:
        raise Dropped("nothing left to tell")
    channel, to = _way(person, message, wanted, now)
    count = len(notices) + len(sorts[:-LOOKED_AT])
    told = words.compose(notices, count, day, wanted.language)
    return Letter(
        id=message.id,
        kind=KIND,
        channel=channel,
        to=to,
        language=wanted.language,
        title=told.title,
        text=texts.message(told, wanted.language),
        data=told.data,
    )


def settle(message: Message, channel: Channel, outcome: str, tries: int, now: datetime) -> None:
    """Notes what became of a digest: on the channel of its message that it is done with, on another that this
    one declined it. One call."""
    person, _ = _named(message)
    deliveries.settle(person, message.id, channel, outcome, tries, now)


def _news(person: str, sorts: list[str], now: datetime) -> list[NoticeItem]:
    """Those that are neither gone nor read, and do not ask one to come to what has begun; oldest first."""
    found = engine.get_many(NoticeItem, ((inbox_key(person), sort) for sort in sorts), consistent=True)
    return sorted(
        (
            item
            for item in found
            if not (item.read_at or item.archived_at)
            and not texts.is_over(item.kind, item.data.as_dict(), now)  # type: ignore[no-untyped-call]
        ),
        key=lambda item: str(item.sk),
    )


def _way(person: str, message: Message, wanted: Preferences, now: datetime) -> tuple[Channel, str]:
    """The channel that the person wants digests by, or the phone where it cannot reach them or has declined
    this one."""
    channel = wanted.digest_channel
    if channel is Channel.SMS or channel not in channels():
        return Channel.SMS, address(person, Channel.SMS)
    if deliveries.outcome(person, message.id, channel) is None:
        if channel is Channel.WECHAT and not consents.claim(person, message.id, now):
            return Channel.SMS, address(person, Channel.SMS)
        try:
            return channel, address(person, channel)
        except Dropped:
            pass
    return Channel.SMS, address(person, Channel.SMS)


def _named(message: Message) -> tuple[str, date]:
    person, _, day = message.reference.partition("#")
    try:
        found = date.fromisoformat(day)
    except ValueError as error:
        raise Unreadable("not a digest") from error
    if not is_id("p", person):
        raise Unreadable("not a digest")
    return person, found
