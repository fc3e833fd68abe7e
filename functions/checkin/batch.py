"""Scans that an app kept while it had no network, sent together.

Each is checked, written and answered by itself: one transaction an item, so a bad one harms no other and
what was written stays written. Under its nonce an item makes nothing twice, within a batch or by sending
the batch again.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from functions.checkin.records import shown
from functions.checkin.scanning import check_in
from functions.checkin.schemas import OfflineScan
from shared.domain.errors import Refusal
from shared.web.batches import checked

Problem = Callable[[Refusal], dict[str, Any]]
_SCAN = OfflineScan()


def send(
    deputy: str, items: Iterable[Any], now: datetime, counted: Collection[str], problem: Problem
) -> Iterator[dict[str, Any]]:
    """What became of each item, in order. ``problem`` puts a refusal in the caller's words.
    At most one call an item."""
    for number, item in enumerate(items):
        try:
            scan = checked(_SCAN, item, number)
            record, made = check_in(deputy, scan, scan["nonce"], now)
        except Refusal as refusal:
            yield {"status": "refused", "problem": problem(refusal)}
        else:
            yield {"status": "created" if made else "existing", "record": shown(record, counted)}
