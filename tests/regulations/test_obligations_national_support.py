"""The Deputies Law (amended 2025), each rule on a concrete case: safeguards, service, suggestions and
protection (art. 38-56)."""

import pytest

from shared.regulations.matters import Answer, barred
from shared.regulations.reckoning import Event
from shared.regulations.rules import Modality
from shared.regulations.values import Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import at, happened
from tests.regulations.nation import (
    AT,
    COMMITTEE,
    COUNTY_AND_ABOVE,
    DEPUTY,
    NATION,
    PRESIDIUM,
    UNIT,
    VILLAGE_DEPUTY,
    acts,
    levels_of,
)
from tests.regulations.standings import (
    assert_board,
    clock,
    counted,
    did,
    lack,
    part,
    permission,
    somebody,
    state,
    told,
    verdict,
    verdicts,
    ways,
)

# -- safeguards --------------------------------------------------------------------------------------------


def test_nat_38_nobody_is_held_liable_for_a_speech_or_vote() -> None:
    bar = part(NATION, "nat-38")
    assert bar in barred(NATION, "pursue_speech_or_vote", {})
    assert bar not in barred(NATION, "report", {})


@pytest.mark.parametrize(("in_session", "asked"), [(True, "presidium"), (False, "committee")])
def test_nat_39_a_deputy_is_arrested_or_tried_only_with_permission(in_session: bool, asked: str) -> None:
    facts: Facts = {"level": "city", "in_session": in_session}
    for part_id, act in (
        ("nat-39.arrest", "arrest"),
        ("nat-39.arrest", "criminal_trial"),
        ("nat-39.other", "other_restriction"),
    ):
        wanted = permission(NATION, part_id, act, facts)
        assert wanted is not None
        assert (wanted.what, wanted.of, wanted.state) == (("permission",), (asked,), "pending")
        refused = permission(NATION, part_id, act, facts, Answer(asked, False, at("2026-06-30")))
        assert refused is not None
        assert refused.state == "refused"


def test_nat_39_one_caught_in_the_act_is_detained_and_that_is_reported_at_once() -> None:
    free = permission(NATION, "nat-39.caught", "detain_in_the_act", AT["county"])
    assert free is not None
    assert (free.what, free.state) == (("report",), "granted")
    held = happened("detained_in_the_act", "2026-05-08 01:00")
    reported = happened("reported", "2026-05-08 03:00")
    assert state(NATION, "nat-39.caughtnow", AT["county"], held, now="2026-05-08 02:00") is State.OPEN
    assert state(NATION, "nat-39.caughtnow", AT["county"], held, reported, now="2026-05-09") is State.MET


def test_nat_39_who_decides_looks_into_speech_vote_and_retaliation() -> None:
    looked = ["speech_or_vote_looked_into", "retaliation_looked_into"]
    assert lack(NATION, "nat-39.review", "permission_requested", looked, AT["city"]) is None
    blind = lack(NATION, "nat-39.review", "permission_requested", looked[:1], AT["city"])
    assert blind is not None
    assert blind.missing == ("retaliation_looked_into",)


def test_nat_39_the_arrest_of_a_township_deputy_needs_no_permission_but_is_reported_at_once() -> None:
    assert permission(NATION, "nat-39.arrest", "arrest", AT["township"]) is None
    free = permission(NATION, "nat-39.township", "arrest", AT["township"])
    assert free is not None
    assert (free.what, free.state) == (("report",), "granted")
    restricted = happened("restricted", "2026-05-08")
    assert state(NATION, "nat-39.townshipnow", AT["township"], restricted, now="2026-05-09") is State.OPEN
    assert state(NATION, "nat-39.townshipnow", AT["county"], restricted, now="2026-05-09") is None


def test_nat_40_an_employer_gives_a_deputy_time_for_duty() -> None:
    assert_board(NATION, UNIT, "nat-40", "certificate_of_duty", "attendance_sheet", "document")


def test_nat_41_duty_counts_as_attendance_and_costs_nobody_anything() -> None:
    assert_board(NATION, UNIT, "nat-41.a", "certificate_of_duty", "attendance_sheet")
    assert_board(NATION, COMMITTEE, "nat-41.b", "allowance_record", "budget")
    assert_board(NATION, COMMITTEE, "nat-41.c", "expense_record", "budget")


