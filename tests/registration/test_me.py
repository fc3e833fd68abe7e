"""Who the caller is to this system."""

from functions.registration.app import app
from functions.registration.staff import roles
from shared.domain.clock import legal_day
from shared.domain.one_time_codes import derive
from shared.store.settings import Setting, secret
from tests.gateway import call, someone
from tests.registration.office import STATION, Office, bad_fields, code


def resident(office: Office, phone: str, **name: str) -> str:
    """Somebody who signs in for the first time."""
    asked = call(app, "POST", "/v1/sign-in/codes", body={"phone": phone}).json["challenge"]
    body = {"challenge": asked, "code": derive(secret(Setting.SIGN_IN_SECRET), asked), **name}
    return str(call(app, "POST", "/v1/sign-in/tokens", body=body).json["person"])


def test_a_resident_sees_name_and_mask(office: Office) -> None:
    person = resident(office, "13911112222", name="王晓梅")
    seen = office.done("GET", "/v1/me", by=someone(person=person))
    assert seen == {
        "person": person,
        "name": "王晓梅",
        "phone_mask": "139****2222",
        "grants": [],
        "deputy": None,
        "member": None,
    }


def test_a_resident_gives_or_changes_the_name(office: Office) -> None:
    me = someone(person=resident(office, "13911112222"))
    assert office.done("GET", "/v1/me", by=me)["name"] is None
    changed = office.done("PATCH", "/v1/me", {"name": "  古丽娜尔·艾力 "}, by=me)
    assert changed["name"] == "古丽娜尔·艾力"
    assert office.done("GET", "/v1/me", by=me) == changed
    assert bad_fields(office.send("PATCH", "/v1/me", {"name": "王\u200d晓梅"}, by=me)) == ["body.name"]
    assert bad_fields(office.send("PATCH", "/v1/me", {}, by=me)) == ["body.name"]


def test_who_is_registered_has_the_registered_name(office: Office) -> None:
    me = someone("deputy:4114", person=office.deputy(name="王晓梅")["id"])
    assert code(office.send("PATCH", "/v1/me", {"name": "王大"}, by=me)) == (409, "name_registered")
    assert office.done("GET", "/v1/me", by=me)["name"] == "王晓梅"


def test_a_deputy_sees_mandates_station_and_roles_as_they_stand(office: Office) -> None:
    office.station()
    phone = office.phone()
    made = office.deputy(phone=phone)
    placed = office.place(made, STATION).json
    member = office.member(phone=phone)
    roles.first_administrator(f"+86{phone}", "王晓梅", "4114", legal_day(office.now))
    seen = office.done("GET", "/v1/me", by=someone("deputy:4114", person=made["id"]))
    assert (seen["deputy"], seen["member"]) == (placed, member)
    assert [(grant["role"], grant["scope"]) for grant in seen["grants"]] == [
        ("deputy", "4114"),
        ("member", "4114"),
        ("admin", "4114"),
    ]


def test_a_resident_who_is_registered_later_keeps_the_account(office: Office) -> None:
    person = resident(office, "13911112222", name="小王")
    assert office.deputy(phone="13911112222", name="王晓梅")["id"] == person
    assert office.done("GET", "/v1/me", by=someone(person=person))["name"] == "王晓梅"


def test_nobody_without_a_token_is_anybody(office: Office) -> None:
    assert code(office.send("GET", "/v1/me", by=None)) == (401, "sign_in_required")


def test_a_person_without_a_phone_cannot_be_named(office: Office) -> None:
    me = someone(person="p01j9zq3v7k2m8n4p6r5t")
    assert office.done("GET", "/v1/me", by=me)["phone_mask"] is None
    assert code(office.send("PATCH", "/v1/me", {"name": "王"}, by=me)) == (404, "person_not_found")
