"""Each obligation of Guangxi's measures on contact with deputies (2022), on a concrete case.

"Deputy" and "committee" are those of the autonomous region (art. 1): nothing here binds a city below it.
"""

import pytest

from shared.regulations.inputs import Entry
from shared.regulations.rules import Modality
from shared.regulations.values import Fact, Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import happened
from tests.regulations.standings import (
    assert_board,
    clock,
    counted,
    did,
    facts_that_fit,
    lack,
    law,
    library_rules,
    part,
    rule_of,
    somebody,
    state,
    verdict,
    verdicts,
    ways,
)

GUANGXI = law("45")
REGION: Facts = {"level": "province"}
CITY: Facts = {"level": "city"}
COMMITTEE = somebody("committee", "province")
MEMBER = somebody("member", "province")
TOPICS = (
    "law_carried_out",
    "own_decisions_carried_out",
    "organs_work",
    "service_to_deputies",
    "hot_issues",
    "help_to_deputies",
    "motions_and_suggestions",
)


@pytest.mark.parametrize("rule", [rule.id for rule in library_rules("guangxi")])
def test_every_rule_binds_the_region_s_own_committee_members_and_deputies_only(rule: str) -> None:
    for one in rule_of(GUANGXI, rule).parts:
        fitting = facts_that_fit(one)
        assert one.condition.holds({**fitting, "level": "province"})
        assert not one.condition.holds({**fitting, "level": "city"})
        assert not one.condition.holds({**fitting, "level": "national"})


def test_every_rule_is_a_must_but_for_one_effort_and_two_permissions() -> None:
    others = {
        one.id: one.modality
        for one in GUANGXI.parts
        if one.instrument == "guangxi" and one.modality is not Modality.MUST
    }
    assert others == {
        "gx-06c.a": Modality.BEST_EFFORT,
        "gx-09a.c": Modality.MAY,
        "gx-12d.d": Modality.MAY,
    }


def test_gx_04_contact_with_deputies_covers_seven_topics() -> None:
    whole = verdict(GUANGXI, somebody("committee", "province", has=TOPICS), "gx-04")
    assert (whole.article, whole.required, whole.state) == ("4", 7, State.MET)
    one_less = verdict(GUANGXI, somebody("committee", "province", has=TOPICS[:-1]), "gx-04")
    assert one_less.state is State.SHORT
    assert one_less.because == ("missing:motions_and_suggestions",)


def test_gx_04_binds_the_committee_of_the_region_and_no_city_s() -> None:
    assert verdicts(law("4501"), somebody("committee", "city", has=()), "gx-04") == ()


def test_gx_05_where_it_is_needed_deputies_are_consulted_before_a_decision() -> None:
    needed: Facts = {**REGION, "consultation_needed": True}
    missed = lack(GUANGXI, "gx-05.a", "decided", (), needed)
    assert missed is not None
    assert missed.missing == ("consultation",)
    assert missed.refuses
    assert lack(GUANGXI, "gx-05.a", "deliberated", (), needed) is not None
    assert lack(GUANGXI, "gx-05.a", "decided", ["consultation"], needed) is None
    assert lack(GUANGXI, "gx-05.a", "decided", (), REGION) is None  # "as needed": here it is not
    assert_board(GUANGXI, COMMITTEE, "gx-05.b", "document")


def test_gx_06a_invitees_come_from_four_categories() -> None:
    asked = ("gx-06a.a", "attendees_invited")
    for category in ("grassroots", "field", "proposing", "participating"):
        assert lack(GUANGXI, *asked, [f"{category}_invitees"], REGION) is None
    nobody = lack(GUANGXI, *asked, [], REGION)
    assert nobody is not None
    assert len(nobody.missing) == 4
    others = lack(GUANGXI, *asked, ["grassroots_invitees", "specialists"], REGION)
    assert others is not None
    assert others.not_allowed == ("specialists",)
    assert_board(GUANGXI, COMMITTEE, "gx-06a.b", "document")


