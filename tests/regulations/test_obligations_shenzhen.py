"""Each obligation of Shenzhen's draft rules on contact with deputies, on a concrete case.

It is a draft: it is asked for by name and binds nobody. "Deputy" is read as deputy of the city's congress,
except in art. 16-1 ("the standing committee of the same level").
"""

import pytest

from shared.regulations.inputs import Entry, Leave
from shared.regulations.matters import Answer, barred
from shared.regulations.rules import Modality
from shared.regulations.values import Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import at, happened, on
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
    permission,
    rule_of,
    somebody,
    state,
    times,
    told,
    verdict,
    verdicts,
    ways,
)

SHENZHEN = law("4403", "shenzhen")
NANSHAN_STREET = law("440305001", "shenzhen")
CITY: Facts = {"level": "city"}
DISTRICT: Facts = {"level": "county"}
COMMITTEE = somebody("committee", "city")
DISTRICT_COMMITTEE = somebody("committee", "county")
DEPUTY = somebody("deputy", "city")
DISTRICT_DEPUTY = somebody("deputy", "county")
GROUP = somebody("group", "city", group_kind="small")
UNIT = somebody("handling_unit", "city")


def test_a_draft_binds_nobody_until_it_is_asked_for() -> None:
    assert not [rule for rule in law("4403").rules if rule.instrument == "shenzhen"]
    assert len([rule for rule in SHENZHEN.rules if rule.instrument == "shenzhen"]) == 42


EVERY_LEVEL = frozenset({"national", "province", "city", "county", "township"})
OF_NO_LEVEL = ("sz-22.h", "sz-25.b", "sz-27.a", "sz-28b.b", "sz-30", "sz-31", "sz-32", "sz-33")
OF_CITY_AND_DISTRICTS = ("sz-16a", "sz-16b", "sz-26a.b")


def levels_of(part_id: str) -> frozenset[str]:
    """The levels of congress that a part speaks of."""
    if part_id.startswith(OF_NO_LEVEL):
        return EVERY_LEVEL
    if part_id.startswith(OF_CITY_AND_DISTRICTS):
        return frozenset({"city", "county"})
    return frozenset({"township" if part_id == "sz-22.a" else "city"})


@pytest.mark.parametrize("rule", [rule.id for rule in library_rules("shenzhen")])
def test_contact_is_the_city_s_and_safeguards_are_every_deputy_s(rule: str) -> None:
    for one in rule_of(SHENZHEN, rule).parts:
        fitting = facts_that_fit(one)
        levels = {level for level in EVERY_LEVEL if one.condition.holds({**fitting, "level": level})}
        assert levels == levels_of(one.id), one.id


def test_what_is_no_must() -> None:
    others: dict[Modality, set[str]] = {}
    for one in SHENZHEN.parts:
        if one.instrument == "shenzhen" and one.modality is not Modality.MUST:
            others.setdefault(one.modality, set()).add(one.id)
    assert others == {
        Modality.MAY: {
            "sz-07c",
            "sz-10.a",
            "sz-10.b",
            "sz-11a",
            "sz-13.b",
            "sz-16a.c",
            "sz-16c",
            "sz-18.a",
            "sz-18.b",
            "sz-18.c",
            "sz-21b",
            "sz-32.b",
        },
        Modality.GENERALLY: {"sz-28a.a"},
        Modality.MUST_NOT: {"sz-30"},
    }


@pytest.mark.parametrize(
    ("part_id", "by"),
    [
        ("sz-07b.a", ("leaders",)),
        ("sz-07b.b", ("leaders",)),
        ("sz-11b.a", ("state_organ",)),
        ("sz-11b.b", ("committee",)),
        ("sz-13.b", ("committee",)),
        ("sz-18.a", ("chairpersons_meeting",)),
        ("sz-18.b", ("special_committee",)),
        ("sz-28b.a", ("deputies_affairs_committee",)),
        ("sz-28b.b", ("handling_unit",)),
        ("sz-28b.c", ("special_committee",)),
        ("sz-33.b", ("unit_concerned",)),
        ("sz-33.c", ("employer", "state_organ")),
        ("sz-33.e", ("employer", "state_organ")),
    ],
)
def test_who_acts(part_id: str, by: tuple[str, ...]) -> None:
    named = part(SHENZHEN, part_id).fields.by
    assert (named if isinstance(named, tuple) else (named,)) == by


