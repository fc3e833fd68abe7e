"""Changing an activity: freely while it is a draft; once announced, what may change, and who is told."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.clock import iso
from tests.gateway import Response
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    SHANGQIU,
    SHANGQIU_STAFF,
    STATION,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    basis,
    code,
    of,
)


def change(committee: Committee, activity: Any, by: Any = DATONG_STAFF, **fields: Any) -> Response:
    path = f"/v1/activities/{activity['id']}"
    return committee.send("PATCH", path, fields, by=by, version=activity["version"])


def moments(committee: Committee, **length: float) -> dict[str, str]:
    starts = committee.now + timedelta(**length)
    return {"starts": iso(starts), "ends": iso(starts + timedelta(hours=2))}


def test_a_draft_is_changed_and_nobody_hears_of_it(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    answer = change(committee, draft, title="养老服务座谈会", facts={"important": "true"}, agenda=[])
    assert (answer.status, answer.json["version"]) == (200, 2)
    assert (answer.json["title"], answer.json["agenda"]) == ("养老服务座谈会", [])
    assert answer.headers["etag"] == '"v2"'
    assert committee.jobs() == []


def test_a_change_rests_on_what_was_read(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    assert change(committee, draft, title="甲").status == 200
    assert code(change(committee, draft, title="乙")) == (412, "stale_version")
    path = f"/v1/activities/{draft['id']}"
    assert code(committee.send("PATCH", path, {"title": "丙"}, by=DATONG_STAFF)) == (
        428,
        "precondition_required",
    )


def test_kind_and_organiser_stay(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    assert bad_fields(change(committee, draft, kind="research")) == ["body.kind"]
    organiser = {"kind": "committee", "id": "1402"}
    assert bad_fields(change(committee, draft, organiser=organiser)) == ["body.organiser"]


def test_who_was_invited_is_told_of_another_time_and_place(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy, kind="forum")
    committee.later(hours=1)
    moved = change(committee, told, **moments(committee, days=12), place="市民中心").json
    (job,) = committee.jobs("activity_changed")
    assert job.data == {"version": moved["version"], "fields": ["starts", "ends", "place"]}
    committee.work()
    assert [notice["kind"] for notice in committee.notices(deputy.id)] == [
        "invitation_received",
        "invitation_changed",
    ]


def test_nobody_is_told_of_what_concerns_nobody(committee: Committee) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    assert change(committee, told, about="请自备笔记本。", place=told["place"]).status == 200
    assert committee.jobs("activity_changed") == []


@pytest.mark.parametrize("fields", [{"fields": ["教育"]}, {"facts": {}}, {"occasions": []}, {"consents": []}])
def test_what_the_rules_were_asked_about_stays(committee: Committee, fields: dict[str, Any]) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    assert code(change(committee, told, **fields)) == (409, "activity_field_fixed")


def test_seats_become_more_not_fewer(committee: Committee) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum", capacity=3)
    assert code(change(committee, told, capacity=2)) == (409, "capacity_lowered")
    more = change(committee, told, capacity=4)
    assert more.json["capacity"] == 4
    assert change(committee, more.json, capacity=None).json["capacity"] is None
    unbounded = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    assert code(change(committee, unbounded, capacity=500)) == (409, "capacity_lowered")


def test_nothing_is_moved_into_the_past(committee: Committee) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    assert code(change(committee, told, **moments(committee, minutes=-1))) == (409, "activity_past")


def test_words_still_change_when_it_should_have_begun(committee: Committee) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    committee.later(days=10, minutes=5)
    assert change(committee, told, about="稍候开始。").status == 200


def test_what_is_under_way_changes_in_little(committee: Committee) -> None:
    told = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    committee.later(days=10)
    opened = committee.change(told, "opening")
    assert code(change(committee, opened, **moments(committee, days=1))) == (409, "activity_field_fixed")
    longer = iso(committee.now + timedelta(hours=9))
    assert change(committee, opened, ends=longer).json["ends"] == longer


def test_what_a_rule_was_met_by_is_not_taken_away_gx_06b_nat_31c(committee: Committee) -> None:
    """Agenda and materials went out; nobody empties the agenda, or puts on it what is barred."""
    told = committee.announced(GUANGXI, committee.deputy())
    emptied = change(committee, told, GUANGXI_STAFF, agenda=[])
    assert (code(emptied), basis(emptied)) == ((422, "activity_rule_unmet"), ("guangxi", "6-1"))
    more = [*told["agenda"], {"title": "审议预算调整方案"}]
    assert change(committee, told, GUANGXI_STAFF, agenda=more).status == 200
    research = committee.announced(DATONG, committee.deputy(DATONG), kind="research")
    barred = change(committee, research, agenda=[{"title": "现场解决", "act": "settle_problem"}])
    assert basis(barred) == ("national", "31-2")


def test_who_declined_was_invited_all_the_same_dt_07a(committee: Committee) -> None:
    deputy = committee.deputy(DATONG)
    told = committee.announced(DATONG, deputy)
    path = f"/v1/activities/{told['id']}"
    no = {"answer": "decline", "reason": "出差"}
    committee.done("PUT", f"{path}/invitations/me", no, by=of(deputy))
    found = committee.done("GET", f"{path}/checks", by=DATONG_STAFF)
    assert {check["rule"]: check["outcome"] for check in found["items"]}["dt-07a"] == "met"
    assert change(committee, told, speaking_slots=2).status == 200


@pytest.mark.parametrize("over", ["closure", "cancellation"])
def test_what_is_over_does_not_change(committee: Committee, over: str) -> None:
    activity = committee.announced(DATONG, committee.deputy(DATONG), kind="forum")
    committee.later(days=10)
    if over == "closure":
        activity = committee.change(activity, "opening")
    body = {"reason": "因故"} if over == "cancellation" else {}
    done = committee.change(activity, over, body)
    assert code(change(committee, done, title="甲")) == (409, "activity_state")


def test_it_is_moved_to_a_station_of_the_division_only(committee: Committee) -> None:
    committee.station()
    draft = committee.draft(SHANGQIU, kind="forum")
    assert code(change(committee, draft, SHANGQIU_STAFF, station="411402001-09")) == (
        404,
        "station_not_found",
    )
    assert bad_fields(change(committee, draft, SHANGQIU_STAFF, station="140213001-01")) == ["body.station"]
    moved = change(committee, draft, SHANGQIU_STAFF, station=STATION)
    assert (moved.json["station"], moved.json["scope"]) == (STATION, "4114")


def test_only_who_holds_it_changes_it(committee: Committee) -> None:
    draft = committee.draft(DATONG, kind="forum")
    assert code(change(committee, draft, TIANJIN_STAFF, title="甲")) == (403, "out_of_scope")
    assert code(change(committee, draft, of(committee.deputy(DATONG)), title="甲")) == (
        403,
        "not_organiser",
    )


def test_a_groups_leader_changes_what_the_group_holds(committee: Committee) -> None:
    leader, other = committee.deputies(2, DATONG)
    group = committee.group(DATONG, [leader])
    body = committee.plan(organiser={"kind": "group", "id": group.id}, kind="group_activity")
    draft = committee.done("POST", "/v1/activities", body, by=of(leader))
    assert change(committee, draft, of(leader), title="就近视察").status == 200
    assert code(change(committee, {**draft, "version": 2}, of(other), title="甲")) == (
        403,
        "not_organiser",
    )