def test_gx_06b_agenda_and_materials_reach_invitees_before_the_meeting() -> None:
    opens = happened("meeting_opens", "2026-07-20 09:00")
    in_time, late = happened("materials_sent", "2026-07-17"), happened("materials_sent", "2026-07-20 09:30")
    assert state(GUANGXI, "gx-06b.a", REGION, opens, in_time, now="2026-07-21") is State.MET
    assert state(GUANGXI, "gx-06b.a", REGION, opens, late, now="2026-07-21") is State.SHORT
    assert state(GUANGXI, "gx-06b.a", REGION, opens, now="2026-07-10") is State.OPEN
    assert state(GUANGXI, "gx-06b.a", CITY, opens, late, now="2026-07-21") is None
    half = lack(GUANGXI, "gx-06b.b", "materials_sent", ["agenda"], REGION)
    assert half is not None
    assert half.missing == ("materials",)
    assert lack(GUANGXI, "gx-06b.b", "materials_sent", ["agenda", "materials"], REGION) is None


def test_gx_06c_a_grassroots_deputy_attends_once_a_term_as_far_as_can_be() -> None:
    grassroots = somebody("deputy", "province", grassroots=True)
    attended = did("standing_committee_meeting", "2024-09-25")
    assert verdict(GUANGXI, grassroots, "gx-06c.a", [attended]).state is State.MET
    never = verdict(GUANGXI, grassroots, "gx-06c.a", today="2028-02-01")
    assert (never.modality, never.remaining) == (Modality.BEST_EFFORT, 1)
    assert never.state is State.OPEN  # an effort is asked, so nobody falls short of it
    before = did("standing_committee_meeting", "2022-09-25")
    assert verdict(GUANGXI, grassroots, "gx-06c.a", [before]).counted == 0  # in an earlier term
    assert verdicts(GUANGXI, somebody("deputy", "province"), "gx-06c.a") == ()
    assert_board(GUANGXI, COMMITTEE, "gx-06c.b", "measures", "document")


def test_gx_07_what_a_forum_brings_is_sorted_handed_over_and_reported_back() -> None:
    (way,) = ways(GUANGXI, "gx-07.a", "forum", REGION)
    assert way.by == "committee"
    assert way.branch.act == ("sort", "hand_over", "feed_back")
    assert (way.branch.to, way.branch.inform, way.branch.inform_of) == (
        ("unit_concerned",),
        ("deputy",),
        ("result",),
    )
    assert ways(GUANGXI, "gx-07.a", "forum", CITY) == []
    known, reported = happened("result_known", "2026-04-01"), happened("result", "2026-04-10")
    heard: Facts = {**REGION, "heard_through": "forum"}
    assert state(GUANGXI, "gx-07.b", heard, known, reported, now="2026-05-01") is State.MET
    assert state(GUANGXI, "gx-07.b", heard, known, now="2026-05-01") is State.OPEN
    assert state(GUANGXI, "gx-07.b", REGION, known, now="2026-05-01") is None  # a view heard elsewhere
    told_by = part(GUANGXI, "gx-07.b").fields
    assert (told_by.by, told_by.to) == ("committee", ("deputy",))
    assert lack(GUANGXI, "gx-07.c", "forum", (), REGION) is not None  # a forum without a topic
    assert lack(GUANGXI, "gx-07.c", "forum", ["development", "other_topic"], REGION) is None
    assert_board(GUANGXI, COMMITTEE, "gx-07.d", "forum", "document")


def test_gx_08a_deputies_concerned_are_invited_into_legislation() -> None:
    def over_drafting(invited: int) -> State:
        sets = {"invited_deputies": counted("d", invited)}
        drafting = somebody("committee", "province", sets=sets, over="legislative_work")
        return verdict(GUANGXI, drafting, "gx-08a.a").state

    assert over_drafting(1) is State.MET
    assert over_drafting(0) is State.SHORT
    assert lack(GUANGXI, "gx-08a.b", "legislative_plan_made", (), REGION) is not None
    assert lack(GUANGXI, "gx-08a.b", "legislative_plan_made", ["consultation"], REGION) is None
    assert lack(GUANGXI, "gx-08a.c", "draft_deliberated", (), REGION) is not None
    assert lack(GUANGXI, "gx-08a.c", "draft_deliberated", ["draft_consultation"], REGION) is None