def test_sz_05_one_chair_or_vice_chair_of_each_body_answers_for_deputy_work() -> None:
    def with_leads(body: str, *leads: Entry) -> State:
        sets = {"duty_leads": leads}
        return verdict(SHENZHEN, somebody("committee", "city", sets=sets, over=body), "sz-05.a").state

    chair, vice = Entry("a", {"office": "chair"}), Entry("b", {"office": "vice_chair"})
    assert with_leads("special_committee", vice) is State.MET
    assert with_leads("working_body", chair) is State.MET
    assert with_leads("working_body") is State.SHORT
    assert with_leads("working_body", chair, vice) is State.SHORT  # "one"
    assert with_leads("working_body", Entry("c", {"office": "member"})) is State.SHORT
    assert_board(SHENZHEN, COMMITTEE, "sz-05.b", "service_plan", "document")


def test_sz_07a_a_group_elects_a_leader_and_a_deputy_leader() -> None:
    def led_by(leaders: int, deputy_leaders: int) -> tuple[State, State]:
        sets = {"leaders": leaders, "deputy_leaders": deputy_leaders}
        group = somebody("group", "city", sets=sets)
        return (
            verdict(SHENZHEN, group, "sz-07a.a").state,
            verdict(SHENZHEN, group, "sz-07a.b").state,
        )

    assert led_by(1, 1) == (State.MET, State.MET)
    assert led_by(1, 0) == (State.MET, State.SHORT)
    assert led_by(0, 2) == (State.SHORT, State.MET)


def test_sz_07a_districts_help_set_up_groups_and_bodies_set_up_professional_ones() -> None:
    (entrusted,) = ways(SHENZHEN, "sz-07a.c", "groups_formed", CITY)
    assert entrusted.branch.to == ("district_committee",)
    _, own = ways(SHENZHEN, "sz-07a.c", "groups_formed", {**CITY, "group_kind": "professional"})
    assert (own.by, own.branch.act) == ("working_body", ("establish_group",))


def test_sz_07b_the_leaders_make_an_activity_plan() -> None:
    assert_board(SHENZHEN, GROUP, "sz-07b.a", "activity_plan")
    assert part(SHENZHEN, "sz-07b.a").fields.by == "leaders"
    group_work = ("group_activity", "activity", "research", "inspection", "forum", "suggestion_supervision")
    assert_board(SHENZHEN, GROUP, "sz-07b.b", *group_work)


def test_sz_07c_a_deputy_who_moves_within_the_city_may_change_group() -> None:
    (way,) = ways(SHENZHEN, "sz-07c", "moved_within", CITY)
    assert (way.branch.act, way.part.modality) == (("change_group",), Modality.MAY)
    assert ways(SHENZHEN, "sz-07c", "moved_within", DISTRICT) == []


def test_sz_07d_a_professional_group_acts_at_least_twice_a_year() -> None:
    professional = somebody("group", "city", group_kind="professional")
    twice = [did("group_activity", "2026-04-02"), did("research", "2026-11-05")]
    assert verdict(SHENZHEN, professional, "sz-07d", twice, today="2026-12-31").state is State.MET
    once = verdict(SHENZHEN, professional, "sz-07d", twice[:1], today="2027-01-01")
    assert (once.state, once.required, once.remaining, once.article) == (State.SHORT, 2, 1, "7-4")
    assert verdicts(SHENZHEN, GROUP, "sz-07d") == ()  # other groups have no number


def test_sz_08a_each_member_meets_each_linked_deputy_at_least_once_a_year() -> None:
    member = somebody("member", "city", sets={"linked_deputies": (Entry("p1"), Entry("p2"))})
    visit = did("visit", "2026-02-02", "face_to_face", with_=("p1",))
    by_phone = did("contact", "2026-06-01", with_=("p2",))
    first, second = verdicts(SHENZHEN, member, "sz-08a.a", [visit, by_phone], today="2027-01-01")
    assert (first.with_, first.state, first.evidence) == ("p1", State.MET, (visit.id,))
    assert (second.with_, second.state, second.remaining) == ("p2", State.SHORT, 1)
    together = did("forum", "2026-05-01", "face_to_face", with_=("p1", "p2"))
    both = verdicts(SHENZHEN, member, "sz-08a.a", [together])
    assert [found.state for found in both] == [State.MET, State.MET]
    (help_,) = ways(SHENZHEN, "sz-08a.b", "appointment", CITY)
    assert (help_.by, help_.branch.co) == ("special_committee", ("working_body",))


