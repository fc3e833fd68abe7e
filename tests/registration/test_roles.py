"""Roles are given and taken; the operator appoints the first administrator."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.registration.people import holdings
from functions.registration.staff import roles as service
from functions.registration.staff.appointing import NotAppointed
from functions.registration.workers.appoint_administrator import appoint_administrator
from shared.domain.clock import legal_day
from shared.domain.roles import Caller
from shared.store import engine
from tests.aws import World
from tests.gateway import Response, someone
from tests.registration.office import RESIDENT, STATION, TOWNSHIP, Office, bad_fields, code


class Hall:
    """The province's offices: people with roles that they were really given."""

    def __init__(self, office: Office) -> None:
        self.office = office
        made = service.first_administrator(f"+86{office.phone()}", "陈建国", "41", legal_day(office.now))
        self.admin = someone("admin:41", person=made.person)

    def give(self, role: str, scope: str, by: Caller | None = None, **fields: Any) -> Response:
        body = {"phone": self.office.phone(), "name": "李国庆", "role": role, "scope": scope, **fields}
        return self.office.send("POST", "/v1/roles", body, by=by or self.admin)

    def holder(self, role: str, scope: str, by: Caller | None = None) -> Caller:
        made = self.give(role, scope, by)
        assert made.status == 201, made.text
        return someone(f"{role}:{scope}", person=made.json["person"])

    def take(self, who: Caller, by: Caller) -> Response:
        grant = who.grants[0]
        return self.office.send("DELETE", f"/v1/roles/{who.person}/{grant.role}/{grant.scope}", by=by)

    def held(self, who: Caller) -> set[str]:
        return {str(grant) for grant in holdings(who.person).grants(legal_day(self.office.now))}


@pytest.fixture
def hall(office: Office) -> Hall:
    return Hall(office)


def test_a_role_is_given_and_listed_without_the_phone(hall: Hall) -> None:
    made = hall.give("township_staff", "411402001", phone="13911112222")
    assert made.status == 201
    assert made.json == {
        "person": made.json["person"],
        "name": "李国庆",
        "phone_mask": "139****2222",
        "role": "township_staff",
        "scope": "411402001",
        "since": "2026-11-20",
        "by": hall.admin.person,
    }
    listed = hall.office.done("GET", "/v1/roles", query={"scope": "4114"}, by=hall.admin)
    assert listed["items"] == [made.json]


def test_a_role_is_taken_and_gone_at_the_next_sign_in(hall: Hall) -> None:
    staff = hall.holder("township_staff", "411402001")
    assert hall.held(staff) == {"township_staff:411402001"}
    assert hall.take(staff, hall.admin).status == 204
    assert hall.held(staff) == set()
    assert code(hall.take(staff, hall.admin)) == (404, "grant_not_found")


def test_the_list_is_of_a_scope_and_a_role(hall: Hall) -> None:
    hall.holder("township_staff", "411402001")
    hall.holder("auditor", "411402")
    hall.holder("committee_staff", "4101")

    def roles(**query: str) -> list[str]:
        return [item["role"] for item in hall.office.whole("/v1/roles", by=hall.admin, **query)]

    assert roles(scope="41") == ["admin", "committee_staff", "auditor", "township_staff"]
    assert roles(scope="4114") == ["auditor", "township_staff"]
    assert roles(scope="411402001") == ["township_staff"]
    assert roles(scope="41", role="committee_staff") == ["committee_staff"]
    hall.office.station()
    body = {"post": "head", "phone": hall.office.phone(), "name": "李国庆"}
    hall.office.done("POST", f"/v1/stations/{STATION}/staff", body, by=hall.admin)
    assert roles(scope=STATION) == ["station_head"]
    refused = hall.office.send("GET", "/v1/roles", query={"scope": "411402001"}, by=TOWNSHIP)
    assert code(refused) == (403, "role_missing")


@pytest.mark.parametrize("given", ["township_staff", "auditor", "committee_staff", "admin"])
def test_nobody_gives_a_role_above_their_own(hall: Hall, given: str) -> None:
    scope = "411402001" if given == "township_staff" else "411402"
    city = hall.holder("committee_staff", "4114")
    allowed = given in {"township_staff", "auditor"}
    answer = hall.give(given, scope, by=city)
    assert answer.status == 201 if allowed else code(answer) == (403, "role_missing")
    assert hall.give(given, scope).status == 201


@pytest.mark.parametrize("given", ["resident", "deputy", "member", "station_head", "liaison_officer", "king"])
def test_roles_that_come_with_an_office_are_not_given(hall: Hall, given: str) -> None:
    assert bad_fields(hall.give(given, "4114")) == ["body.role"]
    path = f"/v1/roles/{hall.admin.person}/{given}/4114"
    assert code(hall.office.send("DELETE", path, by=hall.admin)) == (404, "grant_not_found")


def test_nobody_gives_or_takes_beyond_their_scope(hall: Hall) -> None:
    city = hall.holder("admin", "4114")
    for scope in ("41", "4101", "1402"):
        assert code(hall.give("admin", scope, by=city)) == (403, "out_of_scope")
    assert hall.give("admin", "4114", by=city).status == 201
    assert code(hall.take(hall.admin, by=city)) == (403, "out_of_scope")


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        ("township_staff", "4114"),
        ("committee_staff", "411402001"),
        ("admin", "411402001"),
        ("admin", "00"),
        ("admin", "99"),
        ("unit_staff", "4114"),
        ("township_staff", "u01j9zq3v7k2m8n4p6r5t"),
    ],
)
def test_a_role_is_held_in_a_division_of_its_level(hall: Hall, role: str, scope: str) -> None:
    assert bad_fields(hall.give(role, scope)) == ["body.scope"]


