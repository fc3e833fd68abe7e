"""Each obligation of Tianjin's measures for contact with deputies (2025), on a concrete case.

"Deputy" and "committee" are those of the municipality (art. 2): nothing here binds a district's.
"""

import pytest

from shared.regulations.reckoning import Event
from shared.regulations.rules import Modality
from shared.regulations.values import Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import happened
from tests.regulations.standings import (
    assert_board,
    clock,
    counted,
    did,
    lack,
    law,
    part,
    somebody,
    state,
    told,
    verdict,
    verdicts,
)

TIANJIN = law("12")
MUNICIPALITY: Facts = {"level": "province"}
DISTRICT: Facts = {"level": "county"}
COMMITTEE = somebody("committee", "province")
MEMBER = somebody("member", "province", office="member")
OFFICES = somebody("staff", "province")
CONSULTED = ("motions_studied", "suggestions_studied", "deputies_consulted")


def invited(deputies: int, to: str, part_id: str) -> State:
    """How the committee stands that invited so many deputies to one activity."""
    host = somebody("committee", "province", over=to, sets={"invited_deputies": deputies})
    return verdict(TIANJIN, host, part_id).state


def test_a_district_of_tianjin_is_bound_by_none_of_the_measures() -> None:
    heping = law("120101")
    assert "tianjin" in heping.instruments
    for bound in heping.parts:
        if bound.instrument == "tianjin":
            assert bound.condition.holds(MUNICIPALITY)
            assert not bound.condition.holds(DISTRICT)


def test_what_the_measures_ask_is_owed_except_the_invitations_of_article_11() -> None:
    modalities = {one.id: one.modality for one in TIANJIN.parts if one.instrument == "tianjin"}
    free = {part_id for part_id, modality in modalities.items() if modality is not Modality.MUST}
    assert free == {"tj-11.meeting", "tj-11.activity"}
    assert {modalities[part_id] for part_id in free} == {Modality.MAY}


@pytest.mark.parametrize(
    ("part_id", "by", "promptly"),
    [
        ("tj-04", "general_office", True),
        ("tj-05d", "", False),
        ("tj-08b.feedback", "deputies_affairs_committee", False),
        ("tj-10c", "", False),
        ("tj-14.documents", "working_body", True),
        ("tj-14.journals", "working_body", True),
        ("tj-14.materials", "working_body", True),
    ],
)
def test_who_tells_deputies_and_whether_in_time(part_id: str, by: str, promptly: bool) -> None:
    notice = part(TIANJIN, part_id).fields
    assert (notice.to, notice.by, notice.promptly) == (("deputy",), by, promptly)


def test_tj_03_the_committee_keeps_close_contact_with_deputies_in_many_ways() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-03.contact", "contact", "visit", "forum", "minutes")
    hearing = ("consultation", "forum", "standing_committee_meeting", "minutes")
    assert_board(TIANJIN, COMMITTEE, "tj-03.hear", *hearing)
    assert_board(TIANJIN, COMMITTEE, "tj-03.serve", "document", "minutes")


def test_tj_04_five_documents_a_year_are_circulated_to_deputies_through_the_platform() -> None:
    five = ["work_priorities", "legislative_plan", "supervision_plan", "deputies_work_plan", "major_matters"]
    notices = [told(item, "2026-02-10", "duty_platform") for item in five]
    whole = verdict(TIANJIN, COMMITTEE, "tj-04", notices)
    assert (whole.article, whole.required, whole.state) == ("4", 5, State.MET)
    one_less = verdict(TIANJIN, COMMITTEE, "tj-04", notices[:4], today="2027-01-01")
    assert (one_less.state, one_less.because) == (State.SHORT, ("missing:major_matters",))
    on_a_notice_board = told("major_matters", "2026-02-10", "notice_board")
    otherwise = told("major_matters", "2026-02-10", "other_channel")  # "and other channels"
    assert verdict(TIANJIN, COMMITTEE, "tj-04", [*notices[:4], otherwise]).state is State.MET
    assert verdict(TIANJIN, COMMITTEE, "tj-04", [*notices[:4], on_a_notice_board]).counted == 4
    assert verdict(TIANJIN, COMMITTEE, "tj-04", notices, day="2027-06-30").counted == 0  # each year anew


