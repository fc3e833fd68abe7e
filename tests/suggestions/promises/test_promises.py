"""What a reply plans by a day is a promise: watched, reported, rated once more, and not ended by closing."""

from datetime import date
from typing import Any

import pytest

from shared.domain.mandates import MandateAction, MandateEvent
from tests.regulations.moments import at
from tests.suggestions.promises.replies import (
    CONTENT,
    DONE,
    NOT_CONTENT,
    REPLY,
    attempt,
    due,
    given,
    promised,
    replied,
    step,
    sweep,
    waits,
)
from tests.suggestions.suggestions.congress import (
    AT_CIVIL,
    AT_TRAFFIC,
    AUDITOR,
    CITY,
    CIVIL,
    OFFICE,
    PROVINCE,
    RESIDENT,
    TRAFFIC,
    Congress,
    basis,
    code,
    of,
)

FULFILLED = {"text": "三处用房已交付。"}
LATER = {"until": "2027-09-30", "reason": "汛期停工"}


def rate(congress: Congress, found: Any, body: object, *, by: Any, unit: str = CIVIL) -> Any:
    return congress.step(found, f"promises/{unit}/rating", body, by=by)


def kinds(congress: Congress, recipient: str) -> list[str]:
    return [kind for kind, _ in congress.notices(recipient)]


def test_what_is_planned_is_owed_by_the_day_that_the_unit_named(congress: Congress) -> None:
    found = promised(congress)
    (promise,) = found["promises"]
    assert (promise["unit"], promise["until"], promise["state"]) == (CIVIL, "2027-06-30", "open")
    (entry,) = due(congress)
    assert (entry["due"], entry["promised"], entry["rule"]) == ("2027-06-30", True, None)
    assert entry["due_at"] == "2027-06-30T23:59:59+08:00"
    (listed,) = congress.whole("/v1/due", scope=CITY)
    assert (listed["party"], listed["promised"]) == (CIVIL, True)
    clocks = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=AUDITOR)
    assert [one["until"] for one in clocks["promises"]] == ["2027-06-30"]


def test_each_unit_that_leads_promises_for_itself(congress: Congress) -> None:
    found = given(congress, congress.accepted(congress.deputy()), CIVIL, TRAFFIC)
    found = replied(congress, found, CIVIL)
    found = replied(congress, found, TRAFFIC, reply={**REPLY, "until": "2027-12-31"})
    assert {one["unit"]: one["until"] for one in found["promises"]} == {
        CIVIL: "2027-06-30",
        TRAFFIC: "2027-12-31",
    }
    found = step(congress, found, "promise/fulfilment", FULFILLED)
    assert [one["state"] for one in found["promises"]] == ["reported", "open"]
    assert due(congress) == []
    assert len(due(congress, f"/v1/units/{TRAFFIC}/due", by=AT_TRAFFIC)) == 1


@pytest.mark.parametrize("until", ["2026-11-29", "2031-12-31", "9999-12-31", "2027-02-29"])
def test_a_day_that_is_past_or_out_of_sight_is_no_promise(congress: Congress, until: str) -> None:
    found = given(congress, congress.accepted(congress.deputy()), CIVIL)
    found = step(congress, found, "acceptance", {"accepted": True})
    found = step(congress, found, "contact", {"way": "visit", "heard": True})
    assert code(attempt(congress, found, "reply", {**REPLY, "until": until})) == (400, "invalid_request")
    today = step(congress, found, "reply", {**REPLY, "until": "2026-11-30"})
    assert not today["promises"][0]["overdue"]


def test_the_unit_is_warned_then_all_hear_that_it_is_overdue_then_it_is_urged_each_week(
    congress: Congress,
) -> None:
    deputy = congress.deputy()
    promised(congress, deputy)
    unit, office = f"unit_staff:{CIVIL}", f"committee_staff:{CITY}"
    assert sweep(congress, "2027-05-26 00:00") == 0
    assert sweep(congress, "2027-05-27 00:00") == 1
    assert sweep(congress, "2027-06-28 00:00") == 1
    assert sweep(congress, "2027-06-30 23:59:59") == 0
    assert sweep(congress, "2027-07-01 00:05") == 3
    assert sweep(congress, "2027-07-01 01:05") == 0, "told once"
    assert sweep(congress, "2027-07-08 00:05") == 1
    assert sweep(congress, "2027-07-30 00:05") == 1, "a late run tells the last moment only"
    told = [kind for kind in kinds(congress, unit) if kind.startswith("promise")]
    assert told == ["promise_due_soon"] * 2 + ["promise_overdue"] + ["promise_urged"] * 2
    assert kinds(congress, deputy.id).count("promise_overdue") == 1
    assert kinds(congress, office).count("promise_overdue") == 1
    data = next(data for kind, data in congress.notices(unit) if kind == "promise_overdue")
    assert data == {"subject": "关于完善社区养老用房的建议", "with": "市民政局", "due": "2027-06-30"}
    (entry,) = due(congress)
    assert entry["overdue"]
    line = congress.whole(f"/v1/suggestions/{entry['case']}/timeline", by=of(deputy))
    assert [(one["what"], one["who"], one["unit"]) for one in line][-3:] == [
        ("promise_overdue", "schedule", CIVIL),
        ("promise_urged", "schedule", CIVIL),
        ("promise_urged", "schedule", CIVIL),
    ]


