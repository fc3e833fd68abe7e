"""Each obligation of Shangqiu's regulations on deputy liaison stations (2024), on a concrete case."""

import pytest

from shared.regulations.inputs import Entry, Record
from shared.regulations.library import library
from shared.regulations.rules import Modality
from shared.regulations.values import Fact, Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import happened, on
from tests.regulations.standings import (
    assert_board,
    clock,
    did,
    facts_that_fit,
    lack,
    law,
    library_rules,
    part,
    rule_of,
    somebody,
    state,
    stated,
    times,
    told,
    verdict,
    verdicts,
    ways,
)

SHANGQIU = law("4114")
LIANGYUAN = law("411402")  # a district of Shangqiu
KAIFENG = law("4102")  # the city beside it

STATION = somebody("station")
CITY_COMMITTEE = somebody("committee", "city")
COUNTY_COMMITTEE = somebody("committee", "county")
TOWNSHIP_STAFF = somebody("staff", "township")
CITY_DEPUTY = somebody("deputy", "city")
COUNTY_DEPUTY = somebody("deputy", "county")
TOWNSHIP_DEPUTY = somebody("deputy", "township")


def opinion(**facts: Fact) -> Facts:
    """A resident's opinion gathered at a station."""
    return facts


def test_the_regulations_hold_in_shangqiu_and_below_from_the_first_of_may_2024() -> None:
    assert LIANGYUAN.rule("sq-13c") is not None
    assert KAIFENG.rule("sq-13c") is None
    assert library().rulebook("4114", on("2024-05-01")).rule("sq-13c") is not None
    assert library().rulebook("4114", on("2024-04-30")).rule("sq-13c") is None


LEVELS = ("national", "province", "city", "county", "township")
COMMITTEES = ("city", "county")
SPEAKS_OF: dict[str, tuple[str, ...]] = {
    "sq-06a.a": ("township",),
    "sq-06b.standard": ("city",),
    "sq-11b.township": ("township",),
    "sq-11b.county": ("county",),
    "sq-12.data": COMMITTEES,
    "sq-12.flow": COMMITTEES,
    "sq-12.joined": COMMITTEES,
    "sq-13b": ("city",),
    "sq-13c": ("county", "township"),
    "sq-13d": ("national", "province"),
    "sq-14.setup": ("city",),
    "sq-15.a": COMMITTEES,
    "sq-16a": COMMITTEES,
    "sq-17a.flow": ("township",),
    "sq-17a.service": ("township",),
    "sq-17b": ("township",),
    "sq-23.training": ("county",),
    "sq-23.committees": COMMITTEES,
    "sq-23.townships": ("township",),
    "sq-24": COMMITTEES,
}


@pytest.mark.parametrize("rule", [rule.id for rule in library_rules("shangqiu")])
def test_each_rule_speaks_of_the_levels_that_its_article_names(rule: str) -> None:
    for one in rule_of(SHANGQIU, rule).parts:
        fitting = facts_that_fit(one)
        levels = tuple(level for level in LEVELS if one.condition.holds({**fitting, "level": level}))
        assert levels == SPEAKS_OF.get(one.id, LEVELS), one.id


def test_what_is_no_must() -> None:
    others = {
        one.id: one.modality
        for one in SHANGQIU.parts
        if one.instrument == "shangqiu" and one.modality is not Modality.MUST
    }
    assert others == {
        "sq-08b.head": Modality.GENERALLY,
        "sq-08c.a": Modality.MAY,
        "sq-17b": Modality.MAY,
        "sq-19": Modality.MAY,
        "sq-20d": Modality.MAY,
    }


@pytest.mark.parametrize(
    ("part_id", "by", "to"),
    [
        ("sq-09", "station", ("public",)),
        ("sq-11b.township", "township_body", ("county_body",)),
        ("sq-11b.county", "county_body", ("city_body",)),
        ("sq-20b.b", "", ("resident",)),
        ("sq-20b.c", "", ("resident",)),
        ("sq-20c.b", "", ("resident",)),
        ("sq-20c.c", "", ("resident",)),
        ("sq-21.register", "station", ()),
        ("sq-21.archive", "station", ()),
    ],
)
def test_who_tells_whom(part_id: str, by: str, to: tuple[str, ...]) -> None:
    notice = part(SHANGQIU, part_id).fields
    assert (notice.by, notice.to) == (by, to)


