"""Announcing by the rules of the place: who and how many are invited, what there is, what is to be done."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from functions.invitations.activities import examining, words
from shared.domain.clock import iso
from shared.regulations.loading import parse
from shared.regulations.rulebook import Rulebook
from shared.store import engine, objects, records
from shared.store.corrections import Action, Correction, Target, correct
from shared.store.packs import packs
from shared.store.records import SESSION
from tests.gateway import Response
from tests.invitations.committee import (
    AUDITOR,
    DATONG,
    GUANGXI,
    GUANGXI_STAFF,
    SHANGQIU,
    SHENZHEN,
    STAFF,
    TIANJIN,
    TIANJIN_STAFF,
    Committee,
    bad_fields,
    basis,
    code,
    of,
)

RULES = "activity_rule_unmet"


@pytest.fixture
def adopted(committee: Committee) -> None:
    """Shenzhen lives by its draft."""
    committee.adopt("shenzhen:2026-01-01")


def announce(committee: Committee, activity: Any, **body: Any) -> Response:
    return committee.send(
        "POST",
        f"/v1/activities/{activity['id']}/announcement",
        body,
        by=STAFF[activity["congress"]],
        version=activity["version"],
    )


def unmet(answer: Response) -> list[str]:
    """The rules that refuse an announcement."""
    assert code(answer) == (422, RULES), answer.text
    return [error["field"].removeprefix("rule.") for error in answer.json["errors"]]


def checks(committee: Committee, activity: Any, **query: str) -> dict[str, str]:
    """Where the activity stands under each rule."""
    path = f"/v1/activities/{activity['id']}/checks"
    found = committee.done("GET", path, by=STAFF[activity["congress"]], query=query)
    return {check["rule"]: check["outcome"] for check in found["items"]}


# -- Guangxi -----------------------------------------------------------------------------------------------


def test_gx_06a_a_meeting_invites_from_four_categories(committee: Committee) -> None:
    meeting = committee.draft()
    committee.hand_out(meeting)
    answer = announce(committee, meeting)
    assert unmet(answer) == ["gx-06a.a"]
    assert basis(answer) == ("guangxi", "6-1")
    assert "基层代表" in answer.json["errors"][0]["message"]
    committee.select(meeting, committee.deputy())
    assert announce(committee, meeting).json["state"] == "announced"


@pytest.mark.parametrize(
    ("fields", "category", "met"),
    [
        ({"grassroots": False, "fields": ("民政",)}, None, True),
        ({"grassroots": False, "fields": ("教育",)}, None, False),
        ({"grassroots": False}, "proposing_invitees", True),
        ({"grassroots": False}, "participating_invitees", True),
        ({"grassroots": True}, "friends", False),
    ],
)
def test_gx_06a_nobody_beside_the_four_categories(
    committee: Committee, fields: dict[str, Any], category: str | None, met: bool
) -> None:
    """The four are named and closed: who is in none of them is not invited to attend."""
    meeting = committee.draft()
    committee.hand_out(meeting)
    committee.select(meeting, committee.deputy())
    committee.select(meeting, committee.deputy(**fields), category=category)
    assert checks(committee, meeting)["gx-06a.a"] == ("met" if met else "short")


def test_gx_06b_agenda_and_materials_go_out_with_the_invitation(committee: Committee) -> None:
    meeting = committee.draft(agenda=[])
    committee.select(meeting, committee.deputy())
    assert checks(committee, meeting) == {"gx-06a.a": "met", "gx-06b.a": "open", "gx-06b.b": "short"}
    assert unmet(announce(committee, meeting)) == ["gx-06b.b"]
    committee.hand_out(meeting)
    assert unmet(announce(committee, meeting)) == ["gx-06b.b"]
    changed = committee.done(
        "PATCH",
        f"/v1/activities/{meeting['id']}",
        {"agenda": [{"title": "审议养老服务条例草案"}]},
        version=meeting["version"],
    )
    told = committee.change(changed, "announcement", {})
    assert checks(committee, told) == {"gx-06a.a": "met", "gx-06b.a": "met", "gx-06b.b": "met"}


def test_gx_07_a_forum_has_a_topic(committee: Committee) -> None:
    """Of the four that art. 7 names, one at least."""
    forum = committee.draft(kind="forum", topics=["hot_issues", "养老"])
    assert unmet(announce(committee, forum)) == ["gx-07.c"]
    held = committee.draft(kind="forum", topics=["development"])
    assert announce(committee, held).status == 200


def test_gx_08a_deputies_are_invited_into_legislative_work(committee: Committee) -> None:
    work = committee.draft(kind="legislative_work")
    assert unmet(announce(committee, work)) == ["gx-08a.a"]
    committee.select(work, committee.deputy(grassroots=False))
    assert announce(committee, work).status == 200


def test_gx_08a_a_draft_is_put_to_deputies_of_its_field(committee: Committee) -> None:
    consultation = committee.draft(kind="draft_consultation", agenda=[], fields=["民政"])
    committee.select(consultation, committee.deputy(fields=("教育",)))
    assert unmet(announce(committee, consultation)) == ["gx-08a.d"]
    committee.select(consultation, committee.deputy(fields=("民政", "教育")))
    assert announce(committee, consultation).status == 200


@pytest.mark.parametrize(
    "kind", ["special_report", "enforcement_inspection", "concentrated_inspection", "research"]
)
def test_gx_08b_somebody_of_the_field_comes_along(committee: Committee, kind: str) -> None:
    activity = committee.draft(kind=kind)
    committee.select(activity, committee.deputy(fields=("教育",)))
    answer = announce(committee, activity)
    assert unmet(answer) == ["gx-08b.a"]
    assert basis(answer) == ("guangxi", "8-2")
    committee.select(activity, committee.deputy(fields=("民政",)))
    assert announce(committee, activity).status == 200


def test_gx_08b_whoever_is_invited_as_of_the_field_is(committee: Committee) -> None:
    activity = committee.draft(kind="research")
    committee.select(activity, committee.deputy(fields=()), category="field_invitees")
    assert announce(committee, activity).status == 200


def test_gx_07_a_groups_own_forum_is_not_the_committees(committee: Committee) -> None:
    group = committee.group(GUANGXI, committee.deputies(2))
    body = committee.plan(organiser={"kind": "group", "id": group.id}, kind="forum")
    forum = committee.done("POST", "/v1/activities", body)
    assert checks(committee, forum) == {}


def test_gx_08b_special_committees_do_so_for_their_own_research(committee: Committee) -> None:
    stated = {"organised_by": "special_committee"}
    research = committee.draft(kind="legislative_research", facts=stated)
    answer = announce(committee, research)
    assert (unmet(answer), basis(answer)) == (["gx-08b.b"], ("guangxi", "8-3"))
    inspection = committee.draft(kind="concentrated_inspection", facts=stated)
    assert "gx-08b.a" not in checks(committee, inspection)


def test_a_rule_of_the_region_does_not_bind_its_cities(committee: Committee) -> None:
    body = committee.plan("4501")
    staff = STAFF[GUANGXI]
    meeting = committee.done("POST", "/v1/activities", body, by=staff)
    answer = committee.send("POST", f"/v1/activities/{meeting['id']}/announcement", {}, by=staff, version=1)
    assert answer.status == 200


def test_gx_08a_a_draft_is_deliberated_after_deputies_were_consulted(committee: Committee) -> None:
    deliberation = committee.draft(kind="draft_deliberated")
    assert unmet(announce(committee, deliberation)) == ["gx-08a.c"]
    consulted = committee.draft(kind="draft_deliberated", provided=["draft_consultation"])
    assert announce(committee, consulted).status == 200


def test_sq_19_a_consultation_at_a_station_may_be_of_five_matters(committee: Committee) -> None:
    body = committee.draft(SHANGQIU, kind="consultation", topics=["养老"])
    assert checks(committee, body) == {"sq-19": "advice"}
    named = committee.draft(SHANGQIU, kind="consultation", topics=["livelihood_projects"])
    assert checks(committee, named) == {"sq-19": "met"}
    assert announce(committee, body).status == 200


# -- Tianjin -----------------------------------------------------------------------------------------------


def test_tj_05a_some_deputies_attend_each_meeting(committee: Committee) -> None:
    meeting = committee.draft(TIANJIN)
    answer = announce(committee, meeting)
    assert (unmet(answer), basis(answer)) == (["tj-05a.invite"], ("tianjin", "5-2"))
    committee.select(meeting, committee.deputy(TIANJIN))
    assert announce(committee, meeting).status == 200


def test_tj_05b_agenda_and_materials_come_before_the_meeting(committee: Committee) -> None:
    """They may follow the invitation; without them the meeting is not opened."""
    meeting = committee.draft(TIANJIN)
    committee.select(meeting, committee.deputy(TIANJIN))
    told = committee.change(meeting, "announcement", {})
    assert checks(committee, told)["tj-05b.materials"] == "open"
    assert checks(committee, told)["tj-05b.agenda"] == "met"
    committee.later(days=10)
    answer = committee.send(
        "POST", f"/v1/activities/{told['id']}/opening", by=TIANJIN_STAFF, version=told["version"]
    )
    assert (unmet(answer), basis(answer)) == (["tj-05b.materials"], ("tianjin", "5-2"))
    committee.hand_out(told)
    assert committee.change(told, "opening")["state"] == "under_way"


def test_tj_05b_what_is_handed_out_in_the_meeting_came_too_late(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = committee.announced(TIANJIN, committee.deputy(TIANJIN))
    assert checks(committee, meeting)["tj-05b.materials"] == "met"
    late = committee.draft(TIANJIN)
    committee.select(late, committee.deputy(TIANJIN))
    told = committee.change(late, "announcement", {})
    committee.later(days=10, hours=1)
    found = objects.find

    def arrived(bucket: str, key: str) -> objects.Stored | None:
        stored = found(bucket, key)
        return stored and objects.Stored(committee.now.astimezone(UTC), stored.size, stored.version)

    monkeypatch.setattr(objects, "find", arrived)
    committee.hand_out(told)
    assert checks(committee, told)["tj-05b.materials"] == "short"
    assert committee.change(told, "opening")["state"] == "under_way"


def test_tj_05c_time_to_speak_is_planned(committee: Committee) -> None:
    meeting = committee.draft(TIANJIN, occasions=["plenary_meeting", "group_review"])
    committee.select(meeting, committee.deputy(TIANJIN))
    assert unmet(announce(committee, meeting)) == ["tj-05c.plenary", "tj-05c.group"]
    ready = committee.draft(
        TIANJIN,
        occasions=["plenary_meeting", "group_review"],
        speaking_slots=2,
        provided=["encouraged_to_speak"],
    )
    committee.select(ready, committee.deputy(TIANJIN))
    assert announce(committee, ready).status == 200


def test_tj_05c_speaking_time_is_what_is_planned_not_what_is_claimed(committee: Committee) -> None:
    meeting = committee.draft(TIANJIN, occasions=["plenary_meeting"], provided=["speaking_time"])
    committee.select(meeting, committee.deputy(TIANJIN))
    assert unmet(announce(committee, meeting)) == ["tj-05c.plenary"]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("drafting", "tj-06a.invite"),
        ("deliberation", "tj-06a.invite"),
        ("work_report_hearing", "tj-07b.invite"),
        ("enforcement_inspection", "tj-07b.invite"),
        ("special_inquiry", "tj-07b.invite"),
        ("research", "tj-07b.invite"),
    ],
)
def test_tj_06a_tj_07b_deputies_take_part_in_legislation_and_supervision(
    committee: Committee, kind: str, rule: str
) -> None:
    activity = committee.draft(TIANJIN, kind=kind)
    assert unmet(announce(committee, activity)) == [rule]
    committee.select(activity, committee.deputy(TIANJIN))
    assert announce(committee, activity).status == 200


def test_tj_11_bodies_may_invite_and_need_not(committee: Committee) -> None:
    meeting = committee.draft(TIANJIN, kind="body_meeting")
    assert checks(committee, meeting) == {"tj-11.meeting": "advice"}
    assert announce(committee, meeting).status == 200


# -- Datong ------------------------------------------------------------------------------------------------


def test_dt_07a_some_deputies_attend_the_citys_meetings(committee: Committee) -> None:
    meeting = committee.draft(DATONG)
    answer = announce(committee, meeting)
    assert (unmet(answer), basis(answer)) == (["dt-07a"], ("datong", "7(1)"))
    committee.select(meeting, committee.deputy(DATONG))
    assert announce(committee, meeting).status == 200


def test_dt_07b_a_session_follows_inspections_of_its_topics(committee: Committee) -> None:
    session = committee.draft(DATONG, kind="congress_session", title="市人大第五次会议")
    assert checks(committee, session)["dt-07b.session"] == "open"
    told = committee.change(session, "announcement", {})
    committee.later(days=10)
    path = f"/v1/activities/{told['id']}/opening"
    answer = committee.send("POST", path, by=STAFF[DATONG], version=told["version"])
    assert (unmet(answer), basis(answer)) == (["dt-07b.session"], ("datong", "7(2)"))
    held(committee, DATONG, date(2026, 11, 25))
    assert committee.change(told, "opening")["state"] == "under_way"


def test_dt_07b_an_inspection_before_the_last_session_is_not_one_before_this(
    committee: Committee,
) -> None:
    held(committee, DATONG, date(2026, 1, 15))
    held(committee, DATONG, date(2026, 2, 20), SESSION)
    session = committee.draft(DATONG, kind="congress_session")
    assert checks(committee, session)["dt-07b.session"] == "open"
    held(committee, DATONG, date(2026, 11, 10))
    assert checks(committee, session)["dt-07b.session"] == "met"


def test_dt_07b_special_committees_take_deputies_along(committee: Committee) -> None:
    inspection = committee.draft(DATONG, kind="body_inspection")
    assert unmet(announce(committee, inspection)) == ["dt-07b.bodies"]


def test_dt_07b_an_inspection_that_was_taken_back_was_none(committee: Committee) -> None:
    held(committee, DATONG, date(2026, 11, 10))
    session = committee.draft(DATONG, kind="congress_session")
    assert checks(committee, session)["dt-07b.session"] == "met"
    (record,) = committee.records(f"COMMITTEE#{DATONG}")
    day = date(2026, 11, 10)
    id_ = records.record_id(DATONG, day, record["reference"]["S"])
    void = Correction(f"{id_}.c1", id_, Action.VOID, "误录", GUANGXI_STAFF.person, committee.now)
    target = Target(f"COMMITTEE#{DATONG}", day, "inspection", record["reference"]["S"])
    correct(void, target, None)
    assert checks(committee, session)["dt-07b.session"] == "open"


def held(committee: Committee, division: str, day: date, kind: str = "inspection") -> None:
    """The committee held an inspection that day, or its congress a session."""
    engine.put(records.item(records.committee_key(division), day, kind, f"r{day}", body={}))


# -- Shenzhen: a draft, which binds where it is adopted ------------------------------------------------


def test_sz_14b_two_deputies_at_least(committee: Committee, adopted: None) -> None:
    research = committee.draft(SHENZHEN, kind="research")
    committee.select(research, committee.deputy(SHENZHEN))
    answer = announce(committee, research)
    assert (unmet(answer), basis(answer)) == (["sz-14b"], ("shenzhen", "14-2"))
    committee.select(research, committee.deputy(SHENZHEN))
    assert announce(committee, research).status == 200


def test_sz_14b_a_draft_binds_nobody_and_can_be_looked_at(committee: Committee) -> None:
    research = committee.draft(SHENZHEN, kind="research")
    assert checks(committee, research) == {"nat-31c": "met"}
    assert checks(committee, research, draft="shenzhen")["sz-14b"] == "short"
    path = f"/v1/activities/{research['id']}/checks"
    unknown = committee.send("GET", path, by=STAFF[SHENZHEN], query={"draft": "guangxi"})
    assert code(unknown) == (404, "draft_not_found")
    assert announce(committee, research).status == 200


def test_sz_16a_categories_and_a_forum_with_those_who_attend(committee: Committee, adopted: None) -> None:
    meeting = committee.draft(SHENZHEN)
    committee.select(meeting, committee.deputy(SHENZHEN, grassroots=False))
    assert unmet(announce(committee, meeting)) == ["sz-16a.a", "sz-16a.b"]
    ready = committee.draft(SHENZHEN, provided=["attendees_forum"])
    committee.select(ready, committee.deputy(SHENZHEN))
    assert announce(committee, ready).status == 200


def test_sz_13_inspections_come_before_the_session(committee: Committee, adopted: None) -> None:
    session = committee.draft(SHENZHEN, kind="congress_session")
    assert checks(committee, session)["sz-13.a"] == "open"
    held(committee, SHENZHEN, date(2026, 11, 18), "concentrated_inspection")
    assert checks(committee, session)["sz-13.a"] == "met"


def test_sz_10_local_deputies_may_come_along(committee: Committee, adopted: None) -> None:
    committee.station("440304001-01")
    research = committee.draft(SHENZHEN, kind="district_research", station="440304001-01")
    stranger = committee.deputy(SHENZHEN, station="440303001-01")
    committee.select(research, stranger)
    assert checks(committee, research)["sz-10.a"] == "advice"
    committee.select(research, committee.deputy(SHENZHEN, station="440304001-02"))
    assert checks(committee, research)["sz-10.a"] == "met"
    assert announce(committee, research).status == 200


# -- what binds generally ------------------------------------------------------------------------------------

GENERALLY = """
[instrument]
id = "trial"
title = "试行办法"
title_en = "Trial measures"
division = "1402"
status = "in_force"
in_force_from = 2020-01-01

