"""From a table's stream to the queue: each change that somebody must hear of becomes a message for each
channel."""

import json
import logging
from collections import Counter
from typing import Any

from functions.notifications import metrics, queues
from functions.notifications.channels.configured import channels
from functions.notifications.messages import Message, of_stream_record
from functions.notifications.metrics import Metric
from shared.domain import clock

logger = logging.getLogger("lianluo")


def relay(event: dict[str, Any]) -> dict[str, Any]:
    """Sends the messages of a stream batch; answers from which record on to try again, if any.

    A stream keeps its order, so everything from the first failure on comes again; the messages that
    went out before have the same ids then.
    """
    configured = channels()
    pairs = [
        (record["dynamodb"]["SequenceNumber"], message)
        for record in event["Records"]
        for message in of_stream_record(record, configured)
    ]
    queued: Counter[str] = Counter()
    again: list[dict[str, str]] = []
    for start in range(0, len(pairs), queues.BATCH):
        batch = pairs[start : start + queues.BATCH]
        failed = set(_send([message for _, message in batch]))
        queued.update(message.channel for place, (_, message) in enumerate(batch) if place not in failed)
        if failed:
            again.append({"itemIdentifier": batch[min(failed)][0]})
            break
    now = clock.now()
    for channel, count in queued.items():
        metrics.emit(channel, {Metric.QUEUED: count}, now)
    return {"batchItemFailures": again}


def _send(messages: list[Message]) -> list[int]:
    try:
        return queues.send(messages)
    except queues.Unavailable as error:
        logger.error(json.dumps({"relay": type(error).__name__, "messages": len(messages)}))
        return list(range(len(messages)))