@pytest.mark.parametrize(
    ("level", "acts"),
    [
        ("city", ("guide", "supervise")),
        ("county", ("guide", "supervise")),
        ("township", ("build_stations", "run_stations")),
    ],
)
def test_sq_03_cities_and_counties_guide_and_supervise_townships_build_and_run_stations(
    level: str, acts: tuple[str, ...]
) -> None:
    (way,) = ways(SHANGQIU, "sq-03", "", {"level": level})
    assert way.branch.act == acts
    assert ways(SHANGQIU, "sq-03", "", {"level": "province"}) == []


def test_sq_06a_each_township_or_street_has_a_station() -> None:
    def with_stations(n: int, level: str = "township") -> list[State]:
        division = somebody("division", level, sets={"stations": n})
        return [found.state for found in verdicts(SHANGQIU, division, "sq-06a.a")]

    assert with_stations(1) == [State.MET]
    assert with_stations(0) == [State.SHORT]
    assert with_stations(0, "county") == []


def test_sq_06b_site_name_and_signs_follow_the_standard() -> None:
    assert_board(SHANGQIU, STATION, "sq-06b.place", "photograph", "document")
    assert_board(SHANGQIU, STATION, "sq-06b.signs", "photograph", "document")
    assert_board(SHANGQIU, somebody("staff", "city"), "sq-06b.standard", "document")
    assert verdicts(SHANGQIU, TOWNSHIP_STAFF, "sq-06b.standard") == ()  # the city sets it
    nothing = lack(SHANGQIU, "sq-06b.choice", "site_chosen", [], {})
    assert nothing is not None
    assert len(nothing.missing) == 3
    looked_at = ["population_considered", "deputies_considered"]
    missed = lack(SHANGQIU, "sq-06b.choice", "site_chosen", looked_at, {})
    assert missed is not None
    assert missed.missing == ("convenience_considered",)
    whole = [*looked_at, "convenience_considered"]
    assert lack(SHANGQIU, "sq-06b.choice", "site_chosen", whole, {}) is None


def test_sq_07_a_station_has_areas_signs_equipment_and_a_mailbox() -> None:
    whole = somebody("station", has=["functional_areas", "signs", "equipment", "mailbox"])
    assert verdict(SHANGQIU, whole, "sq-07").state is State.MET
    no_mailbox = verdict(
        SHANGQIU, somebody("station", has=["functional_areas", "signs", "equipment"]), "sq-07"
    )
    assert (no_mailbox.state, no_mailbox.because) == (State.SHORT, ("missing:mailbox",))
    assert no_mailbox.required == 4


def test_sq_08a_a_station_has_a_head_and_a_liaison_officer_and_changes_are_filled_in_time() -> None:
    def staffed(heads: int, officers: int) -> tuple[State, State]:
        sets = {"heads": heads, "liaison_officers": officers}
        station = somebody("station", sets=sets)
        return (
            verdict(SHANGQIU, station, "sq-08a.a").state,
            verdict(SHANGQIU, station, "sq-08a.b").state,
        )

    assert staffed(1, 2) == (State.MET, State.MET)
    assert staffed(0, 1) == (State.SHORT, State.MET)
    assert staffed(1, 0) == (State.MET, State.SHORT)
    left, came = happened("changed", "2026-03-02"), happened("filled", "2026-03-20")
    vacant = clock(SHANGQIU, "sq-08a.c", {}, left, now="2026-03-10")
    assert vacant is not None
    assert (vacant.state, vacant.due) == (State.OPEN, None)  # "in time": the text gives no number
    assert state(SHANGQIU, "sq-08a.c", {}, left, came, now="2026-04-01") is State.MET
    assert_board(SHANGQIU, STATION, "sq-08a.d", "roster_of_staff", "document")