def test_the_staff_of_a_unit_hold_their_role_in_it(hall: Hall) -> None:
    unit = hall.office.done("POST", "/v1/units", {"division": "4114", "name": "商丘市教育局"})["id"]
    city = hall.holder("committee_staff", "4114")
    staff = hall.holder("unit_staff", unit, by=city)
    assert hall.held(staff) == {f"unit_staff:{unit}"}
    listed = hall.office.done("GET", "/v1/roles", query={"scope": "4114"}, by=hall.admin)["items"]
    assert ("unit_staff", unit) in [(item["role"], item["scope"]) for item in listed]
    assert code(hall.take(staff, by=hall.holder("committee_staff", "4101"))) == (403, "out_of_scope")
    assert hall.take(staff, by=city).status == 204
    assert code(hall.give("unit_staff", "u01j9zq3v7k2m8n4p6r5t")) == (404, "unit_not_found")


def test_the_same_role_twice_is_refused_but_not_the_same_request(hall: Hall) -> None:
    body = {
        "phone": hall.office.phone(),
        "name": "李国庆",
        "role": "auditor",
        "scope": "4114",
    }
    first, again = (
        hall.office.send("POST", "/v1/roles", body, by=hall.admin, key="give-role-1") for _ in range(2)
    )
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert code(hall.office.send("POST", "/v1/roles", body, by=hall.admin)) == (409, "grant_exists")
    other = {**body, "phone": hall.office.phone()}
    reused = hall.office.send("POST", "/v1/roles", other, by=hall.admin, key="give-role-1")
    assert code(reused) == (422, "idempotency_key_reused")


def test_nobody_gives_themselves_the_role_by_which_they_give(hall: Hall) -> None:
    phone = hall.office.phone()
    first = hall.give("admin", "4114", phone=phone)
    second = someone("admin:4114", person=first.json["person"])
    assert code(hall.give("admin", "4114", phone=phone, by=second)) == (409, "grant_exists")


def test_nobody_takes_the_role_of_administrator_from_themselves(hall: Hall) -> None:
    assert code(hall.take(hall.admin, by=hall.admin)) == (409, "own_administration")
    second = hall.holder("admin", "41")
    assert hall.take(hall.admin, by=second).status == 204
    assert code(hall.take(second, by=second)) == (409, "own_administration")


def test_a_role_that_was_taken_away_gives_no_more_although_its_token_holds(hall: Hall) -> None:
    second = hall.holder("admin", "41")
    hall.take(second, by=hall.admin)
    assert code(hall.give("admin", "41", by=second)) == (409, "grant_withdrawn")
    assert code(hall.take(hall.admin, by=second)) == (409, "grant_withdrawn")


def test_administrators_who_dismiss_each_other_at_once_leave_one(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = hall.holder("admin", "41")
    real = engine.transact

    def meanwhile(*arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(engine, "transact", real)
        assert hall.take(hall.admin, by=second).status == 204
        real(*arguments, **options)

    monkeypatch.setattr(engine, "transact", meanwhile)
    assert code(hall.take(second, by=hall.admin)) == (409, "grant_withdrawn")
    assert hall.held(second) == {"admin:41"}


def test_residents_neither_give_nor_see_roles(hall: Hall) -> None:
    assert code(hall.give("auditor", "4114", by=RESIDENT)) == (403, "role_missing")
    refused = hall.office.send("GET", "/v1/roles", query={"scope": "4114"}, by=RESIDENT)
    assert code(refused) == (403, "role_missing")


@pytest.fixture
def operator(office: Office, act_as: Callable[[str], None]) -> None:
    act_as("AppointAdministratorFunction")


@pytest.mark.usefixtures("operator")
def test_the_operator_appoints_the_first_administrator_once(tables: World) -> None:
    event = {"phone": "139 1111 2222", "name": "陈建国"}
    first, second = (appoint_administrator(event, None) for _ in range(2))
    assert first == second
    assert (first["role"], first["scope"], first["phone_mask"]) == ("admin", "41", "139****2222")
    assert {str(grant) for grant in holdings(first["person"]).granted} == {"admin:41"}
    assert len(tables.items("Registry")) == 1


@pytest.mark.usefixtures("operator")
def test_the_operator_may_name_another_division() -> None:
    event = {"phone": "13911112222", "name": "陈建国", "division": "4114"}
    assert appoint_administrator(event, None)["scope"] == "4114"


@pytest.mark.usefixtures("operator")
@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"phone": "1", "name": "陈建国"}, "不是有效的中国大陆手机号"),
        ({"phone": "13911112222"}, "event.name: 缺少必填项"),
        ({"phone": "13911112222", "name": "陈建国", "division": "99"}, "there is no such division"),
        ("13911112222", "应为 JSON 对象"),
    ],
)
def test_the_operator_is_told_what_is_wrong(event: Any, words: str, tables: World) -> None:
    with pytest.raises(NotAppointed, match=words):
        appoint_administrator(event, None)
    assert tables.items("Registry") == []
