"""Each obligation of Datong's measures for contact with deputies (2019), on a concrete case.

The city's committee, members, groups and deputies are bound, those of its counties are not; employers and
units are bound whatever their level.
"""

import pytest

from shared.regulations.matters import barred
from shared.regulations.reckoning import Event
from shared.regulations.rules import Modality, SubjectKind
from shared.regulations.values import Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import happened
from tests.regulations.standings import (
    assert_board,
    clock,
    did,
    lack,
    law,
    part,
    permission,
    somebody,
    state,
    verdict,
    verdicts,
    ways,
)

DATONG = law("1402")
CITY: Facts = {"level": "city"}
COUNTY: Facts = {"level": "county"}
COMMITTEE = somebody("committee", "city")
MEMBER = somebody("member", "city", office="member")
DEPUTY = somebody("deputy", "city")
LARGE = somebody("group", "city", group_kind="large")
SMALL = somebody("group", "city", group_kind="small")
UNIT = somebody("handling_unit")


def test_a_county_of_datong_and_its_deputies_are_bound_by_none_of_the_measures() -> None:
    yunzhou = law("140215")
    for bound in yunzhou.parts:
        if bound.instrument == "datong" and bound.subject is not SubjectKind.HANDLING_UNIT:
            assert not bound.condition.holds({**COUNTY, "group_kind": "large", "office": "chair"})


def test_what_the_measures_ask_is_owed_except_what_article_12_allows() -> None:
    modalities = {one.id: one.modality for one in DATONG.parts if one.instrument == "datong"}
    assert {
        part_id: modality for part_id, modality in modalities.items() if modality is not Modality.MUST
    } == {
        "dt-12a.card": Modality.MAY,
        "dt-12a.voice": Modality.MAY,
        "dt-12b.before": Modality.MAY,
        "dt-12b.after": Modality.MAY,
        "dt-12c": Modality.MUST_NOT,
    }


@pytest.mark.parametrize(
    ("part_id", "by", "to"),
    [
        ("dt-08.bulletin", "", "deputy"),
        ("dt-08.journal", "", "deputy"),
        ("dt-12b.before", "deputy", "committee"),
        ("dt-12b.after", "deputy", "committee"),
    ],
)
def test_who_tells_whom(part_id: str, by: str, to: str) -> None:
    notice = part(DATONG, part_id).fields
    assert (notice.by, notice.to) == (by, (to,))


def test_dt_02_contact_is_kept_directly_and_through_the_electing_units() -> None:
    directly, indirectly = ways(DATONG, "dt-02", "contact", CITY)
    assert directly.branch.via == ()
    assert indirectly.branch.via == ("electing_unit",)
    for way in (directly, indirectly):
        assert way.branch.act == ("contact_deputies",)
        assert way.branch.to == ("city_deputies", "provincial_deputies")
    assert ways(DATONG, "dt-02", "contact", COUNTY) == []


@pytest.mark.parametrize(("groups", "expected"), [(0, State.SHORT), (1, State.MET), (2, State.SHORT)])
def test_dt_03a_there_is_one_large_group_for_each_electing_unit(groups: int, expected: State) -> None:
    of_a_unit = somebody("committee", "city", over="electing_unit", sets={"large_groups": groups})
    assert verdict(DATONG, of_a_unit, "dt-03a.unit").state is expected
    assert verdicts(DATONG, of_a_unit, "dt-03a.assigned") == ()
    of_assigned = somebody("committee", "city", sets={"large_groups_of_assigned": groups})
    assert verdict(DATONG, of_assigned, "dt-03a.assigned").state is expected


def test_dt_03b_a_large_group_divides_by_workplace_or_residence() -> None:
    large: Facts = {**CITY, "group_kind": "large"}
    assert lack(DATONG, "dt-03b.by", "group_divided", ["by_workplace"], large) is None
    assert lack(DATONG, "dt-03b.by", "group_divided", ["by_residence"], large) is None
    by_nothing = lack(DATONG, "dt-03b.by", "group_divided", [], large)
    assert by_nothing is not None
    assert by_nothing.missing == ("by_workplace", "by_residence")
    assert lack(DATONG, "dt-03b.by", "group_divided", [], {**CITY, "group_kind": "small"}) is None