def test_sq_08b_the_head_is_generally_the_chair_and_the_officer_is_of_the_staff() -> None:
    another_head = somebody("station", has=["officer_is_staff"])
    found = verdict(SHANGQIU, another_head, "sq-08b.head")
    assert (found.modality, found.state) == (Modality.GENERALLY, State.OPEN)  # "generally"
    assert verdict(SHANGQIU, another_head, "sq-08b.officer").state is State.MET
    outsider = somebody("station", has=["head_is_chair"])
    assert verdict(SHANGQIU, outsider, "sq-08b.head").state is State.MET
    assert verdict(SHANGQIU, outsider, "sq-08b.officer").state is State.SHORT


def test_sq_08c_specialists_may_be_engaged() -> None:
    without = verdict(SHANGQIU, somebody("station", sets={"specialists": 0}), "sq-08c.a")
    assert (without.modality, without.state) == (Modality.MAY, State.OPEN)
    with_one = verdict(SHANGQIU, somebody("station", sets={"specialists": 1}), "sq-08c.a")
    assert with_one.state is State.MET


def test_sq_09_a_station_makes_public_its_deputies_staff_rules_plan_and_procedure() -> None:
    items = ["deputies_listed", "staff_listed", "rules_and_plan", "handling_flow", "other_public_items"]
    notices = [told(item, "2026-01-08") for item in items]
    assert verdict(SHANGQIU, STATION, "sq-09", notices).state is State.MET
    four = verdict(SHANGQIU, STATION, "sq-09", notices[1:])
    assert (four.state, four.required, four.counted) == (State.SHORT, 5, 4)
    assert four.because == ("missing:deputies_listed",)
    assert part(SHANGQIU, "sq-09").fields.to == ("public",)


FUNCTIONS = (
    "policy_outreach",
    "resolutions_outreach",
    "reception",
    "opinions_for_plans",
    "research_and_inspection",
    "duty_report",
    "voters_appraisal",
    "exchange_service",
    "other_activities",
)


def test_sq_10_a_station_has_nine_functions() -> None:
    nine = verdict(SHANGQIU, somebody("station", has=FUNCTIONS), "sq-10")
    assert (nine.state, nine.required) == (State.MET, 9)
    eight = [function for function in FUNCTIONS if function != "voters_appraisal"]
    without = verdict(SHANGQIU, somebody("station", has=eight), "sq-10")
    assert (without.state, without.because) == (State.SHORT, ("missing:voters_appraisal",))


@pytest.mark.parametrize("level", ["national", "province", "city", "county", "township"])
def test_sq_11a_every_deputy_of_every_level_is_placed_in_a_station(level: str) -> None:
    placed = somebody("deputy", level, sets={"placements": (Entry("411402001-01"),)})
    found = verdict(SHANGQIU, placed, "sq-11a")
    assert (found.state, found.evidence) == (State.MET, ("411402001-01",))
    nowhere = somebody("deputy", level, sets={"placements": ()})
    assert verdict(SHANGQIU, nowhere, "sq-11a").state is State.SHORT
    assert part(SHANGQIU, "sq-11a").fields.prefer == ("nearest",)


def test_sq_11a_leaves_out_deputies_of_the_armed_forces() -> None:
    soldier = somebody("deputy", "city", sets={"placements": ()}, armed_forces=True)
    assert verdicts(SHANGQIU, soldier, "sq-11a") == ()


def test_sq_11b_placements_are_reported_upward_level_by_level() -> None:
    report = [told("placements_report", "2026-02-02")]
    for part_id, level, to in (
        ("sq-11b.township", "township", "county_body"),
        ("sq-11b.county", "county", "city_body"),
    ):
        staff = somebody("staff", level)
        assert verdict(SHANGQIU, staff, part_id, report).state is State.MET
        assert verdict(SHANGQIU, staff, part_id).state is State.SHORT
        assert part(SHANGQIU, part_id).fields.to == (to,)
    assert verdicts(SHANGQIU, somebody("staff", "city"), "sq-11b.county") == ()