def test_sz_08b_what_is_heard_in_contact_is_handed_over_in_the_general_office_s_name_and_answered() -> None:
    (way,) = ways(SHENZHEN, "sz-08b.a", "heard_in_contact", CITY)
    assert way.by == "member_liaison_officer"
    assert (way.branch.act, way.branch.to) == (("sort", "hand_over"), ("unit_concerned",))
    assert way.branch.in_name_of == "general_office"
    (answer,) = ways(SHENZHEN, "sz-08b.b", "handed_over", {**CITY, "heard_through": "contact"})
    assert (answer.by, answer.branch.act) == ("unit_concerned", ("handle", "reply_to_deputy"))
    assert ways(SHENZHEN, "sz-08b.b", "handed_over", CITY) == []


@pytest.mark.parametrize(
    ("rule", "whom", "due", "in_time", "late"),
    [
        ("sz-09a", "member", "2026-02-24", "2026-02-24 17:00", "2026-02-25 09:00"),
        ("sz-09b", "head_of_body", "2026-02-14", "2026-02-14 17:00", "2026-02-24 09:00"),
    ],
)
def test_sz_09_an_appointment_is_arranged_within_working_days_across_the_spring_festival(
    rule: str, whom: str, due: str, in_time: str, late: str
) -> None:
    asked = happened("requested", "2026-02-12")  # Thursday; Saturday the 14th is worked, 15 to 23 are off
    facts: Facts = {**CITY, "appointment_with": whom}
    waiting = clock(SHENZHEN, rule, facts, asked, now="2026-02-12 13:00")
    assert waiting is not None
    assert waiting.due == on(due)
    assert state(SHENZHEN, rule, facts, asked, happened("arranged", in_time), now="2026-03-01") is State.MET
    assert state(SHENZHEN, rule, facts, asked, happened("arranged", late), now="2026-03-01") is State.SHORT


def test_sz_09a_three_working_days_for_a_member_of_the_committee() -> None:
    asked = happened("requested", "2026-06-08")
    with_member: Facts = {**CITY, "appointment_with": "member"}
    found = clock(SHENZHEN, "sz-09a", with_member, asked, now="2026-06-08 13:00")
    assert found is not None
    assert found.due == on("2026-06-11")
    with_head: Facts = {**CITY, "appointment_with": "head_of_body"}
    assert clock(SHENZHEN, "sz-09a", with_head, asked, now="2026-06-08 13:00") is None
    assert clock(SHENZHEN, "sz-09a", {**with_member, **DISTRICT}, asked, now="2026-06-08 13:00") is None


def test_sz_09b_two_working_days_for_the_head_of_a_special_committee_or_working_body() -> None:
    asked = happened("requested", "2026-06-12")  # a Friday
    with_head: Facts = {**CITY, "appointment_with": "head_of_body"}
    found = clock(SHENZHEN, "sz-09b", with_head, asked, now="2026-06-12 13:00")
    assert found is not None
    assert found.due == on("2026-06-16")
    assert state(SHENZHEN, "sz-09b", with_head, asked, now="2026-06-17") is State.SHORT
    with_member: Facts = {**CITY, "appointment_with": "member"}
    assert clock(SHENZHEN, "sz-09b", with_member, asked, now="2026-06-12 13:00") is None


def test_sz_10_research_in_districts_may_include_local_deputies_and_topics_may_be_given() -> None:
    alone = somebody("committee", "city", sets={"local_deputies": 0}, over="district_research")
    found = verdict(SHENZHEN, alone, "sz-10.a")
    assert (found.modality, found.counted) == (Modality.MAY, 0)
    assert found.state is State.OPEN  # may: nobody falls short
    joined = somebody("committee", "city", sets={"local_deputies": 1}, over="district_research")
    assert verdict(SHENZHEN, joined, "sz-10.a").state is State.MET
    (way,) = ways(SHENZHEN, "sz-10.b", "district_research", CITY)
    assert (way.branch.act, way.branch.to) == (("name_topics", "do_research"), ("deputy",))


def test_sz_11a_organs_invite_deputies_as_advisers_with_consent_or_recommendation() -> None:
    asked = permission(SHENZHEN, "sz-11a", "invite_as_integrity_supervisor", CITY)
    assert asked is not None
    assert (asked.state, asked.of, asked.what) == ("pending", ("committee",), ("consent", "recommendation"))
    yes, no = Answer("committee", True, at("2026-06-30")), Answer("committee", False, at("2026-06-30"))
    granted = permission(SHENZHEN, "sz-11a", "invite_to_trial", CITY, yes)
    refused = permission(SHENZHEN, "sz-11a", "invite_as_adviser", CITY, no)
    assert granted is not None
    assert refused is not None
    assert (granted.state, refused.state) == ("granted", "refused")
    assert permission(SHENZHEN, "sz-11a", "invite_to_forum", CITY) is None
    assert granted.part.modality is Modality.MAY


