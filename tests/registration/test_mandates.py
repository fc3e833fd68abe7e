"""Mandates are added, suspended, resumed and ended (Deputies Law art. 2, 61, 62)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.people import holdings
from shared.domain.clock import legal_day
from shared.domain.roles import Role
from tests.gateway import Response, call, someone
from tests.registration.office import (
    CITY,
    CITY_MANDATE,
    COUNTY,
    COUNTY_MANDATE,
    ELSEWHERE,
    Office,
    bad_fields,
    basis,
    code,
)

PROVINCE = someone("committee_staff:41", person="pr0v1nce000000000000")


def add(office: Office, deputy: Any, mandate: dict[str, Any], **options: Any) -> Response:
    return office.send("POST", f"/v1/deputies/{deputy['id']}/mandates", mandate, **options)


def happen(office: Office, deputy: Any, action: str, on: str, reason: str = "", **options: Any) -> Response:
    mandate = deputy["mandates"][0]["id"]
    body = {"action": action, "on": on, **({"reason": reason} if reason else {})}
    path = f"/v1/deputies/{deputy['id']}/mandates/{mandate}/events"
    return office.send("POST", path, body, **{"version": deputy["version"], **options})


def first(deputy: Any) -> Any:
    return deputy["mandates"][0]


def test_a_deputy_may_hold_mandates_of_several_congresses(office: Office) -> None:
    made = office.deputy()
    both = add(office, made, COUNTY_MANDATE, by=COUNTY)
    assert [mandate["level"] for mandate in both.json["mandates"]] == ["city", "county"]
    assert both.json["version"] == 2
    grants = {str(grant) for grant in holdings(made["id"]).grants(legal_day(office.now))}
    assert grants == {"deputy:4114", "deputy:411402"}


def test_a_congress_and_term_stand_once(office: Office) -> None:
    made = office.deputy()
    again = {**CITY_MANDATE, "electing_unit": "411403", "begins": "2024-01-01"}
    assert code(add(office, made, again)) == (409, "mandate_exists")
    assert add(office, made, {**again, "term": 7, "begins": "2027-03-01"}).status == 201


def test_a_mandate_sent_twice_with_its_key_is_added_once(office: Office) -> None:
    made = office.deputy()
    one, two = (add(office, made, COUNTY_MANDATE, key="mandate-1") for _ in range(2))
    assert (one.status, two.status) == (201, 201)
    assert one.json == two.json
    other = add(office, made, {**COUNTY_MANDATE, "term": 15}, key="mandate-1")
    assert code(other) == (422, "idempotency_key_reused")


def test_mandates_are_added_by_the_congress_or_by_who_elected(office: Office) -> None:
    made = office.deputy()
    for who in (ELSEWHERE, someone("committee_staff:411403")):
        assert code(add(office, made, COUNTY_MANDATE, by=who)) == (403, "out_of_scope")


def test_a_national_mandate_is_kept_by_the_province_that_elected(office: Office) -> None:
    national = {
        "level": "national",
        "division": "00",
        "electing_unit": "41",
        "term": 14,
        "begins": "2023-03-05",
    }
    made = office.deputy(by=PROVINCE, mandates=[national])
    assert code(happen(office, made, "end", "2026-11-01", "resigned", by=CITY)) == (403, "out_of_scope")
    ended = happen(office, made, "end", "2026-11-01", "resigned", by=PROVINCE)
    assert first(ended.json)["status"] == "ended"
    bad = {**national, "electing_unit": "解放军"}
    assert bad_fields(add(office, made, bad, by=PROVINCE)) == ["body.electing_unit"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"level": "county"}, "division"),
        ({"division": "41140299"}, "division"),
        ({"electing_unit": "140213"}, "electing_unit"),
        ({"electing_unit": "411499"}, "electing_unit"),
        ({"electing_unit": "商丘\u200b军分区"}, "electing_unit"),
        ({"begins": "2023-02-29"}, "begins"),
        ({"begins": "20220401"}, "begins"),
        ({"begins": "1953-02-28"}, "begins"),
        ({"begins": "2027-11-21"}, "begins"),
        ({"ends": "2022-03-31"}, "ends"),
        ({"term": 0}, "term"),
        ({"term": "6"}, "term"),
        ({"term": 6.5}, "term"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_at_its_field(
    office: Office, change: dict[str, Any], field: str
) -> None:
    made = office.deputy()
    assert bad_fields(add(office, made, {**CITY_MANDATE, "term": 5, **change})) == [f"body.{field}"]
    body = {"phone": office.phone(), "name": "王", "mandates": [CITY_MANDATE, {**CITY_MANDATE, **change}]}
    refused = office.send("POST", "/v1/deputies", body)
    assert bad_fields(refused) == [f"body.mandates.1.{field}"]


def test_a_mandate_may_begin_up_to_a_year_ahead_and_gives_no_role_before(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "begins": "2027-11-20"}])
    assert first(made)["status"] == "pending"
    assert holdings(made["id"]).grants(legal_day(office.now)) == ()
    office.now = datetime(2027, 11, 19, 16, 0, tzinfo=UTC)
    assert first(office.read(made["id"]))["status"] == "active"


def test_from_a_leap_day_a_year_ahead_is_28_february(office: Office) -> None:
    office.now = datetime(2028, 2, 29, 1, tzinfo=UTC)
    office.deputy(mandates=[{**CITY_MANDATE, "begins": "2029-02-28"}])
    body = {
        "phone": office.phone(),
        "name": "王",
        "mandates": [{**CITY_MANDATE, "begins": "2029-03-01"}],
    }
    assert bad_fields(office.send("POST", "/v1/deputies", body)) == ["body.mandates.0.begins"]


def test_a_mandate_counts_to_the_last_second_of_its_last_day_in_shanghai(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-12-31"}])
    office.now = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert first(office.read(made["id"]))["status"] == "active"
    assert [grant.role for grant in holdings(made["id"]).grants(legal_day(office.now))] == [Role.DEPUTY]
    office.now += timedelta(seconds=1)
    assert first(office.read(made["id"]))["status"] == "ended"
    assert holdings(made["id"]).grants(legal_day(office.now)) == ()


def test_who_kept_an_older_answer_still_learns_that_a_mandate_is_over(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-11-20"}])
    path = f"/v1/deputies/{made['id']}"
    office.now += timedelta(days=1)
    again = call(app, "GET", path, caller=CITY, headers={"If-None-Match": '"v1"'})
    assert (again.status, first(again.json)["status"]) == (200, "ended")


def test_national_61_a_mandate_is_suspended_and_resumed_with_the_laws_reasons(office: Office) -> None:
    made = office.deputy()
    suspended = happen(office, made, "suspend", "2026-11-01", "detained")
    assert first(suspended.json)["status"] == "suspended"
    assert holdings(made["id"]).grants(legal_day(office.now)) == ()
    resumed = happen(office, suspended.json, "resume", "2026-11-20")
    assert first(resumed.json)["status"] == "active"
    assert [event["reason"] for event in first(resumed.json)["events"]] == ["detained", "cause_gone"]


def test_national_61_only_the_laws_reasons_suspend(office: Office) -> None:
    made = office.deputy()
    for reason in ("", "resigned", "busy"):
        refused = happen(office, made, "suspend", "2026-11-01", reason)
        assert code(refused) == (422, "mandate_reason")
        assert basis(refused) == ("national", "61")


def test_national_62_a_mandate_ends_and_stays_ended(office: Office) -> None:
    made = office.deputy()
    ended = happen(office, made, "end", "2026-11-19", "moved_away")
    assert (first(ended.json)["status"], first(ended.json)["ends"]) == ("ended", "2026-11-19")
    for action, reason in (("resume", ""), ("suspend", "detained"), ("end", "recalled")):
        refused = happen(office, ended.json, action, "2026-11-20", reason)
        assert code(refused) == (409, "mandate_transition")
    assert basis(refused) == ("national", "62")


def test_national_62_after_its_last_day_a_mandate_is_over(office: Office) -> None:
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-10-31"}])
    refused = happen(office, made, "suspend", "2026-11-01", "detained")
    assert code(refused) == (409, "mandate_transition")
    assert happen(office, made, "end", "2026-10-31", "term_ended").status == 200


def test_events_stand_in_order_and_none_is_foretold(office: Office) -> None:
    made = office.deputy()
    assert code(happen(office, made, "end", "2022-03-31", "resigned")) == (422, "mandate_event_order")
    assert bad_fields(happen(office, made, "end", "2026-11-21", "resigned")) == ["body.on"]
    suspended = happen(office, made, "suspend", "2026-11-10", "detained").json
    assert code(happen(office, suspended, "resume", "2026-11-09")) == (422, "mandate_event_order")


def test_only_the_congress_itself_ends_its_mandate(office: Office) -> None:
    made = office.deputy()
    for who in (COUNTY, ELSEWHERE):
        assert code(happen(office, made, "end", "2026-11-01", "resigned", by=who)) == (403, "out_of_scope")
    deputy = someone("deputy:4114", person=made["id"])
    assert code(happen(office, made, "end", "2026-11-01", "resigned", by=deputy)) == (403, "role_missing")


def test_two_who_read_the_same_version_change_it_once(office: Office) -> None:
    made = office.deputy()
    assert happen(office, made, "suspend", "2026-11-01", "detained").status == 200
    assert code(happen(office, made, "suspend", "2026-11-01", "detained")) == (412, "stale_version")


def test_an_unknown_mandate_is_not_found(office: Office) -> None:
    made = office.deputy()
    path = f"/v1/deputies/{made['id']}/mandates/m01j9zq3v7k2m8n4p6r5t/events"
    body = {"action": "end", "on": "2026-11-01", "reason": "resigned"}
    assert code(office.send("POST", path, body, version=1)) == (404, "mandate_not_found")


def test_who_moved_to_another_county_is_at_home_there(office: Office) -> None:
    made = office.deputy(mandates=[COUNTY_MANDATE], by=COUNTY)
    happen(office, made, "end", "2026-11-01", "moved_away", by=COUNTY)
    there = someone("committee_staff:411403")
    mandate = {**COUNTY_MANDATE, "division": "411403", "begins": "2026-11-02"}
    assert add(office, made, mandate, by=there).status == 201
    assert office.read(made["id"], by=there)["phone_mask"] == made["phone_mask"]
    assert office.read(made["id"], by=COUNTY)["phone_mask"] is None