def test_dt_03b_a_large_group_has_small_groups() -> None:
    for number, expected in ((0, State.SHORT), (1, State.MET), (3, State.MET)):
        group = somebody("group", "city", group_kind="large", sets={"small_groups": number})
        assert verdict(DATONG, group, "dt-03b.number").state is expected


def test_dt_04_a_large_group_has_six_tasks() -> None:
    tasks = part(DATONG, "dt-04").fields.items
    assert len(tasks) == 6
    busy = somebody("group", "city", group_kind="large", has=tasks)
    assert verdict(DATONG, busy, "dt-04").state is State.MET
    idle = somebody("group", "city", group_kind="large", has=set(tasks) - {"study_of_leaders"})
    standing = verdict(DATONG, idle, "dt-04")
    assert (standing.state, standing.because) == (State.SHORT, ("missing:study_of_leaders",))
    assert verdicts(DATONG, idle, "dt-05") == ()


def test_dt_05_a_small_group_has_five_tasks() -> None:
    tasks = part(DATONG, "dt-05").fields.items
    assert len(tasks) == 5
    busy = somebody("group", "city", group_kind="small", has=tasks)
    assert verdict(DATONG, busy, "dt-05").state is State.MET
    idle = somebody("group", "city", group_kind="small", has=set(tasks) - {"inspect_nearby"})
    standing = verdict(DATONG, idle, "dt-05")
    assert (standing.state, standing.because) == (State.SHORT, ("missing:inspect_nearby",))


def test_dt_06a_a_group_acts_by_arrangement_or_by_the_wish_of_the_greater_number() -> None:
    large: Facts = {**CITY, "group_kind": "large"}

    def basis(facts: Facts) -> list[tuple[str, ...]]:
        return [way.branch.act for way in ways(DATONG, "dt-06a", "group_activity_planned", facts)]

    assert basis({**large, "arranged_by_chairpersons": True}) == [("follow_chairpersons",)]
    assert basis({**large, "wished_by_greater_number": True}) == [("follow_majority",)]
    assert basis(large) == []  # neither arranged nor wished: nothing to go by
    assert part(DATONG, "dt-06a").fields.by == "group"


def test_dt_06b_a_large_group_acts_at_least_once_in_each_half_year() -> None:
    spring, autumn = did("group_activity", "2026-06-30"), did("inspection", "2026-07-01")
    first_half = verdict(DATONG, LARGE, "dt-06b", [spring, autumn], today="2026-12-31")
    assert (first_half.period.label, first_half.evidence) == ("2026-H1", (spring.id,))
    assert first_half.state is State.MET
    assert verdict(DATONG, LARGE, "dt-06b", [autumn], today="2026-07-01").state is State.SHORT
    assert verdict(DATONG, LARGE, "dt-06b", [autumn], day="2026-12-31").state is State.MET
    assert verdicts(DATONG, SMALL, "dt-06b") == ()


def test_dt_06c_a_small_group_acts_at_least_once_in_each_quarter() -> None:
    acted = did("group_activity", "2026-03-31")
    first = verdict(DATONG, SMALL, "dt-06c", [acted], day="2026-02-01", today="2026-04-01")
    assert (first.period.label, first.required, first.state) == ("2026-Q1", 1, State.MET)
    second = verdict(DATONG, SMALL, "dt-06c", [acted], day="2026-04-01")
    assert (second.period.label, second.counted, second.state) == ("2026-Q2", 0, State.OPEN)
    assert str(second.due) == "2026-06-30"
    assert (
        verdict(DATONG, SMALL, "dt-06c", [acted], day="2026-04-01", today="2026-07-01").state is State.SHORT
    )
    assert verdicts(DATONG, somebody("group", "county", group_kind="small"), "dt-06c") == ()


