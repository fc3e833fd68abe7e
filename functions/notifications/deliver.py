"""From the queue to people: each message is made into words at delivery and sent by its channel.

Messages stand alone: one that fails harms no neighbour. What fails comes back after a pause that grows with
its tries, until it is too old; what nobody can make sense of goes to the dead letters after five tries.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from random import SystemRandom
from time import monotonic
from typing import Any

from functions.notifications import backoff, codes, metrics, notices, queues
from functions.notifications.addresses import letters as addresses
from functions.notifications.channels import sending
from functions.notifications.channels.errors import Declined, NotYet, TryAgain
from functions.notifications.channels.names import Channel
from functions.notifications.circuits import store as circuits
from functions.notifications.digests import letters as digests
from functions.notifications.messages import Message, MessageKind, Unreadable, parse
from functions.notifications.metrics import Metric
from functions.notifications.payload import Dropped, Held, Letter
from functions.notifications.queues import Received
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.store.settings import Setting, optional

logger = logging.getLogger("lianluo")

BEGIN_WITHIN = 10
"""Seconds within which a message of a batch is begun. The slowest channel takes three time-outs more, still
inside the function's own limit: so a batch is always answered, and what was sent is not sent again."""

POISON_TRIES = 5
"""Tries of a message that fails for no reason that would pass."""

SPREAD = 60
"""Seconds over which those are spread that wait for the same hour."""

_chance = SystemRandom()
_NO_CHANNEL = "unknown"


def deliver(event: dict[str, Any]) -> dict[str, Any]:
    """Delivers a batch; answers with the messages that come back."""
    batch = _Batch(clock.now())
    latest = monotonic() + BEGIN_WITHIN
    for received in map(Received.of_record, event["Records"]):
        if monotonic() > latest:
            batch.pauses.append((received, backoff.SHORTEST))
        else:
            batch.handle(received)
    batch.end()
    return {"batchItemFailures": [{"itemIdentifier": received.id} for received, _ in batch.pauses]}