def test_gx_08a_a_draft_is_put_to_deputies_of_the_field_or_with_the_expertise() -> None:
    expert, other = Entry("a", {"field_or_expertise": True}), Entry("b", {"field_or_expertise": False})
    asked = somebody(
        "committee", "province", sets={"invited_deputies": (expert, other)}, over="draft_consultation"
    )
    found = verdict(GUANGXI, asked, "gx-08a.d")
    assert (found.state, found.evidence) == (State.MET, ("a",))
    laymen = somebody("committee", "province", sets={"invited_deputies": (other,)}, over="draft_consultation")
    assert verdict(GUANGXI, laymen, "gx-08a.d").state is State.SHORT


@pytest.mark.parametrize(
    "activity",
    ["special_report", "enforcement_inspection", "inspection", "concentrated_inspection", "research"],
)
def test_gx_08b_deputies_of_the_field_are_invited_to_reports_inspections_and_research(activity: str) -> None:
    knowing = {"invited_deputies": counted("d", 1, field_or_expertise=True)}
    met = verdict(GUANGXI, somebody("committee", "province", sets=knowing, over=activity), "gx-08b.a")
    assert (met.state, met.counted, met.article) == (State.MET, 1, "8-2")
    others = {"invited_deputies": counted("d", 2)}
    short = verdict(GUANGXI, somebody("committee", "province", sets=others, over=activity), "gx-08b.a")
    assert (short.state, short.counted) == (State.SHORT, 0)


@pytest.mark.parametrize("body", ["special_committee", "working_body"])
def test_gx_08b_special_committees_and_working_bodies_do_so_for_their_own_activities(body: str) -> None:
    def own(activity: str, part_id: str, **facts: Fact) -> list[State]:
        sets = {"invited_deputies": counted("d", 1, **facts)}
        subject = somebody("committee", "province", sets=sets, over=activity, organised_by=body)
        return [found.state for found in verdicts(GUANGXI, subject, part_id)]

    for activity in ("legislative_research", "enforcement_inspection", "research", "handling_research"):
        assert own(activity, "gx-08b.b", field_or_expertise=True) == [State.MET]
        assert own(activity, "gx-08b.b") == [State.SHORT]
        assert own(activity, "gx-08b.a") == []  # that is asked of the standing committee's own
    assert own("training", "gx-08b.b") == []
    standing = somebody("committee", "province", sets={"invited_deputies": 0}, over="handling_research")
    assert verdicts(GUANGXI, standing, "gx-08b.b") == ()


def test_gx_09a_concentrated_inspection_and_special_research_every_year() -> None:
    both = [did("concentrated_inspection", "2026-06-10"), did("research", "2026-09-01")]
    for part_id in ("gx-09a.a", "gx-09a.b"):
        met = verdict(GUANGXI, COMMITTEE, part_id, both, today="2026-12-31")
        assert (met.state, met.counted, met.due.isoformat() if met.due else "") == (
            State.MET,
            1,
            "2026-12-31",
        )
    inspected = both[:1]  # an inspection is no research
    assert verdict(GUANGXI, COMMITTEE, "gx-09a.a", inspected, today="2027-01-01").state is State.MET
    assert verdict(GUANGXI, COMMITTEE, "gx-09a.b", inspected, today="2027-01-01").state is State.SHORT
    assert verdict(GUANGXI, COMMITTEE, "gx-09a.a", both, day="2027-06-30").counted == 0  # every year anew
    (way,) = ways(GUANGXI, "gx-09a.c", "activity_planned", REGION)
    assert (way.by, way.branch.act, way.branch.to) == ("committee", ("entrust",), ("city_committee",))
    assert part(GUANGXI, "gx-09a.c").modality is Modality.MAY


def test_gx_09b_each_member_takes_part_in_them() -> None:
    took_part = [did("research", "2026-02-12")]
    assert verdict(GUANGXI, MEMBER, "gx-09b", took_part, today="2027-01-01").state is State.MET
    inspected = [did("concentrated_inspection", "2026-12-31")]
    assert verdict(GUANGXI, MEMBER, "gx-09b", inspected, today="2027-01-01").state is State.MET
    elsewhere = [did("training", "2026-02-12")]
    assert verdict(GUANGXI, MEMBER, "gx-09b", elsewhere, today="2027-01-01").state is State.SHORT