def test_sz_11b_organs_and_the_committee_inform_deputies_of_their_work() -> None:
    news, papers = told("work_situation", "2026-03-02"), told("information_materials", "2026-03-02")
    for part_id, who in (("sz-11b.a", UNIT), ("sz-11b.b", COMMITTEE)):
        met = verdict(SHENZHEN, who, part_id, [news, papers], today="2027-01-01")
        assert (met.state, met.article) == (State.MET, "11-2")
        half = verdict(SHENZHEN, who, part_id, [news], today="2027-01-01")
        assert (half.state, half.because) == (State.SHORT, ("missing:information_materials",))
        notice = part(SHENZHEN, part_id).fields
        assert (notice.promptly, notice.to) == (True, ("deputy",))


def test_sz_12_national_and_provincial_deputies_living_here_are_served_and_form_their_group() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-12.a", "upper_deputies_activity", "minutes")
    assert_board(SHENZHEN, COMMITTEE, "sz-12.b", "shenzhen_group_list", "document")
    assert verdicts(SHENZHEN, DISTRICT_COMMITTEE, "sz-12.a") == ()


def test_sz_13_inspections_are_arranged_before_the_congress_session() -> None:
    opens = happened("session_opens", "2026-02-05 09:00")
    before, after = happened("inspection", "2026-01-14"), happened("inspection", "2026-02-06")
    assert state(SHENZHEN, "sz-13.a", CITY, opens, before, now="2026-02-07") is State.MET
    assert state(SHENZHEN, "sz-13.a", CITY, opens, after, now="2026-02-07") is State.SHORT
    last_year = [happened("inspection", "2025-01-10"), happened("session_opens", "2025-02-20")]
    assert state(SHENZHEN, "sz-13.a", CITY, *last_year, opens, now="2026-02-07") is State.SHORT
    (way,) = ways(SHENZHEN, "sz-13.b", "inspection_planned", CITY)
    assert way.branch.act == ("entrust",)
    assert way.branch.to == ("district_committee", "special_committee", "working_body")
    assert way.part.modality is Modality.MAY


def test_sz_14a_inspections_research_and_enforcement_inspections_along_the_year_s_priorities() -> None:
    named = ("concentrated_inspection", "research", "enforcement_inspection")
    assert_board(SHENZHEN, COMMITTEE, "sz-14a", *named)


@pytest.mark.parametrize("activity", ["concentrated_inspection", "research", "enforcement_inspection"])
def test_sz_14b_at_least_two_deputies_are_invited_each_time(activity: str) -> None:
    def with_invited(n: int) -> State:
        subject = somebody("committee", "city", sets={"invited_deputies": counted("d", n)}, over=activity)
        return verdict(SHENZHEN, subject, "sz-14b").state

    assert with_invited(2) is State.MET
    assert with_invited(1) is State.SHORT
    training = somebody("committee", "city", sets={"invited_deputies": 0}, over="training")
    assert verdicts(SHENZHEN, training, "sz-14b") == ()


def test_sz_15_the_deputies_lecture_hall_is_held_every_year() -> None:
    held = [did("lecture", "2026-09-09")]
    assert verdict(SHENZHEN, COMMITTEE, "sz-15.a", held, today="2027-01-01").state is State.MET
    assert verdict(SHENZHEN, COMMITTEE, "sz-15.a", today="2027-01-01").state is State.SHORT
    assert verdict(SHENZHEN, COMMITTEE, "sz-15.a", held, day="2027-09-09").counted == 0
    assert lack(SHENZHEN, "sz-15.b", "lecture", ["key_field_lecturers"], CITY) is None
    assert lack(SHENZHEN, "sz-15.b", "lecture", [], CITY) is not None
    assert_board(SHENZHEN, COMMITTEE, "sz-15.c", "education_base", "document")


def test_sz_16a_deputies_of_four_categories_are_invited_and_a_forum_is_held_with_them() -> None:
    for category in ("grassroots", "field", "proposing", "participating"):
        assert lack(SHENZHEN, "sz-16a.a", "attendees_invited", [f"{category}_invitees"], CITY) is None
    nobody = lack(SHENZHEN, "sz-16a.a", "attendees_invited", [], CITY)
    assert nobody is not None
    assert len(nobody.missing) == 4
    others = lack(SHENZHEN, "sz-16a.a", "attendees_invited", ["field_invitees", "specialists"], CITY)
    assert others is not None
    assert others.not_allowed == ("specialists",)
    no_forum = lack(SHENZHEN, "sz-16a.b", "standing_committee_meeting", [], CITY)
    assert no_forum is not None
    assert no_forum.missing == ("attendees_forum",)
    assert lack(SHENZHEN, "sz-16a.b", "standing_committee_meeting", ["attendees_forum"], CITY) is None
    (way,) = ways(SHENZHEN, "sz-16a.c", "standing_committee_meeting", CITY)
    assert (way.branch.act[0], way.part.modality) == ("speak", Modality.MAY)


