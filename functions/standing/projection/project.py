"""From the stream of Records to the lists: whoever a record is about is computed anew, whole.

Nothing is counted up, so an event that comes twice, late or out of order changes nothing. The inputs are
read consistently after the mark of what stands, and what they amount to is written only under that mark: of
two who compute at the same time the one with the older inputs fails and begins again.
"""

import json
import logging
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from functions.standing.projection import periods, store
from functions.standing.projection.subjects import entries
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.regulations.periods import DAY

logger = logging.getLogger("lianluo")
_ATTEMPTS = 4


def project(event: dict[str, Any]) -> dict[str, Any]:
    """Takes a stream batch; answers from which record on to try again, if any. Subjects that failed keep
    no other from being written."""
    touched: dict[str, set[date]] = {}
    numbers: dict[str, list[str]] = {}
    for record in event["Records"]:
        partition = record["dynamodb"]["Keys"]["pk"]["S"]
        touched.setdefault(partition, set()).update(_days(record["dynamodb"]))
        numbers.setdefault(partition, []).append(record["dynamodb"]["SequenceNumber"])
    failed = {partition for partition, days in touched.items() if not attempt(partition, days)}
    order = [record["dynamodb"]["SequenceNumber"] for record in event["Records"]]
    again = {number for partition in failed for number in numbers[partition]}
    first = next((number for number in order if number in again), None)
    return {"batchItemFailures": [] if first is None else [{"itemIdentifier": first}]}


def _days(change: dict[str, Any]) -> Iterator[date]:
    """The days of a record: of leave or a session every one, for each can lie in another period."""
    last = date.fromisoformat(change["Keys"]["sk"]["S"].split("#")[1])
    image = change.get("NewImage") or change.get("OldImage") or {}
    first = date.fromisoformat(image["first"]["S"]) if "first" in image else last
    while first <= last:
        yield first
        first += DAY


def attempt(partition: str, touched: Iterable[date] = ()) -> bool:
    """:func:`recompute`; says whether it succeeded, and logs why not."""
    try:
        recompute(partition, touched)
    except Exception as error:
        code = error.code if isinstance(error, Refusal) else type(error).__name__
        logger.exception(json.dumps({"projection": code}))
        return False
    return True


def recompute(partition: str, touched: Iterable[date] = ()) -> None:
    """Writes anew what the subject of a partition of Records has not done: in every period that runs today,
    in the one before it, and in those of the ``touched`` days. Raises ``Refusal``."""
    days = list(touched)
    for _ in range(_ATTEMPTS):
        today = clock.legal_day(clock.now())
        judged = periods.days(days, today)
        kept = store.read(partition, str(judged[0].isocalendar().year - 1))
        found = entries(partition, judged, today)
        try:
            store.replace(partition, kept, found, periods.labels(judged, today))
        except Refusal as refusal:
            if refusal.code != "stale_version":
                raise
        else:
            return
    raise Refusal("conflict", retry_after=1)
