"""Answers: seats, the waiting list, deadlines, who may answer."""

from datetime import date, datetime, timedelta

import pytest

from functions.invitations.inviting import answering, store
from shared.domain.clock import SHANGHAI, iso
from shared.domain.mandates import MandateAction, MandateEvent
from tests.gateway import someone
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    RESIDENT,
    Committee,
    bad_fields,
    basis,
    code,
    in_office,
    of,
)
from tests.invitations.inviting.asking import changed, counts, invited, reply, state, told


def test_an_invitee_accepts_and_the_same_answer_again_changes_nothing(committee: Committee) -> None:
    deputy, member = committee.deputy(DATONG), committee.member(DATONG)
    activity = invited(committee, deputy, member)
    answer = reply(committee, activity, deputy, "accept")
    assert (answer.status, answer.json["state"], answer.json["position"]) == (200, "accepted", None)
    assert reply(committee, activity, deputy, "accept").json["version"] == answer.json["version"]
    assert reply(committee, activity, in_office(member), "accept").json["state"] == "accepted"
    assert counts(committee, activity) == {"accepted": 2}


def test_one_may_change_ones_mind_until_the_answer_is_due(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    due = committee.now + timedelta(days=3)
    activity = invited(committee, deputy, reply_by=iso(due))
    assert reply(committee, activity, deputy, "accept").json["state"] == "accepted"
    assert reply(committee, activity, deputy, "decline", reason="出差").json["reason"] == "出差"
    committee.now = due
    answer = reply(committee, activity, deputy, "accept").json
    assert (answer["state"], answer["reason"]) == ("accepted", None)
    committee.later(seconds=1)
    assert code(reply(committee, activity, deputy, "decline")) == (409, "reply_too_late")
    assert code(reply(committee, activity, deputy, "accept")) == (409, "reply_too_late")
    assert state(committee, activity, deputy) == "accepted"


def test_without_a_date_to_reply_by_one_answers_until_the_start_on_the_last_second_of_the_year(
    committee: Committee,
) -> None:
    deputy = committee.deputy(DATONG)
    starts = datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI)
    activity = invited(committee, deputy, starts=iso(starts), ends=iso(starts + timedelta(hours=2)))
    committee.now = starts
    assert reply(committee, activity, deputy, "accept").status == 200
    committee.later(seconds=1)
    assert code(reply(committee, activity, deputy, "decline")) == (409, "reply_too_late")


def test_when_all_seats_are_taken_one_waits_in_the_order_of_acceptance(committee: Committee) -> None:
    people = committee.deputies(4, DATONG)
    activity = invited(committee, *people, capacity=2)
    answers = []
    for person in people:
        committee.later(minutes=1)
        answers.append(reply(committee, activity, person, "accept").json)
    assert [(answer["state"], answer["position"]) for answer in answers] == [
        ("accepted", None),
        ("accepted", None),
        ("waiting", 1),
        ("waiting", 2),
    ]
    assert counts(committee, activity) == {"accepted": 2, "waiting": 2}
    own = committee.done("GET", f"/v1/activities/{activity['id']}/invitations/me", by=of(people[3]))
    assert own["position"] == 2
    committee.later(minutes=1)
    assert reply(committee, activity, people[0], "decline").json["state"] == "declined"
    assert [state(committee, activity, person) for person in people] == [
        "declined",
        "accepted",
        "accepted",
        "waiting",
    ]
    assert told(committee, people[2]) == ["invitation_received", "seat_free"]
    assert told(committee, people[3]) == ["invitation_received"]
    assert counts(committee, activity) == {"accepted": 2, "waiting": 1, "declined": 1}
    assert reply(committee, activity, people[0], "accept").json["position"] == 2


def test_who_waits_and_declines_leaves_the_list(committee: Committee) -> None:
    first, second, third = committee.deputies(3, DATONG)
    activity = invited(committee, first, second, third, capacity=1)
    for person in (first, second, third):
        committee.later(minutes=1)
        reply(committee, activity, person, "accept")
    reply(committee, activity, second, "decline")
    assert reply(committee, activity, third, "accept").json["position"] == 1
    reply(committee, activity, first, "decline")
    assert state(committee, activity, third) == "accepted"
    assert counts(committee, activity) == {"accepted": 1, "declined": 2}


def test_more_seats_go_to_those_who_wait(committee: Committee) -> None:
    people = committee.deputies(5, DATONG)
    activity = invited(committee, *people, capacity=1)
    for person in people:
        committee.later(minutes=1)
        reply(committee, activity, person, "accept")
    activity = changed(committee, activity, capacity=3)
    assert [state(committee, activity, person) for person in people] == [
        *["accepted"] * 3,
        *["waiting"] * 2,
    ]
    assert told(committee, people[2]) == ["invitation_received", "seat_free"]
    changed(committee, activity, capacity=None)
    assert counts(committee, activity) == {"accepted": 5}
    assert told(committee, people[0]) == ["invitation_received"]


