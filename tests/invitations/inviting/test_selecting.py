"""Who is invited: by name, by selector, before and after the announcement."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.inviting import following, invitees, selecting, store
from functions.invitations.inviting.selecting import Inviter
from functions.invitations.workers.work import work
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.mandates import MandateAction, MandateEvent
from shared.store.envelopes import value_of
from shared.store.writing import Write, commit
from tests.gateway import someone
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    RESIDENT,
    SHANGQIU,
    Committee,
    bad_fields,
    basis,
    code,
    of,
)
from tests.invitations.inviting.asking import counts, invited, select, selected, state, told

SUSPENDED = MandateEvent(MandateAction.SUSPEND, date(2026, 6, 1), "detained")


def test_who_is_selected_for_a_draft_is_told_nothing_until_the_announcement(committee: Committee) -> None:
    deputy, member = committee.deputy(DATONG), committee.member(DATONG)
    activity = selected(committee, deputy, member)
    assert counts(committee, activity) == {"selected": 2}
    assert told(committee, deputy) == []
    own = f"/v1/activities/{activity['id']}/invitations/me"
    assert code(committee.send("GET", own, by=of(deputy))) == (404, "invitation_not_found")
    assert committee.whole("/v1/me/invitations", by=of(deputy)) == []
    committee.change(activity, "announcement", {})
    committee.work()
    assert counts(committee, activity) == {"invited": 2}
    assert told(committee, deputy) == told(committee, member) == ["invitation_received"]
    assert [entry["state"] for entry in committee.whole("/v1/me/invitations", by=of(deputy))] == ["invited"]


def test_a_notice_of_an_invitation_says_what_and_when_and_how_to_answer(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    (notice,) = committee.notices(deputy.id)
    assert notice["about"] == f"activity:{activity['id']}"
    assert notice["data"]["starts"] == activity["starts"]
    assert notice["data"]["reply_by"] == activity["starts"]
    assert notice["data"]["link"].startswith(f"https://henan.example.cn/i#{activity['id']}.{deputy.id}.")


def test_who_is_added_after_the_announcement_is_told_at_once(committee: Committee) -> None:
    activity = invited(committee, committee.deputy(DATONG))
    late, later = committee.deputies(2, DATONG)
    select(committee, activity, late)
    path = f"/v1/activities/{activity['id']}/invitations/{later.id}"
    answer = committee.done("PUT", path, {}, by=DATONG_STAFF)
    assert answer["state"] == "invited"
    assert told(committee, late) == told(committee, later) == ["invitation_received"]
    assert committee.done("PUT", path, {}, by=DATONG_STAFF)["version"] == answer["version"]
    assert told(committee, later) == ["invitation_received"]
    assert counts(committee, activity) == {"invited": 3}


def test_a_suspended_deputy_is_not_invited_and_the_article_is_told_nat_61(committee: Committee) -> None:
    suspended = committee.deputy(DATONG, committee.mandate(DATONG, events=(SUSPENDED,)))
    over = committee.deputy(DATONG, committee.mandate(DATONG, ends="2026-11-19"))
    ending = committee.deputy(DATONG, committee.mandate(DATONG, ends="2026-11-20"))
    elsewhere = committee.deputy(GUANGXI)
    left = committee.member(DATONG, until=date(2026, 11, 19))
    activity = selected(committee)
    stranger = replace(elsewhere, id=committee.person())
    progress = select(committee, activity, suspended, over, ending, elsewhere, left, stranger)
    assert {entry["person"]: entry["code"] for entry in progress["refused"]} == {
        suspended.id: "mandate_suspended",
        over.id: "mandates_ended",
        elsewhere.id: "invitee_elsewhere",
        left.id: "member_left",
        stranger.id: "person_not_found",
    }
    assert progress["refused"][0]["basis"] == {"instrument": "national", "article": "61"}
    assert (progress["done"], progress["finished"]) == (6, True)
    assert counts(committee, activity) == {"selected": 1}
    answer = committee.send(
        "PUT", f"/v1/activities/{activity['id']}/invitations/{suspended.id}", {}, by=DATONG_STAFF
    )
    assert code(answer) == (409, "mandate_suspended")
    assert basis(answer) == ("national", "61")


def test_a_selector_finds_level_grassroots_and_field_in_its_scope(committee: Committee) -> None:
    fit = committee.deputy(DATONG, fields=("法律", "民政"))
    committee.deputy(DATONG, fields=("法律",))
    committee.deputy(DATONG, fields=("民政",), grassroots=False)
    committee.deputy("140213", fields=("民政",))
    committee.deputy(SHANGQIU, fields=("民政",))
    activity = selected(committee)
    body = {"selector": {"scope": DATONG, "level": "city", "grassroots": True, "field": "民政"}}
    path = f"/v1/activities/{activity['id']}/invitations"
    committee.done("POST", path, body, by=DATONG_STAFF)
    committee.work()
    assert [entry["person"] for entry in committee.whole(path, by=DATONG_STAFF)] == [fit.id]


def test_a_selector_takes_a_group_or_the_deputies_of_a_member_or_the_committee(committee: Committee) -> None:
    in_group, linked, both = committee.deputies(3, DATONG)
    group = committee.group(DATONG, [in_group, both])
    member = committee.member(DATONG, linked, both)
    other = committee.member(DATONG)
    committee.member(DATONG, until=date(2026, 1, 1))
    for selector, expected in (
        ({"group": group.id}, {in_group.id, both.id}),
        ({"member": member.id}, {linked.id, both.id}),
        ({"scope": DATONG, "members": True}, {member.id, other.id}),
    ):
        activity = selected(committee)
        path = f"/v1/activities/{activity['id']}/invitations"
        committee.done("POST", path, {"selector": selector}, by=DATONG_STAFF)
        committee.work()
        assert {entry["person"] for entry in committee.whole(path, by=DATONG_STAFF)} == expected


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.persons"),
        ({"persons": []}, "body.persons"),
        ({"persons": ["p1"]}, "body.persons.0"),
        ({"persons": ["p" + "0" * 20] * 1001}, "body.persons"),
        ({"persons": ["p" + "0" * 20], "selector": {"scope": DATONG}}, "body.persons"),
        ({"selector": {}}, "body.selector.scope"),
        ({"selector": {"scope": "9999"}}, "body.selector.scope"),
        ({"selector": {"scope": DATONG, "group": "g" + "0" * 20}}, "body.selector.scope"),
        ({"selector": {"group": "g" + "0" * 20, "level": Level.CITY.value}}, "body.selector.scope"),
        ({"selector": {"scope": DATONG, "members": True, "grassroots": True}}, "body.selector.members"),
        ({"persons": ["p" + "0" * 20], "category": "Ü"}, "body.category"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_by_field(
    committee: Committee, body: dict[str, object], field: str
) -> None:
    activity = selected(committee)
    answer = committee.send("POST", f"/v1/activities/{activity['id']}/invitations", body, by=DATONG_STAFF)
    assert bad_fields(answer) == [field]


def test_only_who_organises_invites(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = selected(committee)
    path = f"/v1/activities/{activity['id']}/invitations"
    body = {"persons": [deputy.id]}
    county = someone("committee_staff:140213", person="pc0vnty00000000000000")
    assert code(committee.send("POST", path, body, by=county)) == (403, "out_of_scope")
    assert code(committee.send("POST", path, body, by=RESIDENT)) == (403, "role_missing")
    assert code(committee.send("POST", path, body, by=AUDITOR)) == (403, "role_missing")
    assert code(committee.send("POST", path, body, by=of(deputy)))[0] == 403
    unknown = "/v1/activities/a00000000000000000000/invitations"
    assert code(committee.send("POST", unknown, body, by=DATONG_STAFF)) == (404, "activity_not_found")
    assert code(committee.send("GET", path, by=of(deputy)))[0] == 403
    outside = {"selector": {"scope": SHANGQIU}}
    assert code(committee.send("POST", path, outside, by=DATONG_STAFF)) == (422, "invitee_elsewhere")


def test_a_request_sent_again_starts_one_job(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = selected(committee)
    path = f"/v1/activities/{activity['id']}/invitations"
    body = {"persons": [deputy.id, deputy.id]}
    first = committee.done("POST", path, body, by=DATONG_STAFF, key="inviting-1")
    assert committee.done("POST", path, body, by=DATONG_STAFF, key="inviting-1")["job"] == first["job"]
    other = committee.send("POST", path, {"persons": ["p" + "0" * 20]}, by=DATONG_STAFF, key="inviting-1")
    assert code(other) == (422, "idempotency_key_reused")
    assert committee.work() == 1
    assert counts(committee, activity) == {"selected": 1}


def test_a_closed_list_of_jobs_does_not_tell_of_another_activity(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    one, other = selected(committee), selected(committee)
    started = committee.done(
        "POST", f"/v1/activities/{one['id']}/invitations", {"persons": [deputy.id]}, by=DATONG_STAFF
    )
    path = f"/v1/activities/{other['id']}/progress"
    answer = committee.send("GET", path, by=DATONG_STAFF, query={"job": started["job"]})
    assert code(answer) == (404, "job_not_found")


def test_who_is_selected_while_the_announcement_runs_is_told_too(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job that selects read the draft; the announcement comes before it writes."""
    first, second = committee.deputies(2, DATONG)
    activity = selected(committee, first)
    body = {"persons": [second.id]}
    committee.done("POST", f"/v1/activities/{activity['id']}/invitations", body, by=DATONG_STAFF)
    load, announced = invitees.load, list[object]()

    def meanwhile(persons: list[str]) -> object:
        if not announced:
            announced.append(committee.change(activity, "announcement", {}))
        return load(persons)

    monkeypatch.setattr(invitees, "load", meanwhile)
    committee.work()
    assert counts(committee, activity) == {"invited": 2}
    assert told(committee, second) == ["invitation_received"]