def test_tj_05a_some_deputies_are_invited_to_each_meeting_of_the_committee() -> None:
    assert invited(1, "standing_committee_meeting", "tj-05a.invite") is State.MET
    assert invited(0, "standing_committee_meeting", "tj-05a.invite") is State.SHORT
    training = somebody("committee", "province", over="training", sets={"invited_deputies": 0})
    assert verdicts(TIANJIN, training, "tj-05a.invite") == ()  # nobody need be invited to that
    assert part(TIANJIN, "tj-05a.invite").fields.prefer == ("agenda",)
    assert_board(TIANJIN, COMMITTEE, "tj-05a.system", "rules_of_attendance")


def test_tj_05b_agenda_and_materials_reach_the_invited_before_the_meeting() -> None:
    opens = happened("meeting_opens", "2026-07-28 09:00")
    agenda, materials = happened("agenda_sent", "2026-07-21"), happened("materials_sent", "2026-07-22")
    late = happened("materials_sent", "2026-07-28 09:30")

    def materials_state(*events: Event, now: str) -> State | None:
        return state(TIANJIN, "tj-05b.materials", MUNICIPALITY, opens, *events, now=now)

    assert materials_state(now="2026-07-20") is State.OPEN
    assert materials_state(materials, now="2026-07-28 10:00") is State.MET
    assert materials_state(late, now="2026-07-28 10:00") is State.SHORT
    assert state(TIANJIN, "tj-05b.agenda", MUNICIPALITY, opens, agenda, now="2026-07-29") is State.MET
    alone = clock(TIANJIN, "tj-05b.agenda", MUNICIPALITY, opens, materials, now="2026-07-28 10:00")
    assert alone is not None
    assert (alone.article, alone.state) == ("5-2", State.SHORT)  # materials without an agenda are not enough


def test_tj_05c_attending_deputies_get_time_to_speak_and_are_encouraged_to() -> None:
    plenary = ("tj-05c.plenary", "plenary_meeting")
    assert lack(TIANJIN, *plenary, ["speaking_time"], MUNICIPALITY) is None
    silent = lack(TIANJIN, *plenary, ["agenda"], MUNICIPALITY)
    assert silent is not None
    assert (silent.missing, silent.refuses) == (("speaking_time",), True)
    in_groups = ("tj-05c.group", "group_review")
    assert lack(TIANJIN, *in_groups, ["encouraged_to_speak"], MUNICIPALITY) is None
    assert lack(TIANJIN, *in_groups, ["speaking_time"], MUNICIPALITY) is not None


def test_tj_05d_the_deputy_is_told_how_an_opinion_voiced_at_the_meeting_was_used() -> None:
    voiced, answered = happened("opinion_voiced", "2026-07-28"), happened("use_of_opinions", "2026-08-20")
    assert state(TIANJIN, "tj-05d", MUNICIPALITY, voiced, now="2026-08-01") is State.OPEN
    done = clock(TIANJIN, "tj-05d", MUNICIPALITY, voiced, answered, now="2026-09-01")
    assert done is not None
    assert (done.state, done.evidence) == (State.MET, (answered.id,))
    assert state(TIANJIN, "tj-05d", MUNICIPALITY, answered, now="2026-09-01") is None  # nobody spoke


@pytest.mark.parametrize("stage", ["drafting", "deliberation"])
def test_tj_06a_deputies_are_invited_into_drafting_and_review_of_regulations(stage: str) -> None:
    assert invited(1, stage, "tj-06a.invite") is State.MET
    assert invited(0, stage, "tj-06a.invite") is State.SHORT
    assert_board(TIANJIN, COMMITTEE, "tj-06a.system", "rules_of_legislation")