def test_gx_10_what_can_be_answered_during_the_meeting_is_answered_during_it() -> None:
    voiced = happened("voiced", "2026-01-20 10:00")
    closes = happened("meeting_closed", "2026-01-24 12:00")
    during, after = happened("fed_back", "2026-01-23"), happened("fed_back", "2026-01-25")
    facts: Facts = {**REGION, "answerable_in_meeting": True}
    assert state(GUANGXI, "gx-10.a", facts, voiced, closes, during, now="2026-02-01") is State.MET
    assert state(GUANGXI, "gx-10.a", facts, voiced, closes, after, now="2026-02-01") is State.SHORT
    assert state(GUANGXI, "gx-10.a", REGION, voiced, closes, during, now="2026-02-01") is None


def test_gx_10_else_the_deputy_is_told_why_and_answered_after_it() -> None:
    voiced = happened("voiced", "2026-01-20 10:00")
    closed = happened("meeting_closed", "2026-01-24 12:00")
    explained, answered = happened("explained", "2026-01-21"), happened("fed_back", "2026-02-03")
    facts: Facts = {**REGION, "answerable_in_meeting": False}
    waiting = clock(GUANGXI, "gx-10.b", facts, voiced, now="2026-01-20 12:00")
    assert waiting is not None
    assert (waiting.state, waiting.due) == (State.OPEN, None)  # "in time", without a number
    assert state(GUANGXI, "gx-10.b", facts, voiced, explained, now="2026-01-22") is State.MET
    assert state(GUANGXI, "gx-10.c", facts, voiced, explained, closed, now="2026-02-01") is State.OPEN
    assert (
        state(GUANGXI, "gx-10.c", facts, voiced, explained, closed, answered, now="2026-02-04") is State.MET
    )
    assert state(GUANGXI, "gx-10.c", facts, voiced, explained, now="2026-01-22") is None  # still meeting
    at_once: Facts = {**REGION, "answerable_in_meeting": True}
    for part_id in ("gx-10.b", "gx-10.c"):
        assert state(GUANGXI, part_id, at_once, voiced, closed, now="2026-02-01") is None


def test_gx_10_organs_and_the_committee_take_up_what_deputies_say() -> None:
    unit = somebody("handling_unit", "province")
    assert_board(GUANGXI, unit, "gx-10.d", "adoption_report", "document")
    assert_board(GUANGXI, COMMITTEE, "gx-10.e", "adoption_report", "document")


def test_gx_11_the_committee_helps_set_up_groups_by_region_or_industry() -> None:
    assert_board(GUANGXI, COMMITTEE, "gx-11.a", "group_roster", "document")
    assert_board(GUANGXI, COMMITTEE, "gx-11.b", "group_activity", "minutes")
    by_industry = somebody("group", "province", has=["by_industry"])
    assert verdict(GUANGXI, by_industry, "gx-11.c").state is State.MET
    by_neither = somebody("group", "province", has=["by_age"])
    assert verdict(GUANGXI, by_neither, "gx-11.c").state is State.SHORT


@pytest.mark.parametrize(
    ("grassroots", "others", "stands"),
    [
        (2, 0, State.SHORT),
        (3, 0, State.MET),
        (5, 0, State.MET),
        (6, 0, State.SHORT),
        (2, 3, State.SHORT),  # others are no grassroots deputies
        (5, 1, State.MET),
    ],
)
def test_gx_12a_each_member_is_linked_with_three_to_five_grassroots_deputies(
    grassroots: int, others: int, stands: State
) -> None:
    linked = (*counted("g", grassroots, grassroots=True), *counted("o", others, grassroots=False))
    member = somebody("member", "province", sets={"linked_deputies": linked})
    found = verdict(GUANGXI, member, "gx-12a.a")
    assert (found.state, found.counted, found.article) == (stands, grassroots, "12-1")
    assert (found.required, found.limit) == (3, 5)


