"""An activity: drafted, announced, answered, attended, closed; leave asked for and decided."""

import pytest

from tests.faults.gauntlet import Gauntlet
from tests.invitations.attendance.hall import held, listed, scan
from tests.invitations.committee import DATONG, DATONG_STAFF, Committee, of
from tests.invitations.inviting.asking import invited, reply


@pytest.mark.worker("InvitationsWorkFunction")
def test_an_activity_comes_through(committee: Committee, gauntlet: Gauntlet) -> None:
    first, second, third = committee.deputies(3, DATONG)
    activity = held(committee, first, second, third)
    path = f"/v1/activities/{activity['id']}"
    assert scan(committee, activity, first).status == 201
    assert listed(committee, activity, second, status="present").status == 200
    committee.later(minutes=20)
    activity = committee.change(committee.done("GET", path, by=DATONG_STAFF), "opening")
    committee.later(hours=4)
    committee.change(committee.done("GET", path, by=DATONG_STAFF), "closure", {})
    committee.work()
    assert gauntlet.tally.requests > 10


def test_answers_leave_and_a_substitute_come_through(committee: Committee, gauntlet: Gauntlet) -> None:
    asks, declines, instead = committee.deputies(3, DATONG)
    activity = invited(committee, asks, declines)
    path = f"/v1/activities/{activity['id']}"
    assert reply(committee, activity, asks, "leave", reason="赴京出差").status == 200
    decision = {"granted": True}
    committee.done("POST", f"{path}/invitations/{asks.id}/leave", decision, by=DATONG_STAFF)
    assert reply(committee, activity, declines, "decline").status == 200
    body = {"person": instead.id, "reason": "原受邀代表另有公务"}
    committee.done("POST", f"{path}/invitations/{declines.id}/substitute", body, by=DATONG_STAFF)
    committee.work()
    assert reply(committee, activity, instead, "accept").status == 200
    committee.change(committee.done("GET", path, by=DATONG_STAFF), "cancellation", {"reason": "会议改期"})
    committee.work()
    assert committee.send("GET", "/v1/me/invitations", by=of(instead)).status == 200
    assert gauntlet.tally.requests > 10
