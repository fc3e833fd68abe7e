"""What was held and attended, as the standing service judges it: unmet before, met after."""

from datetime import date
from typing import Any

import pytest

from functions.standing import recorded
from functions.standing.app import app as standing
from shared.domain.roles import Caller
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Subject
from shared.regulations.library import library
from shared.regulations.rules import SubjectKind
from tests.gateway import call
from tests.invitations.attendance.hall import at_station, caller_of, closed, held, listed, scan
from tests.invitations.committee import (
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    HEAD,
    MORNING,
    SHANGQIU_STAFF,
    SHENZHEN,
    STATION,
    TIANJIN,
    TIANJIN_STAFF,
    Committee,
)


def verdicts(committee: Committee, path: str, by: Caller, **query: str) -> dict[str, Any]:
    """Where a subject stands, by rule; of a deputy, under the first mandate."""
    committee._act_as("StandingFunction")
    answer = call(standing, "GET", path, caller=by, query=query)
    committee._act_as("InvitationsFunction")
    assert answer.status == 200, answer.text
    told = answer.json["mandates"][0] if "mandates" in answer.json else answer.json
    return {verdict["rule"]: verdict for verdict in told["verdicts"]}


def test_gx_09a_a_concentrated_inspection_and_special_research_every_year(committee: Committee) -> None:
    path = f"/v1/committees/{GUANGXI}/standing"
    before = verdicts(committee, path, GUANGXI_STAFF)
    assert (before["gx-09a.a"]["counted"], before["gx-09a.a"]["recorded"]) == (0, True)
    deputy = committee.deputy(fields=("民政",))
    for kind, rule in (("concentrated_inspection", "gx-09a.a"), ("research", "gx-09a.b")):
        activity = held(committee, deputy, division=GUANGXI, kind=kind, fields=["民政"])
        scan(committee, activity, deputy)
        closed(committee, activity)
        after = verdicts(committee, path, GUANGXI_STAFF)[rule]
        committee.now = MORNING
        assert (after["counted"], after["state"]) == (1, "met")
        assert after["evidence"] == [f"{GUANGXI}.20261201.{activity['id']}"]


def test_gx_09b_members_take_part_in_them(committee: Committee) -> None:
    member, deputy = committee.member(), committee.deputy(fields=("民政",))
    path = f"/v1/members/{member.id}/standing"
    assert verdicts(committee, path, GUANGXI_STAFF)["gx-09b"]["counted"] == 0
    told = {"kind": "concentrated_inspection", "fields": ["民政"]}
    activity = held(committee, member, deputy, division=GUANGXI, **told)
    scan(committee, activity, member)
    closed(committee, activity)
    after = verdicts(committee, path, caller_of(member))["gx-09b"]
    assert (after["counted"], after["state"]) == (1, "met")


def test_tj_10b_a_member_has_an_exchange_face_to_face(committee: Committee) -> None:
    member, deputy = committee.member(TIANJIN), committee.deputy(TIANJIN)
    path = f"/v1/members/{member.id}/standing"
    activity = held(committee, member, deputy, division=TIANJIN, kind="forum")
    for person in (member, deputy):
        scan(committee, activity, person)
    assert verdicts(committee, path, TIANJIN_STAFF)["tj-10b"]["counted"] == 0
    closed(committee, activity)
    assert verdicts(committee, path, TIANJIN_STAFF)["tj-10b"]["counted"] == 1


def test_tj_10b_a_member_who_met_no_deputy_had_none(committee: Committee) -> None:
    member, deputy = committee.member(TIANJIN), committee.deputy(TIANJIN)
    activity = held(committee, member, deputy, division=TIANJIN, kind="forum")
    scan(committee, activity, member)
    closed(committee, activity)
    path = f"/v1/members/{member.id}/standing"
    assert verdicts(committee, path, TIANJIN_STAFF)["tj-10b"]["counted"] == 0


@pytest.mark.parametrize(("held_", "state"), [(1, "met"), (2, "met"), (3, "short")])
def test_dt_07j_one_or_two_suggestion_campaigns_a_year(committee: Committee, held_: int, state: str) -> None:
    """Each counts once, however many took part."""
    deputies = committee.deputies(3, DATONG)
    for _ in range(held_):
        activity = held(committee, *deputies, kind="suggestion_campaign")
        for deputy in deputies:
            scan(committee, activity, deputy)
        closed(committee, activity)
        committee.now = committee.now.replace(month=11, day=20)
    committee.now = committee.now.replace(month=12, day=2)
    found = verdicts(committee, f"/v1/committees/{DATONG}/standing", DATONG_STAFF)["dt-07j"]
    assert (found["counted"], found["state"]) == (held_, state)