def test_nat_42_funds_for_activities_stand_in_the_budget_and_are_spent_on_nothing_else() -> None:
    assert_board(NATION, COMMITTEE, "nat-42.a", "budget")
    assert_board(NATION, COMMITTEE, "nat-42.b", "accounts")


def test_nat_43_each_year_s_deputies_work_plan_is_made_told_to_deputies_and_made_public() -> None:
    assert_board(NATION, COMMITTEE, "nat-43.plan", "deputies_work_plan")
    circulated = told("deputies_work_plan", "2026-02-10")
    published = told("public_deputies_work_plan", "2026-02-20")
    assert verdict(NATION, COMMITTEE, "nat-43.deputies", [circulated]).state is State.MET
    assert verdict(NATION, COMMITTEE, "nat-43.public", [published]).state is State.MET
    only_told = verdict(NATION, COMMITTEE, "nat-43.public", [circulated], today="2027-01-01")
    assert (only_told.article, only_told.state) == ("43-2", State.SHORT)
    assert verdict(NATION, COMMITTEE, "nat-43.deputies", [circulated], day="2027-03-01").counted == 0
    assert levels_of("nat-43.public") == COUNTY_AND_ABOVE


@pytest.mark.parametrize(
    ("level", "adopted_by"), [("national", "council_of_chairpersons"), ("county", "chairpersons_meeting")]
)
def test_nat_43_the_plan_is_adopted_by_the_chairpersons(level: str, adopted_by: str) -> None:
    asked = permission(NATION, "nat-43.adopt", "adopt_plan", AT[level])
    assert asked is not None
    assert asked.of == (adopted_by,)
    assert permission(NATION, "nat-43.adopt", "adopt_plan", AT["township"]) is None


def test_nat_44_members_bodies_and_the_township_chair_keep_contact() -> None:
    assert_board(NATION, COMMITTEE, "nat-44.contact", "contact", "visit", "forum", "minutes")
    assert_board(NATION, COMMITTEE, "nat-44.system", "document")
    wider = ("consultation", "enforcement_inspection", "special_inquiry", "standing_committee_meeting")
    assert_board(NATION, COMMITTEE, "nat-44.widen", *wider)
    assert_board(NATION, PRESIDIUM, "nat-44.township", "contact", "visit", "forum", "minutes")
    assert verdicts(NATION, COMMITTEE, "nat-44.township") == ()


def test_nat_45_local_committees_serve_the_deputies_of_their_division() -> None:
    assert_board(NATION, COMMITTEE, "nat-45.a", "contact", "visit", "forum", "minutes", "document")
    platform = verdict(NATION, COMMITTEE, "nat-45.b", today="2027-01-01")
    assert (platform.modality, platform.state) == (Modality.MAY, State.OPEN)


def test_nat_46_deputies_are_informed_in_time_and_invited() -> None:
    both = [told("work_situation", "2026-03-02"), told("information_materials", "2026-03-02")]
    for who, part_id in ((COMMITTEE, "nat-46.a"), (UNIT, "nat-46.b")):
        assert verdict(NATION, who, part_id, both).state is State.MET
        half = verdict(NATION, who, part_id, both[:1])
        assert (half.state, half.because) == (State.SHORT, ("missing:information_materials",))
    assert_board(NATION, UNIT, "nat-46.c", "activity", "forum", "minutes", "document")


def test_nat_47_committees_train_deputies_by_plan_and_deputies_learn() -> None:
    assert_board(NATION, COMMITTEE, "nat-47.a", "training_plan", "training", "lecture")
    assert_board(NATION, DEPUTY, "nat-47.b", "training", "lecture", "study")
    assert_board(NATION, VILLAGE_DEPUTY, "nat-47.c", "training")
    assert verdicts(NATION, DEPUTY, "nat-47.c") == ()


def test_nat_48_the_offices_serve_deputies() -> None:
    assert_board(NATION, somebody("staff", "county"), "nat-48", "minutes", "document")