[[rule]]
id = "tr-01"
article = "1"
modality = "generally"
kind = "size"
subject = "committee"
says = "座谈会一般邀请三名以上代表。"
says_en = "To a forum three deputies are generally invited."
set = "invited_deputies"
at_least = 3
each = "forum"
[[rule]]
id = "tr-02"
article = "2"
modality = "must"
kind = "size"
subject = "committee"
says = "座谈会邀请一名以上代表。"
says_en = "To a forum a deputy is invited."
set = "invited_deputies"
at_least = 1
each = "forum"
[[rule]]
id = "tr-03"
article = "3"
modality = "must"
kind = "permit"
subject = "committee"
says = "邀请上级国家机关负责人作报告的，须经主任会议同意。"
says_en = "The chairpersons' meeting consents to reports by heads of higher organs."
act = "report"
is = "consent"
approver = ["deputies_affairs_committee", "chairpersons_meeting"]
[[rule]]
id = "tr-04"
article = "4"
modality = "must"
kind = "deadline"
subject = "committee"
says = "会议举行七日前发出材料。"
says_en = "Materials are sent seven days before a meeting."
before = "meeting_opens"
lead = "7 days"
until = "materials_sent"
"""


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another regulation of Datong, as any province may have: one that binds generally."""
    pack = parse(GENERALLY.encode(), "trial.toml")

    def book(congress: str, day: date) -> Rulebook:
        return packs().rulebook(congress, day, trial=pack)

    monkeypatch.setattr(words, "book_in_force", book)


