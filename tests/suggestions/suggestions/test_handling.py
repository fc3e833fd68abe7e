"""From the hand-over to the rating and the next round: what offices, units and deputies do over HTTP."""

from typing import Any

import pytest

from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_FINANCE,
    AT_TRAFFIC,
    AT_UNIT,
    AUDITOR,
    CITY,
    CIVIL,
    FINANCE,
    OFFICE,
    PROVINCE,
    RESIDENT,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)

REPLY = {"text": "已完善养老用房。", "outcome": "done", "signer": "张建军"}
CONTENT = {"result": "satisfied", "attitude": "mostly_satisfied"}
NOT_CONTENT = {"result": "dissatisfied", "attitude": "satisfied", "reason": "用房仍未交付"}


def handed(congress: Congress, deputy: Any, *helping: str, **facts: str) -> Any:
    found = congress.accepted(deputy, facts)
    return give(congress, found, CIVIL, *helping)


def give(congress: Congress, found: Any, lead: str, *helping: str) -> Any:
    units = [{"unit": lead, "share": "lead"}, *({"unit": unit, "share": "co"} for unit in helping)]
    return congress.step(found, "handover", {"units": units}, by=OFFICE)


def unit_step(congress: Congress, found: Any, unit: str, what: str, body: object) -> Any:
    path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
    return congress.done("POST", path, body, by=AT_UNIT[unit], version=found["version"])


def unit_attempt(congress: Congress, found: Any, unit: str, what: str, body: object) -> Any:
    path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
    return congress.send("POST", path, body, by=AT_UNIT[unit], version=found["version"])


def taken_up(congress: Congress, found: Any, unit: str = CIVIL) -> Any:
    return unit_step(congress, found, unit, "acceptance", {"accepted": True})


def replied(congress: Congress, found: Any, unit: str = CIVIL, **fields: Any) -> Any:
    found = taken_up(congress, found, unit)
    found = unit_step(congress, found, unit, "contact", {"way": "visit", "heard": True})
    return unit_step(congress, found, unit, "reply", {**REPLY, **fields})


def due(congress: Congress, unit: str = CIVIL) -> list[Any]:
    return congress.whole(f"/v1/units/{unit}/due", by=AT_UNIT[unit])


