"""The Registry: stations with their staff, deputies with mandates and placement, groups, members and links,
roles, a phone that changes hands."""

from tests.faults.gauntlet import Gauntlet
from tests.gateway import someone
from tests.registration.office import (
    CITY,
    CITY_MANDATE,
    COUNTY,
    COUNTY_MANDATE,
    OTHER_STATION,
    STATION,
    TOWNSHIP,
    Office,
)

ADMIN = someone("admin:41", person="padm1n00000000000000")


def test_a_station_and_its_staff_come_through(office: Office, gauntlet: Gauntlet) -> None:
    office.employ(CITY, TOWNSHIP)
    made = office.station()
    path = f"/v1/stations/{STATION}"
    made = office.done("PATCH", path, {"name": "平原街道联络站"}, version=made["version"])
    head = {"post": "head", "phone": office.phone(), "name": "李建国"}
    (posting,) = office.done("POST", f"{path}/staff", head)["staff"]
    office.done("DELETE", f"{path}/staff/head/{posting['person']}")
    version = office.done("GET", path)["version"]
    made = office.done("POST", f"{path}/closure", {"reason": "装修"}, version=version)
    office.done("POST", f"{path}/reopening", {}, version=made["version"])
    unit = office.done("POST", "/v1/units", {"division": "4114", "name": "市民政局"})
    office.done("PATCH", f"/v1/units/{unit['id']}", {"name": "市民政事务局"}, version=unit["version"])
    assert gauntlet.tally.requests >= 8


def test_a_deputy_with_mandates_and_a_place_comes_through(office: Office, gauntlet: Gauntlet) -> None:
    office.station()
    office.station(OTHER_STATION)
    deputy = office.deputy()
    path = f"/v1/deputies/{deputy['id']}"
    deputy = office.done("PATCH", path, {"name": "王小梅"}, version=deputy["version"])
    deputy = office.done("POST", f"{path}/mandates", COUNTY_MANDATE, by=COUNTY)
    city, _ = (f"{path}/mandates/{mandate['id']}" for mandate in deputy["mandates"])
    happened = {"action": "suspend", "on": "2026-11-18", "reason": "detained"}
    deputy = office.done("POST", f"{city}/events", happened, version=deputy["version"])
    withdrawal = {"reason": "录入错误"}
    deputy = office.done("POST", f"{city}/events/last/withdrawal", withdrawal, version=deputy["version"])
    corrected = {"begins": "2022-04-02", "reason": "日期错误"}
    deputy = office.done("PATCH", city, corrected, version=deputy["version"])
    for station in (STATION, OTHER_STATION):
        assert office.place(deputy, station).status == 200
        deputy = office.read(deputy["id"])
    assert office.send("DELETE", f"{path}/placement", version=deputy["version"]).status in (200, 204)
    assert gauntlet.tally.requests >= 9


def test_groups_and_their_members_come_through(office: Office, gauntlet: Gauntlet) -> None:
    deputy, large = office.deputy(), office.group()
    first, second = (
        office.group(kind="professional", name=name, division="4114") for name in ("财经小组", "法治小组")
    )
    for group in (large, first):
        office.done("PUT", f"/v1/groups/{group['id']}/members/{deputy['id']}")
    led = office.done("GET", f"/v1/groups/{large['id']}")
    office.done("PATCH", f"/v1/groups/{large['id']}", {"leader": deputy["id"]}, version=led["version"])
    office.done("POST", f"/v1/groups/{first['id']}/members/{deputy['id']}/move", {"to": second["id"]})
    office.done("DELETE", f"/v1/groups/{second['id']}/members/{deputy['id']}")
    version = office.done("GET", f"/v1/groups/{second['id']}")["version"]
    office.done("DELETE", f"/v1/groups/{second['id']}", version=version)
    assert gauntlet.tally.requests >= 7


def test_members_links_and_roles_come_through(office: Office, gauntlet: Gauntlet) -> None:
    office.employ(ADMIN)
    member, deputy = office.member(), office.deputy(grassroots=True)
    path = f"/v1/members/{member['id']}"
    member = office.done("PATCH", path, {"office": "vice_chair"}, version=member["version"])
    office.done("PUT", f"{path}/links/{deputy['id']}")
    office.done("DELETE", f"{path}/links/{deputy['id']}")
    role = {"phone": office.phone(), "name": "李国庆", "role": "township_staff", "scope": "411402001"}
    given = office.done("POST", "/v1/roles", role, by=ADMIN)
    office.done("DELETE", f"/v1/roles/{given['person']}/township_staff/411402001", by=ADMIN)
    assert gauntlet.tally.requests >= 7


def test_a_phone_that_changes_hands_comes_through(office: Office, gauntlet: Gauntlet) -> None:
    office.employ(ADMIN)
    deputy = office.deputy(mandates=[CITY_MANDATE])
    path = f"/v1/persons/{deputy['id']}/phone"
    office.done("POST", path, {"phone": office.phone()}, by=ADMIN)
    office.done("DELETE", path, by=ADMIN)
    assert gauntlet.tally.requests >= 3