def test_from_what_binds_generally_one_departs_with_a_reason(committee: Committee, trial: None) -> None:
    forum = committee.draft(DATONG, kind="forum")
    committee.select(forum, committee.deputy(DATONG))
    answer = announce(committee, forum)
    assert (code(answer), basis(answer)) == ((422, "departure_needed"), ("trial", "1"))
    given = [{"rule": "tr-01", "reason": "议题只涉及一个选区"}]
    told = announce(committee, forum, departures=given)
    assert told.json["departures"] == given
    assert committee.done("GET", f"/v1/activities/{forum['id']}", by=STAFF[DATONG])["departures"] == given


def test_from_what_binds_one_does_not_depart(committee: Committee, trial: None) -> None:
    forum = committee.draft(DATONG, kind="forum")
    answer = announce(committee, forum, departures=[{"rule": "tr-02", "reason": "没有必要"}])
    assert (code(answer), basis(answer)) == ((422, "departure_refused"), ("trial", "2"))
    unknown = announce(committee, forum, departures=[{"rule": "tr-99", "reason": "没有必要"}])
    assert code(unknown) == (404, "rule_not_found")
    long = announce(committee, forum, departures=[{"rule": "tr-01", "reason": ""}])
    assert bad_fields(long) == ["body.departures.0.reason"]


