"""Answering by a signed link, without signing in."""

from datetime import timedelta
from typing import Any

import pytest

from functions.invitations.inviting import links
from shared.domain.clock import iso
from tests.invitations.committee import DATONG, Committee, bad_fields, code
from tests.invitations.inviting.asking import invited, reply, selected, state
from tests.invitations.inviting.test_withdrawing import withdraw


def link(committee: Committee, person: Any) -> str:
    """The path that the last notice's link opens."""
    data = committee.notices(person.id)[-1]["data"]
    page, _, token = data["link"].partition("#")
    assert page == "https://henan.example.cn/i"
    return f"/v1/invitations/{token}"


def test_a_link_shows_the_invitation_and_nothing_else_of_the_person(committee: Committee) -> None:
    deputy = committee.deputy(DATONG, name="王晓梅")
    activity = invited(committee, deputy)
    answer = committee.send("GET", link(committee, deputy), by=None)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json == {
        "name": "王**",
        "title": activity["title"],
        "starts": activity["starts"],
        "ends": activity["ends"],
        "place": activity["place"],
        "answer_until": activity["starts"],
        "state": "invited",
        "leave_asked": False,
        "position": None,
    }


def test_a_link_answers_as_the_invitee_does(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second, capacity=1)
    path = link(committee, first)
    assert committee.done("PUT", path, {"answer": "accept"}, by=None)["state"] == "accepted"
    reply(committee, activity, second, "accept")
    declined = committee.done("PUT", path, {"answer": "decline", "reason": "出差"}, by=None)
    assert declined["state"] == "declined"
    assert state(committee, activity, second) == "accepted"
    assert committee.done("PUT", path, {"answer": "accept"}, by=None)["position"] == 1
    asked = committee.done("PUT", path, {"answer": "leave", "reason": "住院"}, by=None)
    assert asked["leave_asked"] is True
    assert bad_fields(committee.send("PUT", path, {"answer": "decline"}, by=None)) == ["body.reason"]


def test_a_link_made_elsewhere_opens_nothing(committee: Committee) -> None:
    first, second = committee.deputies(2, DATONG)
    activity = invited(committee, first, second)
    path = link(committee, first)
    token = path.rpartition("/")[2]
    mac = token.rpartition(".")[2]
    others = [
        f"{activity['id']}.{second.id}.{mac}",
        f"a{'0' * 20}.{first.id}.{mac}",
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        f"{activity['id']}.{first.id}." + links.calendar_token(first.id, activity["id"]).split(".")[1],
        token[:-1],
        f"{token}.",
        token.upper(),
    ]
    for other in others:
        for method, body in (("GET", None), ("PUT", {"answer": "accept"})):
            answer = committee.send(method, f"/v1/invitations/{other}", body, by=None)
            assert code(answer) == (404, "not_found"), other
    assert state(committee, activity, first) == state(committee, activity, second) == "invited"


def test_a_link_ends_with_the_time_to_answer(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    due = committee.now + timedelta(days=1)
    activity = invited(committee, deputy, reply_by=iso(due))
    path = link(committee, deputy)
    committee.now = due
    assert committee.send("GET", path, by=None).status == 200
    committee.later(seconds=1)
    assert code(committee.send("GET", path, by=None)) == (410, "link_expired")
    late = committee.send("PUT", path, {"answer": "accept"}, by=None)
    assert code(late) == (409, "reply_too_late")
    assert state(committee, activity, deputy) == "invited"


def test_a_link_to_what_is_withdrawn_or_not_yet_told_answers_nothing(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    path = link(committee, deputy)
    withdraw(committee, activity, deputy)
    refused = committee.send("PUT", path, {"answer": "accept"}, by=None)
    assert code(refused) == (409, "invitation_withdrawn")
    assert code(committee.send("GET", path, by=None)) == (409, "invitation_withdrawn")
    draft = selected(committee, deputy)
    unknown = f"/v1/invitations/{links.token(draft['id'], deputy.id)}"
    assert code(committee.send("GET", unknown, by=None)) == (404, "invitation_not_found")


def test_a_link_says_that_it_is_cancelled(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    path = link(committee, deputy)
    committee.change(activity, "cancellation", {"reason": "台风"})
    committee.work()
    assert code(committee.send("GET", path, by=None)) == (409, "activity_cancelled")


def test_a_link_is_of_one_secret_and_one_purpose(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = links.token("a" + "0" * 20, "p" + "0" * 20)
    assert len(made.rpartition(".")[2]) == 22
    assert links.token("a" + "0" * 20, "p" + "0" * 19 + "1") != made
    monkeypatch.setenv("INVITATION_SECRET", "another")
    assert links.token("a" + "0" * 20, "p" + "0" * 20) != made
