"""POST /v1/check-ins/batch: scans made without network, each answered by itself."""

from datetime import timedelta
from typing import Any

import pytest

from shared.web.batches import MOST
from tests.aws import World
from tests.checkin.desk import DEPUTY_CALLER, HERE, OVERSEER, Desk
from tests.costs import counted
from tests.domain.proof.strategies import STATION
from tests.gateway import Response, someone


def send(desk: Desk, *items: Any, **sent: Any) -> Response:
    return desk.call("POST", "/v1/check-ins/batch", DEPUTY_CALLER, body={"items": items}, **sent)


def offline(desk: Desk, number: int, days_ago: int = 0, station: str = STATION) -> dict[str, Any]:
    moment = desk.now - timedelta(days=days_ago)
    return {
        "nonce": f"nonce-{number:04d}",
        "code": desk.code(moment, station),
        "location": HERE,
        "captured_at": moment.isoformat(),
    }


def statuses(answer: Response) -> list[str]:
    assert answer.status == 200
    return [item["status"] for item in answer.json["items"]]


def written(tables: World, prefix: str = "RECORD#") -> int:
    return sum(item["sk"]["S"].startswith(prefix) for item in tables.items("Records"))


def test_seven_days_of_visits_are_recorded_each_on_its_day(desk: Desk) -> None:
    answer = send(desk, *(offline(desk, days, days) for days in range(8)))
    assert statuses(answer) == ["created"] * 8
    records = [item["record"] for item in answer.json["items"]]
    assert [record["day"] for record in records] == [f"2026-11-{20 - days}" for days in range(8)]
    assert [record["timing"] for record in records] == ["live", *["late"] * 7]
    assert [record["grade"] for record in records] == ["A", *["B"] * 7]


def test_one_bad_item_harms_no_other(desk: Desk, tables: World) -> None:
    desk.add_station("411402002-01")
    desk.register("411402002-01", OVERSEER, "code-rotations")
    good = offline(desk, 1)
    items: list[Any] = [
        good,
        {**good, "nonce": "nonce-0002", "code": "A" * 43},
        {**good, "nonce": "nonce-0003", "code": desk.code(desk.now - timedelta(days=9))},
        offline(desk, 4, station="411402002-01"),
        {**good, "nonce": "nonce-0005", "captured_at": "2026-11-20T09:30:00"},
        {**good, "nonce": "short"},
        {**good, "nonce": "nonce-0007", "location": {"lat": 91, "lng": 0}},
        {**good, "nonce": "nonce-0008", "mood": "good"},
        {"nonce": "nonce-0009"},
        None,
        7,
        "scan",
        [],
        {},
        offline(desk, 15, days_ago=1),
    ]
    answer = send(desk, *items)
    assert statuses(answer) == ["created", *["refused"] * 13, "created"]
    codes = [item["problem"]["code"] for item in answer.json["items"][1:-1]]
    assert codes == ["code_unknown_version", "code_expired", "code_superseded", *["invalid_request"] * 10]
    fields = [
        item["problem"]["errors"][0]["field"]
        for item in answer.json["items"]
        if "errors" in item.get("problem", {})
    ]
    assert fields[:4] == [
        "body.items.4.captured_at",
        "body.items.5.nonce",
        "body.items.6.location.lat",
        "body.items.7.mood",
    ]
    assert written(tables) == 2


def test_a_refused_item_is_told_as_it_would_be_alone(desk: Desk) -> None:
    code = desk.code(desk.now - timedelta(days=9))
    alone = desk.scan(code, headers={"Accept-Language": "en"}).json
    answer = send(desk, {"nonce": "nonce-0001", "code": code}, headers={"Accept-Language": "en"})
    assert answer.json["items"][0]["problem"] == alone


def test_the_same_nonce_twice_in_a_batch_makes_one_record(desk: Desk, tables: World) -> None:
    item = offline(desk, 1, days_ago=2)
    answer = send(desk, item, item)
    assert statuses(answer) == ["created", "existing"]
    first, second = answer.json["items"]
    assert first["record"] == second["record"]
    assert written(tables) == written(tables, "NONCE") == 1


def test_the_same_nonce_for_two_codes_is_refused_for_the_second(desk: Desk, tables: World) -> None:
    other = {**offline(desk, 1, days_ago=2), "nonce": "nonce-0001"}
    answer = send(desk, offline(desk, 1), other)
    assert statuses(answer) == ["created", "refused"]
    assert answer.json["items"][1]["problem"]["code"] == "idempotency_key_reused"
    assert written(tables) == 1


def test_two_scans_of_a_day_make_one_record(desk: Desk) -> None:
    answer = send(desk, offline(desk, 1), {"nonce": "nonce-0002", "code": desk.poster()})
    assert statuses(answer) == ["created", "existing"]


def test_a_batch_sent_again_makes_nothing_and_answers_the_same_records(desk: Desk, tables: World) -> None:
    items = [offline(desk, days, days) for days in range(7)]
    first = send(desk, *items)
    before = tables.items("Records")
    desk.pass_time(hours=1)
    again = send(desk, *items)
    assert statuses(again) == ["existing"] * 7
    assert [item["record"] for item in again.json["items"]] == [
        item["record"] for item in first.json["items"]
    ]
    assert tables.items("Records") == before


def test_a_scan_first_sent_alone_is_known_in_a_batch_by_its_nonce(desk: Desk, tables: World) -> None:
    item = offline(desk, 1)
    assert desk.scan(item["code"], key=item["nonce"]).status == 201
    assert statuses(send(desk, item)) == ["existing"]
    assert written(tables) == 1


def test_a_batch_of_25_costs_25_calls_and_one_of_26_is_refused(desk: Desk, tables: World) -> None:
    stations = [f"4114{county:02d}-{serial:02d}" for county in (2, 3) for serial in range(1, 14)]
    items = [offline(desk, number, station=station) for number, station in enumerate(stations)]
    too_many = send(desk, *items)
    assert (too_many.status, too_many.json["errors"][0]["field"]) == (400, "body.items")
    assert tables.items("Records") == []
    with counted() as calls:
        assert statuses(send(desk, *items[:MOST])) == ["created"] * 25
    assert calls == ["TransactWriteItems"] * 25


@pytest.mark.parametrize("body", [{}, {"items": []}, {"items": None}, {"items": {}}, {"items": "x"}, []])
def test_a_body_without_items_is_refused(desk: Desk, body: Any) -> None:
    assert desk.call("POST", "/v1/check-ins/batch", body=body).status == 400


def test_only_deputies_send_batches(desk: Desk) -> None:
    body = {"items": [offline(desk, 1)]}
    answer = desk.call("POST", "/v1/check-ins/batch", someone("liaison_officer:411402"), body=body)
    assert (answer.status, answer.json["code"]) == (403, "role_missing")