def test_gx_12a_the_committee_has_a_system_of_links() -> None:
    assert_board(GUANGXI, COMMITTEE, "gx-12a.b", "document")


def test_gx_12b_linked_deputies_are_heard_at_least_twice_a_year() -> None:
    member = somebody("member", "province", sets={"linked_deputies": counted("p", 3, grassroots=True)})
    first, second = did("visit", "2026-02-03", with_=("p0",)), did("forum", "2026-08-20", with_=("p0", "p2"))
    heard = verdict(GUANGXI, member, "gx-12b", [first, second], today="2026-12-31")
    assert (heard.state, heard.counted) == (State.MET, 2)  # twice in all, not twice with each
    once = verdict(GUANGXI, member, "gx-12b", [first], today="2027-01-01")
    assert (once.state, once.remaining) == (State.SHORT, 1)
    stranger = did("visit", "2026-03-01", with_=("p9",))
    assert verdict(GUANGXI, member, "gx-12b", [first, stranger], today="2027-01-01").counted == 1


def test_gx_12c_members_report_back_how_views_were_handled() -> None:
    known, reported = happened("result_known", "2026-04-01"), happened("result", "2026-04-10")
    heard: Facts = {**REGION, "heard_through": "contact"}
    assert state(GUANGXI, "gx-12c", heard, known, reported, now="2026-05-01") is State.MET
    assert state(GUANGXI, "gx-12c", heard, known, now="2026-05-01") is State.OPEN
    assert state(GUANGXI, "gx-12c", REGION, known, now="2026-05-01") is None  # a view heard elsewhere
    assert part(GUANGXI, "gx-12c").fields.to == ("deputy",)
    assert part(GUANGXI, "gx-12c").fields.by == "member"


def test_gx_12d_members_join_groups_and_mixed_groups_and_keep_contact() -> None:
    assert_board(GUANGXI, MEMBER, "gx-12d.a", "group_activity")
    assert_board(GUANGXI, MEMBER, "gx-12d.b", "mixed_group_activity")
    assert_board(
        GUANGXI,
        MEMBER,
        "gx-12d.c",
        "contact",
        "visit",
        "forum",
        "research",
        "letter",
        "telephone_call",
        "social_media",
        "platform_contact",
    )
    (way,) = ways(GUANGXI, "gx-12d.d", "visit", REGION)
    assert (way.by, way.branch.co, way.part.modality) == ("working_body", ("city_committee",), Modality.MAY)


def test_gx_13a_letters_and_visits_go_to_the_department_which_is_urged_until_it_answers_in_writing() -> None:
    (way,) = ways(GUANGXI, "gx-13a.a", "letter_or_visit", REGION)
    assert way.by == "deputies_affairs_committee"
    assert (way.branch.act, way.branch.to) == (("forward", "urge"), ("department_concerned",))
    assert ways(GUANGXI, "gx-13a.a", "letter_or_visit", CITY) == []
    known, answered = happened("result_known", "2026-04-01"), happened("result", "2026-04-02")
    heard: Facts = {**REGION, "heard_through": "letter_or_visit"}
    assert state(GUANGXI, "gx-13a.b", heard, known, now="2026-05-01") is State.OPEN
    assert state(GUANGXI, "gx-13a.b", heard, known, answered, now="2026-05-01") is State.MET
    assert state(GUANGXI, "gx-13a.b", REGION, known, now="2026-05-01") is None  # a view heard elsewhere
    notice = part(GUANGXI, "gx-13a.b").fields
    assert (notice.by, notice.to, notice.channels) == ("handling_unit", ("deputy",), ("written_reply",))


def test_gx_13b_major_problems_are_reported_to_the_chairpersons_meeting_in_time() -> None:
    (way,) = ways(GUANGXI, "gx-13b", "letter_or_visit", {**REGION, "important": True})
    assert way.by == "deputies_affairs_committee"
    assert (way.branch.act, way.branch.to) == (("report",), ("chairpersons_meeting",))
    assert way.part.fields.promptly
    assert ways(GUANGXI, "gx-13b", "letter_or_visit", REGION) == []
