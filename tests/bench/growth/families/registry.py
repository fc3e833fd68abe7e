"""Who and what exists, and a year of what deputies did at their station."""

from datetime import date
from typing import Any

from functions.checkin import correcting, records, store
from functions.registration.staff import appointments
from functions.registration.staff.appointments import Appointment
from functions.standing.app import app as standing
from infra.sample.copies import CITY, COUNTY, STATION, TOWNSHIP, Per
from shared.domain.proof.assurance import Assurance, Proof, Timing, Whereabouts
from shared.domain.roles import Caller, Role
from shared.store import engine
from shared.store import records as recorded
from shared.store.corrections import Action
from tests.bench.growth.workshop import MORNING, Workshop
from tests.gateway import call, someone
from tests.registration.office import CITY_MANDATE, Office
from tests.registration.rosters.desk import Desk
from tests.standing.hall import Hall

PER_STATION = 60
"""Deputies of a station; with those of other families 180,000 in the whole of Henan."""
VISITS = (date(2026, 4, 9), date(2026, 11, 19))
STATED = {
    "nat-08.d": "inspection",
    "nat-08.f": "visit",
    "nat-47.b": "training",
    "nat-58a.hear": "duty_report",
    "nat-58a.report": "duty_report",
}
"""What the deputy has done and says so. One duty is left (`sq-16b`): who had none would be in no list."""


def make(workshop: Workshop) -> None:
    found = workshop.found
    office: Any = workshop.room(lambda _world, _act_as, patch: Office(patch), 0)
    workshop.enter(office, "RegistrationFunction")
    with workshop.family("station", Per.STATION, judged=True):
        office.station()
        for role, letter in (
            (Role.LIAISON_OFFICER, "a"),
            (Role.STATION_HEAD, "b"),
            (Role.TOWNSHIP_STAFF, "c"),
        ):
            _appoint(role, TOWNSHIP if role is Role.TOWNSHIP_STAFF else STATION, letter, office)
    with workshop.family("county office", Per.COUNTY):
        _appoint(Role.COMMITTEE_STAFF, COUNTY, "d", office)
    with workshop.family("city office", Per.CITY):
        _appoint(Role.COMMITTEE_STAFF, CITY, "e", office)
        _appoint(Role.AUDITOR, CITY, "f", office)
    with workshop.family("units", Per.COUNTY, 20):
        found["unit"] = office.done("POST", "/v1/units", {"division": COUNTY, "name": "市政管理所"})["id"]
    with workshop.family("deputy", Per.STATION, PER_STATION, judged=True):
        deputy = office.deputy(
            mandates=[{**CITY_MANDATE, "begins": "2026-01-05"}],
            grassroots=True,
            fields=["教育"],
            gender="female",
        )
        office.place(deputy, STATION)
        found["deputy"] = deputy["id"]
        _year(workshop, deputy["id"])
        workshop.enter(office, "RegistrationFunction")
    with workshop.family("corrections", Per.STATION):
        _corrected(workshop, deputy["id"])
        workshop.enter(office, "RegistrationFunction")
    with workshop.family("group", Per.COUNTY, 10):
        group = office.group()
        found["group"] = group["id"]
        members = [office.deputy(name=name, grassroots=True) for name in ("甲", "乙", "丙")]
        for one in (found["deputy"], *(one["id"] for one in members)):
            office.done("PUT", f"/v1/groups/{group['id']}/members/{one}")
        workshop.enter(office, "RegistrationFunction")
    with workshop.family("member", Per.CITY, 40, judged=True):
        member = office.member()
        found["member"] = member["id"]
        linked = office.deputy(name="丁", grassroots=True)
        for one in (found["deputy"], linked["id"]):
            office.done("PUT", f"/v1/members/{member['id']}/links/{one}")
        workshop.act_as("CheckinFunction")
        _member_year(member["id"])
        workshop.enter(office, "RegistrationFunction")
    with workshop.family("statement", Per.CITY):
        workshop.act_as("StandingFunction")
        staff = someone(f"committee_staff:{CITY}", person="pc1ty000000000000000p")
        found["statement"] = _state("sq-22", "committee", CITY, staff, "budget")
    with workshop.family("statement of the province", Per.PROVINCE):
        above = someone(f"committee_staff:{CITY[:2]}", person="pabvve000000000000000")
        _state("sq-22", "committee", CITY[:2], above, "budget")
        workshop.enter(office, "RegistrationFunction")
    with workshop.family("roster", Per.COUNTY):
        desk = workshop.room(Desk, 0)
        found["roster"] = desk.ask("stations")["id"]
        found["roster_by"] = desk.admin


def _appoint(role: Role, scope: str, letter: str, office: Office) -> None:
    person = f"p{letter * 20}"
    given = Appointment(person, "张敏", "137****0000", role, scope, scope, date(2024, 1, 1))
    engine.put(appointments.item_of(given))


def _year(workshop: Workshop, deputy: str) -> None:
    hall = Hall(workshop.act_as, workshop.patch)
    assurance = Assurance(Proof.ROTATING, Whereabouts.INSIDE, Timing.LIVE, ())
    workshop.act_as("CheckinFunction")
    for day in VISITS:
        made = records.new(deputy, STATION, day, assurance, now=hall.now, by=deputy, moment=None)
        store.add(made, None)
    workshop.act_as("StandingFunction")
    for rule, evidence in STATED.items():
        _state(rule, "deputy", deputy, someone(f"deputy:{CITY}", person=deputy), evidence)


def _corrected(workshop: Workshop, deputy: str) -> None:
    workshop.act_as("CheckinFunction")
    last = records.RecordKey(deputy, VISITS[-1], STATION)
    for action in (Action.VOID, Action.RESTORE):
        fields = {"action": action, "reason": "他人代为扫码"}
        correcting.correct(last, fields, name=f"c{action}", mark=None, by=f"p{'a' * 20}", now=MORNING)
    workshop.found["record"] = last.id


def _state(rule: str, kind: str, subject: str, by: Caller, *evidence: str) -> str:
    """A statement that a duty was done; its id."""
    body = {"subject": {"kind": kind, "id": subject}, "day": "2026-11-20", "evidence": list(evidence)}
    stated = call(standing, "POST", f"/v1/obligations/{rule}/statements", body=body, caller=by)
    assert stated.status == 201, stated.text
    return str(stated.json["id"])


def _member_year(member: str) -> None:
    for month in (2, 5, 8, 11):
        item = recorded.item(
            recorded.member_key(member), date(2026, month, 12), "visit", f"a{month:020d}", body={}
        )
        engine.put(item)
