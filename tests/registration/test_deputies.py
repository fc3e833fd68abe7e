"""Deputies are registered, read, listed and changed."""

import pytest

from tests.gateway import someone
from tests.registration.office import (
    AUDITOR,
    CITY,
    CITY_MANDATE,
    COUNTY,
    COUNTY_MANDATE,
    ELSEWHERE,
    RESIDENT,
    STATION,
    TOWNSHIP,
    Office,
    bad_fields,
    code,
)


def test_a_deputy_is_registered_with_mandate_and_card(office: Office) -> None:
    made = office.deputy(
        name="古丽娜尔·艾力",
        gender="female",
        grassroots=True,
        fields=["教育", "法律", "教育"],
        card={"number": "商人代字0601", "issued_on": "2022-04-08"},
    )
    assert made["name"] == "古丽娜尔·艾力"
    assert made["fields"] == ["教育", "法律"]
    assert made["phone_mask"] == "138****0000"
    assert made["card"] == {"number": "商人代字0601", "issued_on": "2022-04-08"}
    (mandate,) = made["mandates"]
    assert (mandate["status"], mandate["term"], mandate["ends"]) == ("active", 6, None)
    assert office.read(made["id"]) == made


def test_the_phone_is_nowhere_in_what_is_answered(office: Office) -> None:
    body = {"phone": "13911112222", "name": "王晓梅", "mandates": [CITY_MANDATE]}
    made = office.send("POST", "/v1/deputies", body)
    listed = office.send("GET", "/v1/deputies", query={"scope": "4114"})
    told = office.send("GET", f"/v1/deputies/{made.json['id']}/changes")
    assert all("13911112222" not in answer.text for answer in (made, listed, told))
    assert "139****2222" not in told.text


@pytest.mark.parametrize("name", ["མཚོ་སྐྱིད", "Ādám O’Neil", "𠮷田 和子", "阿不都·热西提"])
def test_names_are_written_in_any_script(office: Office, name: str) -> None:
    assert office.deputy(name=name)["name"] == name


@pytest.mark.parametrize(
    "name", ["王\u200b晓梅", "\u202e王", "王晓梅1", "王<b>", "", "王" * 41, "王\n梅\x00"]
)
def test_names_hold_nothing_invisible_and_no_signs(office: Office, name: str) -> None:
    body = {"phone": office.phone(), "name": name, "mandates": [CITY_MANDATE]}
    assert bad_fields(office.send("POST", "/v1/deputies", body)) == ["body.name"]