def test_what_needs_consent_waits_for_every_body_that_is_named(committee: Committee, trial: None) -> None:
    agenda = [{"title": "听取省直部门报告", "act": "report"}]
    given = [
        {"act": "report", "by": body, "at": iso(committee.now)}
        for body in ("deputies_affairs_committee", "chairpersons_meeting")
    ]
    for consents, met in (([], False), (given[:1], False), (given[1:], False), (given, True)):
        training = committee.draft(DATONG, kind="training", agenda=agenda, consents=consents)
        answer = announce(committee, training)
        if met:
            assert answer.status == 200
        else:
            assert (unmet(answer), basis(answer)) == (["tr-03"], ("trial", "3"))


def test_sz_11a_consent_that_may_be_asked_for_stops_nothing(committee: Committee, adopted: None) -> None:
    agenda = [{"title": "聘请特邀咨询员", "act": "invite_as_adviser"}]
    training = committee.draft(SHENZHEN, kind="training", agenda=agenda)
    assert checks(committee, training)["sz-11a"] == "advice"
    assert announce(committee, training).status == 200
    consent = {"act": "invite_as_adviser", "by": "committee", "at": iso(committee.now)}
    asked = committee.draft(SHENZHEN, kind="training", agenda=agenda, consents=[consent])
    assert checks(committee, asked)["sz-11a"] == "met"


