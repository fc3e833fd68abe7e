"""Handling units are registered, listed and changed (Deputies Law art. 51)."""

from typing import Any

import pytest

from tests.gateway import Response, someone
from tests.registration.office import CITY, COUNTY, ELSEWHERE, RESIDENT, Office, bad_fields, code

BODY = {"division": "4114", "name": "商丘市住房和城乡建设局"}


def register(office: Office, **fields: Any) -> Response:
    options = {name: fields.pop(name) for name in ("by", "key") if name in fields}
    return office.send("POST", "/v1/units", {**BODY, **fields}, **options)


def test_a_unit_is_registered_and_seen_by_everybody_signed_in(office: Office) -> None:
    made = register(office, number="SQ-014", category="城建", contact="办公室", telephone="0370-3281234")
    assert made.status == 201
    path = f"/v1/units/{made.json['id']}"
    for who in (RESIDENT, someone("deputy:4114"), CITY):
        assert office.done("GET", path, by=who) == made.json
    assert code(office.send("GET", path, by=None)) == (401, "sign_in_required")


@pytest.mark.parametrize("key", [None, "unit-key-1"])
def test_a_division_has_a_unit_of_one_name_or_number_once(office: Office, key: str | None) -> None:
    first, again = (register(office, key=key) for _ in range(2))
    assert first.status == 201
    assert again.json == first.json if key else code(again) == (409, "unit_exists")
    assert register(office, number="SQ-014").status == 201
    assert code(register(office, number="SQ-014", name="住建局")) == (409, "unit_exists")
    assert register(office, division="411402", by=COUNTY).status == 201


def test_only_landlines_are_shown(office: Office) -> None:
    for telephone in ("13800001234", "３281234", "0370-328", "0370-3281234\n", ""):
        assert bad_fields(register(office, telephone=telephone)) == ["body.telephone"]
    assert register(office, telephone="400-123-4567").status == 201


def test_a_unit_is_changed_under_its_version(office: Office) -> None:
    path = f"/v1/units/{register(office).json['id']}"
    changed = office.send("PATCH", path, {"active": False, "contact": "信访科"}, version=1)
    assert (changed.json["active"], changed.json["contact"], changed.json["version"]) == (False, "信访科", 2)
    assert code(office.send("PATCH", path, {"active": True}, version=1)) == (412, "stale_version")
    assert code(office.send("PATCH", path, {"active": True}, version=2, by=COUNTY)) == (403, "out_of_scope")
    assert bad_fields(office.send("PATCH", path, {"division": "41"}, version=2)) == ["body.division"]
    assert bad_fields(office.send("PATCH", path, {"active": "yes"}, version=2)) == ["body.active"]
    unknown = office.send("PATCH", "/v1/units/u01j9zq3v7k2m8n4p6r5t", {"active": True}, version=1)
    assert code(unknown) == (404, "unit_not_found")


def test_units_are_registered_by_the_committees_of_the_division(office: Office) -> None:
    assert code(register(office, by=ELSEWHERE)) == (403, "out_of_scope")
    assert code(register(office, by=COUNTY)) == (403, "out_of_scope")
    assert code(register(office, by=someone("unit_staff:u01j9zq3v7k2m8n4p6r5t"))) == (403, "role_missing")


def test_units_are_listed_by_scope(office: Office) -> None:
    city = register(office).json
    county = register(office, division="411402").json
    office.done("PATCH", f"/v1/units/{county['id']}", {"active": False}, version=1)
    assert office.whole("/v1/units", scope="4114", by=RESIDENT)[0] == city
    assert len(office.whole("/v1/units", scope="41", limit="1", by=RESIDENT)) == 2
    active = office.whole("/v1/units", scope="4114", active="true", by=RESIDENT)
    assert [unit["id"] for unit in active] == [city["id"]]
    idle = office.whole("/v1/units", scope="4114", active="false", by=RESIDENT)
    assert [unit["id"] for unit in idle] == [county["id"]]