def test_dt_07a_some_deputies_attend_each_meeting_of_the_committee() -> None:
    for invited, expected in ((0, State.SHORT), (1, State.MET)):
        sets = {"invited_deputies": invited}
        meeting = somebody("committee", "city", over="standing_committee_meeting", sets=sets)
        standing = verdict(DATONG, meeting, "dt-07a")
        assert (standing.article, standing.state) == ("7(1)", expected)


def test_dt_07b_deputies_inspect_before_a_congress_session() -> None:
    opens = happened("session_opens", "2027-02-24 09:00")

    def standing(*events: Event, now: str) -> State | None:
        return state(DATONG, "dt-07b.session", CITY, opens, *events, now=now)

    assert standing(now="2027-01-04") is State.OPEN
    assert standing(happened("concentrated_inspection", "2027-01-12"), now="2027-02-25") is State.MET
    assert standing(now="2027-02-24 09:00") is State.SHORT
    assert standing(happened("inspection", "2027-02-24 14:00"), now="2027-02-25") is State.SHORT  # in session


def test_dt_07b_special_committees_take_deputies_along_and_provincial_deputies_inspect_when_entrusted() -> (
    None
):
    for invited, expected in ((0, State.SHORT), (1, State.MET)):
        tour = somebody("committee", "city", over="body_inspection", sets={"invited_deputies": invited})
        assert verdict(DATONG, tour, "dt-07b.bodies").state is expected
    (way,) = ways(DATONG, "dt-07b.entrusted", "entrusted_by_province", CITY)
    assert (way.by, way.branch.act, way.branch.to) == (
        "committee",
        ("organise_inspection",),
        ("provincial_deputies",),
    )


def test_dt_07c_an_inspection_with_the_card_is_arranged_at_a_deputy_s_request() -> None:
    (way,) = ways(DATONG, "dt-07c", "requested", {**CITY, "request_for": "card_inspection"})
    assert (way.by, way.branch.act, way.branch.to) == ("committee", ("arrange_card_inspection",), ("deputy",))
    assert ways(DATONG, "dt-07c", "requested", {**CITY, "request_for": "appointment"}) == []


def test_dt_07d_forums_hear_deputies_on_committee_government_court_and_procuratorate() -> None:
    assert_board(DATONG, COMMITTEE, "dt-07d", "forum", "minutes")


def test_dt_07e_deputies_take_part_in_enforcement_inspections() -> None:
    assert_board(DATONG, COMMITTEE, "dt-07e", "enforcement_inspection")


def test_dt_07f_an_appointment_with_the_head_of_an_organ_is_arranged_as_needed() -> None:
    (way,) = ways(DATONG, "dt-07f", "requested", {**CITY, "request_for": "appointment"})
    assert (way.by, way.branch.act, way.branch.to) == (
        "committee",
        ("arrange_appointment",),
        ("heads_of_organs",),
    )
    assert ways(DATONG, "dt-07f", "requested", {**CITY, "request_for": "card_inspection"}) == []


@pytest.mark.parametrize("office", ["chair", "vice_chair", "secretary_general"])
def test_dt_07g_the_leaders_visit_deputies_regularly(office: str) -> None:
    leader = somebody("member", "city", office=office)
    assert_board(DATONG, leader, "dt-07g.leaders", "visit", "minutes")
    assert verdicts(DATONG, MEMBER, "dt-07g.leaders") == ()


def test_dt_07g_so_do_the_heads_of_special_and_working_committees() -> None:
    head = somebody("member", "city", office="member", heads_a_body=True)
    assert_board(DATONG, head, "dt-07g.heads", "visit", "minutes")
    both = somebody("member", "city", office="vice_chair", heads_a_body=True)
    assert verdicts(DATONG, both, "dt-07g.heads") == ()  # bound already as a leader
    assert verdicts(DATONG, MEMBER, "dt-07g.heads") == ()


def test_dt_07h_members_have_fixed_linked_deputies_and_exchange_information_with_them() -> None:
    assert_board(DATONG, MEMBER, "dt-07h.links", "link_list")
    assert_board(DATONG, MEMBER, "dt-07h.inform", "contact", "visit", "forum", "minutes")


