"""Whole tables read with Scans, no faster than the functions beside them can bear."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from infra.audit.snapshot import Snapshot, Stored, stored
from shared.domain import clock

SOON = 24 * 3600
"""No reading takes longer than so many seconds: what expires later need not be remembered."""
PAGE = 256
"""What a page of a megabyte takes when it is read consistently, in read units: the most there is."""


class Pace:
    """At most so many read units a second over everything that is read with it; ``None``: as fast as it
    goes."""

    def __init__(self, units: float | None) -> None:
        self._units = units
        self._free_at = 0.0
        self.used = 0.0

    def took(self, units: float) -> None:
        """Says what a page took, and waits until the next may be asked for."""
        self.used += units
        if self._units is not None:
            self._free_at = max(self._free_at, time.monotonic()) + units / self._units
            time.sleep(max(0.0, self._free_at - time.monotonic()))


def snapshot(
    client: Any, names: Mapping[str, str], *, consistent: bool = True, pace: Pace | None = None
) -> Snapshot:
    """Reads whole tables with a DynamoDB client, page by page; ``names`` are the tables' by their names in
    the template. Each four kilobytes of everything take a read unit, half of one where it need not be
    ``consistent``: an operator's means, nothing for a function.

    What is past its ``expires`` by the end is left out: DynamoDB removes each such item when it likes, within
    days, and so takes one of a pair before the other.
    """
    soon: list[tuple[int, tuple[str, str, str]]] = []
    read = Snapshot(_all(client, names, consistent, pace or Pace(None), soon), names)
    ended = clock.now().timestamp()
    read.without(place for expires, place in soon if expires <= ended)
    return read


def _all(
    client: Any,
    names: Mapping[str, str],
    consistent: bool,
    pace: Pace,
    soon: list[tuple[int, tuple[str, str, str]]],
) -> Iterator[Stored]:
    begun = clock.now().timestamp()
    for table, name in names.items():
        for item in _scan(client, table, name, consistent, pace):
            expires = item.of("expires")
            if 0 < expires <= begun:
                continue
            if 0 < expires <= begun + SOON:
                soon.append((expires, (item.table, item.pk, item.sk)))
            yield item


def _scan(client: Any, table: str, name: str, consistent: bool, pace: Pace) -> Iterator[Stored]:
    pages = client.get_paginator("scan").paginate(
        TableName=name, ConsistentRead=consistent, ReturnConsumedCapacity="TOTAL"
    )
    for page in pages:
        for raw in page["Items"]:
            yield stored(table, raw)
        pace.took(page.get("ConsumedCapacity", {}).get("CapacityUnits", PAGE))