@pytest.mark.parametrize("level", ["city", "county"])
def test_sz_16b_every_grassroots_deputy_attends_the_committee_of_the_same_level_within_the_term(
    level: str,
) -> None:
    grassroots = somebody("deputy", level, grassroots=True)
    attended = [did("standing_committee_meeting", "2024-06-26")]
    assert verdict(SHENZHEN, grassroots, "sz-16b.a", attended).state is State.MET
    waiting = verdict(SHENZHEN, grassroots, "sz-16b.a")
    assert (waiting.state, waiting.due) == (State.AT_RISK, on("2028-01-14"))  # over two thirds are gone
    assert verdict(SHENZHEN, grassroots, "sz-16b.a", today="2028-01-15").state is State.SHORT
    assert verdicts(SHENZHEN, somebody("deputy", level), "sz-16b.a") == ()

    def covering(attended: int) -> State:
        sets = {"grassroots_attended": attended, "grassroots_deputies": 120}
        return verdict(SHENZHEN, somebody("committee", level, sets=sets), "sz-16b.b").state

    assert (covering(120), covering(119)) == (State.MET, State.SHORT)  # full coverage


def test_sz_16c_drafts_may_be_sent_to_deputies_for_their_views() -> None:
    not_sent = lack(SHENZHEN, "sz-16c", "draft_deliberated", [], CITY)
    assert not_sent is not None
    assert not not_sent.refuses  # may: the deliberation goes on
    assert lack(SHENZHEN, "sz-16c", "decision_deliberated", ["consultation"], CITY) is None


def test_sz_17_briefings_on_the_organs_work_are_held_regularly() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-17.a", "briefing")
    assert_board(SHENZHEN, COMMITTEE, "sz-17.b", "briefing", "minutes")


def test_sz_18_deputies_may_inspect_before_a_special_report_and_then_attend_the_meeting() -> None:
    (commission,) = ways(SHENZHEN, "sz-18.a", "special_report_planned", CITY)
    assert (commission.by, commission.branch.to) == (
        "chairpersons_meeting",
        ("special_committee", "working_body"),
    )
    acts = [way.branch.act for way in ways(SHENZHEN, "sz-18.b", "entrusted", CITY)]
    assert acts == [("inspect",), ("do_research",)]
    (attend,) = ways(SHENZHEN, "sz-18.c", "special_report_planned", {**CITY, "took_part": True})
    assert attend.branch.act == ("attend_standing_committee", "speak")
    assert ways(SHENZHEN, "sz-18.c", "special_report_planned", CITY) == []
    assert part(SHENZHEN, "sz-18.a").modality is Modality.MAY


def test_sz_19_training_is_part_of_the_work_with_regular_lectures_on_law() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-19.a", "year_plan", "training")
    assert_board(SHENZHEN, COMMITTEE, "sz-19.b", "law_lecture")


def test_sz_20_experience_is_exchanged_regularly() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-20.a", "experience_exchange")
    assert_board(SHENZHEN, COMMITTEE, "sz-20.b", "innovation_exchange")


def test_sz_21a_a_deputies_activity_month_is_organised() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-21a.a", "activity_month")
    no_council = lack(SHENZHEN, "sz-21a.b", "activity_month", ["inspection", "research"], CITY)
    assert no_council is not None
    assert no_council.missing == ("deputies_council",)
    whole = ["inspection", "research", "deputies_council"]
    assert lack(SHENZHEN, "sz-21a.b", "activity_month", whole, CITY) is None


def test_sz_21b_a_deputy_may_inspect_on_the_spot_with_the_card() -> None:
    assert lack(SHENZHEN, "sz-21b", "card_inspection", ["deputy_card", "on_the_spot"], CITY) is None
    without = lack(SHENZHEN, "sz-21b", "card_inspection", ["on_the_spot"], CITY)
    assert without is not None
    assert without.missing == ("deputy_card",)
    assert without.part.modality is Modality.MAY


def test_sz_22_each_street_has_a_central_station() -> None:
    def street(*types: str) -> State:
        stations = tuple(Entry(kind, {"station_type": kind}) for kind in types)
        division = somebody("division", "township", sets={"stations": stations})
        return verdict(NANSHAN_STREET, division, "sz-22.a").state

    assert street("central_station", "community_point") is State.MET
    assert street("community_point") is State.SHORT


