"""Stations: registered, changed, closed, opened again (Shangqiu art. 6-8, 14, 15, 25; Shenzhen art. 22)."""

from typing import Any

import pytest

from shared.domain.stations import StationType
from shared.store import engine
from tests.gateway import someone
from tests.registration.office import ELSEWHERE, STATION, TOWNSHIP, Office

FIELDS: dict[str, Any] = {
    "division": "411402001",
    "name": "平原街道人大代表联络站",
    "type": "liaison_station",
    "address": "商丘市梁园区平原街道",
    "place": {"lat": 34.4371, "lng": 115.6564, "radius": 150},
    "opening_hours": [{"weekday": 1, "opens": "08:30", "closes": "17:30"}],
    "facilities": ["接待室"],
    "mailbox": True,
}
PATH = f"/v1/stations/{STATION}"


def register(office: Office, **changes: Any) -> Any:
    return office.done("POST", "/v1/stations", FIELDS | changes)


def refused(
    office: Office, status: int, code: str, method: str, path: str, body: Any = None, **options: Any
) -> Any:
    answer = office.send(method, path, body, **options)
    assert (answer.status, answer.json["code"]) == (status, code), answer.text
    return answer.json


def test_sq_06a_a_street_has_its_station_with_all_that_was_said_of_it(office: Office) -> None:
    made = register(office)
    assert made["id"] == STATION
    assert {name: made[name] for name in FIELDS} == FIELDS
    assert office.done("GET", PATH) == made


def test_sq_08a_a_new_station_shows_that_head_and_liaison_officer_are_wanting(office: Office) -> None:
    assert register(office)["vacancies"] == ["head", "liaison_officer"]


@pytest.mark.parametrize("type_", list(StationType))
def test_sz_22_sq_25_every_kind_of_place_that_the_texts_name_can_be_registered(
    office: Office, type_: StationType
) -> None:
    assert register(office, type=type_)["type"] == type_


def test_sq_14_sq_15_only_standing_committees_mark_contact_points_and_demonstrations(office: Office) -> None:
    head = someone(f"station_head:{STATION}")
    for mark in ("legislative_contact_point", "demonstration"):
        refused(office, 403, "role_missing", "POST", "/v1/stations", FIELDS | {mark: True}, by=TOWNSHIP)
    register(office, demonstration=True)
    for by in (head, TOWNSHIP):
        body = {"demonstration": False, "address": "新址"}
        refused(office, 403, "role_missing", "PATCH", PATH, body, version=1, by=by)
    unchanged = {"demonstration": True, "address": "新址"}
    assert office.done("PATCH", PATH, unchanged, version=1, by=head)["address"] == "新址"
    assert office.done("PATCH", PATH, {"demonstration": False}, version=2)["demonstration"] is False


def test_sq_14_sq_15_contact_point_and_demonstration_are_marked(office: Office) -> None:
    made = register(office, legislative_contact_point=True, demonstration=True)
    assert made["legislative_contact_point"]
    assert made["demonstration"]


def test_a_second_station_of_a_street_takes_the_next_serial(office: Office) -> None:
    register(office)
    assert register(office, serial=2)["id"] == "411402001-02"
    refused(office, 409, "station_exists", "POST", "/v1/stations", FIELDS)


def test_the_same_request_repeated_makes_one_station_and_another_under_its_key_is_refused(
    office: Office,
) -> None:
    first = office.done("POST", "/v1/stations", FIELDS, key="create-0001")
    assert office.done("POST", "/v1/stations", FIELDS, key="create-0001") == first
    other = FIELDS | {"name": "别的名称"}
    refused(office, 422, "idempotency_key_reused", "POST", "/v1/stations", other, key="create-0001")


