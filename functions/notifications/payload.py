"""What is sent of a message, and why one is not sent, or not now."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.notifications.channels.names import Channel

Payload = dict[str, Any]
"""What a message gateway gets: ``{id, kind, channel, to: {phone}, language, text, data}``."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. ``to`` is a phone, or for :data:`Channel.EMAIL` an address."""

    id: str
    kind: str
    channel: Channel
    to: str
    language: str
    title: str
    text: str
    data: dict[str, Any]

    def payload(self) -> Payload:
        """As a message gateway gets it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "channel": self.channel,
            "to": {"phone": self.to},
            "language": self.language,
            "text": self.text,
            "data": self.data,
        }


class Dropped(Exception):
    """A message that need not be sent any more, or cannot be to anybody: it says why, and is done."""


class Held(Exception):
    """A message that is not wanted before ``until`` (aware)."""

    def __init__(self, until: datetime) -> None:
        super().__init__("held")
        self.until = until
