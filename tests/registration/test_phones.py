"""A phone changes hands: the person moves to another number, or loses this one."""

from datetime import timedelta
from typing import Any

import pytest

from functions.registration.app import app
from functions.registration.people import holdings
from functions.registration.staff import roles as service
from shared.domain.clock import legal_day
from shared.domain.one_time_codes import derive
from shared.domain.roles import Caller
from shared.store import engine
from shared.store.settings import Setting, secret
from tests.gateway import Response, call, someone
from tests.registration.office import CITY, CITY_MANDATE, RESIDENT, STATION, Office, bad_fields, code

ADMIN = someone("admin:41", person="padm1n00000000000000")
OLD, NEW = "13911112222", "13933334444"


def sign_in(office: Office, phone: str) -> Any:
    """Tokens and person of whoever has this phone."""
    office.now += timedelta(minutes=2)
    asked = call(app, "POST", "/v1/sign-in/codes", body={"phone": phone}).json["challenge"]
    body = {"challenge": asked, "code": derive(secret(Setting.SIGN_IN_SECRET), asked)}
    return call(app, "POST", "/v1/sign-in/tokens", body=body).json


def refresh(token: str) -> Response:
    return call(app, "POST", "/v1/sign-in/refreshes", body={"refresh_token": token})


def move(office: Office, person: str, phone: str = NEW, by: Caller = ADMIN) -> Response:
    return office.send("POST", f"/v1/persons/{person}/phone", {"phone": phone}, by=by)


def release(office: Office, person: str, by: Caller = ADMIN) -> Response:
    return office.send("DELETE", f"/v1/persons/{person}/phone", by=by)


