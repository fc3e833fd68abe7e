"""The Deputies Law (amended 2025), each rule on a concrete case: the mandate, in session, between sessions
(art. 2-37)."""

import pytest

from shared.regulations.inputs import Leave
from shared.regulations.matters import Answer, barred
from shared.regulations.rules import Modality
from shared.regulations.values import Facts
from shared.regulations.verdicts import State
from tests.regulations.moments import at, happened, on
from tests.regulations.nation import (
    AT,
    COMMITTEE,
    COUNTY_AND_ABOVE,
    DEPUTY,
    LOCAL,
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


def test_the_law_holds_in_every_division_of_the_country_since_12_march_2025() -> None:
    (instrument,) = NATION.instruments.values()
    assert (str(instrument.adopted_on), str(instrument.in_force_from)) == ("2025-03-11", "2025-03-12")
    assert instrument.covers(on("2025-03-12"))
    assert not instrument.covers(on("2025-03-11"))
    everywhere = {rule.id for rule in NATION.rules}
    for division in ("12", "1402", "411402", "440304001"):
        assert everywhere <= {rule.id for rule in law(division).rules}


# -- the mandate -------------------------------------------------------------------------------------------


def test_nat_02_a_term_is_five_years_from_first_session_to_first_session() -> None:
    opened = happened("congress_first_opens", "2022-02-20")
    again = happened("next_congress_opens", "2027-02-18")
    running = clock(NATION, "nat-02.length", AT["city"], opened, now="2026-11-20")
    assert running is not None
    assert (running.article, str(running.due), running.state) == ("2-3", "2027-02-20", State.OPEN)
    assert state(NATION, "nat-02.length", AT["city"], opened, again, now="2027-03-01") is State.MET
    assert state(NATION, "nat-02.length", AT["city"], opened, now="2027-02-21 00:00") is State.SHORT


def test_nat_02_with_the_next_congress_the_mandate_is_over() -> None:
    over = verdict(NATION, DEPUTY, "nat-02.end", [did("next_congress_opens", "2027-02-18")], day="2027-02-18")
    assert over.because == ("then:mandate_ends",)
    assert verdicts(NATION, DEPUTY, "nat-02.end") == ()


def test_nat_08_a_deputy_takes_part_in_activities_and_keeps_contact_with_voters() -> None:
    organised = ("inspection", "concentrated_inspection", "research", "enforcement_inspection", "activity")
    assert_board(NATION, DEPUTY, "nat-08.d", *organised)
    heard = ("check_in", "reception", "visit", "forum", "research", "suggestion")
    assert_board(NATION, DEPUTY, "nat-08.f", *heard)


def test_nat_11_committees_and_organs_keep_contact_with_deputies() -> None:
    assert_board(NATION, COMMITTEE, "nat-11.a", "contact", "visit", "forum", "minutes", "document")
    assert_board(NATION, PRESIDIUM, "nat-11.a", "contact", "visit", "forum", "minutes", "document")
    assert_board(NATION, UNIT, "nat-11.b", "forum", "visit", "minutes", "document")


def test_nat_12_a_committee_of_a_county_or_above_has_a_deputies_affairs_committee() -> None:
    for number, expected in ((0, State.SHORT), (1, State.MET)):
        committee = somebody("committee", "county", sets={"deputies_affairs_committees": number})
        assert verdict(NATION, committee, "nat-12").state is expected
    presidium = somebody("committee", "township", sets={"deputies_affairs_committees": 0})
    assert verdicts(NATION, presidium, "nat-12") == ()


# -- in session --------------------------------------------------------------------------------------------


def test_nat_13a_a_deputy_attends_each_session() -> None:
    sessions = ((on("2026-02-25"), on("2026-02-28")), (on("2027-02-24"), on("2027-02-27")))
    attended = did("congress_session", "2026-02-25")
    one = somebody("deputy", "city", sessions=sessions)
    first = verdict(NATION, one, "nat-13a", [attended], day="2026-02-26", today="2026-03-01")
    assert (first.state, first.evidence) == (State.MET, (attended.id,))
    second = verdict(NATION, one, "nat-13a", [attended], day="2027-02-25", today="2027-03-01")
    assert (second.state, second.counted) == (State.SHORT, 0)
    away = Leave(on("2027-02-20"), on("2027-03-05"), approved=True)
    ill = somebody("deputy", "city", sessions=sessions, leaves=(away,))
    assert verdict(NATION, ill, "nat-13a", day="2027-02-25", today="2027-03-01").state is State.EXCUSED
    assert verdicts(NATION, one, "nat-13a", [attended], day="2026-06-30") == ()  # nothing sits


def test_nat_13b_who_cannot_attend_a_session_asks_for_leave() -> None:
    asked = permission(NATION, "nat-13b", "miss_session", AT["county"])
    assert asked is not None
    assert (asked.what, asked.of, asked.state) == (("leave",), ("body_by_its_rules",), "pending")
    granted = Answer("body_by_its_rules", True, at("2026-06-30"))
    allowed = permission(NATION, "nat-13b", "miss_session", AT["county"], granted)
    assert allowed is not None
    assert allowed.state == "granted"
    assert permission(NATION, "nat-13b", "be_absent", AT["county"]) is None


def test_nat_13c_before_a_session_a_deputy_hears_the_people_and_studies_the_papers() -> None:
    opens = happened("session_opens", "2027-02-24 09:00")
    heard, studied = happened("check_in", "2027-01-20"), happened("study", "2027-02-10")
    assert state(NATION, "nat-13c.hear", AT["city"], heard, opens, now="2027-02-25") is State.MET
    assert state(NATION, "nat-13c.study", AT["city"], studied, opens, now="2027-02-25") is State.MET
    assert state(NATION, "nat-13c.hear", AT["city"], studied, opens, now="2027-02-25") is State.SHORT
    late = happened("reception", "2027-02-25")
    assert state(NATION, "nat-13c.hear", AT["city"], late, opens, now="2027-02-26") is State.SHORT


def test_nat_15a_a_motion_has_cause_grounds_and_proposal() -> None:
    whole = ["motion_cause", "motion_grounds", "motion_proposal"]
    assert lack(NATION, "nat-15a", "motion_submitted", whole, {}) is None
    without = lack(NATION, "nat-15a", "motion_submitted", whole[:2], {})
    assert without is not None
    assert (without.missing, without.refuses) == (("motion_proposal",), True)


def test_nat_15b_a_motion_on_the_agenda_is_withdrawn_with_the_presidium_s_consent() -> None:
    asked = permission(NATION, "nat-15b", "withdraw_motion", {})
    no = Answer("presidium", False, at("2026-07-01"))
    refused = permission(NATION, "nat-15b", "withdraw_motion", {}, no)
    assert asked is not None
    assert refused is not None
    assert (asked.of, asked.state, refused.state) == (("presidium",), "pending", "refused")


def test_nat_19_to_an_inquiry_the_organ_sends_somebody_who_answers() -> None:
    (way,) = ways(NATION, "nat-19", "inquired", {})
    assert (way.by, way.branch.act) == ("state_organ", ("send_head", "answer_inquiry"))


def test_nat_20a_in_the_national_congress_an_interpellation_takes_thirty_or_a_delegation() -> None:
    def signed_by(number: int, level: str = "national", delegation: bool = False) -> list[State]:
        meeting = somebody("meeting", level, sets={"sponsors": number}, by_delegation=delegation)
        return [found.state for found in verdicts(NATION, meeting, "nat-20a")]

    assert signed_by(30) == [State.MET]
    assert signed_by(29) == [State.SHORT]
    assert signed_by(1, delegation=True) == []  # a delegation needs no thirty names
    assert signed_by(5, "county") == []  # other laws say how many there


def test_nat_20b_an_interpellation_says_whom_it_addresses_what_it_asks_and_why() -> None:
    whole = {"interpellated_organ", "interpellation_question", "interpellation_content"}
    assert lack(NATION, "nat-20b", "interpellation_submitted", whole, {}) is None
    lacking = lack(NATION, "nat-20b", "interpellation_submitted", whole - {"interpellated_organ"}, {})
    assert lacking is not None
    assert lacking.missing == ("interpellated_organ",)


@pytest.mark.parametrize(("dissatisfied", "again"), [(14, False), (15, True), (16, True)])
def test_nat_20c_if_half_of_the_signers_are_dissatisfied_they_may_ask_again(
    dissatisfied: int, again: bool
) -> None:
    signed = [did("signed", "2026-02-26", with_=(f"p{n}",)) for n in range(30)]
    unhappy = [did("dissatisfied", "2026-02-27", with_=(f"p{n}",)) for n in range(dissatisfied)]
    meeting = somebody("meeting", "national")
    standing = verdict(NATION, meeting, "nat-20c.again", [*signed, *unhappy])
    assert (standing.required, standing.counted) == (15, dissatisfied)
    assert standing.because == (("then:re_answer",) if again else ())
    assert standing.modality is Modality.MAY
    assert acts("nat-20c.answer", "interpellation_decided", {}) == [("answer_interpellation",)]


def test_nat_24_a_suggestion_made_in_session_is_clear_and_specific() -> None:
    in_session: Facts = {"level": "city", "in_session": True}
    assert lack(NATION, "nat-24", "submitted", ["clear_and_specific", "real_situation"], in_session) is None
    vague = lack(NATION, "nat-24", "submitted", ["real_situation"], in_session)
    assert vague is not None
    assert vague.missing == ("clear_and_specific",)
    assert lack(NATION, "nat-24", "submitted", [], AT["city"]) is None  # between sessions: art. 36


# -- between sessions --------------------------------------------------------------------------------------


def test_nat_25_the_committee_organises_activities_in_a_township_its_chair_does() -> None:
    organised = (
        "activity", "inspection", "concentrated_inspection", "research", "enforcement_inspection", "forum",
    )  # fmt: skip
    assert_board(NATION, COMMITTEE, "nat-25.a", *organised)
    assert_board(NATION, PRESIDIUM, "nat-25.c", "activity", "group_activity", "inspection", "research")
    (entrusted,) = ways(NATION, "nat-25.b", "entrusted", AT["county"])
    assert entrusted.branch.to == ("upper_level_deputies",)
    assert ways(NATION, "nat-25.b", "entrusted", AT["township"]) == []
    assert verdicts(NATION, PRESIDIUM, "nat-25.a") == ()


def test_nat_27_deputies_of_a_county_or_above_may_form_groups() -> None:
    standing = verdict(NATION, COMMITTEE, "nat-27", today="2027-01-01")
    assert (standing.modality, standing.state) == (Modality.MAY, State.OPEN)
    assert levels_of("nat-27") == COUNTY_AND_ABOVE


def test_nat_28_local_committees_regularly_bring_deputies_and_people_together() -> None:
    shown = ("check_in", "reception", "visit", "forum", "research", "activity")
    assert_board(NATION, PRESIDIUM, "nat-28", *shown)
    assert levels_of("nat-28") == LOCAL


def test_nat_29a_deputies_inspect_as_arranged_those_of_a_city_or_above_across_units() -> None:
    assert acts("nat-29a", "inspection", AT["city"]) == [("inspect_organs",), ("inspect_across_units",)]
    assert acts("nat-29a", "inspection", AT["county"]) == [("inspect_organs",)]
    (township,) = ways(NATION, "nat-29a", "inspection", AT["township"])
    assert township.branch.to == ("government", "unit_concerned")


def test_nat_29b_on_inspection_a_deputy_may_ask_for_an_appointment_and_is_heard() -> None:
    (asks,) = ways(NATION, "nat-29b.ask", "inspection", AT["city"])
    assert (asks.part.modality, asks.branch.to) == (Modality.MAY, ("organ_head",))
    (heard,) = ways(NATION, "nat-29b.hear", "requested", {"request_for": "appointment"})
    assert heard.part.modality is Modality.MUST
    assert (heard.by, heard.branch.act) == ("organ_head", ("hear_opinions",))
    assert ways(NATION, "nat-29b.ask", "training", AT["city"]) == []


def test_nat_29c_an_inspection_with_the_card_is_arranged_at_the_deputy_s_request() -> None:
    assert acts("nat-29c.card", "card_inspection", AT["county"]) == [("inspect_with_card",)]
    by_level = {
        level: [way.by for way in ways(NATION, "nat-29c.arrange", "requested", facts)]
        for level, facts in ((lvl, {**AT[lvl], "request_for": "card_inspection"}) for lvl in AT)
    }
    assert by_level == {
        "national": [],
        "province": ["committee"],
        "city": ["committee"],
        "county": ["committee"],
        "township": ["presidium"],
    }


def test_nat_30_deputies_do_research_as_arranged_those_of_a_city_or_above_across_units() -> None:
    assert acts("nat-30", "research", AT["province"]) == [("do_research",), ("research_across_units",)]
    assert acts("nat-30", "research", AT["township"]) == [("do_research",)]


def test_nat_31a_reports_of_inspection_are_handed_on_to_the_organs_concerned() -> None:
    (city,) = ways(NATION, "nat-31a", "report_submitted", AT["city"])
    (township,) = ways(NATION, "nat-31a", "report_submitted", AT["township"])
    assert (city.by, township.by) == ("working_body", "presidium")
    assert city.branch.act == township.branch.act == ("forward",)
    assert city.branch.to == ("unit_concerned",)


def test_nat_31b_the_organ_tells_the_deputy_how_the_report_was_handled() -> None:
    handed, told_back = happened("report_handed_over", "2026-05-08"), happened("fed_back", "2026-06-08")
    waiting = clock(NATION, "nat-31b", AT["city"], handed, now="2026-06-01")
    assert waiting is not None
    assert (waiting.state, waiting.due) == (State.OPEN, None)  # "promptly": no number of days
    assert state(NATION, "nat-31b", AT["city"], handed, told_back, now="2026-07-01") is State.MET


def test_nat_31c_on_inspection_or_research_a_deputy_settles_no_problem() -> None:
    bar = part(NATION, "nat-31c")
    for occasion in ("inspection", "card_inspection", "research"):
        assert bar in barred(NATION, "settle_problem", AT["city"], [occasion])
    assert bar not in barred(NATION, "settle_problem", AT["city"], ["reception"])
    assert bar not in barred(NATION, "submit_suggestion", AT["city"], ["inspection"])


def test_nat_33_invited_a_deputy_of_a_county_or_above_may_attend_committee_meetings() -> None:
    (meetings,) = acts("nat-33.invited", "invited", AT["county"])
    assert meetings == ("attend_standing_committee", "attend_special_committee", "attend_body_meeting")
    assert acts("nat-33.invited", "invited", AT["township"]) == []
    assert "join_special_inquiry" in acts("nat-33.arranged", "special_inquiry", AT["county"])[0]
    (township,) = acts("nat-33.township", "enforcement_inspection", AT["township"])
    assert township == ("join_enforcement_inspection", "join_other_activity")
    assert part(NATION, "nat-33.invited").modality is Modality.MAY


@pytest.mark.parametrize(
    ("level", "session", "committee"),
    [
        ("national", ("electing_congress",), True),
        ("province", ("electing_congress",), True),
        ("city", ("electing_congress",), True),
        ("county", ("township_congress",), False),
        ("township", (), False),
    ],
)
def test_nat_34_whose_sessions_a_deputy_may_attend_depends_on_the_level(
    level: str, session: tuple[str, ...], committee: bool
) -> None:
    found = [
        way.branch.to[0]
        for part_id in ("nat-34.session", "nat-34.county")
        for way in ways(NATION, part_id, "session_opens", AT[level])
    ]
    assert tuple(found) == session
    assert bool(ways(NATION, "nat-34.invited", "invited", AT[level])) is committee


def test_nat_36a_between_sessions_suggestions_go_to_the_committee_or_the_presidium() -> None:
    (city,) = ways(NATION, "nat-36a", "submitted", AT["city"])
    (township,) = ways(NATION, "nat-36a", "submitted", AT["township"])
    assert (city.branch.to, township.branch.to) == (("committee",), ("presidium",))
    assert ways(NATION, "nat-36a", "submitted", {**AT["city"], "in_session": True}) == []


def test_nat_36b_a_suggestion_made_between_sessions_is_clear_and_specific() -> None:
    assert lack(NATION, "nat-36b", "submitted", ["clear_and_specific", "real_situation"], AT["city"]) is None
    empty = lack(NATION, "nat-36b", "submitted", [], AT["city"])
    assert empty is not None
    assert empty.missing == ("clear_and_specific", "real_situation")


def test_nat_37_township_deputies_do_research_and_divide_contact_with_voters() -> None:
    assert_board(NATION, VILLAGE_DEPUTY, "nat-37.a", "research", "activity")
    assert_board(NATION, VILLAGE_DEPUTY, "nat-37.b", "group_activity", "check_in", "reception", "visit")
    assert verdicts(NATION, DEPUTY, "nat-37.a") == ()
