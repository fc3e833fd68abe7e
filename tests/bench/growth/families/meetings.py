"""Activities with all that belongs to them, appointments, contacts, reception days, groups' plans."""

from datetime import date, datetime, timedelta
from typing import Any

from functions.invitations.candidates import coverage
from infra.sample.copies import Per
from shared.domain.clock import SHANGHAI, iso
from shared.domain.groups import GroupKind
from shared.store.writing import commit
from tests.bench.growth.workshop import MORNING, Workshop
from tests.invitations.appointments.room import Room, body_of
from tests.invitations.attendance.hall import held, listed
from tests.invitations.committee import (
    CARD,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    SHANGQIU,
    SHANGQIU_STAFF,
    Committee,
    in_office,
    of,
)
from tests.invitations.contacts.log import Log
from tests.invitations.groups.circle import Circle
from tests.invitations.inviting.asking import invited
from tests.invitations.receptions.hall import DECEMBER, Hall
from tests.invitations.voiced.floor import says

MEETING = "standing_committee_meeting"
OF_THE_REGION = 600
"""Deputies of one congress, some hundreds however many stations a province has."""


def make(workshop: Workshop) -> None:
    committee: Committee = workshop.room(Committee, 40_000)
    workshop.enter(committee, "InvitationsFunction")
    with workshop.family("who meets", Per.COUNTY):
        people = committee.deputies(6, SHANGQIU)
        member = committee.member(SHANGQIU, people[0])
        carded = committee.deputy(DATONG, card=CARD)
    workshop.found.update(invitee=people[0], host=member, carded=carded)
    _activities(workshop, committee, people)
    _inspections(workshop, committee, carded)
    _coverage(workshop, committee)
    _contact(workshop, committee, member, people[0])
    _receptions(workshop, committee)
    _circle(workshop, committee)


def _activities(workshop: Workshop, committee: Committee, people: Any) -> None:
    found = workshop.found
    with workshop.family("activities", Per.COUNTY, 20):
        activity = held(committee, *people, division=SHANGQIU)
        committee.hand_out(activity, by=SHANGQIU_STAFF)
        for one in people[:3]:
            assert listed(committee, activity, one, by=SHANGQIU_STAFF).status < 300
        committee.now = datetime.fromisoformat(activity["starts"])
        activity = committee.change(activity, "opening", by=SHANGQIU_STAFF)
        spoken = says(committee, activity, people[0])
        assert spoken.status == 201, spoken.text
    job = next(job for job in committee.jobs() if job.kind)
    found.update(activity=activity["id"], spoken=spoken.json["id"], job=job.id)
    with workshop.family("invitations", Per.COUNTY, 10):
        starts = datetime(2027, 1, 12, 9, tzinfo=SHANGHAI)
        times = {"starts": iso(starts), "ends": iso(starts + timedelta(hours=3))}
        committee.now = MORNING
        invited(committee, *people, division=SHANGQIU, **times)
        data = committee.notices(people[0].id, "invitation_received")[-1]["data"]
    found["link"] = data["link"].partition("#")[2]
    with workshop.family("calendars", Per.COUNTY):
        url = committee.done("POST", "/v1/me/calendar-feed", by=of(people[0]))["url"]
    found["calendar"] = url.rpartition("/")[2]


def _inspections(workshop: Workshop, committee: Committee, carded: Any) -> None:
    wish = {"division": DATONG, "wish": "视察老旧小区加装电梯", "first": "2026-12-02", "last": "2026-12-31"}
    with workshop.family("wishes for inspections", Per.COUNTY, 10):
        made = committee.done("POST", "/v1/inspection-requests", wish, by=of(carded))
    workshop.found["inspection request"] = made["id"]


def _coverage(workshop: Workshop, committee: Committee) -> None:
    """Of Guangxi, whose rule asks who of the grassroots has been at a meeting; a congress's deputies."""
    with workshop.family("deputies of the region", Per.PROVINCE, OF_THE_REGION // 2):
        for number in range(2):
            deputy = committee.deputy(GUANGXI)
            if number:
                commit(coverage.attended(GUANGXI, 14, MEETING, deputy.id, True, date(2026, 3, 10)))
    with workshop.family("meeting of the region", Per.PROVINCE):
        starts = committee.now + timedelta(days=30)
        ends = iso(starts + timedelta(hours=3))
        meeting = committee.draft(GUANGXI, starts=iso(starts), ends=ends)
    workshop.found["meeting"] = meeting["id"]


def _contact(workshop: Workshop, committee: Committee, member: Any, deputy: Any) -> None:
    room, log = Room(committee, workshop.act_as), Log(committee, workshop.act_as)
    with workshop.family("appointments", Per.COUNTY, 20):
        asked = room.asks(SHANGQIU, body_of("代表工作委员会"), deputy=deputy)
        workshop.found["appointment"] = asked["id"]
    with workshop.family("contacts", Per.COUNTY, 20):
        workshop.found["contact"] = log.enters(member, deputy)["id"]


def _receptions(workshop: Workshop, committee: Committee) -> None:
    hall = Hall(committee, workshop.act_as)
    committee.now = datetime(2026, 12, 1, 9, tzinfo=SHANGHAI)
    with workshop.family("reception day", Per.COUNTY):
        leader = hall.leader()
        slots = [{"at": "09:00", "places": 40}, {"at": "10:00", "places": 40}]
        hall.arrange(leader, slots=slots)
    guest = hall.deputy()
    with workshop.family("bookings", Per.COUNTY, 10):
        assert hall.books(guest).status == 201
        committee.now = datetime(2026, 12, 7, 9, 30, tzinfo=SHANGHAI)
        said = {"topic": "小区停车", "text": "停车位不足", "answer": "将会同街道研究"}
        committee.done("POST", hall.path(tail="/conversations"), said, by=in_office(leader))
    workshop.found.update(guest=guest, reception=DECEMBER, reception_by=DATONG_STAFF)


def _circle(workshop: Workshop, committee: Committee) -> None:
    circle = Circle(committee, workshop.act_as)
    with workshop.family("group that plans", Per.COUNTY):
        group, people = circle.group(20, GroupKind.LARGE, SHANGQIU)
        assert circle.writes(group, by=of(people[0])).status < 300
    with workshop.family("group's wishes", Per.COUNTY, 10):
        made = circle.proposes(group, people[1])
        assert made.status == 201, made.text
        assert circle.votes(made.json, people[2]).status == 200
    workshop.found.update(planner=group.id, wish=made.json["id"], voter=people[1])
