"""Drafting activities: who may, for whom, of which kind, when, and told in which words."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.clock import iso
from tests.gateway import someone
from tests.invitations.committee import (
    AUDITOR,
    CARD,
    DATONG,
    DATONG_STAFF,
    GUANGXI,
    GUANGXI_STAFF,
    HEAD,
    RESIDENT,
    SHANGQIU,
    SHENZHEN,
    SHENZHEN_STAFF,
    STATION,
    TIANJIN,
    TIANJIN_STAFF,
    TOWNSHIP,
    Committee,
    bad_fields,
    code,
    of,
)

PATH = "/v1/activities"
MOMENT = "2026-11-20T09:00:00+08:00"


def test_a_committees_staff_draft_its_meeting(committee: Committee) -> None:
    made = committee.draft(speaking_slots=3, topics=["hot_issues"], reminders=[1440, 60])
    assert (made["scope"], made["congress"], made["state"], made["version"]) == ("45", "45", "draft", 1)
    assert made["agenda"] == [
        {"title": "审议养老服务条例草案", "field": "民政", "speakers": None, "act": None}
    ]
    assert committee.done("GET", f"{PATH}/{made['id']}") == made


def test_the_same_request_again_makes_no_second_activity(committee: Committee) -> None:
    body = committee.plan()
    first = committee.done("POST", PATH, body, key="draft-of-november")
    again = committee.done("POST", PATH, body, key="draft-of-november")
    assert first == again
    assert len(committee.whole(PATH, scope="45", month="2026-11")) == 1
    other = committee.send("POST", PATH, {**body, "title": "另一次会议"}, key="draft-of-november")
    assert code(other) == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("by", "refused"),
    [
        (TIANJIN_STAFF, "out_of_scope"),
        (someone("committee_staff:4501"), "out_of_scope"),
        (someone("township_staff:45"), "not_organiser"),
        (someone("station_head:45"), "not_organiser"),
        (someone("deputy:45"), "not_organiser"),
        (AUDITOR, "role_missing"),
        (RESIDENT, "role_missing"),
    ],
)
def test_nobody_else_drafts_for_a_committee(committee: Committee, by: Any, refused: str) -> None:
    assert code(committee.send("POST", PATH, committee.plan(), by=by)) == (403, refused)


def test_a_townships_staff_draft_for_its_congress_not_for_the_county(committee: Committee) -> None:
    """A township has no standing committee: its presidium acts through the township's staff."""
    organiser = {"kind": "committee", "id": "411402001"}
    made = committee.done("POST", PATH, committee.plan(organiser=organiser, kind="activity"), by=TOWNSHIP)
    assert (made["scope"], made["congress"]) == ("411402001", "411402001")
    county = committee.plan(organiser={"kind": "committee", "id": "411402"}, kind="activity")
    assert code(committee.send("POST", PATH, county, by=TOWNSHIP)) == (403, "out_of_scope")


def test_a_station_holds_activities_through_its_own_staff(committee: Committee) -> None:
    committee.station()
    body = committee.plan(organiser={"kind": "station", "id": STATION}, kind="reception")
    made = committee.done("POST", PATH, body, by=HEAD)
    assert (made["scope"], made["congress"], made["station"]) == (STATION, "411402001", STATION)
    assert made["facts"] == {"station_type": "liaison_station"}
    other = someone("station_head:411402001-02")
    assert code(committee.send("POST", PATH, body, by=other)) == (403, "out_of_scope")


def test_there_must_be_such_a_station(committee: Committee) -> None:
    body = committee.plan(organiser={"kind": "station", "id": STATION}, kind="reception")
    assert code(committee.send("POST", PATH, body, by=HEAD)) == (404, "station_not_found")


def test_a_group_holds_activities_through_who_leads_it(committee: Committee) -> None:
    leader, deputy_leader, member = committee.deputies(3, DATONG)
    group = committee.group(DATONG, [leader, deputy_leader, member])
    body = committee.plan(organiser={"kind": "group", "id": group.id}, kind="group_activity")
    made = committee.done("POST", PATH, body, by=of(deputy_leader))
    assert (made["scope"], made["congress"], made["facts"]) == ("140213", "1402", {"group_kind": "large"})
    assert committee.send("POST", PATH, body, by=DATONG_STAFF).status == 201
    assert code(committee.send("POST", PATH, body, by=of(member))) == (403, "not_organiser")
    assert code(committee.send("POST", PATH, body, by=TIANJIN_STAFF)) == (403, "out_of_scope")


