"""The queue of messages, and the dead letters: a handful of calls, each with short time-outs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.notifications.messages import Message
from shared.store import clients
from shared.store.settings import Setting, setting

BATCH = 10
"""Messages that one call takes (AWS)."""

LONGEST_HIDDEN = timedelta(hours=11, minutes=55)
"""A received message can be hidden for twelve hours from its receipt (AWS)."""

Unavailable = (BotoCoreError, ClientError)
"""What the queue's calls raise."""


@dataclass(frozen=True, slots=True)
class Received:
    """A message as it came: ``tries`` counts its receipts, ``sent`` is when it was queued (aware)."""

    id: str
    receipt: str
    body: str
    tries: int
    sent: datetime

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> "Received":
        """The record of an event."""
        attributes = record["attributes"]
        return cls(
            id=record["messageId"],
            receipt=record["receiptHandle"],
            body=record["body"],
            tries=int(attributes["ApproximateReceiveCount"]),
            sent=datetime.fromtimestamp(int(attributes["SentTimestamp"]) / 1000, UTC),
        )


@cache
def _client() -> Any:
    return clients.new("sqs")


def send(messages: Sequence[Message]) -> list[int]:
    """Queues up to :data:`BATCH` messages; answers with the places of those that were not taken. One call."""
    entries = [
        {"Id": str(number), "MessageBody": message.as_text()} for number, message in enumerate(messages)
    ]
    answer = _client().send_message_batch(QueueUrl=setting(Setting.QUEUE_URL), Entries=entries)
    return [int(entry["Id"]) for entry in answer.get("Failed", [])]


def hide(pauses: Sequence[tuple[Received, int]]) -> None:
    """Lets each message come back after its seconds. One call. Where a message is not hidden, it comes back
    after the queue's own time."""
    entries = [
        {
            "Id": str(number),
            "ReceiptHandle": received.receipt,
            "VisibilityTimeout": min(seconds, int(LONGEST_HIDDEN.total_seconds())),
        }
        for number, (received, seconds) in enumerate(pauses)
    ]
    _client().change_message_visibility_batch(QueueUrl=setting(Setting.QUEUE_URL), Entries=entries)


def bury(received: Received, cause: str) -> None:
    """Puts a message into the dead letters, as it came, with the class of what is wrong. One call."""
    attributes = {"cause": cause, "tries": str(received.tries), "message": received.id}
    _client().send_message(
        QueueUrl=setting(Setting.DEAD_LETTERS_URL),
        MessageBody=received.body or " ",
        MessageAttributes={
            name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
        },
    )
