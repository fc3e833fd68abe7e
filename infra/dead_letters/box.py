"""The dead-letter queue, opened: what is taken out is hidden, not gone, until it is removed.

Whoever is killed in between has lost nothing: what was hidden comes back by itself.
"""

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from infra.dead_letters.letters import Letter, of_message

HIDDEN = 900
"""Seconds for which a letter that was taken out is nobody else's."""

_BATCH = 10
_LOOK = 2
"""Seconds that the queue is asked for more; a shorter look does not see all of it (AWS)."""


class Box:
    """``with Box(sqs, url, now) as box: for letter in box``: each letter that was there at ``now``, once."""

    def __init__(self, sqs: Any, url: str, now: datetime) -> None:
        self._sqs = sqs
        self._url = url
        self._now = now
        self._held: dict[str, str] = {}
        self._seen: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Puts back what was not removed."""
        receipts = list(self._held.values())
        for start in range(0, len(receipts), _BATCH):
            entries = [
                {"Id": str(number), "ReceiptHandle": receipt, "VisibilityTimeout": 0}
                for number, receipt in enumerate(receipts[start : start + _BATCH])
            ]
            self._sqs.change_message_visibility_batch(QueueUrl=self._url, Entries=entries)

    def __iter__(self) -> Iterator[Letter]:
        while True:
            answer = self._sqs.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=_BATCH,
                VisibilityTimeout=HIDDEN,
                WaitTimeSeconds=_LOOK,
                AttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
            found = [of_message(message) for message in answer.get("Messages", [])]
            self._held |= {letter.id: letter.receipt for letter in found}
            if not found:
                return
            for letter in found:
                # What was sent again and failed again since the start is for another day.
                if letter.id not in self._seen and letter.sent <= self._now:
                    self._seen.add(letter.id)
                    yield letter

    def remove(self, letter: Letter) -> None:
        """Takes it out for good."""
        self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=self._held[letter.id])
        del self._held[letter.id]