def test_a_killed_worker_leaves_nobody_out_and_tells_nobody_twice(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after a page is written and before the job knows of it: the stream brings the job again."""
    people = committee.deputies(30, DATONG)
    activity = selected(committee, *people)
    committee.change(activity, "announcement", {})
    pages: list[int] = []

    def killed(*writes: Write) -> None:
        commit(*writes)
        pages.append(len(writes))
        if len(pages) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(following, "commit", killed)
    with pytest.raises(KeyboardInterrupt):
        committee.work()
    assert 0 < counts(committee, activity)["invited"] < 30
    committee.work()
    assert counts(committee, activity) == {"invited": 30}
    assert all(told(committee, person) == ["invitation_received"] for person in people)
    assert work({"Records": []}, None) == {"batchItemFailures": []}


def test_who_was_uninvited_is_not_brought_back_by_a_selector_but_by_name(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    activity = invited(committee, deputy)
    path = f"/v1/activities/{activity['id']}/invitations"
    committee.later(minutes=1)
    committee.done("POST", f"{path}/{deputy.id}/withdrawal", {"reason": "会议规模压缩"}, by=DATONG_STAFF)
    committee.done("POST", path, {"selector": {"scope": DATONG}}, by=DATONG_STAFF)
    committee.work()
    assert state(committee, activity, deputy) == "withdrawn"
    committee.later(minutes=1)
    select(committee, activity, deputy)
    assert state(committee, activity, deputy) == "invited"
    assert counts(committee, activity) == {"invited": 1}
    assert told(committee, deputy) == ["invitation_received", "invitation_withdrawn", "invitation_received"]


def test_two_who_invite_one_person_at_once_invite_once(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = committee.deputy(DATONG)
    activity = selected(committee)
    load = store.load_many

    def late(*asked: Any) -> dict[str, Any]:
        """The other one comes between reading and writing."""
        monkeypatch.setattr(store, "load_many", load)
        found = load(*asked)
        select(committee, activity, deputy)
        return found

    found = value_of(activities.load(activity["id"], consistent=True), Activity)
    monkeypatch.setattr(store, "load_many", late)
    with pytest.raises(Refusal, match="conflict"):
        selecting.one(found, deputy.id, Inviter("pother000000000000000"), committee.now)
    assert counts(committee, activity) == {"selected": 1}


def test_of_somebody_elsewhere_an_organiser_learns_nothing(committee: Committee) -> None:
    suspended = committee.deputy(SHANGQIU, committee.mandate(SHANGQIU, events=(SUSPENDED,)))
    over = committee.deputy(SHANGQIU, committee.mandate(SHANGQIU, ends="2026-01-01"))
    activity = selected(committee)
    for person in (suspended, over):
        path = f"/v1/activities/{activity['id']}/invitations/{person.id}"
        assert code(committee.send("PUT", path, {}, by=DATONG_STAFF)) == (422, "invitee_elsewhere")
