"""POST /v1/check-ins: a scan becomes a record in one call (sq-21: each visit is registered)."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.clock import SHANGHAI
from shared.domain.proof import codes, payload
from tests.aws import World
from tests.checkin.desk import DEPUTY_CALLER, DEPUTY_ID, HERE, OVERSEER, STAFF, Desk, at
from tests.costs import counted
from tests.domain.proof.strategies import PLACE, SECRET, STATION
from tests.gateway import someone

METRE = 1 / 111_195  # degrees of latitude


def records(tables: World) -> list[dict[str, Any]]:
    return [item for item in tables.items("Records") if item["sk"]["S"].startswith("RECORD#")]


def test_sq_21_a_visit_is_registered_with_how_it_was_proven(desk: Desk) -> None:
    answer = desk.scan(location=HERE)
    assert answer.status == 201
    assert answer.json == {
        "id": f"{DEPUTY_ID}.20261120.{STATION}",
        "kind": "check_in",
        "deputy": DEPUTY_ID,
        "station": STATION,
        "division": "411402001",
        "day": "2026-11-20",
        "moment": "2026-11-20T09:30:00+08:00",
        "grade": "A",
        "counted": True,
        "proof": "rotating",
        "place": "inside",
        "timing": "live",
        "flags": [],
        "distance": 0,
        "recorded_at": "2026-11-20T09:30:10+08:00",
        "recorded_by": DEPUTY_ID,
        "reason": None,
        "correction": None,
    }


def test_where_the_phone_was_is_not_kept(desk: Desk, tables: World) -> None:
    desk.scan(location={"lat": PLACE.lat + 30 * METRE, "lng": PLACE.lng}, key="a-lost-answer")
    kept = json.dumps(tables.items("Records"))
    assert str(PLACE.lat)[:6] not in kept
    assert str(PLACE.lng)[:6] not in kept


def test_a_second_scan_of_the_day_answers_the_first_record(desk: Desk, tables: World) -> None:
    first = desk.scan(location=HERE)
    desk.pass_time(hours=5)
    again = desk.scan(desk.poster())
    assert (first.status, again.status) == (201, 200)
    assert again.json == first.json
    assert len(records(tables)) == 1


def test_every_day_station_and_deputy_has_a_record_of_its_own(desk: Desk, tables: World) -> None:
    other = someone("deputy:4114", person="p2m8n4p6r5t01j9zq3v7k")
    made = [desk.scan().json["id"], desk.scan(caller=other).json["id"]]
    made.append(desk.scan(desk.code(station="411402002-01")).json["id"])
    desk.pass_time(days=1)
    made.append(desk.scan().json["id"])
    assert len(set(made)) == len(records(tables)) == 4


@pytest.mark.parametrize("key", [None, "0f8fad5b-d9cb"])
def test_one_call_for_a_first_scan_a_second_one_and_a_repeated_nonce(desk: Desk, key: str | None) -> None:
    for status in (201, 200, 200):
        with counted() as calls:
            assert desk.scan(location=HERE, key=key).status == status
        assert calls == ["TransactWriteItems"]


def test_one_call_for_a_nonce_repeated_on_the_next_day(desk: Desk, tables: World) -> None:
    """The answer was lost before midnight; the poster alone would make a visit of the next day."""
    desk.now = at("2026-11-20T23:59:58")
    first = desk.scan(desk.poster(), key="0f8fad5b-d9cb")
    desk.pass_time(seconds=4)
    with counted() as calls:
        again = desk.scan(desk.poster(), key="0f8fad5b-d9cb")
    assert (again.status, again.json) == (200, first.json)
    assert calls == ["TransactWriteItems"]
    assert len(records(tables)) == 1
    assert desk.scan(desk.poster(), key="another-nonce").status == 201


def test_one_call_for_a_refused_code_and_none_for_one_that_does_not_hold(desk: Desk) -> None:
    desk.add_station()
    desk.register(STATION, OVERSEER, "code-rotations")
    with counted() as calls:
        assert desk.scan().json["code"] == "code_superseded"
    assert calls == ["TransactWriteItems"]
    with counted() as calls:
        assert desk.scan("A" * 43).status == 400
    assert calls == []


def test_a_nonce_is_good_for_one_code(desk: Desk) -> None:
    assert desk.scan(key="0f8fad5b-d9cb").status == 201
    other = desk.scan(desk.code(station="411402002-01"), key="0f8fad5b-d9cb")
    assert (other.status, other.json["code"]) == (422, "idempotency_key_reused")


def test_a_nonce_is_its_deputys_own(desk: Desk, tables: World) -> None:
    other = someone("deputy:4114", person="p2m8n4p6r5t01j9zq3v7k")
    assert desk.scan(key="0f8fad5b-d9cb").status == 201
    assert desk.scan(key="0f8fad5b-d9cb", caller=other).status == 201
    assert len(records(tables)) == 2


def test_a_nonce_is_forgotten_after_eight_days_even_if_its_item_is_still_there(
    desk: Desk, tables: World
) -> None:
    desk.scan(desk.poster(), key="0f8fad5b-d9cb")
    (nonce,) = (item for item in tables.items("Records") if item["pk"]["S"].startswith("NONCE#"))
    assert int(nonce["expires"]["N"]) == int((desk.now + timedelta(days=8)).timestamp())
    assert "gsi1pk" not in nonce
    desk.pass_time(days=8)
    assert desk.scan(desk.poster(), key="0f8fad5b-d9cb").status == 200
    desk.pass_time(seconds=1)
    assert desk.scan(desk.poster(), key="0f8fad5b-d9cb").status == 201


def test_only_nonces_expire(desk: Desk, tables: World) -> None:
    desk.scan(key="0f8fad5b-d9cb")
    expiring = [item["pk"]["S"][:6] for item in tables.items("Records") if "expires" in item]
    assert expiring == ["NONCE#"]


def test_a_request_repeated_after_the_codes_were_replaced_has_its_first_answer(desk: Desk) -> None:
    desk.add_station()
    code = desk.code()
    first = desk.scan(code, key="0f8fad5b-d9cb")
    desk.register(STATION, OVERSEER, "code-rotations")
    assert desk.scan(code, key="0f8fad5b-d9cb").json == first.json
    assert desk.scan(code).json["code"] == "code_superseded"


@pytest.mark.parametrize("proof", ["rotating", "poster"])
def test_replacing_the_codes_refuses_every_old_one_at_once(desk: Desk, proof: str) -> None:
    desk.add_station()
    old = desk.code() if proof == "rotating" else desk.poster()
    assert desk.register(STATION, STAFF, "code-rotations").status == 200
    refused = desk.scan(old)
    assert (refused.status, refused.json["code"]) == (410, "code_superseded")
    new = desk.code(rotation=2) if proof == "rotating" else desk.poster(rotation=2)
    assert desk.scan(new).status == 201
    assert desk.scan(desk.code(station="411402002-01")).status == 201


def test_a_closed_station_takes_no_code_until_it_opens_with_new_ones(desk: Desk) -> None:
    desk.add_station()
    desk.register(STATION, OVERSEER, "closure")
    for rotation in (1, 2, 60000):
        assert desk.scan(desk.code(rotation=rotation)).json["code"] == "code_superseded"
    desk.register(STATION, OVERSEER, "reopening")
    assert desk.scan(desk.code(rotation=1)).json["code"] == "code_superseded"
    assert desk.scan(desk.code(rotation=2)).status == 201


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-20T00:00:00", "2026-11-20"),
        ("2026-11-20T07:59:59", "2026-11-20"),  # 19 November in UTC
        ("2026-11-20T23:59:59", "2026-11-20"),
        ("2026-12-31T23:59:59", "2026-12-31"),
        ("2027-01-01T00:00:00", "2027-01-01"),
        ("2028-02-29T12:00:00", "2028-02-29"),
        ("2028-03-01T00:00:00", "2028-03-01"),
    ],
)
def test_the_legal_day_is_the_date_in_shanghai(desk: Desk, moment: str, day: str) -> None:
    desk.now = at(moment)
    record = desk.scan().json
    assert record["day"] == day
    assert record["id"].split(".")[1] == day.replace("-", "")


def test_two_visits_across_midnight_are_two(desk: Desk) -> None:
    desk.now = at("2026-12-31T23:59:59")
    assert desk.scan().json["day"] == "2026-12-31"
    desk.pass_time(seconds=1)
    answer = desk.scan()
    assert (answer.status, answer.json["day"]) == (201, "2027-01-01")


def test_a_code_shown_before_midnight_and_scanned_after_counts_on_its_own_day(desk: Desk) -> None:
    code = desk.code(at("2026-11-20T23:59:45"))
    desk.now = at("2026-11-21T00:00:20")
    assert desk.scan(code).json["day"] == "2026-11-20"


def refusal(desk: Desk, code: str, **body: Any) -> tuple[int, str]:
    answer = desk.scan(code, **body)
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status, answer.json["code"]


def test_every_reason_for_refusing_a_code(desk: Desk, tables: World) -> None:
    now, good = desk.now, desk.code()
    _, signed, mac = payload.split(good)
    unknown = payload.join(bytes([2 << 4 | signed[0] & 0xF]) + signed[1:], mac)
    foreign = codes.make_rotating(SECRET, STATION, rotation=1, window=codes.window_at(now), place=PLACE)
    flipped = payload.join(signed, mac[:-1] + bytes([mac[-1] ^ 1]))
    assert refusal(desk, good[:-1]) == (400, "code_malformed")
    assert refusal(desk, "") == (400, "code_malformed")
    assert refusal(desk, unknown) == (400, "code_unknown_version")
    assert refusal(desk, foreign) == (403, "code_forged")
    assert refusal(desk, flipped) == (403, "code_forged")
    assert refusal(desk, desk.code(now - timedelta(days=8))) == (410, "code_expired")
    assert refusal(desk, desk.code(now + timedelta(minutes=2))) == (403, "code_not_yet_valid")
    assert refusal(desk, desk.poster("2026-11-21")) == (403, "code_not_yet_valid")
    assert refusal(desk, desk.poster("2026-11-18", days=2)) == (410, "code_expired")
    yesterday = (now - timedelta(days=1)).isoformat()
    assert refusal(desk, good, captured_at=yesterday) == (422, "code_window_mismatch")
    ahead = (now + timedelta(minutes=3)).isoformat()
    assert refusal(desk, good, captured_at=ahead) == (422, "captured_in_future")
    assert refusal(desk, desk.poster(), captured_at=ahead) == (422, "captured_in_future")
    assert refusal(desk, desk.poster(), captured_at=(now - timedelta(days=8)).isoformat()) == (
        422,
        "captured_too_old",
    )
    assert tables.items("Records") == []


@pytest.mark.parametrize("captured_at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00-12:00"])
def test_a_scan_of_the_far_past_is_too_old(desk: Desk, captured_at: str) -> None:
    assert refusal(desk, desk.poster(), captured_at=captured_at) == (422, "captured_too_old")
    assert refusal(desk, desk.code(), captured_at=captured_at) == (422, "code_window_mismatch")


@pytest.mark.parametrize("captured_at", ["9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59+14:00"])
def test_a_scan_of_the_far_future_is_in_the_future(desk: Desk, captured_at: str) -> None:
    assert refusal(desk, desk.poster(), captured_at=captured_at) == (422, "captured_in_future")


def test_a_refusal_is_said_in_the_callers_language(desk: Desk) -> None:
    code = desk.code(desk.now - timedelta(days=8))
    assert desk.scan(code).json["title"] == "签到码已过期，请扫描屏幕上的新码"
    english = desk.scan(code, headers={"Accept-Language": "en"})
    assert english.json["title"] == "The code has expired: scan the current one"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.code"),
        ({"code": None}, "body.code"),
        ({"code": 7}, "body.code"),
        ({"code": "A" * 300}, "body.code"),
        ({"code": "A" * 43, "captured_at": "2026-11-20T09:30:00"}, "body.captured_at"),
        ({"code": "A" * 43, "captured_at": "2026-11-20"}, "body.captured_at"),
        ({"code": "A" * 43, "captured_at": 1795138200}, "body.captured_at"),
        ({"code": "A" * 43, "who": "me"}, "body.who"),
        ({"code": "A" * 43, "location": []}, "body.location"),
        ({"code": "A" * 43, "location": {"lat": 34.4}}, "body.location.lng"),
        ({"code": "A" * 43, "location": {"lat": 90.1, "lng": 0}}, "body.location.lat"),
        ({"code": "A" * 43, "location": {"lat": -90.1, "lng": 0}}, "body.location.lat"),
        ({"code": "A" * 43, "location": {"lat": 0, "lng": 180.1}}, "body.location.lng"),
        ({"code": "A" * 43, "location": {"lat": "34", "lng": 115}}, "body.location.lat"),
        ({"code": "A" * 43, "location": {"lat": True, "lng": 115}}, "body.location.lat"),
        ({"code": "A" * 43, "location": {"lat": 34, "lng": 115, "accuracy": -1}}, "body.location.accuracy"),
        ({"code": "A" * 43, "location": {"lat": 34, "lng": 115, "datum": "bd09"}}, "body.location.datum"),
    ],
)
def test_a_body_of_another_shape_names_its_field(desk: Desk, body: dict[str, Any], field: str) -> None:
    answer = desk.call("POST", "/v1/check-ins", body=body)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert [error["field"] for error in answer.json["errors"]] == [field]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_location_that_is_no_number_is_refused(desk: Desk, number: str) -> None:
    body = f'{{"code": "{desk.code()}", "location": {{"lat": {number}, "lng": 115}}}}'
    assert desk.call("POST", "/v1/check-ins", body=body).status == 400


@pytest.mark.parametrize(
    ("location", "grade", "flags"),
    [
        (HERE, "A", []),
        (None, "B", ["no_location"]),
        ({**HERE, "accuracy": 5000}, "B", ["poor_accuracy"]),
        ({"lat": PLACE.lat + 300 * METRE, "lng": PLACE.lng}, "D", ["outside_radius"]),
        ({"lat": -90, "lng": 180}, "D", ["outside_radius"]),
    ],
)
def test_a_genuine_code_is_graded_and_never_refused(
    desk: Desk, location: dict[str, Any] | None, grade: str, flags: list[str]
) -> None:
    body: dict[str, Any] = {} if location is None else {"location": location}
    answer = desk.scan(**body)
    assert (answer.status, answer.json["grade"], answer.json["flags"]) == (201, grade, flags)
    assert answer.json["counted"] == (grade in "ABC")


def test_a_poster_sent_two_days_later_counts_on_the_day_the_phone_says(desk: Desk) -> None:
    scanned = desk.now - timedelta(days=2)
    record = desk.scan(desk.poster(), captured_at=scanned.isoformat(), location=HERE).json
    assert (record["day"], record["grade"], record["timing"]) == ("2026-11-18", "C", "late")
    assert record["moment"] == scanned.astimezone(SHANGHAI).isoformat(timespec="seconds")
    assert record["flags"] == ["late_upload", "time_claimed"]


@pytest.mark.parametrize(
    "caller",
    [
        someone(),
        STAFF,
        OVERSEER,
        someone("member:4114"),
        someone("auditor:41"),
        someone("admin:41"),
    ],
)
def test_whoever_is_no_deputy_does_not_check_in(desk: Desk, caller: Any) -> None:
    answer = desk.scan(caller=caller)
    assert (answer.status, answer.json["code"]) == (403, "role_missing")


def test_nobody_checks_in_without_a_token_or_with_an_ended_one(desk: Desk) -> None:
    assert desk.call("POST", "/v1/check-ins", None, body={"code": desk.code()}).status == 401
    ended = someone("deputy:4114", expires=desk.now)
    assert desk.scan(caller=ended).json["code"] == "token_expired"


def test_a_deputy_checks_in_at_stations_anywhere_in_the_province(desk: Desk) -> None:
    assert desk.scan(desk.code(station="410102001-01"), caller=DEPUTY_CALLER).status == 201


@pytest.mark.parametrize("key", ["short", "with blanks in it", "签到签到签到签到", "x" * 129])
def test_a_nonce_has_eight_to_128_visible_ascii_characters(desk: Desk, key: str) -> None:
    answer = desk.scan(key=key)
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "header.Idempotency-Key")
