"""Posts at stations are filled and given up (Shangqiu art. 8)."""

from typing import Any

import pytest

from functions.registration.people import holdings
from functions.registration.stations import store as stations
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.stations import Station
from shared.store import engine
from shared.store.envelopes import value_of
from tests.gateway import Response, someone
from tests.registration.office import (
    CITY,
    COUNTY,
    ELSEWHERE,
    RESIDENT,
    STATION,
    TOWNSHIP,
    Office,
    bad_fields,
    code,
)

PATH = f"/v1/stations/{STATION}/staff"


@pytest.fixture(autouse=True)
def station(office: Office) -> None:
    office.station()
    office.employ(CITY, COUNTY, TOWNSHIP)


def appoint(office: Office, post: str, phone: str | None = None, **options: Any) -> Response:
    body = {"post": post, "phone": phone or office.phone(), "name": "李国庆"}
    body |= {"since": options.pop("since")} if "since" in options else {}
    return office.send("POST", PATH, body, **{"by": TOWNSHIP, **options})


def roles(office: Office, person: str) -> set[str]:
    return {str(grant) for grant in holdings(person).grants(legal_day(office.now))}


def test_sq_08a_a_new_station_shows_its_vacancies(office: Office) -> None:
    assert office.done("GET", f"/v1/stations/{STATION}")["vacancies"] == ["head", "liaison_officer"]


def test_sq_08a_head_and_officers_fill_the_posts_and_hold_their_roles_there(office: Office) -> None:
    head = appoint(office, "head").json["staff"][0]
    whole = appoint(office, "liaison_officer").json
    second = appoint(office, "liaison_officer").json
    assert (whole["vacancies"], len(second["staff"])) == ([], 3)
    assert roles(office, head["person"]) == {f"station_head:{STATION}"}
    assert roles(office, second["staff"][2]["person"]) == {f"liaison_officer:{STATION}"}
    assert head["since"] == "2026-11-20"


def test_sq_08a_a_station_has_one_head(office: Office) -> None:
    appoint(office, "head")
    refused = appoint(office, "head")
    assert code(refused) == (409, "post_taken")
    assert "李国庆" in refused.json["title"]


def test_sq_08a_a_post_given_up_is_vacant_and_its_role_is_gone(office: Office) -> None:
    head = appoint(office, "head").json["staff"][0]
    left = office.send("DELETE", f"{PATH}/head/{head['person']}", by=TOWNSHIP)
    assert (left.status, left.json["vacancies"], left.json["staff"]) == (200, ["head", "liaison_officer"], [])
    assert roles(office, head["person"]) == set()
    assert code(office.send("DELETE", f"{PATH}/head/{head['person']}")) == (404, "post_not_held")
    assert appoint(office, "head").status == 201


def test_sq_08c_specialists_are_engaged_without_a_role(office: Office) -> None:
    made = appoint(office, "specialist").json
    person = made["staff"][0]["person"]
    assert roles(office, person) == set()
    assert made["vacancies"] == ["head", "liaison_officer"]
    assert office.send("DELETE", f"{PATH}/specialist/{person}").status == 200


def test_one_person_may_hold_several_posts_each_once(office: Office) -> None:
    phone = office.phone()
    person = appoint(office, "head", phone).json["staff"][0]["person"]
    assert appoint(office, "liaison_officer", phone).status == 201
    assert roles(office, person) == {f"station_head:{STATION}", f"liaison_officer:{STATION}"}
    assert code(appoint(office, "liaison_officer", phone, since="2026-01-01")) == (409, "post_taken")
    office.done("DELETE", f"{PATH}/head/{person}")
    assert roles(office, person) == {f"liaison_officer:{STATION}"}


@pytest.mark.parametrize("key", [None, "appoint-1"])
def test_the_same_appointment_twice_is_one(office: Office, key: str | None) -> None:
    phone = office.phone()
    first, second = (appoint(office, "head", phone, key=key) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json == second.json


def test_a_phone_that_is_known_stays_the_same_person(office: Office) -> None:
    phone = office.phone()
    deputy = office.deputy(phone=phone)
    held = appoint(office, "head", phone).json["staff"][0]
    assert held["person"] == deputy["id"]
    assert roles(office, deputy["id"]) == {"deputy:4114", f"station_head:{STATION}"}


def test_the_phone_is_not_answered(office: Office) -> None:
    assert "13911112222" not in appoint(office, "head", "13911112222").text


def test_posts_are_filled_by_the_township_and_those_above_it(office: Office) -> None:
    for who in (ELSEWHERE, someone("township_staff:411402002")):
        assert code(appoint(office, "specialist", by=who)) == (403, "out_of_scope")
    for who in (RESIDENT, someone(f"station_head:{STATION}"), someone("auditor:41")):
        assert code(appoint(office, "specialist", by=who)) == (403, "role_missing")
    admin = someone("admin:41")
    office.employ(admin)
    for who in (COUNTY, admin):
        assert appoint(office, "specialist", by=who).status == 201


def test_who_has_been_dismissed_fills_and_vacates_no_post_although_their_token_holds(office: Office) -> None:
    head = appoint(office, "head").json["staff"][0]["person"]
    dismissed = someone("township_staff:411402001")
    assert code(appoint(office, "liaison_officer", by=dismissed)) == (409, "grant_withdrawn")
    assert code(office.send("DELETE", f"{PATH}/head/{head}", by=dismissed)) == (409, "grant_withdrawn")
    assert roles(office, head) == {f"station_head:{STATION}"}


def test_what_cannot_be_is_refused_at_its_field(office: Office) -> None:
    assert bad_fields(appoint(office, "mayor")) == ["body.post"]
    assert bad_fields(appoint(office, "head", "0370-3281234")) == ["body.phone"]
    assert bad_fields(appoint(office, "head", since="2026-11-21")) == ["body.since"]
    assert bad_fields(appoint(office, "head", since="2026-02-29")) == ["body.since"]


def test_a_closed_station_takes_nobody_and_may_lose_its_staff(office: Office) -> None:
    person = appoint(office, "head").json["staff"][0]["person"]
    office.done("POST", f"/v1/stations/{STATION}/closure")
    assert code(appoint(office, "specialist")) == (409, "station_closed")
    assert office.send("DELETE", f"{PATH}/head/{person}").status == 200
    missing = office.send("DELETE", f"/v1/stations/411402001-09/staff/head/{person}")
    assert code(missing) == (404, "station_not_found")


def test_who_comes_second_in_a_race_changes_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    real = engine.transact

    def meanwhile(*arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(engine, "transact", real)
        appoint(office, "head")
        real(*arguments, **options)

    phone = office.phone()
    monkeypatch.setattr(engine, "transact", meanwhile)
    refused = appoint(office, "head", phone)
    assert code(refused) == (409, "conflict")
    assert len(office.done("GET", f"/v1/stations/{STATION}")["staff"]) == 1
    assert code(appoint(office, "head", phone)) == (409, "post_taken")


def test_a_late_copy_of_a_station_is_not_written_over_a_newer_one(office: Office) -> None:
    late = stations.load(STATION)
    appoint(office, "head")
    found = value_of(late, Station)
    with pytest.raises(Refusal, match="stale_version"):
        stations.save(late, found, version=2)