@pytest.mark.parametrize("division", ["41", "00", "999999", "411402999", "", "４１１４０２００１"])
def test_a_station_stands_in_a_city_county_or_township_that_exists(office: Office, division: str) -> None:
    problem = refused(office, 400, "invalid_request", "POST", "/v1/stations", FIELDS | {"division": division})
    assert [error["field"] for error in problem["errors"]] == ["body.division"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place": {"lat": 90.1, "lng": 0}}, "body.place.lat"),
        ({"place": {"lat": 34, "lng": 115, "radius": 9}}, "body.place.radius"),
        ({"place": {"lat": "34", "lng": 115}}, "body.place.lat"),
        (
            {"opening_hours": [{"weekday": 8, "opens": "08:30", "closes": "17:30"}]},
            "body.opening_hours.0.weekday",
        ),
        (
            {"opening_hours": [{"weekday": 1, "opens": "17:30", "closes": "08:30"}]},
            "body.opening_hours.0.closes",
        ),
        ({"serial": 100}, "body.serial"),
        ({"serial": 1.5}, "body.serial"),
        ({"name": "站\u202e名"}, "body.name"),
        ({"name": "　"}, "body.name"),
        ({"type": "palace"}, "body.type"),
        ({"mailbox": "yes"}, "body.mailbox"),
        ({"version": 9}, "body.version"),
        ({"rotation": 9}, "body.rotation"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(office: Office, change: dict[str, Any], field: str) -> None:
    problem = refused(office, 400, "invalid_request", "POST", "/v1/stations", FIELDS | change)
    assert [error["field"] for error in problem["errors"]] == [field]


def test_a_change_keeps_the_rest_and_wants_the_version_that_was_read(office: Office) -> None:
    made = register(office)
    changed = office.done("PATCH", PATH, {"name": "平原街道中心联络站"}, version=1)
    assert changed == made | {"name": "平原街道中心联络站", "version": 2}
    refused(office, 412, "stale_version", "PATCH", PATH, {"name": "旧"}, version=1)
    refused(office, 428, "precondition_required", "PATCH", PATH, {"name": "旧"})


def test_staff_of_the_station_may_change_it_but_not_found_or_close_one(office: Office) -> None:
    register(office)
    officer = someone(f"liaison_officer:{STATION}")
    assert office.done("PATCH", PATH, {"address": "新址"}, version=1, by=officer)["address"] == "新址"
    refused(office, 403, "role_missing", "POST", "/v1/stations", FIELDS | {"serial": 2}, by=officer)
    refused(office, 403, "role_missing", "POST", f"{PATH}/closure", by=officer)
    neighbour = someone("liaison_officer:411402001-02")
    refused(office, 403, "out_of_scope", "PATCH", PATH, {"address": "x"}, version=2, by=neighbour)


def test_townships_found_stations_in_their_own_township_only(office: Office) -> None:
    assert office.done("POST", "/v1/stations", FIELDS, by=TOWNSHIP)["id"] == STATION
    elsewhere = FIELDS | {"division": "411402002"}
    refused(office, 403, "out_of_scope", "POST", "/v1/stations", elsewhere, by=TOWNSHIP)
    refused(office, 403, "out_of_scope", "POST", f"{PATH}/closure", by=ELSEWHERE)


@pytest.mark.parametrize("change", ["closure", "code-rotations"])
def test_who_comes_second_in_a_race_for_the_codes_is_told_to_try_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    register(office)
    real = engine.transact

    def meanwhile(*arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(engine, "transact", real)
        office.done("POST", f"{PATH}/code-rotations")
        real(*arguments, **options)

    monkeypatch.setattr(engine, "transact", meanwhile)
    refused(office, 409, "conflict", "POST", f"{PATH}/{change}")
    assert office.done("GET", PATH)["version"] == 2


def test_a_closed_station_stays_in_the_register_and_opens_again_with_new_codes(office: Office) -> None:
    register(office)
    closed = office.done("POST", f"{PATH}/closure")
    assert (closed["status"], closed["closed_on"]) == ("closed", "2026-11-20")
    refused(office, 409, "station_closed", "POST", f"{PATH}/closure")
    refused(office, 409, "station_closed", "POST", f"{PATH}/code-rotations")
    opened = office.done("POST", f"{PATH}/reopening")
    assert (opened["status"], opened["closed_on"]) == ("open", None)
    refused(office, 409, "station_open", "POST", f"{PATH}/reopening")


def test_an_unknown_station_is_not_found_and_a_misshapen_id_names_nothing(office: Office) -> None:
    refused(office, 404, "station_not_found", "GET", "/v1/stations/411402001-77")
    for path in ("411402001-00", "41-01", "%E5%B9%B3%E5%8E%9F", "411402001-1"):
        refused(office, 404, "not_found", "GET", f"/v1/stations/{path}")


def test_lists_are_of_a_scope_by_type_and_status_in_the_order_of_ids(office: Office) -> None:
    for division in ("411402001", "411402002", "411403001"):
        register(
            office, division=division, type="deputy_home" if division == "411402002" else "liaison_station"
        )
    office.done("POST", "/v1/stations/411403001-01/closure")

    def ids(**query: Any) -> list[str]:
        return [station["id"] for station in office.whole("/v1/stations", **query)]

    every = ["411402001-01", "411402002-01", "411403001-01"]
    assert ids(scope="4114") == ids(scope="41", limit=1) == every
    assert ids(scope="411402") == every[:2]
    assert ids(scope="4114", type="deputy_home") == every[1:2]
    assert ids(scope="4114", status="open") == every[:2]
    assert ids(scope=STATION) == every[:1]
    assert ids(scope="1402") == []


def test_anybody_may_look_a_station_up_before_signing_in(office: Office) -> None:
    register(office)
    assert office.done("GET", PATH, by=None)["name"] == FIELDS["name"]
    assert office.done("GET", "/v1/stations", query={"scope": "4114"}, by=None)["items"]
