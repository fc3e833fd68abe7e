"""From the stream to the tallies: whatever comes, in whatever order, they tell what stands."""

import random
from typing import Any

import pytest

from functions.suggestions.numbers import counting, store
from functions.suggestions.numbers.store import Place
from functions.suggestions.workers.tally import tally
from shared.domain.errors import Refusal
from tests import costs
from tests.suggestions.numbers.stream import brought, changes, stored
from tests.suggestions.opinions.street import COUNTY_STAFF, STATION, STREET, TOWNSHIP, Street


def busy(street: Street) -> list[Any]:
    """Five opinions: handed over, answered, two joined, one merely there; at the station and the street."""
    unit = street.unit()
    lamps, gas, again = street.bring(), street.bring("停气了"), street.bring("路灯不亮")
    street.sorted(lamps, category="utilities", matter_remit="township")
    street.took(lamps, "handover", {"unit": unit.id})
    street.sorted(gas, answerable="true")
    street.took(gas, "answer", {"text": "已恢复供气"})
    street.took(again, "merging", {"into": lamps["receipt"]})
    whole = {"text": "街道绿化", "division": STREET}
    there = street.done("POST", "/v1/opinions", whole)
    return [lamps, gas, again, there]


def total(street: Street, scope: str, **query: Any) -> Any:
    asked = {"scope": scope, **query}
    return street.done("GET", "/v1/opinions/statistics", query=asked, by=COUNTY_STAFF)["total"]


def test_every_scope_above_counts_what_is_below_it(street: Street) -> None:
    busy(street)
    assert brought(street.world) == []
    at_station = street.done("GET", "/v1/opinions/statistics", query={"scope": STATION}, by=TOWNSHIP)
    assert (at_station["total"]["cases"], at_station["total"]["voices"]) == (3, 3)
    assert at_station["total"]["states"] == {"answered": 1, "handed_over": 1, "merged": 1}
    assert total(street, STREET)["cases"] == total(street, "411402")["cases"] == 4
    assert total(street, STREET, own="true")["cases"] == 1
    assert total(street, "411402", own="true")["cases"] == 0
    assert total(street, "411402", year=2025)["cases"] == 0


def test_a_replay_changes_nothing(street: Street) -> None:
    busy(street)
    brought(street.world)
    before = stored(street.world)
    assert before
    with costs.counted() as operations:
        brought(street.world, changes(street.world) * 3)
    assert stored(street.world) == before
    assert operations.written == 0


