"""Queue messages: what is to be told, by reference only, under an id that a replay repeats."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from shared.domain.ids import derived_id
from shared.store.identities import challenge_key


class MessageKind(StrEnum):
    """What a message is about."""

    ONE_TIME_CODE = "one_time_code"


@dataclass(frozen=True, slots=True)
class Message:
    """``reference`` names the item that the text is made from at delivery; no personal data."""

    id: str
    kind: MessageKind
    reference: str

    def as_text(self) -> str:
        """The message as the queue carries it."""
        return json.dumps(asdict(self))


class Unreadable(ValueError):
    """A queue message that this code did not write: it goes to the dead letters."""


def parse(text: str) -> Message:
    """The inverse of :meth:`Message.as_text`; raises :class:`Unreadable`."""
    try:
        data = json.loads(text)
        return Message(str(data["id"]), MessageKind(data["kind"]), str(data["reference"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Unreadable("not a message") from error


_CHALLENGE = challenge_key("")


def of_stream_record(record: dict[str, Any]) -> Message | None:
    """What a change of a table asks to be told; ``None`` for changes nobody is told of."""
    key = record["dynamodb"]["Keys"]["pk"]["S"]
    if record["eventName"] != "INSERT" or not key.startswith(_CHALLENGE):
        return None
    challenge = key.removeprefix(_CHALLENGE)
    return Message(derived_id("n", "one-time-code", challenge), MessageKind.ONE_TIME_CODE, challenge)