def test_materials_are_sent_when_the_meeting_is_announced_not_before(
    committee: Committee, trial: None
) -> None:
    """Ready ten days ahead and announced three days ahead: nobody had them in time."""
    meeting = committee.draft(DATONG)
    committee.select(meeting, committee.deputy(DATONG))
    committee.hand_out(meeting)
    assert checks(committee, meeting)["dt-07a"] == "met"
    committee.later(days=7)
    answer = announce(committee, meeting)
    assert (unmet(answer), basis(answer)) == (["tr-04"], ("trial", "4"))


# -- the act of announcing ------------------------------------------------------------------------------


def test_who_is_selected_is_told_once_all_is_ready(committee: Committee) -> None:
    deputy = committee.deputy()
    meeting = committee.draft()
    committee.select(meeting, deputy)
    committee.hand_out(meeting)
    assert committee.notices(deputy.id) == []
    told = committee.change(meeting, "announcement", {})
    assert told["announced_at"] == iso(committee.now)
    (job,) = committee.jobs("activity_announced")
    assert (job.about, job.data) == (meeting["id"], {"version": 2})
    committee.work()
    assert [notice["kind"] for notice in committee.notices(deputy.id)] == ["invitation_received"]


def test_a_refused_announcement_changes_nothing(committee: Committee) -> None:
    meeting = committee.draft()
    assert announce(committee, meeting).status == 422
    assert committee.done("GET", f"/v1/activities/{meeting['id']}") == meeting
    assert committee.jobs() == []


