"""Corrections: a record is voided or restored by something that stands beside it, never changed."""

from typing import Any

import pytest

from tests.aws import World
from tests.checkin.desk import DEPUTY_CALLER, DEPUTY_ID, OVERSEER, STAFF, STAFF_ID, Desk
from tests.costs import counted
from tests.domain.proof.strategies import STATION
from tests.gateway import Response, someone

RECORD = f"{DEPUTY_ID}.20261120.{STATION}"
REASON = "他人代为扫码"


def correct(
    desk: Desk, action: str = "void", record: str = RECORD, caller: Any = STAFF, key: str | None = None
) -> Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    body = {"action": action, "reason": REASON}
    return desk.call("POST", f"/v1/records/{record}/corrections", caller, body=body, headers=headers)


def listed(desk: Desk) -> list[dict[str, Any]]:
    answer = desk.call("GET", f"/v1/stations/{STATION}/records", STAFF, query={"month": "2026-11"})
    own = desk.call("GET", "/v1/me/records")
    assert own.json == answer.json
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def test_a_voided_record_stays_says_so_and_counts_no_longer(desk: Desk) -> None:
    before = desk.scan().json
    assert before["counted"]
    desk.pass_time(hours=1)
    answer = correct(desk)
    assert answer.status == 201
    correction = answer.json
    assert correction == {
        "id": correction["id"],
        "record": RECORD,
        "action": "void",
        "reason": REASON,
        "by": STAFF_ID,
        "at": "2026-11-20T10:30:10+08:00",
    }
    assert correction["id"].startswith(f"{RECORD}.c")
    assert len(correction["id"]) == len(RECORD) + 12
    (after,) = listed(desk)
    assert after == {**before, "counted": False, "correction": correction}


def test_a_deputy_who_scans_again_sees_the_voided_record(desk: Desk) -> None:
    desk.scan(key="0f8fad5b-d9cb")
    correct(desk)
    for key in (None, "0f8fad5b-d9cb", "another-nonce"):
        again = desk.scan(key=key)
        assert (again.status, again.json["counted"]) == (200, False)
        assert again.json["correction"]["reason"] == REASON


def test_what_the_record_says_is_never_changed(desk: Desk, tables: World) -> None:
    desk.scan()
    (before,) = tables.items("Records")
    correct(desk)
    correct(desk, "restore")
    items = tables.items("Records")
    (after,) = (item for item in items if item["sk"]["S"].startswith("RECORD#"))
    assert {name: value for name, value in after.items() if name != "correction"} == before
    assert len(items) == 3


def test_a_record_voided_in_error_is_restored_and_both_corrections_stay(desk: Desk) -> None:
    before = desk.scan().json
    made = []
    for action in ("void", "restore", "void", "restore"):
        desk.pass_time(minutes=5)
        made.append(correct(desk, action).json)
    (after,) = listed(desk)
    assert after == {**before, "counted": True, "correction": made[-1]}
    history = desk.call("GET", f"/v1/records/{RECORD}/corrections", STAFF)
    assert history.json == {"items": made, "next": None}


def test_a_second_correction_of_the_same_kind_is_refused(desk: Desk, tables: World) -> None:
    desk.scan()
    assert correct(desk, "restore").json["code"] == "not_voided"
    assert correct(desk).status == 201
    again = correct(desk, caller=OVERSEER)
    assert (again.status, again.json["code"]) == (409, "already_corrected")
    assert correct(desk, "restore").status == 201
    assert correct(desk, "restore").json["code"] == "not_voided"
    assert len(tables.items("Records")) == 3


def test_a_correction_repeated_under_its_key_answers_the_first(desk: Desk, tables: World) -> None:
    desk.scan()
    first = correct(desk, key="0f8fad5b-d9cb")
    desk.pass_time(minutes=5)
    again = correct(desk, key="0f8fad5b-d9cb")
    assert (first.status, again.status, again.json) == (201, 200, first.json)
    reused = correct(desk, "restore", key="0f8fad5b-d9cb")
    assert (reused.status, reused.json["code"]) == (422, "idempotency_key_reused")
    assert len(tables.items("Records")) == 2


def test_a_correction_is_one_call_in_every_case(desk: Desk) -> None:
    desk.scan()
    for status, key in ((201, "0f8fad5b-d9cb"), (200, "0f8fad5b-d9cb"), (409, None)):
        with counted() as calls:
            assert correct(desk, key=key).status == status
        assert calls == ["TransactWriteItems"]


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        f"{DEPUTY_ID}.20261120.411402001-02",
        f"{DEPUTY_ID}.20261131.{STATION}",
        f"{DEPUTY_ID}.00000000.{STATION}",
    ],
)
def test_an_unknown_record_is_not_found(desk: Desk, record: str, tables: World) -> None:
    answer = correct(desk, record=record, caller=OVERSEER)
    assert (answer.status, answer.json["code"]) == (404, "record_not_found")
    assert tables.items("Records") == []


@pytest.mark.parametrize(
    "record",
    [
        "x",
        "签到",
        "%E7%AD%BE%E5%88%B0",
        f"{DEPUTY_ID}.20261120.{STATION}.c4p6r5t01j9",
        f"{DEPUTY_ID}..{STATION}",
    ],
)
def test_what_is_no_records_id_is_not_found(desk: Desk, record: str) -> None:
    answer = correct(desk, record=record)
    assert (answer.status, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("caller", "code"),
    [
        (DEPUTY_CALLER, "role_missing"),
        (someone("auditor:41"), "role_missing"),
        (someone("liaison_officer:411402002"), "out_of_scope"),
        (someone("committee_staff:4115"), "out_of_scope"),
    ],
)
def test_only_the_stations_staff_and_those_above_them_correct(desk: Desk, caller: Any, code: str) -> None:
    desk.scan()
    answer = correct(desk, caller=caller)
    assert (answer.status, answer.json["code"]) == (403, code)
    for overseer in (OVERSEER, someone("admin:41")):
        assert correct(desk, caller=overseer).status in {201, 409}


def test_auditors_read_the_corrections_of_their_scope(desk: Desk) -> None:
    desk.scan()
    correct(desk)
    path = f"/v1/records/{RECORD}/corrections"
    assert len(desk.call("GET", path, someone("auditor:41")).json["items"]) == 1
    assert desk.call("GET", path, someone("auditor:4115")).json["code"] == "out_of_scope"
    assert desk.call("GET", path, DEPUTY_CALLER).json["code"] == "role_missing"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "delete", "reason": REASON},
        {"action": "void"},
        {"action": "void", "reason": " "},
        {"action": {}, "reason": REASON},
        {"action": "void", "reason": REASON, "counted": True},
    ],
)
def test_a_correction_without_action_or_reason_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    answer = desk.call("POST", f"/v1/records/{RECORD}/corrections", STAFF, body=body)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