def test_sq_11c_deputies_of_the_armed_forces_are_organised_by_their_own_units() -> None:
    (way,) = ways(SHANGQIU, "sq-11c", "", {"armed_forces": True})
    assert (way.by, way.branch.act) == ("own_unit", ("organise", "hear_opinions"))
    assert ways(SHANGQIU, "sq-11c", "", {}) == []


@pytest.mark.parametrize(
    ("part_id", "evidence"),
    [("sq-12.data", "data_shared"), ("sq-12.flow", "online_flow"), ("sq-12.joined", "offline_joined")],
)
def test_sq_12_data_are_shared_and_an_online_flow_is_open_day_and_night(part_id: str, evidence: str) -> None:
    assert_board(SHANGQIU, CITY_COMMITTEE, part_id, evidence, "document")
    assert_board(SHANGQIU, COUNTY_COMMITTEE, part_id, evidence, "document")


def test_sq_13a_a_station_holds_an_activity_each_month() -> None:
    held = [did("reception", "2026-06-05")]
    june = verdict(SHANGQIU, STATION, "sq-13a", held, today="2026-07-01")
    assert (june.state, june.period.label, june.evidence) == (State.MET, "2026-06", (held[0].id,))
    july = verdict(SHANGQIU, STATION, "sq-13a", held, day="2026-07-10", today="2026-08-01")
    assert (july.state, july.remaining) == (State.SHORT, 1)
    assert verdict(SHANGQIU, STATION, "sq-13a", held, day="2026-07-10").state is State.OPEN
    staff_only = [did("staff_training", "2026-06-05")]
    assert verdict(SHANGQIU, STATION, "sq-13a", staff_only, today="2026-07-01").state is State.SHORT


def test_sq_13a_asks_nothing_of_a_month_that_lies_wholly_in_a_session() -> None:
    def sitting(first: str, last: str) -> State:
        station = somebody("station", sessions=((on(first), on(last)),))
        return verdict(SHANGQIU, station, "sq-13a", today="2026-07-01").state

    assert sitting("2026-05-30", "2026-07-02") is State.EXCUSED
    assert sitting("2026-06-01", "2026-06-29") is State.SHORT


def _visits(level: str, n: int, *, today: str = "2027-01-01") -> dict[str, State]:
    """How a deputy of a level stands after ``n`` visits, under every rule of art. 13."""
    deputy = somebody("deputy", level)
    return {
        rule: found.state
        for rule in ("sq-13b", "sq-13c")
        for found in verdicts(SHANGQIU, deputy, rule, times(n, "check_in"), today=today)
    }


def test_sq_13b_a_city_deputy_comes_at_least_twice_a_year() -> None:
    assert _visits("city", 2) == {"sq-13b": State.MET}
    assert _visits("city", 1) == {"sq-13b": State.SHORT}
    assert _visits("city", 1, today="2026-06-30") == {"sq-13b": State.OPEN}
    at_home = [did("activity", "2026-03-03"), did("activity", "2026-03-04")]
    assert verdict(SHANGQIU, CITY_DEPUTY, "sq-13b", at_home).counted == 0  # at the station


@pytest.mark.parametrize("level", ["county", "township"])
def test_sq_13c_a_county_or_township_deputy_at_least_three_times(level: str) -> None:
    assert _visits(level, 3) == {"sq-13c": State.MET}
    assert _visits(level, 2) == {"sq-13c": State.SHORT}


def test_sq_13c_counts_no_scan_that_was_taken_back_or_made_last_year() -> None:
    good = times(2, "check_in")
    taken_back = did("check_in", "2026-04-01")._replace(voided=True)
    last_year = did("check_in", "2025-12-31")
    left_out = did("check_in", "2026-04-02")._replace(counted=False)
    records: list[Record] = [*good, taken_back, last_year, left_out]
    found = verdict(SHANGQIU, TOWNSHIP_DEPUTY, "sq-13c", records, today="2027-01-01")
    assert (found.counted, found.remaining, found.state) == (2, 1, State.SHORT)