def test_it_is_announced_once_under_the_version_that_was_read(committee: Committee) -> None:
    meeting = committee.draft(DATONG, kind="forum")
    stale = {**meeting, "version": 7}
    assert code(announce(committee, stale)) == (412, "stale_version")
    assert announce(committee, meeting).status == 200
    assert code(announce(committee, meeting)) == (412, "stale_version")
    assert code(announce(committee, {**meeting, "version": 2})) == (409, "activity_state")


def test_whoever_is_taken_off_the_list_meanwhile_stops_the_announcement(
    committee: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules looked at one deputy; meanwhile nobody is left."""
    meeting, deputy = committee.draft(DATONG), committee.deputy(DATONG)
    committee.select(meeting, deputy)
    rules = examining.require_rules

    def meanwhile(*arguments: Any) -> None:
        rules(*arguments)
        path = f"/v1/activities/{meeting['id']}/invitations/{deputy.id}/withdrawal"
        committee.done("POST", path, {"reason": "换人"}, by=STAFF[DATONG])

    monkeypatch.setattr(examining, "require_rules", meanwhile)
    answer = announce(committee, meeting)
    assert code(answer) == (409, "conflict")
    assert committee.jobs("activity_announced") == []


def test_what_has_begun_or_can_no_longer_be_answered_is_not_announced(committee: Committee) -> None:
    soon = iso(committee.now + timedelta(minutes=5))
    forum = committee.draft(DATONG, kind="forum", reply_by=soon)
    committee.later(minutes=5)
    assert code(announce(committee, forum)) == (409, "activity_past")


def test_who_sees_what_the_rules_say(committee: Committee) -> None:
    meeting = committee.draft()
    path = f"/v1/activities/{meeting['id']}/checks"
    assert committee.send("GET", path, by=AUDITOR).status == 200
    assert code(committee.send("GET", path, by=TIANJIN_STAFF)) == (403, "out_of_scope")
    deputy = committee.deputy()
    assert code(committee.send("GET", path, by=of(deputy))) == (403, "not_organiser")
    english = committee.done("GET", path, language="en", by=GUANGXI_STAFF)
    assert english["items"][0]["sentence"].startswith("Measures of the Guangxi standing committee")
    assert english["items"][0]["missing"][0] == {
        "word": "grassroots_invitees",
        "name": "grassroots deputies",
    }