def test_a_seat_that_becomes_free_while_somebody_lines_up_is_not_lost(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one who declines saw an empty list; meanwhile another lined up."""
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second, capacity=1)
    reply(committee, activity, first, "accept")
    looked: list[list[str]] = []
    look = store.first_waiting

    def meanwhile(activity_id: str, number: int = 1) -> list[str]:
        found = look(activity_id, number)
        looked.append(found)
        if len(looked) == 1:
            answering.accept(activity_id, second.id, committee.now)
        return found

    monkeypatch.setattr(store, "first_waiting", meanwhile)
    answering.decline(activity["id"], first.id, "出差", committee.now)
    assert len(looked) == 2
    assert state(committee, activity, second) == "accepted"
    assert counts(committee, activity) == {"accepted": 1, "declined": 1}


def test_a_suspended_deputy_does_not_answer_nat_61(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    event = MandateEvent(MandateAction.SUSPEND, date(2026, 11, 20), "detained")
    committee.deputy(DATONG, committee.mandate(DATONG, events=(event,)), id=deputy.id)
    for answer in ("accept", "decline", "leave"):
        refused = reply(committee, activity, deputy, answer)
        assert code(refused) == (409, "mandate_suspended")
        assert basis(refused) == ("national", "61")
    assert state(committee, activity, deputy) == "invited"


def test_who_is_no_longer_deputy_or_member_does_not_answer(committee: Committee) -> None:
    deputy, member = committee.deputy(DATONG), committee.member(DATONG)
    activity = invited(committee, deputy, member)
    committee.deputy(DATONG, committee.mandate(DATONG, ends="2026-11-21"), id=deputy.id)
    committee.member(DATONG, id=member.id, until=date(2026, 11, 21))
    committee.now = datetime(2026, 11, 21, 23, 59, 59, tzinfo=SHANGHAI)
    assert reply(committee, activity, deputy, "accept").status == 200
    committee.later(seconds=1)
    assert code(reply(committee, activity, deputy, "decline")) == (409, "mandates_ended")
    assert code(reply(committee, activity, in_office(member), "accept")) == (409, "member_left")


def test_a_cancelled_or_closed_activity_takes_no_answer(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    cancelled, closed = invited(committee, deputy), invited(committee, deputy)
    committee.change(cancelled, "cancellation", {"reason": "台风"})
    assert code(reply(committee, cancelled, deputy, "accept")) == (409, "activity_cancelled")
    committee.later(days=10)
    closed = committee.change(closed, "opening", {})
    committee.change(closed, "closure", {})
    assert code(reply(committee, closed, deputy, "accept")) == (409, "activity_over")


def test_only_the_invitee_answers(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    activity = invited(committee, deputy)
    for caller in (of(other), DATONG_STAFF, RESIDENT):
        assert code(reply(committee, activity, caller, "accept")) == (404, "invitation_not_found")
    unknown = {"id": "a00000000000000000000"}
    assert code(reply(committee, unknown, deputy, "accept")) == (404, "invitation_not_found")
    assert code(committee.send("PUT", f"/v1/activities/{activity['id']}/invitations/me", by=None)) == (
        401,
        "sign_in_required",
    )


def test_an_answer_says_why_and_nothing_unknown(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    path = f"/v1/activities/{activity['id']}/invitations/me"
    for body, field in (
        ({"answer": "decline"}, "body.reason"),
        ({"answer": "leave"}, "body.reason"),
        ({"answer": "perhaps"}, "body.answer"),
        ({}, "body.answer"),
        ({"answer": "accept", "person": deputy.id}, "body.person"),
        ({"answer": "decline", "reason": "长" * 201}, "body.reason"),
        ({"answer": "decline", "reason": "\u202e"}, "body.reason"),
    ):
        assert bad_fields(committee.send("PUT", path, body, by=of(deputy))) == [field]


def test_own_invitations_come_in_the_order_of_time_page_by_page(committee: Committee) -> None:
    deputy, other = committee.deputies(2, DATONG)
    made = []
    for days in (5, 2, 9, 3):
        starts = committee.now + timedelta(days=days)
        ends = starts + timedelta(hours=1)
        made.append((days, invited(committee, deputy, other, starts=iso(starts), ends=iso(ends))["id"]))
    expected = [activity for _, activity in sorted(made)]
    listed = committee.whole("/v1/me/invitations", by=of(deputy), limit=1)
    assert [entry["activity"] for entry in listed] == expected
    assert {entry["person"] for entry in listed} == {deputy.id}
    query = {"from": iso(committee.now + timedelta(days=3)), "to": iso(committee.now + timedelta(days=5))}
    found = committee.done("GET", "/v1/me/invitations", by=of(deputy), query=query)["items"]
    assert [entry["activity"] for entry in found] == expected[1:3]
    committee.later(days=4)
    upcoming = committee.done("GET", "/v1/me/invitations", by=of(deputy))["items"]
    assert [entry["activity"] for entry in upcoming] == expected[2:]
    stranger = someone("deputy:1402", person=committee.person())
    assert committee.whole("/v1/me/invitations", by=stranger) == []


def test_the_list_of_an_activity_is_told_by_state(committee: Committee) -> None:
    people = committee.deputies(5, DATONG)
    activity = invited(committee, *people)
    for person in people[:2]:
        reply(committee, activity, person, "accept")
    path = f"/v1/activities/{activity['id']}/invitations"
    accepted = committee.whole(path, by=DATONG_STAFF, state="accepted", limit=1)
    assert {entry["person"] for entry in accepted} == {person.id for person in people[:2]}
    assert len(committee.whole(path, by=DATONG_STAFF, limit=2)) == 5
    assert committee.whole(path, by=DATONG_STAFF, state="declined") == []
    unknown = committee.send("GET", path, by=DATONG_STAFF, query={"state": "perhaps"})
    assert bad_fields(unknown) == ["query.state"]
    foreign = committee.send("GET", path, by=DATONG_STAFF, query={"cursor": "WyJ4Il0"})
    assert foreign.status in (200, 400)