@pytest.mark.parametrize("level", ["national", "province"])
def test_sq_13d_national_and_provincial_deputies_follow_national_and_provincial_rules(level: str) -> None:
    assert _visits(level, 0) == {}
    found = SHANGQIU.resolutions["sq-13d"]
    assert found.rules
    assert all(rule.startswith("nat-") for rule in found.rules)
    assert found.missing == ("province",)  # Henan's rules are not among the packs
    assert part(SHANGQIU, "sq-13d").condition.holds({"level": level})
    assert not part(SHANGQIU, "sq-13d").condition.holds({"level": "city"})


def test_sq_14_a_station_is_also_a_legislative_contact_point_under_both_signs() -> None:
    assert_board(SHANGQIU, CITY_COMMITTEE, "sq-14.setup", "document")
    assert verdicts(SHANGQIU, COUNTY_COMMITTEE, "sq-14.setup") == ()  # the city sets them up
    both = ["two_signs", "two_functions", "shared_place", "shared_staff", "shared_functions"]
    point = somebody("station", has=both, legislative_contact_point=True)
    assert verdict(SHANGQIU, point, "sq-14.joined").state is State.MET
    one_sign = somebody("station", has=both[1:], legislative_contact_point=True)
    assert verdict(SHANGQIU, one_sign, "sq-14.joined").because == ("missing:two_signs",)
    assert verdicts(SHANGQIU, somebody("station", has=()), "sq-14.joined") == ()  # not every station is one


def test_sq_15_cities_and_counties_build_up_demonstration_stations() -> None:
    assert_board(SHANGQIU, CITY_COMMITTEE, "sq-15.a", "certificate", "document")
    assert_board(SHANGQIU, COUNTY_COMMITTEE, "sq-15.a", "certificate", "document")


def test_sq_16a_members_keep_contact_with_deputies_through_the_station() -> None:
    assert_board(SHANGQIU, somebody("member", "city"), "sq-16a", "minutes", "photograph")
    assert_board(SHANGQIU, somebody("member", "county"), "sq-16a", "minutes", "photograph")


def test_sq_16b_deputies_join_community_grids() -> None:
    assert_board(SHANGQIU, TOWNSHIP_DEPUTY, "sq-16b", "grid_roster", "minutes")


def test_sq_17a_opinions_are_sorted_analysed_handed_over_supervised_and_fed_back() -> None:
    (way,) = ways(SHANGQIU, "sq-17a.flow", "received", {"level": "township"})
    assert way.by == "township_body"
    assert way.branch.act == ("sort", "analyse", "hand_over", "supervise", "feed_back")
    assert ways(SHANGQIU, "sq-17a.flow", "received", {"level": "county"}) == []
    assert_board(SHANGQIU, TOWNSHIP_STAFF, "sq-17a.service", "service_record", "document")


def test_sq_17b_townships_may_organise_inspection_research_appraisal_and_outreach() -> None:
    nothing = verdict(SHANGQIU, TOWNSHIP_STAFF, "sq-17b", today="2027-01-01")
    assert (nothing.modality, nothing.state) == (Modality.MAY, State.OPEN)  # may: nobody falls short
    for shown in ("inspection", "research", "appraisal", "special_inquiry", "enforcement_inspection"):
        statement = stated("sq-17b", "2026-05-08", shown)
        assert verdict(SHANGQIU, TOWNSHIP_STAFF, "sq-17b", [statement]).state is State.MET
    lecture = stated("sq-17b", "2026-05-08", "lecture")
    assert verdict(SHANGQIU, TOWNSHIP_STAFF, "sq-17b", [lecture]).counted == 0


@pytest.mark.parametrize(
    ("part_id", "evidence"),
    [
        ("sq-18.consult", ("minutes", "activity_notice")),
        ("sq-18.officials", ("minutes", "activity_notice")),
        ("sq-18.service", ("service_record", "minutes")),
        ("sq-18.feedback", ("minutes", "document")),
    ],
)
def test_sq_18_organs_send_officials_to_the_station_as_a_habit(
    part_id: str, evidence: tuple[str, ...]
) -> None:
    assert_board(SHANGQIU, somebody("handling_unit"), part_id, *evidence)