@pytest.mark.parametrize("occasion", ["legislative_programme_drafted", "legislative_plan_drafted"])
def test_tj_06b_deputies_are_consulted_on_legislative_plans_and_on_drafts(occasion: str) -> None:
    assert lack(TIANJIN, "tj-06b.plan", occasion, CONSULTED, MUNICIPALITY) is None
    unread = lack(TIANJIN, "tj-06b.plan", occasion, CONSULTED[1:], MUNICIPALITY)
    assert unread is not None
    assert (unread.part.article, unread.missing) == ("6-2", ("motions_studied",))
    unasked = lack(TIANJIN, "tj-06b.plan", occasion, CONSULTED[:2], MUNICIPALITY)
    assert unasked is not None
    assert unasked.missing == ("deputies_consulted",)
    draft = ("tj-06b.draft", "regulation_drafted")
    assert lack(TIANJIN, *draft, ["deputies_consulted"], MUNICIPALITY) is None
    assert lack(TIANJIN, *draft, [], MUNICIPALITY) is not None


def test_tj_07a_deputies_are_consulted_on_the_supervision_plan() -> None:
    asked = ("tj-07a", "supervision_plan_drafted")
    assert lack(TIANJIN, *asked, CONSULTED, MUNICIPALITY) is None
    unasked = lack(TIANJIN, *asked, CONSULTED[:2], MUNICIPALITY)
    assert unasked is not None
    assert unasked.missing == ("deputies_consulted",)
    assert lack(TIANJIN, *asked, [], DISTRICT) is None  # a district's plan


@pytest.mark.parametrize(
    "activity", ["work_report_hearing", "enforcement_inspection", "special_inquiry", "research"]
)
def test_tj_07b_deputies_are_invited_to_every_kind_of_supervision(activity: str) -> None:
    assert invited(1, activity, "tj-07b.invite") is State.MET
    assert invited(0, activity, "tj-07b.invite") is State.SHORT
    assert_board(TIANJIN, COMMITTEE, "tj-07b.system", "rules_of_supervision")


def test_tj_08a_the_committee_learns_of_deputies_work_and_helps_with_difficulties() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-08a.learn", "forum", "visit", "minutes")
    assert_board(TIANJIN, COMMITTEE, "tj-08a.help", "difficulty_solved", "minutes")


def test_tj_08b_views_on_the_committee_s_deputy_work_are_absorbed_and_answered() -> None:
    given, answered = happened("view_on_deputy_work", "2026-03-02"), happened("use_of_opinions", "2026-04-02")
    assert state(TIANJIN, "tj-08b.feedback", MUNICIPALITY, given, now="2026-03-20") is State.OPEN
    assert state(TIANJIN, "tj-08b.feedback", MUNICIPALITY, given, answered, now="2026-05-01") is State.MET
    # a view on something else is answered by the member who heard it, art. 10
    other = happened("view_given", "2026-03-02")
    assert state(TIANJIN, "tj-08b.feedback", MUNICIPALITY, other, now="2026-05-01") is None
    assert_board(TIANJIN, COMMITTEE, "tj-08b.contact", "contact", "visit", "call", "letter")
    assert part(TIANJIN, "tj-08b.contact").fields.by == "deputies_affairs_committee"


def test_tj_09_training_goes_by_plan_and_deputies_exchange_experience() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-09.plan", "training_plan")  # training without a plan is not enough
    assert_board(TIANJIN, COMMITTEE, "tj-09.training", "training", "lecture")
    assert_board(TIANJIN, COMMITTEE, "tj-09.exchange", "exchange", "forum")


@pytest.mark.parametrize(
    ("links", "expected"), [(2, State.SHORT), (3, State.MET), (6, State.MET), (7, State.SHORT)]
)
def test_tj_10a_each_member_is_linked_with_three_to_six_grassroots_deputies(
    links: int, expected: State
) -> None:
    grassroots = {"linked_deputies": counted("p", links, grassroots=True)}
    standing = verdict(TIANJIN, somebody("member", "province", sets=grassroots), "tj-10a.links")
    assert (standing.article, standing.counted, standing.state) == ("10-2", links, expected)
    assert_board(TIANJIN, COMMITTEE, "tj-10a.system", "rules_of_links")


def test_tj_10a_deputies_who_are_no_grassroots_deputies_do_not_count() -> None:
    officials = {"linked_deputies": counted("p", 5, grassroots=False)}
    standing = verdict(TIANJIN, somebody("member", "province", sets=officials), "tj-10a.links")
    assert (standing.counted, standing.remaining, standing.state) == (0, 3, State.SHORT)


