"""What closing records: absence, what the organiser held, whom members met; once, however often it runs."""

import json
from dataclasses import replace
from typing import Any

import pytest

from functions.invitations.attendance import closing
from functions.invitations.jobs import item
from functions.invitations.workers.work import work
from shared.domain.clock import iso
from shared.domain.deputies import Deputy
from shared.domain.members import Member
from shared.store import engine
from tests.invitations.attendance.hall import (
    START,
    at_station,
    caller_of,
    closed,
    held,
    kinds,
    listed,
    scan,
)
from tests.invitations.committee import (
    DATONG_STAFF,
    GUANGXI,
    SHANGQIU,
    STATION,
    Committee,
)


def marks(record: dict[str, Any]) -> list[str]:
    return [mark["S"] for mark in record.get("marks", {"L": []})["L"]]


def others(record: dict[str, Any]) -> list[str]:
    return [other["S"] for other in record.get("others", {"L": []})["L"]]


def inspection(committee: Committee, *people: Deputy | Member) -> Any:
    """A concentrated inspection of Guangxi's deputies, in their own field (gx-08b)."""
    told = {"kind": "concentrated_inspection", "title": "集中视察", "fields": ["民政"]}
    return held(committee, *people, division=GUANGXI, **told)


def test_who_accepted_and_did_not_come_is_absent_without_approval(committee: Committee) -> None:
    came, stayed = committee.deputies(2, "1402")
    activity = held(committee, came, stayed)
    scan(committee, activity, came)
    closed(committee, activity)
    assert kinds(committee, f"DEPUTY#{came.id}") == [("training", "2026-12-01")]
    (record,) = committee.records(f"DEPUTY#{stayed.id}")
    assert (record["kind"]["S"], marks(record)) == ("absence", ["training", "unapproved"])
    (notice,) = committee.notices(stayed.id, "absence_recorded")
    assert (notice["data"]["instrument"], notice["data"]["article"]) == ("datong", "11")
    assert "absence_recorded" not in [notice["kind"] for notice in committee.notices(came.id)]


def test_from_what_was_closed_before_it_began_nobody_stayed_away(committee: Committee) -> None:
    deputy = committee.deputy("1402")
    opened = committee.change(held(committee, deputy), "opening", by=DATONG_STAFF)
    committee.change(opened, "closure", {}, by=DATONG_STAFF)
    committee.work()
    assert kinds(committee, f"DEPUTY#{deputy.id}") == []


@pytest.mark.parametrize("answer", ["decline", "leave", None])
def test_who_did_not_accept_is_not_absent(committee: Committee, answer: str | None) -> None:
    deputy = committee.deputy("1402")
    activity = committee.draft("1402", kind="training", starts=iso(START), ends="2026-12-01T12:00:00+08:00")
    path = f"/v1/activities/{activity['id']}"
    committee.done("POST", f"{path}/invitations", {"persons": [deputy.id]}, by=DATONG_STAFF)
    committee.work()
    activity = committee.change(activity, "announcement", {})
    committee.work()
    if answer is not None:
        body = {"answer": answer, "reason": "当日另有公务"}
        committee.done("PUT", f"{path}/invitations/me", body, by=caller_of(deputy))
    if answer == "leave":
        committee.send("POST", f"{path}/invitations/{deputy.id}/leave", {"granted": True}, by=DATONG_STAFF)
    closed(committee, activity)
    assert "absence" not in [kind for kind, _ in kinds(committee, f"DEPUTY#{deputy.id}")]


def test_the_organiser_s_record_tells_who_was_there(committee: Committee) -> None:
    """dt-07j: a suggestion campaign that was held is one of the year's."""
    deputies = committee.deputies(3, "1402")
    activity = held(committee, *deputies, kind="suggestion_campaign")
    for deputy in deputies[:2]:
        scan(committee, activity, deputy)
    closed(committee, activity)
    (record,) = committee.records("COMMITTEE#1402", "suggestion_campaign")
    assert (record["amount"]["N"], record["day"]["S"]) == ("2", "2026-12-01")
    assert others(record) == sorted(deputy.id for deputy in deputies[:2])


def test_what_a_station_held_stands_under_the_station(committee: Committee) -> None:
    """sq-13a: a station's monthly activity; sq-10 names them among its functions."""
    deputy = committee.deputy(SHANGQIU)
    activity = at_station(committee, deputy)
    scan(committee, activity, deputy)
    closed(committee, activity)
    assert kinds(committee, f"STATION#{STATION}") == [("forum", "2026-12-01")]
    assert kinds(committee, "COMMITTEE#4114") == []


