"""What brings deputies, members and residents together: contacts, appointments, reception days, groups'
plans and wishes, opinions voiced at a meeting, inspections asked for."""

from collections.abc import Callable
from datetime import datetime

from shared.domain.clock import SHANGHAI
from tests.faults.gauntlet import Gauntlet
from tests.invitations.appointments.room import Room
from tests.invitations.committee import (
    CARD,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    RESIDENT,
    Committee,
    in_office,
    of,
)
from tests.invitations.contacts.log import Log
from tests.invitations.groups.circle import Circle
from tests.invitations.inspections.test_requests import arrange, ask, inspection
from tests.invitations.receptions.hall import Hall
from tests.invitations.voiced.floor import changes, meeting, says

ActAs = Callable[[str], None]


def test_a_contact_and_its_views_come_through(
    committee: Committee, act_as: ActAs, gauntlet: Gauntlet
) -> None:
    log = Log(committee, act_as)
    member, deputy = log.pair()
    made = log.enters(member, deputy, views=["建议加快老旧小区加装电梯"], topics=["hot_issues"])
    handed = {"view": 1, "to": "自治区住建厅", "reference": "交办〔2026〕18号"}
    made = log.follow(made, "handovers", handed)
    known = {"view": 1, "text": "已列入明年改造计划"}
    made = log.follow(made, "results", known)
    made = log.follow(made, "feedback", known)
    other = log.enters(member, deputy, by="telephone_call", face_to_face=False)
    log.follow(other, "voiding", {"reason": "日期填写错误"})
    assert gauntlet.tally.requests >= 5


def test_an_appointment_comes_through(committee: Committee, act_as: ActAs, gauntlet: Gauntlet) -> None:
    room = Room(committee, act_as)
    made = room.propose(room.asks(GUANGXI))
    made = room.answers(made, {"accept": True})
    room.later(days=6)
    room.change(made, "outcome", {"held": True, "note": "谈了养老服务"})
    room.change(room.asks(GUANGXI), "decline", {"reason": "出国"})
    asked = room.asks(GUANGXI)
    room.change(asked, "withdrawal", {}, by=room.deputy(asked))
    assert gauntlet.tally.requests >= 6


def test_a_reception_day_with_a_booking_comes_through(
    committee: Committee, act_as: ActAs, gauntlet: Gauntlet
) -> None:
    hall = Hall(committee, act_as)
    leader, deputy = hall.leader(), hall.deputy()
    hall.arrange(leader)
    booked = hall.books(deputy)
    assert booked.status == 201, booked.text
    assert hall.books(RESIDENT, "10:00").status == 201
    committee.done("DELETE", hall.path(tail=f"/bookings/{booked.json['id']}"), by=deputy)
    committee.now = datetime(2026, 12, 7, 9, 30, tzinfo=SHANGHAI)
    said = {"topic": "小区停车", "text": "停车位不足", "answer": "将会同街道研究"}
    talk = committee.done("POST", hall.path(tail="/conversations"), said, by=in_office(leader))
    path = hall.path(tail=f"/conversations/{talk['id']}/opinion")
    committee.done("PUT", path, {"opinion": "v01j9zq3v7k2m8n4p6r5t"}, by=DATONG_STAFF, version=1)
    committee.now = datetime(2026, 12, 7, 12, tzinfo=SHANGHAI)
    held = {"held": True, "received": 1, "deputies": [], "note": "接待一人"}
    committee.done("POST", hall.path(tail="/outcome"), held, by=in_office(leader), version=1)
    assert gauntlet.tally.requests >= 6


def test_opinions_voiced_at_a_meeting_come_through(committee: Committee, gauntlet: Gauntlet) -> None:
    gauntlet.off = True
    deputy = committee.deputy(fields=("民政",))
    activity = meeting(committee, deputy)
    gauntlet.off = False
    made = says(committee, activity, deputy).json
    made = changes(committee, activity, made, answerable=True).json
    assert changes(committee, activity, made, "answer").status == 200
    committee.change(activity, "closure", {})
    committee.work()
    path = f"/v1/activities/{activity['id']}/voiced/{made['id']}"
    committee.later(days=1)
    made = committee.done("GET", path, by=of(deputy))
    assert changes(committee, activity, made, "feedback").status == 200
    assert gauntlet.tally.requests >= 5


def test_a_group_s_plan_and_its_wishes_come_through(
    committee: Committee, act_as: ActAs, gauntlet: Gauntlet
) -> None:
    circle = Circle(committee, act_as)
    group, deputies = circle.group(3)
    assert circle.writes(group, by=of(deputies[0])).status == 200
    committee.work()
    wish = circle.proposes(group, deputies[2]).json
    assert circle.votes(wish, deputies[0]).json["state"] == "carried"
    assert gauntlet.tally.requests >= 3


def test_an_inspection_asked_for_comes_through(committee: Committee, gauntlet: Gauntlet) -> None:
    deputy = committee.deputy(DATONG, card=CARD)
    asked = ask(committee, deputy)
    assert asked.status == 201, asked.text
    gauntlet.off = True
    planned = inspection(committee)
    gauntlet.off = False
    assert arrange(committee, asked.json, planned).status == 200
    assert gauntlet.tally.requests == 2