def test_tj_10b_each_member_meets_deputies_face_to_face_at_least_once_a_year() -> None:
    visited = did("visit", "2026-04-10", "face_to_face", with_=("p1",))
    called = did("contact", "2026-05-10", with_=("p1",))
    met = verdict(TIANJIN, MEMBER, "tj-10b", [visited, called])
    assert (met.required, met.counted, met.evidence, met.state) == (1, 1, (visited.id,), State.MET)
    assert verdict(TIANJIN, MEMBER, "tj-10b", [called]).state is State.OPEN
    assert verdict(TIANJIN, MEMBER, "tj-10b", [called], day="2026-12-31").state is State.AT_RISK
    assert verdict(TIANJIN, MEMBER, "tj-10b", [called], today="2027-01-01").state is State.SHORT
    assert verdict(TIANJIN, MEMBER, "tj-10b", [visited], day="2027-06-30").counted == 0  # every year


def test_tj_10c_the_member_reports_back_on_what_deputies_said() -> None:
    given, fed_back = happened("view_given", "2026-04-10"), happened("use_of_opinions", "2026-05-20")
    assert state(TIANJIN, "tj-10c", MUNICIPALITY, given, now="2026-04-30") is State.OPEN
    assert state(TIANJIN, "tj-10c", MUNICIPALITY, given, fed_back, now="2026-06-01") is State.MET


def test_tj_10d_members_keep_contact_in_many_ways_and_the_offices_serve_them() -> None:
    ways = ("visit", "forum", "research", "letter", "call", "contact")
    assert_board(TIANJIN, MEMBER, "tj-10d.contact", *ways)
    assert_board(TIANJIN, OFFICES, "tj-10d.service", "minutes", "document")


@pytest.mark.parametrize(
    ("part_id", "activity"),
    [
        ("tj-11.meeting", "body_meeting"),
        ("tj-11.activity", "enforcement_inspection"),
        ("tj-11.activity", "inspection"),
        ("tj-11.activity", "research"),
        ("tj-11.activity", "supervising_suggestions"),
    ],
)
def test_tj_11_special_committees_and_offices_may_invite_deputies(part_id: str, activity: str) -> None:
    assert invited(1, activity, part_id) is State.MET
    assert invited(0, activity, part_id) is State.OPEN  # who may and does not falls short of nothing
    rule = TIANJIN.rule("tj-11")
    assert rule is not None
    assert rule.modality is Modality.MAY


def test_tj_11_special_committees_and_offices_must_keep_contact() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-11.contact", "contact", "visit", "forum", "minutes")


def test_tj_12_deputies_are_helped_to_set_up_groups_and_the_groups_to_act() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-12.set", "group_roster", "document")
    assert_board(TIANJIN, COMMITTEE, "tj-12.act", "group_activity", "minutes")


def test_tj_13_homes_and_stations_and_the_online_platform_are_built() -> None:
    assert_board(TIANJIN, COMMITTEE, "tj-13.stations", "station_list", "document")
    assert_board(TIANJIN, COMMITTEE, "tj-13.online", "platform_page", "document")


@pytest.mark.parametrize(
    ("part_id", "item"),
    [
        ("tj-14.documents", "documents"),
        ("tj-14.journals", "journals"),
        ("tj-14.materials", "reading_materials"),
    ],
)
def test_tj_14_documents_journals_and_materials_are_sent_to_deputies_in_time(part_id: str, item: str) -> None:
    issued, sent = happened(f"{item}_issued", "2026-06-01"), happened(item, "2026-06-03")
    assert verdicts(TIANJIN, OFFICES, part_id) == ()  # nothing is owed until something is issued
    assert state(TIANJIN, part_id, MUNICIPALITY, issued, now="2026-06-02") is State.OPEN
    assert state(TIANJIN, part_id, MUNICIPALITY, issued, sent, now="2026-06-04") is State.MET
    assert state(TIANJIN, part_id, DISTRICT, issued, now="2026-06-02") is None