def under_the_draft(committee: Committee, kind: SubjectKind, id_: str, partition: str) -> dict[str, Any]:
    """Where a subject of Shenzhen would stand at the end of the year if the city's draft were in force."""
    book = library().rulebook(SHENZHEN, date(2026, 12, 31), frozenset({"shenzhen"}))
    subject = Subject(kind, id_, {"level": "city"})
    committee._act_as("StandingFunction")
    known = recorded.of_subject(partition, date(2026, 1, 1), date(2026, 12, 31))
    committee._act_as("InvitationsFunction")
    return {verdict.rule: verdict for verdict in Evaluator(book).evaluate(subject, known, date(2026, 12, 31))}


def test_sz_15_the_deputies_lecture_hall_every_year(committee: Committee) -> None:
    deputy = committee.deputy(SHENZHEN)
    lecture = {"kind": "lecture", "provided": ["representative_lecturers"]}
    activity = held(committee, deputy, division=SHENZHEN, **lecture)
    scan(committee, activity, deputy)
    ask = (committee, SubjectKind.COMMITTEE, SHENZHEN, f"COMMITTEE#{SHENZHEN}")
    assert under_the_draft(*ask)["sz-15.a"].counted == 0
    closed(committee, activity)
    assert under_the_draft(*ask)["sz-15.a"].counted == 1


def test_sz_29_an_attendance_is_one_of_the_year_s_twelve_duties(committee: Committee) -> None:
    """sz-29a counts what was attended, not what is void, nor proven too weakly."""
    deputy = committee.deputy(SHENZHEN)
    activity = held(committee, deputy, division=SHENZHEN, kind="forum")
    ask = (committee, SubjectKind.DEPUTY, deputy.id, f"DEPUTY#{deputy.id}")
    assert under_the_draft(*ask)["sz-29a"].counted == 0
    scan(committee, activity, deputy)
    assert under_the_draft(*ask)["sz-29a"].counted == 1
    listed(committee, activity, deputy, status="absent", reason="他人代签")
    assert under_the_draft(*ask)["sz-29a"].counted == 0
    committee.later(days=1)
    listed(committee, activity, deputy, reason="次日补登")
    assert under_the_draft(*ask)["sz-29a"].counted == 1


def test_sq_13a_a_station_holds_an_activity_a_month(committee: Committee) -> None:
    """sq-10: reception, consultation, research and inspection at the station are such activities."""
    deputy = committee.deputy("4114")
    activity = at_station(committee, deputy, kind="reception")
    path = f"/v1/stations/{STATION}/standing"
    assert verdicts(committee, path, HEAD)["sq-13a"]["counted"] == 0
    scan(committee, activity, deputy)
    closed(committee, activity)
    after = verdicts(committee, path, HEAD)["sq-13a"]
    assert (after["counted"], after["state"], after["recorded"]) == (1, "met", True)


def test_sq_23_counties_train_the_stations_staff_every_year(committee: Committee) -> None:
    """What is held for staff has no deputies to count, and counts once."""
    path = "/v1/committees/411402/standing"
    assert verdicts(committee, path, SHANGQIU_STAFF)["sq-23.training"]["counted"] == 0
    activity = committee.draft(
        "411402",
        by=SHANGQIU_STAFF,
        kind="staff_training",
        starts="2026-12-01T09:00:00+08:00",
        ends="2026-12-01T12:00:00+08:00",
    )
    activity = committee.change(activity, "announcement", {}, by=SHANGQIU_STAFF)
    closed(committee, activity, SHANGQIU_STAFF)
    assert verdicts(committee, path, SHANGQIU_STAFF)["sq-23.training"]["counted"] == 1


def test_nat_62c_two_sessions_missed_without_leave(committee: Committee) -> None:
    deputy = committee.deputy("140213", committee.mandate("140213"))
    path = f"/v1/deputies/{deputy.id}/standing"
    for number in (1, 2):
        activity = committee.draft(
            "140213",
            by=DATONG_STAFF,
            kind="congress_session",
            title="区人代会",
            starts=f"2026-12-0{number}T09:00:00+08:00",
            ends=f"2026-12-0{number}T12:00:00+08:00",
        )
        invitations = f"/v1/activities/{activity['id']}/invitations"
        committee.done("POST", invitations, {"persons": [deputy.id]}, by=DATONG_STAFF)
        committee.work()
        activity = committee.change(activity, "announcement", {}, by=DATONG_STAFF)
        committee.work()
        closed(committee, activity, DATONG_STAFF)
        found = verdicts(committee, path, DATONG_STAFF)
        assert found["nat-62c"]["counted"] == number
        committee.now = committee.now.replace(month=11, day=30)
