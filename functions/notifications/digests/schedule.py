"""The schedule of digests: each one whose time has come goes to the queue.

A run that is killed, late, or called twice does no harm: what it has not done is found by the next one, and
what it did twice is the same message, which is sent once.
"""

import json
import logging
from datetime import datetime
from time import monotonic

from functions.notifications import queues
from functions.notifications.digests import store
from functions.notifications.messages import Message, digest_of
from shared.domain.errors import Refusal

logger = logging.getLogger("lianluo")
BUDGET = 200
"""Seconds after which the rest is left to the next run: two thirds of the function's time-out."""


def run(now: datetime) -> int:
    """Queues the digests that are due; answers how many. Raises ``Refusal("busy")`` where the queue fails."""
    latest, count = monotonic() + BUDGET, 0
    for shard in range(store.SHARDS):
        while monotonic() < latest and (entries := store.due(shard, now)):
            store.seal(entries)
            _send(list({digest_of(entry.person, entry.day) for entry in entries}))
            store.done(entries)
            count += len(entries)
    logger.info(json.dumps({"digests": count}))
    return count


def _send(messages: list[Message]) -> None:
    for start in range(0, len(messages), queues.BATCH):
        try:
            failed = queues.send(messages[start : start + queues.BATCH])
        except queues.Unavailable as error:
            raise Refusal("busy") from error
        if failed:
            raise Refusal("busy")
