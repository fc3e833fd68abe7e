"""What a committee decides after deputies were consulted, an activity month, the selection of cases: rules on
occasions that an activity is stated to be."""

from typing import Any

import pytest

from functions.standing.app import app as standing
from tests.gateway import call
from tests.invitations.attendance.hall import closed, held
from tests.invitations.committee import (
    GUANGXI,
    SHENZHEN,
    SHENZHEN_STAFF,
    STAFF,
    TIANJIN,
    Committee,
    basis,
    code,
)

STUDIED = ["motions_studied", "suggestions_studied", "deputies_consulted"]


@pytest.fixture
def adopted(committee: Committee) -> None:
    """Shenzhen lives by its draft."""
    committee.adopt("shenzhen:2026-01-01")


def outcome(committee: Committee, activity: Any, rule: str) -> str | None:
    """Where the activity stands under a rule; nothing where the rule asks nothing of it."""
    path = f"/v1/activities/{activity['id']}/checks"
    found = committee.done("GET", path, by=STAFF[activity["congress"]])["items"]
    return next((check["outcome"] for check in found if check["rule"] == rule), None)


def announce(committee: Committee, activity: Any) -> Any:
    path = f"/v1/activities/{activity['id']}/announcement"
    return committee.send("POST", path, {}, by=STAFF[activity["congress"]], version=activity["version"])


@pytest.mark.parametrize("occasion", ["legislative_programme_drafted", "legislative_plan_drafted"])
def test_tj_06b_a_legislative_plan_follows_a_study_of_motions_and_the_views_of_deputies(
    committee: Committee, occasion: str
) -> None:
    meeting: dict[str, Any] = {"kind": "special_committee_meeting", "occasions": [occasion]}
    lacking = committee.draft(TIANJIN, **meeting, provided=STUDIED[:2])
    assert outcome(committee, lacking, "tj-06b.plan") == "short"
    answer = announce(committee, lacking)
    assert (code(answer), basis(answer)) == ((422, "activity_rule_unmet"), ("tianjin", "6-2"))
    ready = committee.draft(TIANJIN, **meeting, provided=STUDIED)
    assert outcome(committee, ready, "tj-06b.plan") == "met"
    assert announce(committee, ready).status == 200


def test_tj_06b_a_draft_regulation_is_put_to_deputies(committee: Committee) -> None:
    meeting: dict[str, Any] = {"kind": "special_committee_meeting", "occasions": ["regulation_drafted"]}
    assert outcome(committee, committee.draft(TIANJIN, **meeting), "tj-06b.draft") == "short"
    consulted = committee.draft(TIANJIN, **meeting, provided=["deputies_consulted"])
    assert outcome(committee, consulted, "tj-06b.draft") == "met"


def test_tj_07a_a_supervision_plan_follows_the_same(committee: Committee) -> None:
    meeting: dict[str, Any] = {"kind": "special_committee_meeting", "occasions": ["supervision_plan_drafted"]}
    answer = announce(committee, committee.draft(TIANJIN, **meeting, provided=STUDIED[1:]))
    assert (code(answer), basis(answer)) == ((422, "activity_rule_unmet"), ("tianjin", "7-2"))
    assert announce(committee, committee.draft(TIANJIN, **meeting, provided=STUDIED)).status == 200


@pytest.mark.parametrize("occasion", ["deliberated", "decided"])
def test_gx_05_where_it_is_needed_deputies_are_consulted_before_a_decision(
    committee: Committee, occasion: str
) -> None:
    meeting: dict[str, Any] = {"kind": "special_committee_meeting", "occasions": [occasion]}
    needed: dict[str, Any] = {"facts": {"consultation_needed": "true"}}
    answer = announce(committee, committee.draft(GUANGXI, **meeting, **needed))
    assert (code(answer), basis(answer)) == ((422, "activity_rule_unmet"), ("guangxi", "5"))
    assert outcome(committee, committee.draft(GUANGXI, **meeting), "gx-05.a") is None
    ready = committee.draft(GUANGXI, **meeting, **needed, provided=["consultation"])
    assert announce(committee, ready).status == 200


@pytest.mark.parametrize("occasion", ["draft_deliberated", "decision_deliberated"])
def test_sz_16c_drafts_may_be_put_to_deputies(committee: Committee, adopted: None, occasion: str) -> None:
    """They need not be: whoever does not is announced all the same."""
    meeting: dict[str, Any] = {"kind": "special_committee_meeting", "occasions": [occasion]}
    alone = committee.draft(SHENZHEN, **meeting)
    assert outcome(committee, alone, "sz-16c") == "advice"
    assert announce(committee, alone).status == 200
    consulted = committee.draft(SHENZHEN, **meeting, provided=["consultation"])
    assert outcome(committee, consulted, "sz-16c") == "met"


def test_sz_21a_an_activity_month_has_inspections_research_and_a_deputies_council(
    committee: Committee, adopted: None
) -> None:
    month: dict[str, Any] = {"kind": "activity_month", "title": "代表活动月"}
    assert outcome(committee, committee.draft(SHENZHEN, **month), "sz-21a.b") == "short"
    planned = committee.draft(SHENZHEN, **month, provided=["inspection", "research", "deputies_council"])
    assert outcome(committee, planned, "sz-21a.b") == "met"


def test_sz_26b_excellent_cases_are_selected_each_year(committee: Committee, adopted: None) -> None:
    """Of duty and of the handling of suggestions, each by itself."""

    def counted() -> dict[str, int]:
        committee._act_as("StandingFunction")
        answer = call(standing, "GET", f"/v1/committees/{SHENZHEN}/standing", caller=SHENZHEN_STAFF)
        committee._act_as("InvitationsFunction")
        verdicts = {verdict["rule"]: verdict for verdict in answer.json["verdicts"]}
        return {rule: verdicts[rule]["counted"] for rule in ("sz-26b.a", "sz-26b.b")}

    assert counted() == {"sz-26b.a": 0, "sz-26b.b": 0}
    closed(committee, held(committee, division=SHENZHEN, kind="excellent_duty_cases"))
    assert counted() == {"sz-26b.a": 1, "sz-26b.b": 0}
