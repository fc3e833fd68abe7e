"""From the queue to people: each message is made into words at delivery and sent to its recipient.

Messages stand alone: one that fails harms no neighbour. What cannot be delivered comes back after the
queue's visibility time-out and, at the fifth failure, goes to the dead letters.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime
from time import monotonic
from typing import Any

from functions.notifications import codes, notices, webhook
from functions.notifications.messages import Message, MessageKind, parse
from functions.notifications.payload import Dropped, Payload
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.store.settings import Setting, secret, setting

logger = logging.getLogger("lianluo")

BEGIN_WITHIN = 10
"""Seconds within which a message of a batch is begun. The slowest gateway takes three time-outs more, still
inside the function's own limit: so a batch is always answered, and what was sent is not sent again."""


def deliver(event: dict[str, Any]) -> dict[str, Any]:
    """Delivers a batch; answers with the messages to try again."""
    now, latest = clock.now(), monotonic() + BEGIN_WITHIN
    failed = [
        record["messageId"]
        for record in event["Records"]
        if monotonic() > latest or not _delivered(record["body"], now)
    ]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _delivered(body: str, now: datetime) -> bool:
    try:
        message = parse(body)
        outcome = _send(message, now)
    except webhook.Declined as declined:
        outcome = f"declined {declined}"
    except (webhook.TryAgain, Refusal) as error:
        _log({"delivery": "failed", "cause": type(error).__name__, "detail": str(error)})
        return False
    except Exception as error:
        # Whatever else is wrong with one message; its text may hold personal data.
        _log({"delivery": "failed", "cause": type(error).__name__})
        return False
    _log({"delivery": outcome, "message": message.id, "kind": message.kind})
    return True


def _send(message: Message, now: datetime) -> str:
    try:
        payload = _PAYLOADS[message.kind](message, now)
    except Dropped as dropped:
        return str(dropped)
    moment = int(now.timestamp())
    webhook.post(setting(Setting.WEBHOOK_URL), secret(Setting.WEBHOOK_SECRET), message.id, payload, moment)
    return "sent"


_PAYLOADS: dict[MessageKind, Callable[[Message, datetime], Payload]] = {
    MessageKind.ONE_TIME_CODE: codes.payload,
    MessageKind.NOTICE: notices.payload,
}


def _log(entry: dict[str, Any]) -> None:
    logger.info(json.dumps(entry))