def test_nat_49_every_deputy_of_every_congress_has_a_card() -> None:
    for cards, expected in ((300, State.MET), (299, State.SHORT)):
        congress = somebody("committee", "township", sets={"cards": cards, "deputies": counted("p", 300)})
        standing = verdict(NATION, congress, "nat-49")
        assert (standing.required, standing.state) == (300, expected)


def test_nat_50_a_special_committee_hears_the_deputies_whose_motion_it_examines() -> None:
    asked = ("nat-50.hear", "motion_assigned")
    assert lack(NATION, *asked, ["deputy_contacted", "deputy_heard"], AT["city"]) is None
    unheard = lack(NATION, *asked, ["deputy_contacted"], AT["city"])
    assert unheard is not None
    assert unheard.missing == ("deputy_heard",)
    assigned, progress = happened("motion_assigned", "2026-03-02"), happened("motion_progress", "2026-06-02")
    assert state(NATION, "nat-50.tell", AT["city"], assigned, now="2026-05-01") is State.OPEN
    assert state(NATION, "nat-50.tell", AT["city"], assigned, progress, now="2026-07-01") is State.MET


# -- suggestions -------------------------------------------------------------------------------------------


def test_nat_51a_suggestions_are_handed_over_by_the_offices_or_the_presidium() -> None:
    (city,) = ways(NATION, "nat-51a", "submitted", AT["city"])
    (township,) = ways(NATION, "nat-51a", "submitted", AT["township"])
    assert (city.by, township.by) == ("working_body", "presidium")
    assert (city.branch.act, city.branch.to) == (("hand_over",), ("unit_concerned",))


@pytest.mark.parametrize(
    ("handed_over", "usual", "wide"),
    [
        ("2026-03-10", "2026-06-10", "2026-09-10"),
        ("2026-11-30", "2027-02-28", "2027-05-30"),  # February has no thirtieth
        ("2027-11-30", "2028-02-29", "2028-05-30"),  # and in 2028 it has a twenty-ninth
        ("2026-08-31", "2026-11-30", "2027-02-28"),
    ],
)
def test_nat_51b_the_unit_replies_in_three_months_of_hand_over_in_six_if_the_matter_is_wide(
    handed_over: str, usual: str, wide: str
) -> None:
    start = happened("handed_over", handed_over)
    difficult: Facts = {"level": "city", "wide_or_difficult": True}
    short = clock(NATION, "nat-51b.usual", AT["city"], start, now=handed_over)
    long = clock(NATION, "nat-51b.wide", difficult, start, now=handed_over)
    assert short is not None
    assert long is not None
    assert (str(short.due), str(long.due), short.article) == (usual, wide, "51-2")
    assert clock(NATION, "nat-51b.usual", difficult, start, now=handed_over) is None
    assert clock(NATION, "nat-51b.wide", AT["city"], start, now=handed_over) is None


def test_nat_51b_it_counts_from_hand_over_and_not_from_receipt() -> None:
    received, start = happened("received", "2026-01-05"), happened("handed_over", "2026-03-10")

    def standing(*events: Event, now: str) -> State | None:
        return state(NATION, "nat-51b.usual", AT["city"], received, start, *events, now=now)

    assert standing(happened("replied", "2026-06-10 23:59"), now="2026-07-01") is State.MET
    assert standing(happened("replied", "2026-06-11 00:00"), now="2026-07-01") is State.SHORT
    assert standing(now="2026-06-11 00:00") is State.SHORT
    assert standing(now="2026-06-08") is State.AT_RISK
    assert state(NATION, "nat-51b.usual", AT["city"], received, now="2026-12-31") is None


def test_nat_51b_the_unit_contacts_and_hears_the_deputy() -> None:
    assert lack(NATION, "nat-51b.contact", "replied", ["deputy_contacted", "deputy_heard"], {}) is None
    unheard = lack(NATION, "nat-51b.contact", "replied", [], {})
    assert unheard is not None
    assert unheard.missing == ("deputy_contacted", "deputy_heard")