def test_it_outlives_the_closing_and_the_deputy_rates_what_came_of_it(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", CONTENT, by=of(deputy))
    found = congress.step(found, "closing", {}, by=OFFICE)
    assert [entry["promised"] for entry in due(congress)] == [True]
    assert waits(congress, deputy) == []
    congress.later(days=100)
    found = step(congress, found, "promise/fulfilment", FULFILLED)
    assert found["state"] == "closed"
    assert due(congress) == []
    for recipient in (deputy.id, f"committee_staff:{CITY}"):
        assert kinds(congress, recipient)[-1] == "promise_fulfilled"
    (owed,) = waits(congress, deputy)
    assert (owed["case"], owed["promised"], owed["share"]) == (found["id"], True, "author")
    found = rate(congress, found, CONTENT, by=of(deputy))
    assert (found["state"], found["promises"][0]["state"]) == ("closed", "kept")
    assert waits(congress, deputy) == []
    assert congress.events(found)[-3:] == ["closed", "fulfilled", "promise_rated"]
    assert sweep(congress, "2027-07-30 00:05") == 0
    assert code(congress.attempt(found, f"promises/{CIVIL}/rating", CONTENT, by=of(deputy))) == (
        409,
        "promise_state",
    )


def test_dissatisfied_with_what_came_of_it_the_deputy_is_owed_another_round(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", CONTENT, by=of(deputy))
    found = step(congress, congress.step(found, "closing", {}, by=OFFICE), "promise/fulfilment", FULFILLED)
    silent = {"result": "dissatisfied", "attitude": "satisfied"}
    path = f"promises/{CIVIL}/rating"
    assert code(congress.attempt(found, path, silent, by=of(deputy))) == (400, "invalid_request")
    found = rate(congress, found, NOT_CONTENT, by=of(deputy))
    assert (found["state"], found["promises"][0]["state"]) == ("rated", "broken")
    assert found["rating"]["reason"] == "用房仍未交付"
    assert code(congress.attempt(found, "closing", {}, by=OFFICE)) == (409, "round_owed")
    congress.now = congress.now.replace(year=2027, month=8, day=31)
    found = given(congress, found, CIVIL)
    assert (found["round"], found["state"]) == (2, "handed_over")
    assert due(congress)[0]["due"] == "2027-11-30"
    found = replied(congress, found, reply=DONE)
    assert found["promises"][0]["state"] == "broken"
    steps = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_CIVIL)["steps"]
    assert [one["what"] for one in steps if one["what"] in ("dissatisfied", "redo_ordered")] == [
        "dissatisfied",
        "redo_ordered",
    ]


def test_a_new_reply_replaces_what_the_unit_promised_before(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    congress.later(days=1)
    found = given(congress, found, CIVIL)
    assert found["promises"][0]["state"] == "open", "it is owed until the unit says something else"
    assert [one["promised"] for one in due(congress)] == [False, True]
    anew = replied(congress, found, reply={**REPLY, "until": "2027-03-31"})
    assert [(one["until"], one["round"]) for one in anew["promises"]] == [("2027-03-31", 2)]
    assert [(one["due"], one["promised"]) for one in due(congress)] == [("2027-03-31", True)]


def test_a_reply_that_plans_nothing_ends_what_was_planned(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    found = replied(congress, given(congress, found, CIVIL), reply=DONE)
    assert found["promises"][0]["state"] == "replaced"
    assert due(congress) == []
    assert sweep(congress, "2027-07-01 00:05") == 0


def test_what_is_withdrawn_is_owed_no_more(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    found = congress.step(found, "withdrawal", {"reason": "不再需要"}, by=of(deputy))
    assert found["promises"][0]["state"] == "lifted"
    assert (due(congress), waits(congress, deputy)) == ([], [])


def test_another_day_needs_the_consent_of_the_deputy_or_the_office(congress: Congress) -> None:
    deputy = congress.deputy()
    found = step(congress, promised(congress, deputy), "promise/postponement", LATER)
    asked = found["promises"][0]
    assert (asked["until"], asked["asked"]["until"], asked["asked"]["reason"]) == (
        "2027-06-30",
        "2027-09-30",
        "汛期停工",
    )
    assert due(congress)[0]["due"] == "2027-06-30", "until somebody consents"
    for recipient in (deputy.id, f"committee_staff:{CITY}"):
        assert "postponement_asked" in kinds(congress, recipient)
    path = f"promises/{CIVIL}/postponement"
    for who, refusal in ((PROVINCE, "out_of_scope"), (AT_CIVIL, "role_missing"), (RESIDENT, "role_missing")):
        assert code(congress.attempt(found, path, {"granted": True}, by=who)) == (403, refusal)
    silent = congress.attempt(found, path, {"granted": False}, by=OFFICE)
    assert code(silent) == (400, "invalid_request")
    found = congress.step(found, path, {"granted": False, "reason": "请按期完成"}, by=of(deputy))
    assert found["promises"][0]["asked"] is None
    assert due(congress)[0]["due"] == "2027-06-30"
    assert code(congress.attempt(found, path, {"granted": True}, by=OFFICE)) == (
        409,
        "postponement_not_asked",
    )
    congress.later(days=1)
    found = step(congress, found, "promise/postponement", LATER)
    found = congress.step(found, path, {"granted": True}, by=OFFICE)
    assert (found["promises"][0]["until"], found["promises"][0]["moved"]) == ("2027-09-30", 1)
    assert [entry["due"] for entry in due(congress)] == ["2027-09-30"]
    assert [entry["due"] for entry in congress.whole("/v1/due", scope=CITY)] == ["2027-09-30"]
    told = next(
        data
        for kind, data in reversed(congress.notices(f"unit_staff:{CIVIL}"))
        if kind == "postponement_answered"
    )
    assert (told["outcome"], told["due"]) == ("同意", "2027-09-30")
    assert congress.events(found)[-4:] == [
        "postponement_asked",
        "postponement_declined",
        "postponement_asked",
        "postponed",
    ]
    assert sweep(congress, "2027-07-02 00:05") == 0
    assert sweep(congress, "2027-10-01 00:05") == 3


def test_nat_61_who_is_suspended_does_not_consent_and_the_office_does(congress: Congress) -> None:
    events = (MandateEvent(MandateAction.SUSPEND, date(2026, 12, 15), "detained"),)
    deputy = congress.deputy(events=events)
    found = step(congress, promised(congress, deputy), "promise/postponement", LATER)
    congress.later(days=20)
    path = f"promises/{CIVIL}/postponement"
    refused = congress.attempt(found, path, {"granted": True}, by=of(deputy))
    assert (code(refused), basis(refused)) == ((409, "deputy_suspended"), ("national", "61-1"))
    found = congress.step(found, path, {"granted": True}, by=OFFICE)
    assert found["promises"][0]["until"] == "2027-09-30"


def test_only_the_unit_reports_and_only_the_deputy_rates(congress: Congress) -> None:
    deputy = congress.deputy()
    found = promised(congress, deputy)
    path = f"/v1/units/{CIVIL}/suggestions/{found['id']}/promise/fulfilment"
    for who in (AT_TRAFFIC, OFFICE, of(deputy)):
        answer = congress.send("POST", path, FULFILLED, by=who, version=found["version"])
        assert answer.status == 403
    assert code(attempt(congress, found, "promise/fulfilment", FULFILLED, unit=TRAFFIC)) == (
        404,
        "promise_not_found",
    )
    found = step(congress, found, "promise/fulfilment", FULFILLED)
    for who, refusal in (
        (OFFICE, (403, "not_yours")),
        (AT_CIVIL, (403, "not_yours")),
        (RESIDENT, (404, "case_not_found")),
        (of(congress.deputy()), (404, "case_not_found")),
    ):
        assert code(congress.attempt(found, f"promises/{CIVIL}/rating", CONTENT, by=who)) == refusal
    stale = congress.send(
        "POST", f"/v1/suggestions/{found['id']}/promises/{CIVIL}/rating", CONTENT, by=of(deputy), version=3
    )
    assert code(stale) == (412, "stale_version")
    assert code(attempt(congress, found, "promise/fulfilment", FULFILLED)) == (409, "promise_state")


def test_a_unit_that_promised_still_reads_what_others_handle_now(congress: Congress) -> None:
    deputy = congress.deputy()
    found = congress.step(promised(congress, deputy), "rating", NOT_CONTENT, by=of(deputy))
    found = given(congress, found, TRAFFIC)
    assert congress.send("GET", f"/v1/suggestions/{found['id']}", by=AT_CIVIL).status == 200
    found = step(congress, found, "promise/fulfilment", FULFILLED)
    found = rate(congress, found, NOT_CONTENT, by=of(deputy))
    assert (found["state"], found["round"]) == ("handed_over", 2), "the round under way runs on"


def test_nobody_consents_to_a_day_that_is_past_by_then(congress: Congress) -> None:
    deputy = congress.deputy()
    found = step(congress, promised(congress, deputy), "promise/postponement", LATER)
    congress.now = at("2027-10-01 00:00")
    path = f"promises/{CIVIL}/postponement"
    answer = congress.attempt(found, path, {"granted": True}, by=of(deputy))
    assert code(answer) == (400, "invalid_request")
    declined = {"granted": False, "reason": "请重新申请"}
    assert congress.step(found, path, declined, by=of(deputy))["promises"][0]["until"] == "2027-06-30"