def test_what_a_group_held_stands_under_the_group(committee: Committee) -> None:
    deputies = committee.deputies(3, "1402")
    group = committee.group("1402", deputies)
    organiser = {"kind": "group", "id": group.id}
    activity = held(committee, *deputies, organiser=organiser, kind="group_activity")
    scan(committee, activity, deputies[0])
    closed(committee, activity)
    (record,) = committee.records(f"GROUP#{group.id}")
    assert (record["kind"]["S"], others(record)) == ("group_activity", [deputies[0].id])


def test_a_member_s_record_names_the_deputies_met(committee: Committee) -> None:
    """tj-10b: an exchange face to face; gx-09b: members take part."""
    member = committee.member(GUANGXI)
    deputies = committee.deputies(2, fields=("民政",))
    activity = inspection(committee, member, *deputies)
    for person in (member, deputies[1]):
        scan(committee, activity, person)
    closed(committee, activity)
    (record,) = committee.records(f"MEMBER#{member.id}")
    assert (record["kind"]["S"], others(record)) == ("concentrated_inspection", [deputies[1].id])
    assert marks(record) == ["face_to_face"]


def test_a_member_who_met_nobody_has_met_nobody(committee: Committee) -> None:
    member = committee.member("1402")
    activity = held(committee, member)
    scan(committee, activity, member)
    closed(committee, activity)
    (record,) = committee.records(f"MEMBER#{member.id}")
    assert (marks(record), others(record)) == ([], [])


def test_the_closing_done_twice_or_killed_midway_records_once(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputies = committee.deputies(30, "1402")
    member = committee.member("1402")
    activity = held(committee, *deputies, member)
    for person in (deputies[0], member):
        scan(committee, activity, person)
    enter = closing._enter_absence
    calls: list[str] = []

    def killed(*arguments: Any) -> None:
        calls.append("")
        if len(calls) == 11:
            raise RuntimeError("killed")
        enter(*arguments)

    monkeypatch.setattr(closing, "_enter_absence", killed)
    with pytest.raises(RuntimeError, match="killed"):
        closed(committee, activity)
    monkeypatch.setattr(closing, "_enter_absence", enter)
    committee.work()
    (job,) = committee.jobs("activity_closed")
    assert job.finished
    before = json.dumps([committee.world.items("Records"), committee.world.items("Inbox")], sort_keys=True)
    assert before.count('"absence_recorded"') == 29
    again = {"Records": [{"dynamodb": {"Keys": {"pk": {"S": f"JOB#{job.id}"}}, "SequenceNumber": "1"}}]}
    engine.put(item(replace(job, finished=False, cursor=None)))
    committee._act_as("InvitationsWorkFunction")
    assert work(again, None) == {"batchItemFailures": []}
    after = json.dumps([committee.world.items("Records"), committee.world.items("Inbox")], sort_keys=True)
    assert after == before


def test_from_a_session_of_the_congress_every_deputy_without_leave_is_absent(committee: Committee) -> None:
    """nat-62c: a session is missed by whoever neither comes nor has approved leave, answered or not."""
    county = committee.mandate("140213")
    silent, visitor = committee.deputy("140213", county), committee.deputy("1402")
    ends = "2026-12-03T12:00:00+08:00"
    activity = committee.draft(
        "140213", kind="congress_session", title="区人代会", starts=iso(START), ends=ends, by=DATONG_STAFF
    )
    path = f"/v1/activities/{activity['id']}"
    committee.done("POST", f"{path}/invitations", {"persons": [silent.id, visitor.id]}, by=DATONG_STAFF)
    committee.work()
    activity = committee.change(activity, "announcement", {}, by=DATONG_STAFF)
    committee.work()
    closed(committee, activity)
    (record,) = committee.records(f"DEPUTY#{silent.id}")
    assert (record["kind"]["S"], marks(record)) == ("absence", ["congress_session", "unapproved"])
    assert committee.records(f"DEPUTY#{visitor.id}") == []
    assert len(committee.records("COMMITTEE#140213", "congress_session")) == 1


def test_a_list_corrected_after_the_closing_follows_into_the_records(committee: Committee) -> None:
    member, deputy = committee.member("1402"), committee.deputy("1402")
    activity = held(committee, member, deputy)
    scan(committee, activity, deputy)
    activity = closed(committee, activity)
    assert committee.records(f"MEMBER#{member.id}") == []
    answer = listed(committee, activity, member, reason="到会，忘记签到")
    assert answer.status == 200
    (record,) = committee.records(f"MEMBER#{member.id}")
    assert others(record) == [deputy.id]
    listed(committee, activity, member, status="absent", reason="核对有误")
    assert kinds(committee, f"MEMBER#{member.id}") == []
