"""From a table's stream to the queue: each change that somebody must hear of becomes one message."""

import json
import logging
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.notifications.messages import Message, of_stream_record
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
_BATCH = 10
"""Messages a SendMessageBatch takes (AWS)."""


@cache
def _client() -> Any:
    config = Config(connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})
    return botocore.session.get_session().create_client("sqs", config=config)


def relay(event: dict[str, Any]) -> dict[str, Any]:
    """Sends the messages of a stream batch; answers from which record on to try again, if any.

    A stream keeps its order, so everything from the first failure on comes again; the messages that
    went out before have the same ids then.
    """
    pairs = [
        (record["dynamodb"]["SequenceNumber"], message)
        for record in event["Records"]
        if (message := of_stream_record(record)) is not None
    ]
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        failed = _send([message for _, message in batch])
        if failed:
            first = min(failed)
            return {"batchItemFailures": [{"itemIdentifier": batch[first][0]}]}
    return {"batchItemFailures": []}


def _send(messages: list[Message]) -> list[int]:
    entries = [
        {"Id": str(number), "MessageBody": message.as_text()} for number, message in enumerate(messages)
    ]
    try:
        answer = _client().send_message_batch(QueueUrl=setting(Setting.QUEUE_URL), Entries=entries)
    except (BotoCoreError, ClientError) as error:
        logger.error(json.dumps({"relay": type(error).__name__, "messages": len(messages)}))
        return list(range(len(messages)))
    return [int(entry["Id"]) for entry in answer.get("Failed", [])]


def reset() -> None:
    """Forgets the client, as a new process would."""
    _client.cache_clear()