def test_the_place_of_a_committees_activity_is_a_station_of_its_division(committee: Committee) -> None:
    committee.station()
    made = committee.draft(SHANGQIU, station=STATION, kind="forum")
    assert (made["scope"], made["station"]) == ("4114", STATION)
    body = committee.plan(GUANGXI, station=STATION)
    assert bad_fields(committee.send("POST", PATH, body)) == ["body.station"]
    absent = committee.plan(SHANGQIU, station="411402001-07", kind="forum")
    answer = committee.send("POST", PATH, absent, by=someone("committee_staff:4114"))
    assert code(answer) == (404, "station_not_found")


def test_a_kind_is_a_word_of_the_rules_there(committee: Committee) -> None:
    """What a pack names can be held with no code of its own: Guangxi's legislative work, not Tianjin's."""
    assert committee.draft(kind="legislative_work")["kind"] == "legislative_work"
    for word in ("body_meeting", "banquet", "check_in", "absence", "attendees_invited", "materials_sent"):
        answer = committee.send("POST", PATH, committee.plan(kind=word))
        assert bad_fields(answer) == ["body.kind"], word


def test_what_a_draft_regulation_names_can_be_held(committee: Committee) -> None:
    """Shenzhen's draft names research in districts (sz-10)."""
    assert committee.draft(SHENZHEN, kind="district_research")["kind"] == "district_research"


KINDS = (
    "standing_committee_meeting", "congress_session", "inspection", "concentrated_inspection",
    "card_inspection", "research", "enforcement_inspection", "special_inquiry", "forum", "consultation",
    "training", "lecture", "law_lecture", "briefing", "experience_exchange", "innovation_exchange",
    "reception", "duty_report", "voters_appraisal", "group_activity", "suggestion_campaign",
    "activity_month", "deputies_council", "officials_at_station", "livelihood_projects",
)  # fmt: skip
"""Everything that the six texts call something that is held."""


@pytest.mark.parametrize("division", [GUANGXI, TIANJIN, DATONG, SHENZHEN, SHANGQIU])
def test_every_kind_that_the_texts_name_can_be_held_everywhere(committee: Committee, division: str) -> None:
    """sz-17, sz-19, sz-20, sz-21a, sq-10, sq-18, sq-19: what one text names, another committee may hold."""
    for kind in KINDS:
        assert committee.draft(division, kind=kind)["kind"] == kind


@pytest.mark.parametrize(
    ("division", "fields"),
    [
        (GUANGXI, {"kind": "draft_consultation"}),
        (TIANJIN, {"kind": "consultation", "occasions": ["regulation_drafted"]}),
        (SHANGQIU, {"kind": "consultation", "topics": ["legislation"]}),
    ],
)
def test_deputies_are_consulted_on_legislation_in_the_words_of_each_place(
    committee: Committee, division: str, fields: dict[str, Any]
) -> None:
    """gx-08a, tj-06b, sq-19."""
    assert {name: committee.draft(division, **fields)[name] for name in fields} == fields


@pytest.mark.parametrize("kind", ["forum", "card_inspection"])
def test_only_a_deputy_with_a_card_inspects_alone_and_does_nothing_else(
    committee: Committee, kind: str
) -> None:
    deputy = committee.deputy(DATONG)
    body = committee.plan(DATONG, organiser={"kind": "deputy", "id": deputy.id}, kind=kind, division="140213")
    assert code(committee.send("POST", PATH, body, by=of(deputy))) == (422, "card_required")
    carded = committee.deputy(DATONG, card=CARD)
    own = {**body, "organiser": {"kind": "deputy", "id": carded.id}}
    answer = committee.send("POST", PATH, own, by=of(carded))
    expected = (201, "") if kind == "card_inspection" else (422, "activity_kind_refused")
    assert (answer.status, answer.json.get("code", "")) == expected


@pytest.mark.parametrize(
    "fields", [{"starts": "later"}, {"ends": "too late"}, {"starts": "2029"}, {"starts": "past"}]
)
def test_times_that_cannot_be(committee: Committee, fields: dict[str, str]) -> None:
    now = committee.now
    times = {
        "later": {"starts": iso(now + timedelta(days=11)), "ends": iso(now + timedelta(days=10))},
        "too late": {"ends": iso(now + timedelta(days=10 + 31, seconds=1))},
        "2029": {"starts": iso(now + timedelta(days=740)), "ends": iso(now + timedelta(days=741))},
        "past": {"starts": iso(now - timedelta(days=61)), "ends": iso(now - timedelta(days=60))},
    }[next(iter(fields.values()))]
    refused = bad_fields(committee.send("POST", PATH, committee.plan(**times)))
    assert refused in (["body.ends"], ["body.starts"])


