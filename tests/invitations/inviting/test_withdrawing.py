"""Uninviting, and who comes instead."""

from datetime import date
from typing import Any

from shared.domain.mandates import MandateAction, MandateEvent
from tests.gateway import Response
from tests.invitations.committee import DATONG, DATONG_STAFF, SHANGQIU, Committee, basis, code, of
from tests.invitations.inviting.asking import counts, invited, reply, selected, state, told

WHY = {"reason": "会议规模压缩"}


def substitute(committee: Committee, activity: Any, person: Any, other: Any) -> Response:
    path = f"/v1/activities/{activity['id']}/invitations/{person.id}/substitute"
    return committee.send("POST", path, {"person": other.id, "reason": "出差"}, by=DATONG_STAFF)


def withdraw(committee: Committee, activity: Any, person: Any) -> Response:
    path = f"/v1/activities/{activity['id']}/invitations/{person.id}/withdrawal"
    return committee.send("POST", path, WHY, by=DATONG_STAFF)


def test_who_is_uninvited_is_told_and_answers_no_more(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second, capacity=1)
    reply(committee, activity, first, "accept")
    reply(committee, activity, second, "accept")
    committee.later(minutes=1)
    answer = withdraw(committee, activity, first).json
    assert (answer["state"], answer["reason"]) == ("withdrawn", WHY["reason"])
    assert withdraw(committee, activity, first).json["version"] == answer["version"]
    assert told(committee, first) == ["invitation_received", "invitation_withdrawn"]
    assert state(committee, activity, second) == "accepted"
    assert counts(committee, activity) == {"accepted": 1, "withdrawn": 1}
    assert code(reply(committee, activity, first, "accept")) == (409, "invitation_withdrawn")


def test_who_was_only_selected_never_hears_of_it(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = selected(committee, deputy)
    assert withdraw(committee, activity, deputy).json["state"] == "withdrawn"
    committee.change(activity, "announcement", {})
    committee.work()
    assert told(committee, deputy) == []
    assert committee.whole("/v1/me/invitations", by=of(deputy)) == []
    assert counts(committee, activity) == {"withdrawn": 1}


def test_a_substitute_of_the_same_electing_unit_takes_the_seat(committee: Committee) -> None:
    first, second, other = committee.deputies(3, DATONG)
    activity = invited(committee, first, second, capacity=1)
    reply(committee, activity, first, "accept")
    reply(committee, activity, second, "accept")
    committee.later(minutes=1)
    answer = substitute(committee, activity, first, other).json
    assert (answer["person"], answer["state"], answer["stands_in_for"]) == (other.id, "accepted", first.id)
    assert state(committee, activity, first) == "withdrawn"
    assert state(committee, activity, second) == "waiting"
    assert counts(committee, activity) == {"accepted": 1, "waiting": 1, "withdrawn": 1}
    (notice,) = committee.notices(other.id)
    assert (notice["kind"], notice["data"]["name"]) == ("substitute_named", first.name)
    assert told(committee, first)[-1] == "invitation_withdrawn"
    assert substitute(committee, activity, first, other).json["version"] == 1
    assert code(substitute(committee, activity, first, second)) == (409, "invited_already")


def test_a_substitute_takes_the_place_in_the_waiting_list(committee: Committee) -> None:
    first, second, third, other = committee.deputies(4, DATONG)
    activity = invited(committee, first, second, third, capacity=1)
    for person in (first, second, third):
        committee.later(minutes=1)
        reply(committee, activity, person, "accept")
    assert substitute(committee, activity, second, other).json["state"] == "waiting"
    reply(committee, activity, first, "decline")
    assert state(committee, activity, other) == "accepted"
    assert state(committee, activity, third) == "waiting"


def test_who_declined_or_is_on_leave_stays_so_when_another_comes(committee: Committee) -> None:
    first, other = committee.deputies(2, DATONG)
    activity = invited(committee, first)
    reply(committee, activity, first, "decline")
    assert substitute(committee, activity, first, other).json["state"] == "invited"
    assert counts(committee, activity) == {"declined": 1, "invited": 1}
    third = committee.deputy(DATONG)
    assert code(substitute(committee, activity, first, third)) == (409, "invitation_withdrawn")
    assert code(reply(committee, activity, first, "accept")) == (409, "invitation_withdrawn")
    assert counts(committee, activity) == {"declined": 1, "invited": 1}


def test_a_substitute_is_of_the_same_unit_or_group(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    stranger = committee.deputy("140213")
    suspended = MandateEvent(MandateAction.SUSPEND, date(2026, 6, 1), "sentenced")
    away = committee.deputy(DATONG, committee.mandate(DATONG, events=(suspended,)))
    activity = invited(committee, first, second)
    assert code(substitute(committee, activity, first, stranger)) == (422, "substitute_unrelated")
    refused = substitute(committee, activity, first, away)
    assert code(refused) == (409, "mandate_suspended")
    assert basis(refused) == ("national", "61")
    elsewhere = committee.deputy(SHANGQIU)
    assert code(substitute(committee, activity, first, elsewhere)) == (422, "invitee_elsewhere")
    committee.group("140213", [first, stranger])
    assert substitute(committee, activity, first, stranger).json["state"] == "invited"
    member, other = committee.member(DATONG), committee.member(DATONG)
    committee.done("PUT", f"/v1/activities/{activity['id']}/invitations/{member.id}", {}, by=DATONG_STAFF)
    assert substitute(committee, activity, member, other).json["invited_as"] == "member"
    assert code(substitute(committee, activity, stranger, second)) == (409, "invited_already")
    assert code(substitute(committee, activity, away, first)) == (404, "invitation_not_found")


def test_an_activity_that_is_over_is_not_changed(committee: Committee) -> None:
    first, other = committee.deputies(2, DATONG)
    activity = invited(committee, first)
    committee.change(activity, "cancellation", {"reason": "台风"})
    assert code(withdraw(committee, activity, first)) == (409, "activity_cancelled")
    assert code(substitute(committee, activity, first, other)) == (409, "activity_cancelled")
    path = f"/v1/activities/{activity['id']}/invitations"
    assert code(committee.send("PUT", f"{path}/{other.id}", {}, by=DATONG_STAFF)) == (
        409,
        "activity_cancelled",
    )
    many = committee.send("POST", path, {"persons": [other.id]}, by=DATONG_STAFF)
    assert code(many) == (409, "activity_cancelled")