def test_nat_51c_the_handling_is_reported_to_committee_and_session_and_made_public() -> None:
    opens, closes = happened("session_opens", "2027-02-24"), happened("session_closed", "2027-02-27")
    report = happened("handling_report", "2026-12-20")
    printed = happened("handling_report_to_session", "2027-02-25")
    public = happened("public_handling_report", "2027-03-05")
    session = (report, opens, printed, closes)

    def standing(part_id: str, *events: Event, level: str = "city") -> State | None:
        return state(NATION, f"nat-51c.{part_id}", AT[level], *events, now="2027-03-20")

    assert standing("committee", *session) is State.MET
    assert standing("committee", opens, closes) is State.SHORT
    assert standing("session", *session) is State.MET
    assert standing("session", report, opens, closes) is State.SHORT
    assert standing("public", *session, public) is State.MET
    assert standing("public", *session) is State.OPEN
    assert standing("township", printed, closes, level="township") is State.MET
    assert standing("committee", opens, closes, level="township") is None


def test_nat_52a_the_handling_of_suggestions_is_supervised() -> None:
    def supervised_by(level: str) -> list[str]:
        return [way.by for way in ways(NATION, "nat-52a", "handed_over", AT[level])]

    assert supervised_by("city") == ["special_committee", "working_body"]
    assert supervised_by("township") == ["presidium"]
    assert acts("nat-52a", "handed_over", AT["township"]) == [("supervise",)]


def test_nat_52b_the_chairpersons_may_choose_suggestions_on_widely_followed_matters() -> None:
    def chosen_by(level: str, followed: bool = True) -> list[str]:
        facts: Facts = {"level": level, "widely_followed": followed}
        return [way.by for way in ways(NATION, "nat-52b", "submitted", facts)]

    assert chosen_by("national") == ["council_of_chairpersons"]
    assert chosen_by("county") == ["chairpersons_meeting"]
    assert chosen_by("township") == []
    assert chosen_by("county", followed=False) == []
    assert part(NATION, "nat-52b").modality is Modality.MAY


# -- protection --------------------------------------------------------------------------------------------


def test_nat_53_deputies_of_minorities_are_helped_with_language_and_ways_of_life() -> None:
    assert_board(NATION, UNIT, "nat-53", "minutes", "document", "photograph")


def test_nat_54_deputies_who_move_with_difficulty_are_helped() -> None:
    assert_board(NATION, UNIT, "nat-54", "minutes", "document", "photograph")


@pytest.mark.parametrize("act", ["refuse_to_assist", "obstruct", "retaliate"])
def test_nat_55a_nobody_refuses_to_assist_obstructs_or_retaliates(act: str) -> None:
    bar = part(NATION, "nat-55a")
    assert bar.modality is Modality.MUST_NOT
    assert bar in barred(NATION, act, {})
    assert bar not in barred(NATION, "supervise", {})


@pytest.mark.parametrize(
    ("deed", "marks", "follows"),
    [
        ("refusal_to_assist", (), {"refusal": "criticised_or_sanctioned"}),
        ("obstruction", (), {"obstruct": "sanctioned_or_penalised"}),
        ("obstruction", ("violent",), {"violence": "criminal_liability"}),
        ("retaliation", (), {"revenge": "corrected_or_sanctioned"}),
        (
            "retaliation",
            ("by_state_functionary", "criminal"),
            {"revenge": "corrected_or_sanctioned", "crime": "criminal_liability"},
        ),
    ],
)
def test_nat_55b_refusal_obstruction_and_retaliation_are_answered_for(
    deed: str, marks: tuple[str, ...], follows: dict[str, str]
) -> None:
    record = did(deed, "2026-05-08", *marks)
    found = {
        bound.id.removeprefix("nat-55b."): verdicts(NATION, UNIT, bound.id, [record])
        for bound in NATION.parts
        if bound.rule == "nat-55b"
    }
    assert len(found) == 5
    followed = {suffix: one[0].because for suffix, one in found.items() if one}
    assert followed == {suffix: (f"then:{outcome}",) for suffix, outcome in follows.items()}


def test_nat_56_exemplary_work_of_deputies_is_made_known() -> None:
    assert_board(NATION, COMMITTEE, "nat-56", "publicity", "excellent_cases", "document")
    assert_board(NATION, PRESIDIUM, "nat-56", "publicity", "excellent_cases", "document")
