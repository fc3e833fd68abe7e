"""Notices put into the real table, and the queue that they go through."""

import time
from typing import Any

from functions.notifications.channels.names import Channel
from infra.local.stack import LocalStack
from shared.domain.ids import derived_id
from shared.store.inbox import NoticeItem

SECONDS = 60.0


def put(stack: LocalStack, item: NoticeItem) -> None:
    """The notice, as the function puts it that has something to tell: where its key is free."""
    stack.client("dynamodb").put_item(
        TableName=stack.physical_id("Inbox"),
        Item=item.serialize(),
        ConditionExpression="attribute_not_exists(pk)",
    )


def sent_as(item: NoticeItem) -> str:
    """The id under which a notice is sent to the phone."""
    return derived_id("n", str(item.id), Channel.SMS)


def queue_empties(stack: LocalStack) -> None:
    """Waits until every message has been taken."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        answer: dict[str, Any] = stack.client("sqs").get_queue_attributes(
            QueueUrl=stack.physical_id("Messages"), AttributeNames=names
        )
        if all(int(answer["Attributes"][name]) == 0 for name in names):
            return
        time.sleep(0.2)
    raise AssertionError("messages are left in the queue")