@pytest.mark.parametrize(
    ("part_id", "kind"),
    [
        ("sz-22.b", "deputy_home"),
        ("sz-22.c", "liaison_station"),
        ("sz-22.d", "community_point"),
        ("sz-22.e", "online_station"),
    ],
)
def test_sz_22_the_city_has_homes_stations_community_points_and_an_online_station(
    part_id: str, kind: str
) -> None:
    with_one = somebody("division", "city", sets={"stations": (Entry("s", {"station_type": kind}),)})
    assert verdict(SHENZHEN, with_one, part_id).state is State.MET
    other = somebody(
        "division", "city", sets={"stations": (Entry("s", {"station_type": "central_station"}),)}
    )
    assert verdict(SHENZHEN, other, part_id).state is State.SHORT


def test_sz_22_industry_clusters_have_points_and_three_cooperation_zones_have_stations() -> None:
    points = {"stations": (Entry("s", {"station_type": "industry_point"}),)}
    cluster = somebody("division", "city", sets=points, over="industry_cluster")
    assert verdict(SHENZHEN, cluster, "sz-22.f").state is State.MET
    other = {"stations": (Entry("s", {"station_type": "community_point"}),)}
    without = somebody("division", "city", sets=other, over="industry_cluster")
    assert verdict(SHENZHEN, without, "sz-22.f").state is State.SHORT
    zones = ("qianhai_station", "hetao_station", "shenshan_station")
    assert verdict(SHENZHEN, somebody("division", "city", has=zones), "sz-22.g").state is State.MET
    two = verdict(SHENZHEN, somebody("division", "city", has=zones[:2]), "sz-22.g")
    assert (two.state, two.because) == (State.SHORT, ("missing:shenshan_station",))
    station = somebody("station")
    assert_board(SHENZHEN, station, "sz-22.h", "inspection", "research", "suggestion_supervision")


def test_sz_23a_deputies_receive_residents() -> None:
    assert_board(SHENZHEN, DEPUTY, "sz-23a.a", "reception")
    assert_board(SHENZHEN, COMMITTEE, "sz-23a.b", "reception_system", "document")


def test_sz_23b_a_deputy_helps_solve_at_least_one_pressing_problem_a_year() -> None:
    solved = [did("problem_solved", "2026-10-12")]
    assert verdict(SHENZHEN, DEPUTY, "sz-23b", solved, today="2027-01-01").state is State.MET
    none = verdict(SHENZHEN, DEPUTY, "sz-23b", times(5, "reception"), today="2027-01-01")
    assert (none.state, none.remaining) == (State.SHORT, 1)
    several = [did("problem_solved", "2026-10-12", amount=3)]
    assert verdict(SHENZHEN, DEPUTY, "sz-23b", several, today="2027-01-01").counted == 3  # items, not times


def test_sz_24_important_letters_go_to_a_body_or_in_the_general_office_s_name_to_the_unit() -> None:
    important: Facts = {**CITY, "important": True}
    (to_body,) = ways(SHENZHEN, "sz-24", "letter_or_visit", {**important, "falls_to": "congress_body"})
    assert to_body.branch.to == ("special_committee", "working_body")
    assert to_body.branch.in_name_of == ""
    (to_unit,) = ways(SHENZHEN, "sz-24", "letter_or_visit", {**important, "falls_to": "unit"})
    assert (to_unit.branch.to, to_unit.branch.in_name_of) == (("unit_concerned",), "general_office")
    (daily,) = ways(SHENZHEN, "sz-24", "letter_or_visit", CITY)
    assert (daily.by, daily.branch.act) == ("deputies_affairs_committee", ("handle",))


def test_sz_25_every_deputy_has_a_deputy_card() -> None:
    def issued(cards: int) -> State:
        sets = {"cards": cards, "deputies": 500}
        return verdict(SHENZHEN, somebody("committee", "city", sets=sets), "sz-25.a").state

    assert (issued(500), issued(499)) == (State.MET, State.SHORT)
    assert_board(SHENZHEN, UNIT, "sz-25.b", "assistance")


def test_sz_26a_funds_and_allowances_stand_in_the_budget() -> None:
    assert_board(SHENZHEN, COMMITTEE, "sz-26a.a", "budget", "allowance")
    assert_board(SHENZHEN, UNIT, "sz-26a.b", "material_support")


