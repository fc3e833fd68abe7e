"""Tables are read no faster than was asked for, and without what is over."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from infra.audit import Code, Finding, __main__, findings, scanning, snapshot
from infra.audit.scanning import Pace
from shared.domain import clock

PAGES = 4


class Table:
    """A table of some pages; each takes so many units, and is asked for at a moment."""

    def __init__(self, units: float | None, items: list[dict[str, Any]] | None = None) -> None:
        self.units, self.items = units, items or []
        self.asked: list[dict[str, Any]] = []
        self.now = 0.0

    def __call__(self, service: str) -> Any:
        return self

    def get_paginator(self, operation: str) -> Any:
        assert operation == "scan"
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        self.asked.append(asked)
        used = {} if self.units is None else {"ConsumedCapacity": {"CapacityUnits": self.units}}
        for number in range(PAGES):
            yield {"Items": [] if number else self.items, **used}

    def wait(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clocked(monkeypatch: pytest.MonkeyPatch) -> Table:
    table = Table(128)
    monkeypatch.setattr(time, "monotonic", lambda: table.now)
    monkeypatch.setattr(time, "sleep", table.wait)
    return table


def test_a_page_waits_for_what_the_one_before_it_took(clocked: Table) -> None:
    pace = Pace(500)
    snapshot(clocked, {"Registry": "a", "Inbox": "b"}, pace=pace)
    assert pace.used == 2 * PAGES * 128
    assert clocked.now == pytest.approx(pace.used / 500)


def test_where_nothing_says_what_a_page_took_it_took_the_most(clocked: Table) -> None:
    clocked.units = None
    snapshot(clocked, {"Registry": "a"}, pace=Pace(500))
    assert clocked.now == pytest.approx(PAGES * scanning.PAGE / 500)


def test_without_a_pace_nobody_waits(clocked: Table) -> None:
    snapshot(clocked, {"Registry": "a"})
    assert clocked.now == 0
    assert clocked.asked[0]["ConsistentRead"] is True


def test_the_command_is_slow_and_not_consistent_unless_asked(clocked: Table) -> None:
    found: list[Finding] = __main__.audit(clocked, {"Registry": "a"}, 0, lambda line: None)
    assert found == []
    assert clocked.asked[0]["ConsistentRead"] is False
    assert clocked.now >= PAGES * 128 / 1000, "well below a third of what a partition bears"
    __main__.audit(clocked, {"Registry": "a"}, 0, lambda line: None, units=10_000, consistent=True)
    assert clocked.asked[1]["ConsistentRead"] is True


@pytest.mark.parametrize("gone", [True, False])
def test_what_expired_while_it_was_read_is_left_out_with_its_pair(
    gone: bool, clocked: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DynamoDB has taken a day's seal, and what is held for the day still stands, or the other way about."""
    begun = clock.now()
    expired, soon, later = (int(begun.timestamp()) + seconds for seconds in (-60, 60, 600))
    clocked.items = [
        {"pk": {"S": "DIGEST#p1"}, "sk": {"S": sk}, "expires": {"N": str(expires)}}
        for sk, expires in (("HELD#a", expired), ("HELD#b", soon), ("HELD#c", later))
    ] + [{"pk": {"S": "DIGEST#p2"}, "sk": {"S": "HELD#d"}, "expires": {"N": str(soon)}}]
    moments = iter([begun, begun.fromtimestamp(soon if gone else soon - 1, begun.tzinfo)])
    monkeypatch.setattr(clock, "now", lambda: next(moments))
    read = snapshot(clocked, {"Inbox": "a"})
    assert [item.sk for item in read] == (["HELD#c"] if gone else ["HELD#b", "HELD#c", "HELD#d"])
    assert read.partitions("Inbox", "DIGEST") == (["DIGEST#p1"] if gone else ["DIGEST#p1", "DIGEST#p2"])


@pytest.mark.parametrize(("seconds", "found"), [(-1, False), (3600, True)])
def test_what_is_held_and_has_lost_its_seal_is_a_finding_until_both_are_over(
    seconds: int, found: bool, clocked: Table
) -> None:
    expires = str(int(clock.now().timestamp()) + seconds)
    held = {
        "pk": {"S": "DIGEST#p1"},
        "sk": {"S": "HELD#a"},
        "day": {"S": "2026-11-21"},
        "expires": {"N": expires},
    }
    clocked.items = [held]
    assert (Code.DIGEST in {one.code for one in findings(snapshot(clocked, {"Inbox": "a"}))}) is found