def test_a_person_moved_signs_in_by_the_new_number_and_keeps_everything(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    answer = move(office, deputy["id"])
    assert answer.json == {"person": deputy["id"], "phone_mask": "139****4444"}
    signed = sign_in(office, NEW)
    assert (signed["person"], signed["registered"]) == (deputy["id"], False)
    assert signed["grants"] == [{"role": "deputy", "scope": "4114"}]
    assert office.read(deputy["id"])["phone_mask"] == "139****4444"


def test_the_next_owner_of_the_old_number_is_somebody_new(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    move(office, deputy["id"])
    stranger = sign_in(office, OLD)
    assert (stranger["registered"], stranger["grants"]) == (True, [])
    assert stranger["person"] != deputy["id"]


def test_sign_ins_by_the_old_number_end(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    before = sign_in(office, OLD)["refresh_token"]
    office.now += timedelta(minutes=1)
    move(office, deputy["id"])
    after = sign_in(office, NEW)["refresh_token"]
    assert code(refresh(before)) == (401, "refresh_token_invalid")
    assert refresh(after).status == 201


def test_a_sign_in_by_the_old_number_at_the_very_moment_of_the_move_opens_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = office.deputy(phone=OLD)
    asked = call(app, "POST", "/v1/sign-in/codes", body={"phone": OLD}).json["challenge"]
    body = {"challenge": asked, "code": derive(secret(Setting.SIGN_IN_SECRET), asked)}
    real = engine.transact

    def meanwhile(*arguments: Any, **options: Any) -> None:
        monkeypatch.setattr(engine, "transact", real)
        office.now -= timedelta(milliseconds=1)
        assert move(office, deputy["id"]).status == 200
        real(*arguments, **options)

    monkeypatch.setattr(engine, "transact", meanwhile)
    assert code(call(app, "POST", "/v1/sign-in/tokens", body=body)) == (401, "code_wrong")
    assert call(app, "POST", "/v1/sign-in/tokens", body=body).json["registered"] is True


def test_a_resident_who_signed_in_with_the_new_number_already_gives_it_up(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    resident = sign_in(office, NEW)
    office.now += timedelta(minutes=1)
    assert move(office, deputy["id"]).status == 200
    assert sign_in(office, NEW)["person"] == deputy["id"]
    assert code(refresh(resident["refresh_token"])) == (401, "refresh_token_invalid")


def test_a_number_of_somebody_registered_is_not_taken(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    office.member(phone=NEW)
    assert code(move(office, deputy["id"])) == (409, "phone_taken")
    assert sign_in(office, OLD)["person"] == deputy["id"]


def test_every_entry_of_the_person_shows_the_new_mask(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    office.member(phone=OLD)
    service.first_administrator(f"+86{OLD}", "王晓梅", "4114", legal_day(office.now))
    move(office, deputy["id"])
    assert office.read(deputy["id"])["phone_mask"] == "139****4444"
    assert office.done("GET", f"/v1/members/{deputy['id']}")["phone_mask"] == "139****4444"
    (role,) = office.done("GET", "/v1/roles", query={"scope": "4114"})["items"]
    assert role["phone_mask"] == "139****4444"


def test_the_history_tells_of_the_move_without_a_number(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    office.now += timedelta(minutes=1)
    move(office, deputy["id"])
    newest = office.done("GET", f"/v1/deputies/{deputy['id']}/changes")["items"][0]
    assert (newest["what"], newest["by"], newest["after"]) == ("phone_moved", ADMIN.person, {})


def test_the_same_move_again_changes_nothing(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    first, second = (move(office, deputy["id"]) for _ in range(2))
    assert first.json == second.json
    assert office.read(deputy["id"])["version"] == 2


def test_a_number_can_be_taken_away_and_another_given_later(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    token = sign_in(office, OLD)["refresh_token"]
    office.now += timedelta(minutes=1)
    assert release(office, deputy["id"]).status == 204
    assert code(refresh(token)) == (401, "refresh_token_invalid")
    assert sign_in(office, OLD)["registered"] is True
    assert office.read(deputy["id"])["phone_mask"] == ""
    assert code(release(office, deputy["id"])) == (404, "person_not_found")
    assert move(office, deputy["id"]).status == 200
    assert sign_in(office, NEW)["person"] == deputy["id"]


def test_an_administrator_reaches_all_that_the_person_holds(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    county, city = someone("admin:411402"), someone("admin:4114")
    assert move(office, deputy["id"], by=county).status == 200
    office.member(phone=NEW)
    assert code(move(office, deputy["id"], OLD, by=county)) == (403, "out_of_scope")
    assert code(release(office, deputy["id"], by=county)) == (403, "out_of_scope")
    service.first_administrator(f"+86{NEW}", "王晓梅", "41", legal_day(office.now))
    assert code(move(office, deputy["id"], OLD, by=city)) == (403, "out_of_scope")
    assert move(office, deputy["id"], OLD).status == 200


def test_where_a_deputy_of_the_province_is_placed_does_not_give_the_county_their_account(
    office: Office,
) -> None:
    office.station()
    provincial = {**CITY_MANDATE, "level": "province", "division": "41", "electing_unit": "4114", "term": 14}
    deputy = office.deputy(phone=OLD, mandates=[provincial])
    assert office.place(deputy, STATION).status == 200
    for who in (someone("admin:411402"), someone("admin:4101")):
        assert code(move(office, deputy["id"], by=who)) == (403, "out_of_scope")
        assert code(release(office, deputy["id"], by=who)) == (403, "out_of_scope")
    assert move(office, deputy["id"], by=someone("admin:4114")).status == 200


def test_a_resident_is_moved_by_the_provinces_administrators_only(office: Office) -> None:
    resident = sign_in(office, OLD)["person"]
    assert code(move(office, resident, by=someone("admin:4114"))) == (403, "out_of_scope")
    assert move(office, resident).status == 200
    assert sign_in(office, NEW)["person"] == resident


@pytest.mark.parametrize("who", [CITY, RESIDENT, someone("deputy:4114")])
def test_nobody_else_moves_phones(office: Office, who: Caller) -> None:
    deputy = office.deputy(phone=OLD)
    assert code(move(office, deputy["id"], by=who)) == (403, "role_missing")
    assert code(release(office, deputy["id"], by=who)) == (403, "role_missing")


def test_what_is_no_number_or_no_person_is_refused(office: Office) -> None:
    deputy = office.deputy(phone=OLD)
    assert bad_fields(move(office, deputy["id"], "12345")) == ["body.phone"]
    assert code(move(office, "p01j9zq3v7k2m8n4p6r5t")) == (404, "person_not_found")
    assert holdings("p01j9zq3v7k2m8n4p6r5t").nothing