def test_sz_26b_excellent_duty_cases_and_handling_cases_are_selected_and_made_known_every_year() -> None:
    chosen = [did("excellent_duty_cases", "2026-12-01")]
    assert verdict(SHENZHEN, COMMITTEE, "sz-26b.a", chosen, today="2027-01-01").state is State.MET
    assert verdict(SHENZHEN, COMMITTEE, "sz-26b.b", chosen, today="2027-01-01").state is State.SHORT
    chosen.append(did("excellent_handling_cases", "2026-12-01"))
    assert verdict(SHENZHEN, COMMITTEE, "sz-26b.b", chosen, today="2027-01-01").state is State.MET


def test_sz_27_duty_counts_as_attendance_and_who_has_no_fixed_income_gets_an_allowance() -> None:
    assert_board(SHENZHEN, UNIT, "sz-27.a", "duty_certificate", "document")
    assert part(SHENZHEN, "sz-27.a").fields.by == "employer"
    assert_board(SHENZHEN, COMMITTEE, "sz-27.b", "allowance")


def test_sz_28a_suggestions_are_submitted_in_advance_and_matched_with_units() -> None:
    (way,) = ways(SHENZHEN, "sz-28a.a", "suggestion_prepared", CITY)
    assert (way.branch.act, way.branch.to) == (("pre_submit", "match", "propose"), ("handling_unit",))
    assert way.part.modality is Modality.GENERALLY  # a deputy's right to suggest depends on no preliminary
    assert_board(SHENZHEN, COMMITTEE, "sz-28a.b", "mechanism", "document")


def test_sz_28b_hand_over_is_coordinated_and_handling_is_supervised_and_tracked() -> None:
    (hand_over,) = ways(SHENZHEN, "sz-28b.a", "submitted", CITY)
    assert hand_over.branch.act == ("coordinate_handover", "hand_over")
    assert hand_over.part.fields.promptly
    (handling,) = ways(SHENZHEN, "sz-28b.b", "handed_over", CITY)
    assert handling.branch.act == ("talk_with_deputy", "invite_to_handling", "hear_fully")
    (tracking,) = ways(SHENZHEN, "sz-28b.c", "handed_over", CITY)
    assert tracking.by == "special_committee"
    assert tracking.branch.act == ("check", "supervise", "track")
    assert [way.part.article for way in (hand_over, handling, tracking)] == ["28-1", "28-2", "28-3"]


def test_sz_29a_a_deputy_performs_duty_at_least_twelve_times_a_year() -> None:
    eleven = [*times(6, "check_in"), *times(3, "research", "2026-05"), *times(2, "training", "2026-09")]
    short = verdict(SHENZHEN, DEPUTY, "sz-29a", eleven, today="2027-01-01")
    assert (short.state, short.required, short.counted, short.remaining) == (State.SHORT, 12, 11, 1)
    twelve = [*eleven, did("standing_committee_meeting", "2026-12-31")]
    met = verdict(SHENZHEN, DEPUTY, "sz-29a", twelve, today="2027-01-01")
    assert (met.state, len(met.evidence)) == (State.MET, 12)
    new_year = [*eleven, did("standing_committee_meeting", "2027-01-01")]
    assert verdict(SHENZHEN, DEPUTY, "sz-29a", new_year, today="2027-01-01").state is State.SHORT


def test_sz_29a_counts_what_is_done_while_the_city_s_congress_is_not_in_session() -> None:
    sitting = somebody("deputy", "city", sessions=((on("2026-02-05"), on("2026-02-09")),))
    in_session = [did("congress_session", "2026-02-05"), did("forum", "2026-02-06")]
    assert verdict(SHENZHEN, sitting, "sz-29a", in_session).counted == 0
    assert verdict(SHENZHEN, sitting, "sz-29a", [did("forum", "2026-02-10")]).counted == 1


def test_sz_29a_binds_deputies_of_the_city_and_excuses_special_circumstances() -> None:
    assert verdicts(SHENZHEN, DISTRICT_DEPUTY, "sz-29a") == ()
    ill = somebody("deputy", "city", special_circumstances=True)
    assert verdict(SHENZHEN, ill, "sz-29a", today="2027-01-01").state is State.EXCUSED
    away = (Leave(on("2026-01-01"), on("2026-12-31"), approved=True),)
    on_leave = somebody("deputy", "city", leaves=away)
    assert verdict(SHENZHEN, on_leave, "sz-29a", today="2027-01-01").state is State.EXCUSED