def test_sq_19_opinions_may_be_gathered_through_stations_on_five_matters() -> None:
    five = ("legislation", "supervision", "livelihood_projects", "major_issues", "other_matters")
    for matter in five:
        assert lack(SHANGQIU, "sq-19", "consultation", [matter], {}) is None
    none = lack(SHANGQIU, "sq-19", "consultation", [], {})
    assert none is not None
    assert none.missing == five
    assert not none.refuses  # may


# -- art. 20: what becomes of a resident's opinion ---------------------------------------------------------


def test_sq_20a_what_can_be_answered_is_answered_in_time() -> None:
    answerable = opinion(answerable=True, matter_remit="township")
    (way,) = ways(SHANGQIU, "sq-20a", "received", answerable)
    assert (way.by, way.branch.act, way.branch.to) == ("station", ("answer_at_once",), ("resident",))
    assert way.part.fields.promptly
    assert ways(SHANGQIU, "sq-20a", "received", opinion(matter_remit="township")) == []
    assert ways(SHANGQIU, "sq-20b.a", "received", answerable) == []  # and goes nowhere else


def test_sq_20b_township_matters_go_to_the_unit_and_the_resident_hears_of_hand_over_and_result() -> None:
    matter = opinion(matter_remit="township")
    (way,) = ways(SHANGQIU, "sq-20b.a", "received", matter)
    assert (way.by, way.branch.act, way.branch.to) == ("township_body", ("hand_over",), ("unit_concerned",))
    assert (way.branch.inform, way.branch.via) == (("resident",), ())
    given, known = happened("handed_over", "2026-05-06"), happened("result_known", "2026-06-01")
    told_of_it, told_result = happened("handover_notice", "2026-05-07"), happened("result", "2026-06-02")
    assert state(SHANGQIU, "sq-20b.b", matter, given, now="2026-05-07") is State.OPEN
    assert state(SHANGQIU, "sq-20b.b", matter, given, told_of_it, now="2026-05-08") is State.MET
    assert state(SHANGQIU, "sq-20b.c", matter, given, known, now="2026-06-02") is State.OPEN
    assert state(SHANGQIU, "sq-20b.c", matter, given, known, told_result, now="2026-06-03") is State.MET
    assert state(SHANGQIU, "sq-20b.c", matter, given, now="2026-05-07") is None


def test_sq_20c_higher_matters_go_through_the_county_s_body_and_the_resident_hears_of_both() -> None:
    matter = opinion(matter_remit="higher")
    (way,) = ways(SHANGQIU, "sq-20c.a", "received", matter)
    assert (way.branch.via, way.branch.to) == (("county_body",), ("unit_concerned",))
    assert (way.by, way.branch.act) == ("township_body", ("hand_over", "forward"))
    assert ways(SHANGQIU, "sq-20c.a", "received", opinion(matter_remit="township")) == []
    assert ways(SHANGQIU, "sq-20b.a", "received", matter) == []  # one way only
    forwarded, known = happened("forwarded", "2026-05-06"), happened("result_known", "2026-06-01")
    notice, result = happened("forwarding_notice", "2026-05-07"), happened("result", "2026-06-02")
    assert state(SHANGQIU, "sq-20c.b", matter, forwarded, now="2026-05-07") is State.OPEN
    assert state(SHANGQIU, "sq-20c.b", matter, forwarded, notice, now="2026-05-08") is State.MET
    assert state(SHANGQIU, "sq-20c.c", matter, forwarded, known, result, now="2026-06-03") is State.MET
    assert state(SHANGQIU, "sq-20c.c", matter, forwarded, known, now="2026-06-03") is State.OPEN


