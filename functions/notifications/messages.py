"""Queue messages: what is to be told, by reference only, under an id that a replay repeats."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from functions.notifications.addresses.store import confirming_key
from functions.notifications.channels.names import Channel
from shared.domain.ids import derived_id, is_id
from shared.store import inbox
from shared.store.identities import challenge_key


class MessageKind(StrEnum):
    """What a message is about: where its reference leads."""

    ONE_TIME_CODE = "one_time_code"
    NOTICE = "notice"
    DIGEST = "digest"
    ADDRESS_CODE = "address_code"


@dataclass(frozen=True, slots=True)
class Message:
    """``reference`` names the item that the text is made from at delivery: a challenge, an address to be
    confirmed, or the recipient and the sort key of a notice. No personal data. What is told by several
    channels is as many messages: one that fails holds no other."""

    id: str
    kind: MessageKind
    reference: str
    channel: Channel = Channel.SMS

    def as_text(self) -> str:
        """The message as the queue carries it."""
        return json.dumps(asdict(self))


def digest_of(person: str, day: date) -> Message:
    """The message of a person's digest of a day: always the same one. By which channel it goes is what the
    person prefers when it does."""
    id_ = derived_id("n", "digest", person, day.isoformat())
    return Message(id_, MessageKind.DIGEST, f"{person}#{day.isoformat()}")


class Unreadable(ValueError):
    """A queue message that this code did not write: it goes to the dead letters."""


def parse(text: str) -> Message:
    """The inverse of :meth:`Message.as_text`; raises :class:`Unreadable`."""
    try:
        data = json.loads(text)
        channel = Channel(data.get("channel", Channel.SMS))  # none in those of before there were several
        return Message(str(data["id"]), MessageKind(data["kind"]), str(data["reference"]), channel)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable("not a message") from error


_CHALLENGE = challenge_key("")
_INBOX = inbox.inbox_key("")
_CONFIRMING = confirming_key("")


def of_stream_record(record: dict[str, Any], channels: Collection[Channel]) -> list[Message]:
    """What a change of a table asks to be told: a code by phone or e-mail, a notice by each of ``channels``.

    Nothing for changes that nobody is told of: what no insertion is, and the notices of posts, which stay in
    the inbox. A record that comes again makes messages with the same ids.
    """
    if record["eventName"] != "INSERT":
        return []
    keys = record["dynamodb"]["Keys"]
    partition, sort = keys["pk"]["S"], keys["sk"]["S"]
    if partition.startswith(_CHALLENGE):
        challenge = partition.removeprefix(_CHALLENGE)
        return [Message(derived_id("n", "one-time-code", challenge), MessageKind.ONE_TIME_CODE, challenge)]
    if partition.startswith(_CONFIRMING):
        confirming = partition.removeprefix(_CONFIRMING)
        id_ = derived_id("n", "address-code", confirming)
        return [Message(id_, MessageKind.ADDRESS_CODE, confirming, Channel.EMAIL)]
    recipient, notice = partition.removeprefix(_INBOX), sort.partition("#")[2]
    if not (partition.startswith(_INBOX) and is_id("p", recipient) and is_id("n", notice)):
        return []
    reference = f"{recipient}#{sort}"
    return [
        Message(derived_id("n", notice, channel), MessageKind.NOTICE, reference, channel)
        for channel in channels
    ]