class _Batch:
    """``pauses``: what comes back, after how many seconds."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.pauses: list[tuple[Received, int]] = []
        self._longest = int(optional(Setting.LONGEST_PAUSE_SECONDS, "900"))
        self._give_up = timedelta(minutes=int(optional(Setting.GIVE_UP_MINUTES, "2880")))
        self._counts: dict[str, dict[Metric, list[int]]] = defaultdict(lambda: defaultdict(list))

    def handle(self, received: Received) -> None:
        """Delivers one message, or decides what becomes of it."""
        try:
            message = parse(received.body)
        except Unreadable as error:
            self._poisoned(received, _NO_CHANNEL, error)
            return
        channel = message.channel
        if received.tries == 1:
            self._count(channel, Metric.WAITED, self._age(received))
        try:
            if self._is_overdue(received) and received.tries > POISON_TRIES:
                self._bury(received, channel, "TooOld")
                return
            self._delivered(message, received)
        except Held as held:
            self._count(channel, Metric.HELD)
            self._wait(received, held.until, spread=True)
        except circuits.Resting as resting:
            self._failed(received, channel, resting, until=resting.until)
        except (TryAgain, Refusal) as error:
            self._failed(received, channel, error)
        except Exception as error:
            self._poisoned(received, channel, error)

    def end(self) -> None:
        """Hides what is to come back, and tells the numbers."""
        for start in range(0, len(self.pauses), queues.BATCH):
            try:
                queues.hide(self.pauses[start : start + queues.BATCH])
            except queues.Unavailable as error:
                _log({"hiding": type(error).__name__})
        for channel, counts in self._counts.items():
            timed = {Metric.WAITED, Metric.AGE}
            metrics.emit(channel, {m: v if m in timed else sum(v) for m, v in counts.items()}, self.now)

    def _delivered(self, message: Message, received: Received) -> None:
        by = message.channel
        try:
            letter = _LETTERS[message.kind](message, self.now)
            by = letter.channel
            outcome, metric = self._sent(letter), Metric.DELIVERED
        except Dropped as dropped:
            outcome, metric = str(dropped), Metric.DROPPED
        except Declined as declined:
            outcome, metric = f"declined {declined}", Metric.DECLINED
        _log({"delivery": outcome, "message": message.id, "kind": message.kind, "channel": message.channel})
        self._count(message.channel, metric)
        if metric is Metric.DELIVERED:
            self._count(message.channel, Metric.AGE, self._age(received))
        settle = _SETTLING.get(message.kind)
        if metric is not Metric.DROPPED and settle is not None:
            settled = by if metric is Metric.DECLINED else message.channel
            _quietly(lambda: settle(message, settled, outcome, received.tries, self.now))
        if metric is Metric.DECLINED and by is not message.channel:
            raise TryAgain("by the message's own channel")

    def _sent(self, letter: Letter) -> str:
        asked = circuits.enter(letter.channel, self.now)
        try:
            sending.send(letter, int(self.now.timestamp()))
        except (Declined, NotYet):
            _quietly(lambda: circuits.answered(letter.channel))
            raise
        except TryAgain:
            _quietly(lambda: self._failure_counts(letter.channel, asked=asked))
            raise
        _quietly(lambda: circuits.answered(letter.channel))
        return "sent"

    def _failure_counts(self, channel: Channel, *, asked: bool) -> None:
        if circuits.failed(channel, self.now, timedelta(seconds=self._longest), asked=asked):
            self._count(channel, Metric.RESTS)

    def _failed(
        self, received: Received, channel: str, error: Exception, until: datetime | None = None
    ) -> None:
        self._count(channel, Metric.FAILED)
        if self._is_overdue(received):
            self._bury(received, channel, "TooOld")
            return
        _log({"delivery": "failed", "cause": type(error).__name__, "detail": str(error), "channel": channel})
        self._wait(received, until, backoff.pause(received.tries, self._longest, _chance))

    def _poisoned(self, received: Received, channel: str, error: Exception) -> None:
        """Whatever else is wrong with one message; its text may hold personal data."""
        cause = type(error).__name__
        self._count(channel, Metric.FAILED)
        _log({"delivery": "failed", "cause": cause, "channel": channel, "tries": received.tries})
        if received.tries >= POISON_TRIES:
            self._bury(received, channel, cause)
        else:
            self._wait(received, None, backoff.pause(received.tries, self._longest, _chance))

    def _bury(self, received: Received, channel: str, cause: str) -> None:
        try:
            queues.bury(received, cause)
        except queues.Unavailable as error:
            _log({"burying": type(error).__name__})
            self._wait(received, None, backoff.pause(received.tries, self._longest, _chance))
            return
        self._count(channel, Metric.BURIED)
        _log({"delivery": "given up", "cause": cause, "channel": channel, "tries": received.tries})

    def _wait(
        self, received: Received, until: datetime | None, more: int = 0, *, spread: bool = False
    ) -> None:
        seconds = 0 if until is None else max(0, int((until - self.now).total_seconds()) + 1)
        if spread:  # the quiet hours of many end at the same hour
            more += _chance.randint(0, min(SPREAD, seconds // 10))
        self.pauses.append((received, seconds + more))

    def _is_overdue(self, received: Received) -> bool:
        return self.now - received.sent > self._give_up

    def _age(self, received: Received) -> int:
        return max(0, int((self.now - received.sent).total_seconds() * 1000))

    def _count(self, channel: str, metric: Metric, value: int = 1) -> None:
        self._counts[channel][metric].append(value)


_LETTERS: dict[MessageKind, Callable[[Message, datetime], Letter]] = {
    MessageKind.ONE_TIME_CODE: codes.letter,
    MessageKind.NOTICE: notices.letter,
    MessageKind.DIGEST: digests.letter,
    MessageKind.ADDRESS_CODE: addresses.letter,
}

_SETTLING: dict[MessageKind, Callable[[Message, Channel, str, int, datetime], None]] = {
    MessageKind.NOTICE: notices.settle,
    MessageKind.DIGEST: digests.settle,
}
"""Codes are of no use twice, and are forgotten with their lifetime."""


def _quietly(noting: Callable[[], None]) -> None:
    """What is noted after a call must not undo it: the message has gone out, or has failed for its own
    reason."""
    try:
        noting()
    except Refusal as refusal:
        _log({"noting": refusal.code})


def _log(entry: dict[str, Any]) -> None:
    logger.info(json.dumps(entry))