def test_answers_are_due_before_the_start(committee: Committee) -> None:
    late = iso(committee.now + timedelta(days=10, minutes=1))
    assert bad_fields(committee.send("POST", PATH, committee.plan(reply_by=late))) == ["body.reply_by"]
    assert committee.draft(reply_by=iso(committee.now + timedelta(days=10)))["reply_by"] is not None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"facts": {"organised_by": "the_cat"}}, "body.facts.organised_by"),
        ({"facts": {"level": "city"}}, "body.facts.level"),
        ({"facts": {"unknown": "true"}}, "body.facts.unknown"),
        ({"occasions": ["banquet"]}, "body.occasions"),
        ({"provided": ["champagne"]}, "body.provided"),
        ({"agenda": [{"title": "x", "act": "dance"}]}, "body.agenda"),
        ({"consents": [{"act": "dance", "by": "committee", "at": MOMENT}]}, "body.consents"),
        ({"reminders": [60, 60]}, "body.reminders"),
        ({"reminders": [1]}, "body.reminders.0"),
        ({"capacity": 0}, "body.capacity"),
        ({"title": ""}, "body.title"),
        ({"title": "会议\u202e"}, "body.title"),
        ({"starts": "2026-12-01T09:00:00"}, "body.starts"),
        ({"colour": "red"}, "body.colour"),
    ],
)  # fmt: skip
def test_fields_that_cannot_be(committee: Committee, fields: dict[str, Any], field: str) -> None:
    assert bad_fields(committee.send("POST", PATH, committee.plan(**fields))) == [field]


def test_facts_are_answered_as_they_were_stated(committee: Committee) -> None:
    stated = {"organised_by": "special_committee", "important": "true"}
    assert committee.draft(facts=stated)["facts"] == stated


def test_another_congress_is_no_place_for_a_committee(committee: Committee) -> None:
    body = committee.plan(organiser={"kind": "committee", "id": "999999"})
    assert bad_fields(committee.send("POST", PATH, body)) == ["body.organiser.id"]
    nation = committee.plan(organiser={"kind": "committee", "id": "00"})
    assert bad_fields(committee.send("POST", PATH, nation, by=someone("admin:00"))) == ["body.organiser.id"]


def test_who_reads_an_activity(committee: Committee) -> None:
    deputy, stranger = committee.deputy(), committee.deputy(DATONG)
    made = committee.draft()
    path = f"{PATH}/{made['id']}"
    assert committee.send("GET", path, by=AUDITOR).status == 200
    assert code(committee.send("GET", path, by=of(deputy))) == (404, "activity_not_found")
    assert code(committee.send("GET", path, by=of(stranger))) == (403, "out_of_scope")
    assert code(committee.send("GET", path, by=RESIDENT)) == (403, "role_missing")
    assert code(committee.send("GET", f"{PATH}/a01j9zq3v7k2m8n4p6r5t")) == (404, "activity_not_found")
    committee.select(made, deputy)
    committee.hand_out(made)
    committee.change(made, "announcement", {})
    assert committee.send("GET", path, by=of(deputy)).status == 200
    assert code(committee.send("GET", path, by=of(stranger))) == (403, "out_of_scope")
    assert code(committee.send("GET", path, by=SHENZHEN_STAFF)) == (403, "out_of_scope")


def test_an_invitee_reads_what_no_role_would_let_them_read(committee: Committee) -> None:
    """A deputy of a city, invited by the region's committee."""
    guest = committee.deputy("4501")
    made = committee.announced(GUANGXI, committee.deputy(), guest)
    assert committee.send("GET", f"{PATH}/{made['id']}", by=of(guest)).status == 200
    other = committee.deputy("4501")
    assert code(committee.send("GET", f"{PATH}/{made['id']}", by=of(other))) == (403, "out_of_scope")


def test_staff_of_another_committee_see_nothing(committee: Committee) -> None:
    made = committee.draft(by=GUANGXI_STAFF)
    assert code(committee.send("GET", f"{PATH}/{made['id']}", by=TIANJIN_STAFF)) == (403, "out_of_scope")