def test_sz_29b_at_least_four_of_them_at_stations_or_other_grassroots_sites() -> None:
    twelve_elsewhere = times(12, "research")
    short = verdict(SHENZHEN, DEPUTY, "sz-29b", twelve_elsewhere, today="2027-01-01")
    assert (short.state, short.required, short.counted) == (State.SHORT, 4, 0)
    assert verdict(SHENZHEN, DEPUTY, "sz-29b", times(3, "check_in"), today="2027-01-01").remaining == 1
    assert verdict(SHENZHEN, DEPUTY, "sz-29b", times(4, "check_in"), today="2027-01-01").state is State.MET
    ill = somebody("deputy", "city", special_circumstances=True)
    assert verdict(SHENZHEN, ill, "sz-29b", today="2027-01-01").state is State.EXCUSED
    sitting = somebody("deputy", "city", sessions=((on("2026-03-01"), on("2026-03-05")),))
    assert verdict(SHENZHEN, sitting, "sz-29b", times(6, "check_in")).counted == 1  # five in session


@pytest.mark.parametrize("act", ["pursue_speech_or_vote", "suppress", "retaliate"])
def test_sz_30_nobody_is_held_liable_for_speech_or_vote_or_retaliated_against(act: str) -> None:
    bars = [bar for bar in barred(SHENZHEN, act, {}) if bar.id == "sz-30"]
    assert [bar.modality for bar in bars] == [Modality.MUST_NOT]
    assert bars[0].fields.tell == ("committee",)  # a breach is reported there
    assert not [bar for bar in barred(SHENZHEN, "criticise", {}) if bar.id == "sz-30"]


def test_sz_31_measures_restricting_liberty_follow_the_procedure_of_permission_or_report() -> None:
    for act in ("arrest", "criminal_trial", "other_restriction"):
        between = permission(SHENZHEN, "sz-31.a", act, CITY)
        assert between is not None
        assert (between.state, between.of) == ("pending", ("committee",))
    in_session = permission(SHENZHEN, "sz-31.a", "arrest", {**CITY, "in_session": True})
    assert in_session is not None
    assert in_session.of == ("presidium",)
    caught = permission(SHENZHEN, "sz-31.b", "detain_in_the_act", CITY)
    assert caught is not None
    assert (caught.what, caught.state) == (("report",), "granted")  # a report waits for no answer
    assert permission(SHENZHEN, "sz-31.a", "detain_in_the_act", CITY) is None
    resolved = SHENZHEN.resolutions["sz-31.c"]
    assert (resolved.rules, resolved.missing) == (("nat-39",), ())  # the law's own procedure


def test_sz_32_a_detained_deputy_s_appeal_is_passed_on_within_twelve_hours() -> None:
    received = happened("appeal_received", "2026-02-16 21:30")
    waiting = clock(SHENZHEN, "sz-32.a", CITY, received, now="2026-02-16 22:00")
    assert waiting is not None
    assert waiting.due == on("2026-02-17")  # across midnight, on the Spring Festival
    in_time, late = happened("forwarded", "2026-02-17 09:30"), happened("forwarded", "2026-02-17 09:31")
    assert state(SHENZHEN, "sz-32.a", CITY, received, in_time, now="2026-02-18") is State.MET
    assert state(SHENZHEN, "sz-32.a", CITY, received, late, now="2026-02-18") is State.SHORT
    (right,) = ways(SHENZHEN, "sz-32.b", "restricted", CITY)
    assert (right.branch.act, right.part.modality) == (("submit_appeal",), Modality.MAY)


def test_sz_33_refusal_to_assist_obstruction_and_retaliation_are_answered_for() -> None:
    assert_board(SHENZHEN, UNIT, "sz-33.a", "support_statement", "obstruction_report")
    refused = did("refusal_to_assist", "2026-05-06")
    assert verdict(SHENZHEN, UNIT, "sz-33.b", [refused]).because == ("then:criticised_or_sanctioned",)
    obstructed = did("obstruction", "2026-05-06")
    found = verdict(SHENZHEN, UNIT, "sz-33.c", [obstructed])
    assert (found.because, found.evidence) == (("then:sanctioned_or_penalised",), (obstructed.id,))
    assert verdicts(SHENZHEN, UNIT, "sz-33.d", [obstructed]) == ()  # no crime without violence
    by_force = did("obstruction", "2026-05-07", "violent", "criminal")
    assert verdict(SHENZHEN, UNIT, "sz-33.d", [by_force]).because == ("then:criminal_liability",)
    revenge = did("retaliation", "2026-05-08", "by_state_functionary", "criminal")
    assert verdict(SHENZHEN, UNIT, "sz-33.e", [revenge]).because == ("then:corrected_or_sanctioned",)
    assert verdict(SHENZHEN, UNIT, "sz-33.f", [revenge]).because == ("then:criminal_liability",)
    assert verdicts(SHENZHEN, UNIT, "sz-33.b", [revenge]) == ()