def test_sq_20d_common_and_complex_matters_may_lead_to_research_and_a_motion_or_suggestion() -> None:
    (way,) = ways(SHANGQIU, "sq-20d", "received", opinion(common_and_complex=True, matter_remit="higher"))
    assert way.by == "township_body"
    assert (way.branch.act, way.part.modality) == (("do_research", "propose"), Modality.MAY)
    assert ways(SHANGQIU, "sq-20d", "received", opinion(matter_remit="higher")) == []


def test_sq_20e_personal_legal_cases_are_explained_and_pointed_to_the_proper_channel() -> None:
    case = opinion(personal_legal_case=True, matter_remit="higher")
    (way,) = ways(SHANGQIU, "sq-20e", "received", case)
    assert way.by == "station"
    assert (way.branch.act, way.branch.to) == (("explain", "show_the_channel"), ("resident",))
    assert ways(SHANGQIU, "sq-20c.a", "received", case) == []  # a case is not forwarded
    assert ways(SHANGQIU, "sq-20e", "received", opinion(matter_remit="higher")) == []


# ----------------------------------------------------------------------------------------------------------


def test_sq_21_each_visit_is_registered_and_a_duty_archive_is_kept() -> None:
    came, entered = happened("check_in", "2026-05-06"), happened("visit_register", "2026-05-06 13:00")
    assert state(SHANGQIU, "sq-21.register", {}, came, now="2026-05-06 12:30") is State.OPEN
    assert state(SHANGQIU, "sq-21.register", {}, came, entered, now="2026-05-07") is State.MET
    kept = [told("duty_archive", "2026-01-05")]
    assert verdict(SHANGQIU, STATION, "sq-21.archive", kept).state is State.MET
    assert verdict(SHANGQIU, STATION, "sq-21.archive").state is State.SHORT


def test_sq_22_funds_of_stations_stand_in_the_budget() -> None:
    assert_board(SHANGQIU, COUNTY_COMMITTEE, "sq-22", "budget")
    assert (
        verdict(SHANGQIU, COUNTY_COMMITTEE, "sq-22", [stated("sq-22", "2026-03-01", "photograph")]).counted
        == 0
    )


def test_sq_23_counties_train_the_stations_staff_every_year() -> None:
    trained = [did("staff_training", "2026-01-21")]
    assert (
        verdict(SHANGQIU, COUNTY_COMMITTEE, "sq-23.training", trained, today="2027-01-01").state is State.MET
    )
    deputies_only = [did("training", "2026-04-21")]
    found = verdict(SHANGQIU, COUNTY_COMMITTEE, "sq-23.training", deputies_only, today="2027-01-01")
    assert found.state is State.SHORT  # training of deputies is not training of the staff
    assert verdicts(SHANGQIU, CITY_COMMITTEE, "sq-23.training") == ()
    assert_board(SHANGQIU, CITY_COMMITTEE, "sq-23.committees", "document")
    assert_board(SHANGQIU, TOWNSHIP_STAFF, "sq-23.townships", "document")


def test_sq_24_stations_are_inspected_assessed_and_commended() -> None:
    assert_board(SHANGQIU, CITY_COMMITTEE, "sq-24", "assessment_report", "document")
    assert_board(SHANGQIU, COUNTY_COMMITTEE, "sq-24", "assessment_report", "document")


@pytest.mark.parametrize("station_type", ["development_zone", "industry_point"])
def test_sq_25_stations_in_development_zones_and_industries_follow_the_same_rules(station_type: str) -> None:
    found = SHANGQIU.resolutions["sq-25"]
    assert {"sq-07", "sq-09", "sq-10", "sq-13a", "sq-21"} <= set(found.rules)
    assert not [rule for rule in found.rules if rule.startswith("nat-")]
    in_a_zone = somebody("station", station_type=station_type)
    assert verdict(SHANGQIU, in_a_zone, "sq-13a", today="2026-07-01").state is State.SHORT
    follows = part(SHANGQIU, "sq-25")
    assert follows.condition.holds({"station_type": station_type})
    assert not follows.condition.holds({"station_type": "liaison_station"})  # bound without it
    ((widened,),) = follows.fields.widen
    assert station_type in widened.allowed