@pytest.mark.parametrize(
    ("month", "reception"),
    [
        ("2026-03-05", "2026-03-05"),  # a Thursday
        ("2026-07-05", "2026-07-06"),  # a Sunday
        ("2026-10-05", "2026-10-08"),  # in the National Day holiday
        ("2026-12-05", "2026-12-07"),  # a Saturday
    ],
)
def test_dt_07i_the_fifth_is_the_reception_day_or_the_first_day_after_the_rest(
    month: str, reception: str
) -> None:
    held = did("reception_day", reception)
    kept = verdict(DATONG, COMMITTEE, "dt-07i", [held], day=month, today=reception)
    assert (kept.state, str(kept.due), kept.evidence) == (State.MET, reception, (held.id,))
    day_before = did("reception_day", f"{reception[:8]}{int(reception[8:]) - 1:02}")
    missed = verdict(DATONG, COMMITTEE, "dt-07i", [day_before], day=month, today=f"{month[:8]}28")
    assert missed.state is State.SHORT
    assert part(DATONG, "dt-07i").fields.by == ("chair", "vice_chair")


@pytest.mark.parametrize(
    ("campaigns", "expected"), [(0, State.SHORT), (1, State.MET), (2, State.MET), (3, State.SHORT)]
)
def test_dt_07j_one_or_two_suggestion_campaigns_are_held_a_year(campaigns: int, expected: State) -> None:
    held = [did("suggestion_campaign", f"2026-0{month}-15") for month in range(4, 4 + campaigns)]
    standing = verdict(DATONG, COMMITTEE, "dt-07j", held, today="2027-01-01")
    assert (standing.article, standing.counted, standing.state) == ("7(10)", campaigns, expected)


@pytest.mark.parametrize(
    ("bulletin", "issued", "sent"),
    [
        ("dt-08.bulletin", "bulletin_issued", "work_bulletin"),
        ("dt-08.journal", "journal_issued", "congress_journal"),
    ],
)
def test_dt_08_each_bulletin_is_posted_to_deputies(bulletin: str, issued: str, sent: str) -> None:
    out, posted = happened(issued, "2026-06-01"), happened(sent, "2026-06-05")
    assert state(DATONG, bulletin, CITY, out, now="2026-06-03") is State.OPEN
    assert state(DATONG, bulletin, CITY, out, posted, now="2026-06-10") is State.MET
    assert state(DATONG, bulletin, CITY, posted, now="2026-06-10") is None  # nothing was issued
    assert part(DATONG, bulletin).fields.channels == ("post",)


def test_dt_09_a_deputy_reports_on_conditions_and_makes_suggestions() -> None:
    assert_board(DATONG, DEPUTY, "dt-09", "condition_report", "suggestion")
    assert verdicts(DATONG, somebody("deputy", "county"), "dt-09") == ()


def test_dt_10_a_deputy_hears_and_reflects_the_people_s_views() -> None:
    shown = ("check_in", "reception", "visit", "forum", "condition_report", "suggestion")
    assert_board(DATONG, DEPUTY, "dt-10", *shown)


def test_dt_11_who_cannot_take_part_asks_the_organiser_for_leave() -> None:
    asked = permission(DATONG, "dt-11.leave", "be_absent", CITY)
    assert asked is not None
    assert (asked.what, asked.of, asked.state) == (("leave",), ("organiser",), "pending")
    assert permission(DATONG, "dt-11.leave", "be_absent", COUNTY) is None
    assert permission(DATONG, "dt-11.leave", "settle_problem", CITY) is None


def test_dt_11_a_deputy_takes_part_in_activities() -> None:
    shown = (
        "activity",
        "group_activity",
        "inspection",
        "concentrated_inspection",
        "research",
        "forum",
        "training",
    )
    assert_board(DATONG, DEPUTY, "dt-11.part", *shown)