def test_the_same_request_again_with_its_key_is_the_same_deputy(office: Office) -> None:
    body = {"phone": office.phone(), "name": "王晓梅", "mandates": [CITY_MANDATE]}
    first, second = (office.send("POST", "/v1/deputies", body, key="register-1") for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json
    assert len(office.done("GET", "/v1/deputies", query={"scope": "4114"})["items"]) == 1


def test_a_key_serves_one_request(office: Office) -> None:
    body = {"name": "王晓梅", "mandates": [CITY_MANDATE]}
    office.done("POST", "/v1/deputies", {**body, "phone": "13911112222"}, key="register-1")
    other = office.send("POST", "/v1/deputies", {**body, "phone": "13911113333"}, key="register-1")
    assert code(other) == (422, "idempotency_key_reused")


def test_a_phone_is_registered_as_one_deputy_who_can_be_found(office: Office) -> None:
    body = {"phone": office.phone(), "name": "王晓梅", "mandates": [CITY_MANDATE]}
    made = office.done("POST", "/v1/deputies", body)
    again = office.send("POST", "/v1/deputies", body)
    assert code(again) == (409, "deputy_exists")
    assert made["id"] in again.json["title"]


def test_a_mandate_is_registered_by_its_congress_or_by_who_elected(office: Office) -> None:
    body = {"name": "王晓梅", "mandates": [CITY_MANDATE]}
    for who in (CITY, COUNTY, someone("admin:41")):
        office.done("POST", "/v1/deputies", {**body, "phone": office.phone()}, by=who)
    for who in (ELSEWHERE, someone("committee_staff:411403")):
        refused = office.send("POST", "/v1/deputies", {**body, "phone": office.phone()}, by=who)
        assert code(refused) == (403, "out_of_scope")
    for who in (TOWNSHIP, AUDITOR, RESIDENT, someone("deputy:4114")):
        refused = office.send("POST", "/v1/deputies", {**body, "phone": office.phone()}, by=who)
        assert code(refused) == (403, "role_missing")


def test_every_mandate_of_the_request_must_be_reached(office: Office) -> None:
    provincial = {"level": "province", "division": "41", "electing_unit": "4101", "term": 14}
    body = {
        "phone": office.phone(),
        "name": "王晓梅",
        "mandates": [CITY_MANDATE, {**provincial, "begins": "2023-01-10"}],
    }
    assert code(office.send("POST", "/v1/deputies", body)) == (403, "out_of_scope")


def test_the_same_congress_and_term_stand_once_in_a_request(office: Office) -> None:
    body = {
        "phone": office.phone(),
        "name": "王晓梅",
        "mandates": [CITY_MANDATE, {**CITY_MANDATE, "electing_unit": "411403"}],
    }
    assert code(office.send("POST", "/v1/deputies", body)) == (409, "mandate_exists")


def test_others_see_name_mandates_station_and_whether_the_deputy_serves(office: Office) -> None:
    made = office.deputy(gender="female")
    for who in (RESIDENT, ELSEWHERE, someone("deputy:4114"), someone("auditor:411403")):
        seen = office.read(made["id"], by=who)
        shown = {name for name, value in seen.items() if value is not None}
        assert shown == {"id", "name", "mandates", "serving", "version"}
        (mandate,) = seen["mandates"]
        told = {name: value for name, value in mandate.items() if value is not None}
        assert told == {"level": "city", "division": "4114", "term": 6}


def test_the_deputy_and_the_readers_of_their_home_see_all(office: Office) -> None:
    made = office.deputy()
    own = someone("deputy:4114", person=made["id"])
    for who in (own, CITY, COUNTY, AUDITOR, someone("station_head:411402")):
        assert office.read(made["id"], by=who) == made


def test_an_unknown_deputy_is_not_found(office: Office) -> None:
    unknown = "p01j9zq3v7k2m8n4p6r5t"
    assert code(office.send("GET", f"/v1/deputies/{unknown}")) == (404, "deputy_not_found")
    changed = office.send("PATCH", f"/v1/deputies/{unknown}", {"name": "王"}, version=1)
    assert code(changed) == (404, "deputy_not_found")
    assert code(office.send("GET", "/v1/deputies/%E7%8E%8B")) == (404, "not_found")


def test_an_entry_is_changed_under_the_version_that_was_read(office: Office) -> None:
    made = office.deputy()
    path = f"/v1/deputies/{made['id']}"
    changed = office.send("PATCH", path, {"name": "王晓红", "grassroots": True}, version=1)
    assert (changed.json["name"], changed.json["version"]) == ("王晓红", 2)
    assert changed.headers["ETag"] == '"v2"'
    assert code(office.send("PATCH", path, {"name": "王晓蓝"}, version=1)) == (412, "stale_version")
    assert code(office.send("PATCH", path, {"name": "王晓蓝"})) == (428, "precondition_required")
    assert code(office.send("PATCH", path, {"name": "王"}, version=2, by=ELSEWHERE)) == (403, "out_of_scope")


def test_what_changes_nothing_writes_nothing(office: Office) -> None:
    made = office.deputy()
    same = office.done("PATCH", f"/v1/deputies/{made['id']}", {"name": made["name"]}, version=1)
    assert same == made
    assert len(office.done("GET", f"/v1/deputies/{made['id']}/changes")["items"]) == 1


def test_what_is_not_a_field_of_the_form_is_refused(office: Office) -> None:
    made = office.deputy()
    path = f"/v1/deputies/{made['id']}"
    for body in ({"phone": "13911112222"}, {"station": STATION}, {"version": 7}, {"id": "p1"}):
        assert bad_fields(office.send("PATCH", path, body, version=1)) == [f"body.{next(iter(body))}"]


def test_deputies_law_49_sz_25_a_card_is_noted_when_issued(office: Office) -> None:
    made = office.deputy()
    path = f"/v1/deputies/{made['id']}/card"
    card = {"number": "商人代字0602", "issued_on": "2026-11-20"}
    assert office.done("PUT", path, card, version=1)["card"] == card
    tomorrow = {"number": "商人代字0603", "issued_on": "2026-11-21"}
    assert bad_fields(office.send("PUT", path, tomorrow, version=2)) == ["body.issued_on"]
    assert code(office.send("PUT", path, card, version=1)) == (412, "stale_version")


def test_the_list_has_the_deputies_of_a_scope_by_what_they_are(office: Office) -> None:
    office.station()
    teacher = office.deputy(name="甲", fields=["教育"], grassroots=True)
    lawyer = office.deputy(name="乙", fields=["法律"], mandates=[CITY_MANDATE, COUNTY_MANDATE])
    soldier = office.deputy(name="丙", armed_forces_unit="某部队政治工作部")
    office.done("PUT", f"/v1/deputies/{teacher['id']}/placement", {"station_id": STATION}, version=1)

    def names(**query: str) -> list[str]:
        found = office.done("GET", "/v1/deputies", query={"scope": "4114", **query})
        return [deputy["name"] for deputy in found["items"]]

    assert sorted(names()) == ["丙", "乙", "甲"]
    assert names(level="county") == ["乙"]
    assert names(grassroots="true") == ["甲"]
    assert names(field="法律") == ["乙"]
    assert names(field="教") == []
    assert names(placed="true") == ["甲"]
    assert names(placed="false") == ["乙"]
    assert names(placed="false", level="city", field="法律") == ["乙"]
    assert names(scope=STATION) == ["甲"]
    assert {lawyer["station"], soldier["station"]} == {None}


def test_a_list_is_read_to_its_end_by_pages_with_or_without_a_filter(office: Office) -> None:
    for number in range(7):
        office.deputy(grassroots=number % 2 == 0)
    for query, wanted in (({}, 7), ({"grassroots": "true"}, 4)):
        found = office.whole("/v1/deputies", scope="41", limit="2", by=AUDITOR, **query)
        assert len({deputy["id"] for deputy in found}) == len(found) == wanted


def test_only_readers_list_and_only_their_scope(office: Office) -> None:
    query = {"scope": "4114"}
    assert code(office.send("GET", "/v1/deputies", query=query, by=RESIDENT)) == (403, "role_missing")
    assert code(office.send("GET", "/v1/deputies", query=query, by=COUNTY)) == (403, "out_of_scope")
    assert code(office.send("GET", "/v1/deputies", query=query, by=None)) == (401, "sign_in_required")
    head = someone(f"station_head:{STATION}")
    assert office.done("GET", "/v1/deputies", query={"scope": STATION}, by=head) == {
        "items": [],
        "next": None,
    }
    bad = office.send("GET", "/v1/deputies", query={"scope": "41", "placed": "maybe"}, by=AUDITOR)
    assert bad_fields(bad) == ["query.placed"]
