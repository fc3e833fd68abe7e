"""POST /v1/stations/{station_id}/entries: staff enter a visit by hand (sq-21)."""

from datetime import timedelta
from typing import Any

import pytest

from functions.checkin.entering import DAYS_BACK
from tests.aws import World
from tests.checkin.desk import DEPUTY_CALLER, DEPUTY_ID, OVERSEER, STAFF, STAFF_ID, Desk
from tests.costs import counted
from tests.domain.proof.strategies import STATION
from tests.gateway import Response, someone

REASON = "手机没电，本人到站"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.add_station()
    desk.add_deputy()
    return desk


def enter(
    desk: Desk, station: str = STATION, caller: Any = STAFF, key: str | None = None, **fields: Any
) -> Response:
    body = {"deputy": DEPUTY_ID, "reason": REASON, **fields}
    headers = {} if key is None else {"Idempotency-Key": key}
    return desk.call("POST", f"/v1/stations/{station}/entries", caller, body=body, headers=headers)


def test_sq_21_a_visit_is_registered_by_hand_with_who_and_why(desk: Desk) -> None:
    answer = enter(desk, day="2026-11-20", time="08:40")
    assert answer.status == 201
    record = answer.json
    assert record["id"] == f"{DEPUTY_ID}.20261120.{STATION}"
    assert (record["proof"], record["grade"], record["counted"]) == ("staff", "C", True)
    assert record["flags"] == ["staff_entry", "time_claimed"]
    assert record["moment"] == "2026-11-20T08:40:00+08:00"
    assert (record["recorded_by"], record["reason"]) == (STAFF_ID, REASON)


def test_where_only_the_day_is_known_no_time_is_made_up(desk: Desk) -> None:
    record = enter(desk, day="2026-11-19").json
    assert (record["day"], record["moment"], record["timing"]) == ("2026-11-19", None, "late")
    assert (record["grade"], record["counted"]) == ("D", False)


def test_the_days_first_record_stands_whoever_made_it(desk: Desk, tables: World) -> None:
    scanned = desk.scan()
    entered = enter(desk, day="2026-11-20")
    assert (entered.status, entered.json) == (200, scanned.json)
    again = enter(desk, day="2026-11-18"), enter(desk, day="2026-11-18", time="12:00")
    assert [answer.status for answer in again] == [201, 200]
    assert again[0].json == again[1].json
    assert len(tables.items("Records")) == 2


def test_an_entry_repeated_under_its_key_answers_its_record_and_makes_none(desk: Desk, tables: World) -> None:
    first = enter(desk, day="2026-11-18", key="0f8fad5b-d9cb")
    again = enter(desk, day="2026-11-18", key="0f8fad5b-d9cb")
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    other = enter(desk, day="2026-11-17", key="0f8fad5b-d9cb")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")
    assert sum(item["sk"]["S"].startswith("RECORD#") for item in tables.items("Records")) == 1


def test_an_entry_costs_two_calls(desk: Desk) -> None:
    for status in (201, 200):
        with counted() as calls:
            assert enter(desk, day="2026-11-20").status == status
        assert calls == ["BatchGetItem", "TransactWriteItems"]


@pytest.mark.parametrize(("days", "status"), [(0, 201), (DAYS_BACK, 201), (DAYS_BACK + 1, 422), (-1, 422)])
def test_a_visit_may_be_entered_a_month_back_and_not_ahead(desk: Desk, days: int, status: int) -> None:
    day = (desk.now - timedelta(days=days)).date()
    answer = enter(desk, day=day.isoformat())
    assert answer.status == status
    assert status == 201 or answer.json["code"] == "day_out_of_range"


def test_a_visit_that_has_not_happened_is_refused(desk: Desk) -> None:
    assert enter(desk, day="2026-11-20", time="09:31").json["code"] == "day_out_of_range"
    assert enter(desk, day="2026-11-20", time="09:30").status == 201


def test_deputy_and_station_must_exist(desk: Desk) -> None:
    unknown = enter(desk, day="2026-11-20", deputy="p2m8n4p6r5t01j9zq3v7k")
    assert (unknown.status, unknown.json["code"]) == (404, "deputy_not_found")
    elsewhere = enter(desk, "411402001-07", someone("township_staff:411402001"), day="2026-11-20")
    assert (elsewhere.status, elsewhere.json["code"]) == (404, "station_not_found")


def test_a_closed_stations_last_visits_may_still_be_entered(desk: Desk) -> None:
    desk.register(STATION, OVERSEER, "closure")
    assert enter(desk, day="2026-11-19").status == 201
    assert enter(desk, day="2026-11-20").status == 201
    desk.pass_time(days=1)
    refused = enter(desk, day="2026-11-21")
    assert (refused.status, refused.json["code"]) == (409, "station_closed")


@pytest.mark.parametrize(
    ("caller", "code"),
    [
        (someone("liaison_officer:411402002"), "out_of_scope"),
        (someone("station_head:411402001-02"), "out_of_scope"),
        (DEPUTY_CALLER, "role_missing"),
        (OVERSEER, "role_missing"),
        (someone("auditor:41"), "role_missing"),
    ],
)
def test_only_the_stations_own_staff_enter_visits(desk: Desk, caller: Any, code: str) -> None:
    answer = enter(desk, caller=caller, day="2026-11-20")
    assert (answer.status, answer.json["code"]) == (403, code)


@pytest.mark.parametrize(
    "fields",
    [
        {"day": "20261120"},
        {},
        {"time": "08:40"},
        {"day": "20 November"},
        {"day": "2026-02-30"},
        {"day": "2026-11-20", "time": "24:00"},
        {"day": "2026-11-20", "time": "08:40:00+08:00"},
        {"day": "2026-11-20", "time": None},
        {"day": "2026-11-20", "deputy": "王晓梅"},
        {"day": "2026-11-20", "reason": ""},
        {"day": "2026-11-20", "reason": "零宽\u200b字符"},
        {"day": "2026-11-20", "grade": "A"},
    ],
)
def test_an_entry_of_another_shape_is_refused(desk: Desk, fields: dict[str, Any]) -> None:
    answer = enter(desk, **fields)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