def test_dt_12a_with_the_card_a_deputy_may_inspect_within_the_city() -> None:
    asked = ("dt-12a.card", "card_inspection")
    assert lack(DATONG, *asked, ["card_carried", "within_the_city"], CITY) is None
    assert lack(DATONG, *asked, ["card_carried", "within_the_city", "with_others"], CITY) is None
    elsewhere = lack(DATONG, *asked, ["card_carried"], CITY)
    assert elsewhere is not None
    assert (elsewhere.missing, elsewhere.part.modality) == (("within_the_city",), Modality.MAY)


def test_dt_12a_opinions_are_given_by_word_in_writing_by_telephone_or_letter() -> None:
    found = ways(DATONG, "dt-12a.voice", "card_inspection", CITY)
    assert [(way.branch.act, way.branch.to, way.branch.via) for way in found] == [
        (("voice_orally",), ("inspected_unit",), ()),
        (("voice_in_writing",), ("inspected_unit",), ()),
        (("report",), ("unit_concerned",), ("telephone",)),
        (("report",), ("unit_concerned",), ("post",)),
    ]


def test_dt_12a_on_such_an_inspection_the_eight_rules_of_conduct_must_be_kept() -> None:
    rules = part(DATONG, "dt-12a.conduct").fields.items
    assert len(rules) == 8
    assert lack(DATONG, "dt-12a.conduct", "card_inspection", rules, CITY) is None
    rude = lack(DATONG, "dt-12a.conduct", "card_inspection", set(rules) - {"courteous"}, CITY)
    assert rude is not None
    assert (rude.part.article, rude.missing, rude.refuses) == ("12-4", ("courteous",), True)


def test_dt_12b_the_committee_may_be_told_before_an_inspection_or_get_a_report_after_it() -> None:
    goes = happened("card_inspection", "2026-06-10 09:00")
    notice, report = happened("inspection_notice", "2026-06-08"), happened("inspection_report", "2026-06-12")
    assert state(DATONG, "dt-12b.before", CITY, notice, goes, now="2026-06-20") is State.MET
    assert state(DATONG, "dt-12b.after", CITY, goes, report, now="2026-06-20") is State.MET
    untold = clock(DATONG, "dt-12b.before", CITY, goes, now="2026-06-20")
    assert untold is not None
    assert (untold.state, untold.because[0]) == (State.OPEN, "not_binding")  # "may": nobody falls short


def test_dt_12c_an_inspection_with_the_card_settles_no_problem_itself() -> None:
    bar = part(DATONG, "dt-12c")
    assert bar.modality is Modality.MUST_NOT
    assert bar in barred(DATONG, "settle_problem", CITY, ["card_inspection"])
    assert bar not in barred(DATONG, "settle_problem", CITY, ["reception"])
    assert bar not in barred(DATONG, "report", CITY, ["card_inspection"])
    assert "voice_orally" in bar.fields.instead


def test_dt_13_obstruction_of_a_deputy_is_dealt_with() -> None:
    assert_board(DATONG, UNIT, "dt-13.stated", "handling_decision", "document")
    obstructed = did("obstruction", "2026-05-08")
    followed = verdict(DATONG, UNIT, "dt-13.follows", [obstructed])
    assert (followed.evidence, followed.because) == ((obstructed.id,), ("then:dealt_with",))
    assert verdicts(DATONG, UNIT, "dt-13.follows") == ()  # nothing happened, nothing follows


def test_dt_14a_a_deputy_s_duty_counts_as_attendance_at_work() -> None:
    assert_board(DATONG, UNIT, "dt-14a", "certificate_of_duty", "attendance_sheet")


def test_dt_14b_allowances_are_paid_and_funds_stand_in_the_budget() -> None:
    assert_board(DATONG, COMMITTEE, "dt-14b.allowance", "allowance_record")
    assert_board(DATONG, COMMITTEE, "dt-14b.funds", "budget")


def test_dt_15_the_personnel_and_deputies_committee_carries_out_liaison_work() -> None:
    (way,) = ways(DATONG, "dt-15", "contact", CITY)
    assert (way.by, way.branch.act) == ("personnel_and_deputies_committee", ("carry_out_liaison",))
    assert ways(DATONG, "dt-15", "contact", COUNTY) == []
