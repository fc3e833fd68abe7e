"""A day in a city: registered, in groups, checked in, an opinion, a suggestion, a training. What was accepted
is written down, to be counted against what then stands."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from infra.local.stack import LocalStack
from infra.local.walk import opinion
from infra.local.walk.suggestion import DEPUTY as DEPUTY_OF_CITY
from infra.local.walk.suggestion import Course
from infra.sample.load import COUNTY_STAFF
from shared.domain import clock
from shared.domain.clock import iso
from shared.domain.ids import derived_id
from shared.domain.roles import Role
from tests.faults.stack.townsfolk import Patient, Town

CITY, COUNTY, STREET, STATION = "4114", "411402", "411402001", "411402001-61"
DEPUTIES = 8
"""The last of them does not check in today."""
SEATS = 4
RESIDENTS = 3
AT_ONCE = 6
T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Life:
    """What was accepted. ``receipt`` is the first resident's, of an opinion that is not handled yet."""

    town: Town
    deputies: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    """The deputies', in their order."""
    clients: dict[str, Patient] = field(default_factory=dict)
    group: str = ""
    records: set[str] = field(default_factory=set)
    residents: dict[str, str] = field(default_factory=dict)
    """Person by phone."""
    receipt: dict[str, str] = field(default_factory=dict)
    suggestion: str = ""
    activity: str = ""

    @property
    def staff(self) -> Patient:
        """The city's."""
        return self.person(Role.COMMITTEE_STAFF)

    def person(self, role: str) -> Patient:
        found = self.town.enter(role)
        assert isinstance(found, Patient)
        return found


def at_once(act: Callable[[T], R], whom: Iterable[T]) -> list[R]:
    """What comes of it for each, several at the same moment."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(act, whom))


def live(stack: LocalStack, patch: Any) -> Life:
    """The whole day. ``patch``: pytest's, for the one step of the walk that is taken without an account."""
    patch.setattr(opinion, "Client", Patient)
    life = Life(Town(stack))
    _found(life)
    _register(life)
    _check_in(life)
    _reside(life)
    opinion.show(life.town)
    course = Course(life.town)
    course.go()
    life.suggestion = course.path.rpartition("/")[2]
    _train(life)
    return life


def _found(life: Life) -> None:
    for role, scope in ((Role.COMMITTEE_STAFF, CITY), (Role.TOWNSHIP_STAFF, STREET), (Role.ADMIN, CITY[:2])):
        life.town.enrol(role, f"{role}:{scope}", derived_id("p", "weather", role))
    life.town.enrol(COUNTY_STAFF, f"committee_staff:{COUNTY}", derived_id("p", "weather", "county"))
    officer = derived_id("p", "weather", "officer")
    life.town.enrol(Role.LIAISON_OFFICER, f"liaison_officer:{STATION}", officer)
    division, serial = STATION.split("-")
    station = {"division": division, "serial": int(serial), "name": "站", "type": "liaison_station"}
    life.staff.must(201, "POST", "/v1/stations", body=station)
    unit = life.staff.must(201, "POST", "/v1/units", body={"division": CITY, "name": "市交通运输局"}).json
    life.town.enrol(Role.UNIT_STAFF, f"unit_staff:{unit['id']}", derived_id("p", "weather", "unit"))


def _register(life: Life) -> None:
    mandate = {
        "level": "city",
        "division": CITY,
        "electing_unit": COUNTY,
        "term": 6,
        "begins": "2022-04-01",
    }

    def register(phone: str) -> str:
        body = {"phone": phone, "name": "王晓梅", "mandates": [mandate]}
        return str(life.staff.must(201, "POST", "/v1/deputies", body=body).json["id"])

    life.phones = [f"137990000{number:02d}" for number in range(DEPUTIES)]
    life.deputies = at_once(register, life.phones)
    for person in life.deputies:
        life.clients[person] = life.town.enrol(person, f"deputy:{CITY}", person)
    for role in (Role.DEPUTY, DEPUTY_OF_CITY):
        life.town.enrol(role, f"deputy:{CITY}", life.deputies[0])
    path = f"/v1/deputies/{life.deputies[0]}"
    version = life.staff.must(200, "GET", path).json["version"]
    placed = {"station_id": STATION}
    life.staff.must(200, "PUT", f"{path}/placement", body=placed, headers={"If-Match": f'"v{version}"'})
    body = {"division": COUNTY, "congress": CITY, "kind": "large", "name": "梁园区代表大组"}
    life.group = life.staff.must(201, "POST", "/v1/groups", body=body).json["id"]
    at_once(
        lambda person: life.staff.must(204, "PUT", f"/v1/groups/{life.group}/members/{person}"), life.deputies
    )


def _check_in(life: Life) -> None:
    officer = life.person(Role.LIAISON_OFFICER)

    def scan(person: str) -> str:
        shown = life.town.code(officer, STATION)
        return str(life.clients[person].must(201, "POST", "/v1/check-ins", body={"code": shown}).json["id"])

    twice = [*life.deputies[:-1]] * 2
    life.records = set(at_once(scan, twice))


def _reside(life: Life) -> None:
    for number in range(RESIDENTS):
        phone = f"1369900000{number}"
        client, person = life.town.sign_in(phone)
        life.residents[phone] = person
        body = {"text": "路灯不亮，老人夜里出行不便。", "station": STATION}
        receipt = client.must(201, "POST", "/v1/me/opinions", body=body).json
        if not life.receipt:
            life.receipt = receipt
            life.town.enrol(Role.RESIDENT, "", person)


def _train(life: Life) -> None:
    starts = clock.now() + timedelta(days=10)
    plan = {
        "kind": "training",
        "title": "代表履职培训",
        "organiser": {"kind": "committee", "id": CITY},
        "starts": iso(starts),
        "ends": iso(starts + timedelta(hours=2)),
        "capacity": SEATS,
    }
    activity = life.staff.must(201, "POST", "/v1/activities", body=plan).json
    life.activity = activity["id"]
    path = f"/v1/activities/{life.activity}"
    selected = {"persons": life.deputies}
    progress = life.staff.must(202, "POST", f"{path}/invitations", body=selected).json["progress"]
    life.town.becomes(lambda: life.staff.get(progress).json["finished"], "all are selected")
    version = {"If-Match": f'"v{activity["version"]}"'}
    life.staff.must(200, "POST", f"{path}/announcement", body={}, headers=version)

    def told(person: str) -> bool:
        return life.clients[person].get(f"{path}/invitations/me").status == 200

    life.town.becomes(lambda: all(map(told, life.deputies)), "all are told")
    at_once(
        lambda person: life.clients[person].must(
            200, "PUT", f"{path}/invitations/me", body={"answer": "accept"}
        ),
        life.deputies,
    )