@pytest.mark.parametrize("seed", range(4))
def test_any_order_in_any_pieces_gives_the_same(street: Street, seed: int) -> None:
    lamps = busy(street)[0]
    events = changes(street.world) * 2
    random.Random(seed).shuffle(events)
    for event in events[: len(events) // 2]:
        assert brought(street.world, [event]) == []
    street.took(lamps, "result", {"text": "已装灯"})
    for event in events[len(events) // 2 :]:
        assert brought(street.world, [event]) == []
    brought(street.world)
    in_pieces = stored(street.world)
    for item in street.world.items("Suggestions"):
        key = (item["pk"]["S"], item["sk"]["S"])
        if key in in_pieces:
            client = street.world.client("dynamodb")
            client.delete_item(
                TableName=street.world.names["Suggestions"], Key={"pk": item["pk"], "sk": item["sk"]}
            )
    brought(street.world)
    assert stored(street.world) == in_pieces


def test_the_tallies_follow_whatever_changes(street: Street) -> None:
    lamps, *_ = busy(street)
    brought(street.world)
    assert total(street, "411402")["states"]["handed_over"] == 1
    street.later(days=3)
    street.took(lamps, "result", {"text": "已装灯"})
    street.took(lamps, "feedback", {"text": "已装灯"})
    brought(street.world)
    found = total(street, "411402")
    assert "handed_over" not in found["states"]
    assert (found["answered"], found["states"]["answered"]) == (2, 2)
    assert found["average_days"] == 2  # one at once, one after three days
    street.words(lamps, "仍有一段不亮", unsolved=True)
    brought(street.world)
    assert total(street, "411402")["rounds"] == {"1": 3, "2": 1}


def test_a_case_that_fails_keeps_no_other_from_being_counted(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts = busy(street)
    bad, figure = receipts[1]["receipt"], counting._figure

    def failing(case: str) -> Any:
        if case == bad:
            raise Refusal("busy")
        return figure(case)

    monkeypatch.setattr(counting, "_figure", failing)
    events = changes(street.world)
    first = next(e for e in events if e["dynamodb"]["Keys"]["pk"]["S"] == f"CASE#{bad}")
    assert brought(street.world, events) == [first["dynamodb"]["SequenceNumber"]]
    assert total(street, "411402")["cases"] == 3
    monkeypatch.setattr(counting, "_figure", figure)
    assert brought(street.world, events) == []
    assert total(street, "411402")["cases"] == 4


def test_of_two_who_count_at_once_the_one_with_older_numbers_begins_again(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    street.bring()
    brought(street.world)
    place, read = Place("OPINIONS", STATION, "2026-11"), store._all
    raced: list[str] = []

    def late(partition: str) -> Any:
        found = read(partition)
        if not raced:
            raced.append(partition)
            street.bring("停气了")
            brought(street.world)
        return found

    monkeypatch.setattr(store, "_all", late)
    store.recount_own(place)
    assert raced
    assert total(street, STATION, own="true")["cases"] == 2


def test_the_cost_of_a_change_does_not_grow_with_the_province(street: Street) -> None:
    """What other scopes hold is not read again: their tallies are."""
    first = street.bring()
    brought(street.world)

    def sorted_again(category: str) -> costs.Operations:
        street.sorted(first, category=category)
        events = [
            e for e in changes(street.world) if e["dynamodb"]["Keys"]["pk"]["S"] == f"CASE#{first['receipt']}"
        ]
        with costs.counted() as operations:
            assert brought(street.world, events) == []
        return operations

    few = sorted_again("law")
    for _ in range(12):
        street.done("POST", "/v1/opinions", {"text": "绿化", "division": "411402002"})
    brought(street.world)
    many = sorted_again("work")
    assert (len(many), many.written) == (len(few), few.written)
    assert len(few) <= 28


def test_the_last_second_of_november_is_november_s(street: Street) -> None:
    street.now = street.now.replace(day=30, hour=23, minute=59, second=59)
    street.bring()
    street.later(seconds=1)
    street.bring("停气了")
    brought(street.world)
    query = {"scope": STATION, "year": 2026}
    found = street.done("GET", "/v1/opinions/statistics", query=query, by=TOWNSHIP)["months"]
    assert [(one["month"], one["cases"]) for one in found if one["cases"]] == [
        ("2026-11", 1),
        ("2026-12", 1),
    ]


def test_other_items_of_the_table_are_nobody_s_case(street: Street) -> None:
    key = {"pk": {"S": "CASE#x0000000000000000000a"}, "sk": {"S": "CASE"}}
    event = {"eventName": "MODIFY", "dynamodb": {"Keys": key, "SequenceNumber": "1"}}
    gone = {"pk": {"S": "CASE#e0000000000000000000a"}, "sk": {"S": "CASE"}}
    other = {"eventName": "REMOVE", "dynamodb": {"Keys": gone, "SequenceNumber": "2"}}
    assert brought(street.world, [event, other]) == []
    assert stored(street.world) == {}


def test_what_a_unit_has_in_hand_is_pending_though_no_rule_gives_it_a_time(street: Street) -> None:
    """A unit that handles an opinion has no legal time: it is never late, and not forgotten either."""
    lamps, *_ = busy(street)
    street.now = street.now.replace(year=2027)
    brought(street.world)
    (unit,) = street.done(
        "GET", "/v1/opinions/statistics", query={"scope": STREET, "year": 2026}, by=COUNTY_STAFF
    )["units"]
    assert (unit["name"], unit["cases"], unit["pending"], unit["overdue"]) == ("市政管理所", 1, 1, 0)
    street.took(lamps, "result", {"text": "已装灯"})
    brought(street.world)
    (unit,) = street.done(
        "GET", "/v1/opinions/statistics", query={"scope": STREET, "year": 2026}, by=COUNTY_STAFF
    )["units"]
    assert (unit["answered"], unit["pending"], unit["on_time"]) == (1, 0, 0)


def test_a_resident_s_rating_is_counted(street: Street) -> None:
    gas = busy(street)[1]
    rated = {**gas, "result": "dissatisfied", "reason": "又停了"}
    sent = {name: rated[name] for name in ("receipt", "secret", "result", "reason")}
    street.done("POST", "/v1/opinions/follow/rating", sent)
    brought(street.world)
    found = total(street, "411402")
    assert found["result"] == {"dissatisfied": 1}
    assert found["rounds"] == {"1": 3, "2": 1}


def test_what_is_erased_keeps_its_number_and_leaves_no_word(street: Street) -> None:
    """The case stays counted; the place that told who somebody was stands in no tally any more."""
    receipt = street.bring(category="law", place="王秀英家门口")
    brought(street.world)
    assert "王秀英" in str(stored(street.world))
    body = {"receipt": receipt["receipt"], "secret": receipt["secret"], "place": True}
    assert street.send("POST", "/v1/opinions/follow/erasure", body).status < 300
    brought(street.world)
    assert total(street, STATION)["cases"] == 1
    assert "王秀英" not in str(stored(street.world))


def test_an_operator_has_a_month_counted_anew_page_by_page(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the stream brought nothing."""
    busy(street)
    monkeypatch.setattr(counting, "PAGE", 3)
    first = tally({"kind": "OPINIONS", "month": "2026-11"}, None)
    assert (first["counted"], first["failed"]) == (3, [])
    again = tally({"kind": "OPINIONS", "month": "2026-11", "after": first["after"]}, None)
    assert (again["counted"], again["failed"], again["after"]) == (1, [], None)
    assert total(street, "411402")["cases"] == 4
    before = stored(street.world)
    brought(street.world)
    assert stored(street.world) == before
