"""Activities with people in the hall: codes on the screen, scans, the staff's list, the closing."""

from datetime import datetime, timedelta
from typing import Any

from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.domain.roles import Caller
from tests.gateway import Response
from tests.invitations.committee import DATONG, SHANGQIU, STAFF, STATION, Committee, in_office, of

START = datetime.fromisoformat("2026-12-01T09:00:00+08:00")


def held(committee: Committee, *people: Deputy | Member, division: str = DATONG, **fields: Any) -> Any:
    """An activity on the morning of 1 December announced to these people, all of whom accepted; the clock
    stands at ten minutes before its start."""
    fields = {
        "kind": "training",
        "title": "代表履职培训",
        "starts": iso(START),
        "ends": iso(START + timedelta(hours=3)),
        **fields,
    }
    activity = committee.draft(division, by=STAFF[division], **fields)
    by = STAFF[division]
    path = f"/v1/activities/{activity['id']}"
    if people:
        committee.done("POST", f"{path}/invitations", {"persons": [person.id for person in people]}, by=by)
        committee.work()
    activity = committee.change(activity, "announcement", {}, by=by)
    committee.work()
    for person in people:
        committee.done("PUT", f"{path}/invitations/me", {"answer": "accept"}, by=caller_of(person))
    committee.now = datetime.fromisoformat(activity["starts"]) - timedelta(minutes=10)
    return activity


def at_station(committee: Committee, *people: Deputy, **fields: Any) -> Any:
    """The same, held by the station of Liangyuan, in Shangqiu."""
    committee.station(**fields.pop("station_fields", {}))
    organiser = {"kind": "station", "id": STATION}
    return held(committee, *people, division=SHANGQIU, organiser=organiser, **{"kind": "forum", **fields})


def staff_of(activity: Any) -> Caller:
    """The staff of the committee, a city's or above, under whose congress it is held."""
    congress: str = activity["congress"]
    return next(staff for division, staff in STAFF.items() if congress.startswith(division))


def caller_of(person: Deputy | Member) -> Caller:
    """Somebody signed in."""
    return of(person) if isinstance(person, Deputy) else in_office(person)


def code(committee: Committee, activity: Any, by: Caller | None = None) -> str:
    """What the screen in the hall shows now."""
    by = by or staff_of(activity)
    answer = committee.done("GET", f"/v1/activities/{activity['id']}/codes", by=by, query={"count": 1})
    shown: str = answer["items"][0]["code"]
    return shown


def scan(
    committee: Committee, activity: Any, who: Deputy | Member | Caller, kind: str = "arrival", **body: Any
) -> Response:
    """A scan of the code on the screen, unless ``code`` is sent."""
    caller = who if isinstance(who, Caller) else caller_of(who)
    body = {"code": body.pop("code", None) or code(committee, activity), "kind": kind, **body}
    return committee.send("POST", f"/v1/activities/{activity['id']}/attendances", body, by=caller)


def listed(
    committee: Committee, activity: Any, who: Deputy | Member | str, *, by: Caller | None = None, **body: Any
) -> Response:
    """What the organiser's staff enter of somebody: present, unless ``status`` says otherwise."""
    person = who if isinstance(who, str) else who.id
    path = f"/v1/activities/{activity['id']}/attendances/{person}"
    by = by or staff_of(activity)
    return committee.send("PUT", path, {"status": "present", **body}, by=by)


def sheet(committee: Committee, activity: Any, by: Caller | None = None) -> Any:
    """The attendance sheet."""
    by = by or staff_of(activity)
    return committee.done("GET", f"/v1/activities/{activity['id']}/attendance-sheet", by=by)


def closed(committee: Committee, activity: Any, by: Caller | None = None) -> Any:
    """The activity opened where it is not, and closed at its end; everything recorded."""
    by = by or staff_of(activity)
    committee.now = max(committee.now, datetime.fromisoformat(activity["ends"]))
    if activity["state"] == "announced":
        activity = committee.change(activity, "opening", by=by)
    activity = committee.change(activity, "closure", {}, by=by)
    committee.work()
    return activity


def kinds(committee: Committee, partition: str) -> list[tuple[str, str]]:
    """Kind and day of the records of a subject that are not void."""
    return [
        (record["kind"]["S"], record["day"]["S"])
        for record in committee.records(partition)
        if record.get("correction", {}).get("M", {}).get("action", {}).get("S") != "void"
    ]
