"""What is stated: requests to the board, and whom rules of the six packs bind."""

from datetime import date
from typing import Any

from functions.registration.groups.store import KIND as GROUPS
from functions.registration.units.store import new_item
from functions.standing.app import app
from shared.domain.divisions import Level
from shared.domain.groups import Group, GroupKind
from shared.domain.mandates import Mandate
from shared.domain.members import Member, Office
from shared.domain.roles import Caller
from shared.domain.units import Unit
from shared.regulations.library import library
from shared.regulations.rules import Part, Status
from shared.store import engine
from shared.store.registry import MEMBER, envelope, person_key
from tests.gateway import Response, call, someone
from tests.standing.hall import DEPUTY_ID, STATION, Hall, mandate

MEMBER_ID, GROUP_ID, UNIT_ID = "p2k2m8n4p6r5t01j9zq3v", "g01j9zq3v7k2m8n4p6r5t", "u01j9zq3v7k2m8n4p6r5t"
STAFF_ID = "p7k2m8n4p6r5t01j9zq3v"
TODAY = "2026-11-20"
SHENZHEN = "440303001-01"
"""A station where Shenzhen's draft would hold."""

ATTESTED = [
    part
    for pack in library().packs
    if pack.instrument.status is Status.IN_FORCE
    for part in pack.parts()
    if part.kind == "attest"
]
"""Everything in force that is shown by a statement."""

_PLACES = {
    "00": {"national": "00", "province": "41", "city": "4114", "county": "411402", "township": "411402100"},
    "12": {"province": "12"},
    "45": {"province": "45"},
    "1402": {"city": "1402"},
    "4403": {"city": "4403"},
    "4114": {"city": "4114", "county": "411402", "township": "411402100"},
}
"""A division of each level in which the instruments of a division hold."""


def place_of(part: Part) -> str:
    """A division that the part binds: the lowest level of those it names."""
    instrument = library().instrument(part.instrument)
    assert instrument is not None
    places = _PLACES[instrument.division]
    levels = {
        str(value)
        for tests in part.condition.when
        for test in tests
        if test.fact == "level"
        for value in test.allowed
    }
    named = [level for level in places if level in levels] or list(places)
    return places[named[-1]]


class Floor:
    """States, reads the board and standing, in a hall."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

    def post(self, path: str, body: object, caller: Caller, **headers: str) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return call(app, "POST", path, body=body, caller=caller, headers=named)

    def state(self, rule: str, kind: str, id_: str, caller: Caller, **fields: Any) -> Response:
        """A statement about the subject, of today unless ``day`` is said; ``key`` names the request."""
        key = fields.pop("key", None)
        body = {"subject": {"kind": kind, "id": id_}, "day": TODAY, **fields}
        headers = {} if key is None else {"Idempotency_Key": key}
        return self.post(f"/v1/obligations/{rule}/statements", body, caller, **headers)

    def board(self, scope: str, caller: Caller, **query: str) -> dict[str, Any]:
        """The entries of a division's board by rule; of several periods the last."""
        found: dict[str, Any] = {}
        cursor: dict[str, str] = {}
        while True:
            answer = self.hall.get("/v1/obligations", caller, scope=scope, **query, **cursor)
            assert answer.status == 200, answer.text
            found |= {entry["rule"]: entry for entry in answer.json["items"]}
            if answer.json["next"] is None:
                return found
            cursor = {"cursor": answer.json["next"]}

    def statements(self, rule: str, kind: str, id_: str, caller: Caller, **query: str) -> Response:
        path = f"/v1/obligations/{rule}/statements"
        return self.hall.get(path, caller, kind=kind, subject=id_, **query)

    def correct(self, statement: str, action: str, caller: Caller, **headers: str) -> Response:
        path = f"/v1/statements/{statement}/corrections"
        return self.post(path, {"action": action, "reason": "日期有误"}, caller, **headers)


def group(division: str = "4114", **fields: Any) -> Group:
    """A small group of the division's deputies."""
    made = Group(GROUP_ID, GroupKind.SMALL, division, division, "第一小组", **fields)
    engine.put(envelope(f"GROUP#{GROUP_ID}", "GROUP", made, (GROUPS, division)))
    return made


def member(division: str = "4114", office: Office = Office.CHAIR, since: str = "2022-01-10") -> Member:
    """A member of the division's standing committee."""
    made = Member(MEMBER_ID, "赵文博", "138****1234", division, office, date.fromisoformat(since))
    engine.put(envelope(person_key(MEMBER_ID), MEMBER, made))
    return made


def unit(division: str = "4114", id_: str = UNIT_ID) -> Unit:
    """A handling unit of the division."""
    made = Unit(id_, division, "教育局")
    engine.put(new_item(made))
    return made


def own_mandate(division: str) -> Mandate:
    """A mandate of the division's congress."""
    level = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}[len(division)]
    return mandate(level, division, division)


def subject_of(hall: Hall, part: Part) -> tuple[str, str, Caller, str]:
    """Somebody whom the part binds, as registered: id, who states it, and the path of its standing."""
    place = place_of(part)
    overseer = someone(f"committee_staff:{place}", person=STAFF_ID)
    match str(part.subject):
        case "deputy":
            hall.deputy(own_mandate(place), station=None)
            own = someone(f"deputy:{place}", person=DEPUTY_ID)
            return DEPUTY_ID, DEPUTY_ID, own, f"/v1/deputies/{DEPUTY_ID}/standing"
        case "member":
            member(place)
            own = someone(f"member:{place}", person=MEMBER_ID)
            return MEMBER_ID, MEMBER_ID, own, f"/v1/members/{MEMBER_ID}/standing"
        case "station":
            station = STATION if place.startswith("41") else SHENZHEN
            hall.station(station)
            own = someone(f"liaison_officer:{station}", person=STAFF_ID)
            return station, STAFF_ID, own, f"/v1/stations/{station}/standing"
        case "group":
            group(place, leader=DEPUTY_ID)
            own = someone(f"deputy:{place}", person=DEPUTY_ID)
            return GROUP_ID, DEPUTY_ID, own, f"/v1/groups/{GROUP_ID}/standing"
        case "handling_unit":
            unit(place)
            own = someone(f"unit_staff:{UNIT_ID}", person=STAFF_ID)
            return UNIT_ID, STAFF_ID, own, f"/v1/units/{UNIT_ID}/standing"
        case _:
            return place, STAFF_ID, overseer, f"/v1/committees/{place}/standing"