def test_nat_51b_the_time_runs_from_the_hand_over_and_not_from_the_acceptance(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    congress.later(days=20)
    taken_up(congress, found)
    (entry,) = due(congress)
    assert (entry["case"], entry["due"], entry["rule"]) == (found["id"], "2027-02-28", "nat-51b.usual")
    (listed,) = congress.whole("/v1/due", scope=CITY)
    assert (listed["party"], listed["due"]) == (CIVIL, "2027-02-28")


def test_nat_51b_the_deputy_sees_how_the_last_day_was_reckoned(congress: Congress) -> None:
    congress.now = at("2026-11-30 23:59:59")
    deputy = congress.deputy()
    found = handed(congress, deputy)
    path = f"/v1/suggestions/{found['id']}/clocks"
    (unit,) = congress.done("GET", path, by=of(deputy))["items"]
    assert (unit["unit"], unit["name"], unit["share"]) == (CIVIL, "市民政局", "lead")
    (clock,) = unit["clocks"]
    assert (clock["article"], clock["due"], clock["state"]) == ("51-2", "2027-02-28", "running")
    assert (clock["started_by"], clock["started_at"]) == ("交办", "2026-11-30T23:59:59+08:00")
    assert "3个月" in clock["how"]
    congress.now = at("2027-03-01 00:00")
    (unit,) = congress.done("GET", path, by=of(deputy))["items"]
    assert unit["clocks"][0]["state"] == "overdue"
    assert code(congress.send("GET", path, by=AT_TRAFFIC)) == (403, "role_missing")
    assert code(congress.send("GET", path, by=of(congress.deputy()))) == (403, "role_missing")


def test_nat_51b_what_is_wide_or_difficult_has_six_months(congress: Congress) -> None:
    handed(congress, congress.deputy(), wide_or_difficult="true")
    (entry,) = due(congress)
    assert (entry["due"], entry["rule"]) == ("2027-05-30", "nat-51b.wide")


def test_nat_51b_no_reply_is_taken_before_the_deputy_was_contacted_and_heard(congress: Congress) -> None:
    found = taken_up(congress, handed(congress, congress.deputy()))
    lists = [(one["rule"], [item["item"] for item in one["items"]]) for one in found["lists"]]
    assert lists == [("nat-51b.contact", ["deputy_contacted", "deputy_heard"])]
    answer = unit_attempt(congress, found, CIVIL, "reply", REPLY)
    assert (code(answer), basis(answer)) == ((422, "suggestion_incomplete"), ("national", "51-2"))
    stated = unit_attempt(congress, found, CIVIL, "reply", {**REPLY, "stated": ["deputy_heard"]})
    assert code(stated) == (400, "invalid_request")
    found = unit_step(congress, found, CIVIL, "contact", {"way": "telephone", "heard": False})
    answer = unit_attempt(congress, found, CIVIL, "reply", REPLY)
    assert basis(answer) == ("national", "51-2")
    assert [error["field"] for error in answer.json["errors"]] == ["rule.nat-51b.contact"]
    found = unit_step(congress, found, CIVIL, "contact", {"way": "visit", "heard": True})
    assert unit_step(congress, found, CIVIL, "reply", REPLY)["state"] == "replied"
    assert due(congress) == []


def test_nat_51a_units_deputies_and_office_are_told_of_the_hand_over(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy, TRAFFIC)
    for unit in (CIVIL, TRAFFIC):
        told = congress.told(f"unit_staff:{unit}", "assigned")
        assert told == {"subject": found["title"], "name": "李国庆"}
    told = congress.told(deputy.id, "handed_over")
    assert told == {"subject": found["title"], "with": "市民政局、市交通运输局"}
    assert congress.events(found)[-2:] == ["handed_over", "handed_over"]


def test_nat_52a_who_supervises_the_handling_is_shown(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    supervisors = {way["by"] for way in found["ways"] if way["rule"] == "nat-52a"}
    assert supervisors == {"专门委员会", "工作机构"}


def test_a_unit_that_gives_it_back_says_why_and_it_goes_to_another(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    silent = unit_attempt(congress, found, CIVIL, "acceptance", {"accepted": False})
    assert code(silent) == (400, "invalid_request")
    back = unit_step(congress, found, CIVIL, "acceptance", {"accepted": False, "reason": "属于交通职责"})
    assert (back["state"], back["units"][0]["reason"]) == ("accepted", "属于交通职责")
    data = {"subject": found["title"], "with": "市民政局", "reason": "属于交通职责"}
    for recipient in (deputy.id, "committee_staff:4114"):
        assert congress.told(recipient, "returned") == data
    assert due(congress) == []
    congress.later(days=3)
    moved = give(congress, back, TRAFFIC)
    assert [(one["unit"], one["progress"]) for one in moved["units"]] == [
        (CIVIL, "released"),
        (TRAFFIC, "pending"),
    ]
    assert due(congress, TRAFFIC)[0]["due"] == "2027-03-03"
    assert congress.events(moved)[-3:] == ["returned", "reassigned", "handed_over"]
    assert code(unit_attempt(congress, moved, CIVIL, "acceptance", {"accepted": True})) == (
        409,
        "handover_state",
    )


def test_the_lead_is_told_by_those_who_help_and_replies(congress: Congress) -> None:
    found = taken_up(congress, handed(congress, congress.deputy(), TRAFFIC, FINANCE))
    found = taken_up(congress, found, TRAFFIC)
    told = {"text": "我局负责公交站点。"}
    assert code(unit_attempt(congress, found, TRAFFIC, "reply", REPLY)) == (403, "not_lead")
    assert code(unit_attempt(congress, found, CIVIL, "contribution", told)) == (409, "lead_replies")
    found = unit_step(congress, found, TRAFFIC, "contribution", told)
    data = {"subject": found["title"], "with": "市交通运输局"}
    assert congress.told(f"unit_staff:{CIVIL}", "contributed") == data
    assert due(congress, TRAFFIC) == []
    assert len(due(congress, FINANCE)) == 1
    found = unit_step(congress, found, CIVIL, "contact", {"way": "forum", "heard": True})
    found = unit_step(congress, found, CIVIL, "reply", REPLY)
    assert found["state"] == "replied"
    assert due(congress, FINANCE) == [], "who helped owes nothing once the lead has replied"


def test_a_plan_names_its_day_and_whoever_signed_is_told(congress: Congress) -> None:
    deputy = congress.deputy()
    found = taken_up(congress, handed(congress, deputy))
    found = unit_step(congress, found, CIVIL, "contact", {"way": "visit", "heard": True})
    for wrong in ({"outcome": "planned"}, {"until": "2027-06-30"}, {"outcome": "planned", "until": "30.6."}):
        answer = unit_attempt(congress, found, CIVIL, "reply", {**REPLY, **wrong})
        assert code(answer) == (400, "invalid_request")
    planned = {"outcome": "planned", "until": "2027-06-30"}
    found = unit_step(congress, found, CIVIL, "reply", {**REPLY, **planned})
    assert found["units"][0]["reply"]["until"] == "2027-06-30"
    for recipient in (deputy.id, "committee_staff:4114"):
        data = congress.told(recipient, "replied")
        assert (data["with"], data["answer"]) == ("市民政局", REPLY["text"])


def test_a_dissatisfied_deputy_is_owed_another_round_with_its_own_time(congress: Congress) -> None:
    deputy = congress.deputy()
    found = replied(congress, handed(congress, deputy))
    silent = {"result": "dissatisfied", "attitude": "satisfied"}
    assert code(congress.attempt(found, "rating", silent, by=of(deputy))) == (400, "invalid_request")
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    assert found["state"] == "rated"
    assert code(congress.attempt(found, "closing", {}, by=OFFICE)) == (409, "round_owed")
    assert congress.told(f"unit_staff:{CIVIL}", "rated")["reason"] == "用房仍未交付"
    assert congress.whole("/v1/suggestions", scope=CITY, state="rated")[0]["dissatisfied"]
    congress.now = at("2027-01-15 09:00")
    found = give(congress, found, CIVIL)
    assert (found["round"], found["rating"], found["state"]) == (2, None, "handed_over")
    assert due(congress)[0]["due"] == "2027-04-15"
    found = replied(congress, found, text="已交付用房。")
    found = congress.step(found, "rating", CONTENT, by=of(deputy))
    found = congress.step(found, "closing", {}, by=OFFICE)
    assert found["state"] == "closed"
    happened = congress.events(found)
    assert happened.count("replied") == 2
    assert happened[-6:] == ["handed_over", "accepted", "contacted", "replied", "rated", "closed"]
    assert happened[-8:-6] == ["dissatisfied", "redo_ordered"]
    clocks = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_CIVIL)["clocks"]
    assert [(one["due"], one["state"]) for one in clocks] == [("2027-02-28", "met"), ("2027-04-15", "met")]


def test_another_unit_can_have_the_next_round(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(replied(congress, handed(congress, deputy)), "rating", NOT_CONTENT, by=of(deputy))
    found = give(congress, found, TRAFFIC)
    assert [one["unit"] for one in found["units"]] == [TRAFFIC]
    assert congress.told(f"unit_staff:{CIVIL}", "reassigned") == {"subject": found["title"]}


def test_nothing_is_closed_that_is_not_answered_and_the_unrated_has_a_way_back(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    assert code(congress.attempt(found, "closing", {}, by=OFFICE)) == (409, "case_state")
    assert code(congress.attempt(found, "rating", CONTENT, by=of(deputy))) == (409, "case_state")
    found = congress.step(replied(congress, found), "closing", {"reason": "已答复"}, by=OFFICE)
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    assert found["state"] == "rated"
    assert code(congress.attempt(found, "rating", CONTENT, by=of(deputy))) == (409, "rated_already")


def test_only_the_deputy_rates_and_withdraws(congress: Congress) -> None:
    found = replied(congress, handed(congress, congress.deputy()))
    for who, refusal in (
        (OFFICE, (403, "not_yours")),
        (AT_CIVIL, (403, "not_yours")),
        (RESIDENT, (404, "case_not_found")),
        (of(congress.deputy()), (404, "case_not_found")),
    ):
        for what, body in (("rating", CONTENT), ("withdrawal", {"reason": "不再需要"})):
            assert code(congress.attempt(found, what, body, by=who)) == refusal


def test_a_withdrawn_suggestion_is_owed_by_nobody_and_all_are_told(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy, TRAFFIC)
    assert code(congress.attempt(found, "withdrawal", {}, by=of(deputy))) == (400, "invalid_request")
    gone = congress.step(found, "withdrawal", {"reason": "已另行解决"}, by=of(deputy))
    assert gone["state"] == "withdrawn"
    for recipient in ("committee_staff:4114", f"unit_staff:{CIVIL}", f"unit_staff:{TRAFFIC}"):
        assert congress.told(recipient, "withdrawn")["reason"] == "已另行解决"
    assert due(congress) == due(congress, TRAFFIC) == congress.whole("/v1/due", scope=CITY) == []
    assert code(unit_attempt(congress, gone, CIVIL, "acceptance", {"accepted": True})) == (409, "case_state")


def test_what_was_replied_to_is_not_withdrawn(congress: Congress) -> None:
    deputy = congress.deputy()
    found = replied(congress, handed(congress, deputy))
    answer = congress.attempt(found, "withdrawal", {"reason": "不再需要"}, by=of(deputy))
    assert code(answer) == (409, "case_state")


def test_a_unit_sees_and_does_only_what_was_handed_over_to_it(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    path = f"/v1/suggestions/{found['id']}"
    assert congress.done("GET", path, by=AT_CIVIL)["id"] == found["id"]
    assert code(congress.send("GET", path, by=AT_TRAFFIC)) == (403, "role_missing")
    answer = unit_attempt(congress, found, TRAFFIC, "acceptance", {"accepted": True})
    assert code(answer) == (404, "handover_not_found")
    other = congress.send(
        "POST",
        f"/v1/units/{CIVIL}/suggestions/{found['id']}/acceptance",
        {"accepted": True},
        by=AT_TRAFFIC,
        version=found["version"],
    )
    assert code(other) == (403, "out_of_scope")


@pytest.mark.parametrize(
    ("units", "refusal"),
    [
        ([], (400, "invalid_request")),
        ([(CIVIL, "own")], (400, "invalid_request")),
        ([(CIVIL, "co")], (422, "lead_missing")),
        ([(CIVIL, "lead"), (CIVIL, "co")], (409, "already_handed_over")),
        ([("u00000000000000000000", "lead")], (404, "unit_not_found")),
        ([("u0", "lead")], (400, "invalid_request")),
    ],
)
def test_to_whom_it_cannot_be_handed_over(
    congress: Congress, units: list[tuple[str, str]], refusal: tuple[int, str]
) -> None:
    found = congress.accepted(congress.deputy())
    body = {"units": [{"unit": unit, "share": share} for unit, share in units]}
    assert code(congress.attempt(found, "handover", body, by=OFFICE)) == refusal


def test_only_the_office_of_the_congress_hands_over(congress: Congress) -> None:
    found = congress.accepted(congress.deputy())
    body = {"units": [{"unit": CIVIL, "share": "lead"}]}
    for who, refusal in (
        (PROVINCE, (403, "out_of_scope")),
        (AUDITOR, (403, "role_missing")),
        (AT_FINANCE, (403, "role_missing")),
    ):
        assert code(congress.attempt(found, "handover", body, by=who)) == refusal


def test_what_was_withdrawn_instead_of_another_round_is_withdrawn_once(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(replied(congress, handed(congress, deputy)), "rating", NOT_CONTENT, by=of(deputy))
    found = congress.step(found, "withdrawal", {"reason": "已另行解决"}, by=of(deputy))
    again = congress.attempt(found, "withdrawal", {"reason": "再次撤回"}, by=of(deputy))
    assert code(again) == (409, "case_state")
    assert congress.events(found).count("withdrawn") == 1
