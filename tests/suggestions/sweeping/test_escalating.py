"""What stays overdue however often it is urged is brought before the office above, once."""

from datetime import timedelta
from typing import Any

import pytest

from functions.suggestions.app import sweep
from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import CIVIL, OFFICE, TRAFFIC, Congress, of
from tests.suggestions.suggestions.test_handling import AT_CIVIL, give, handed, replied

LAST = "2027-02-28 23:59:59"


def run(congress: Congress, when: Any) -> None:
    congress.now = at(when) if isinstance(when, str) else when
    congress._act_as("SweepFunction")
    sweep({}, None)
    congress._act_as("SuggestionsFunction")


def escalated(congress: Congress, recipient: str) -> list[Any]:
    return [data for kind, data in congress.notices(recipient) if kind == "case_escalated"]


def test_nat_52a_after_three_urgings_those_above_are_told_once(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    for week in range(5):
        run(congress, at("2027-03-01 00:05") + timedelta(days=7 * week))
        assert len(escalated(congress, "committee_staff:41")) == (week == 4)
    kinds = [kind for kind, _ in congress.notices(f"unit_staff:{CIVIL}")]
    assert (kinds.count("case_overdue"), kinds.count("case_urged")) == (1, 4)
    for recipient in (f"unit_staff:{CIVIL}", "committee_staff:4114", "committee_staff:41", deputy.id):
        (data,) = escalated(congress, recipient)
        assert (data["title"], data["with"], data["due"]) == (found["title"], "河南省", "2027-02-28")
        assert (data["instrument"], data["article"]) == ("national", "51-2")
    run(congress, at("2027-04-05 00:05"))
    assert len(escalated(congress, "committee_staff:41")) == 1


def test_it_stands_in_the_history_and_in_the_hand_over(congress: Congress) -> None:
    found = handed(congress, congress.deputy())
    run(congress, "2027-04-01 00:05")
    entry = congress.whole(f"/v1/suggestions/{found['id']}/history")[-1]
    assert (entry["what"], entry["by"]) == ("escalated", "schedule")
    assert entry["data"] == {"to": "41", "unit": CIVIL, "round": 1}
    held = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_CIVIL)
    assert held["steps"][-1]["what"] == "escalated"
    head = congress.done("GET", f"/v1/suggestions/{found['id']}")
    assert head["version"] == found["version"] + 1 == len(congress.events(found))


def test_a_new_round_can_be_brought_above_anew(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    run(congress, "2027-04-01 00:05")
    head = congress.done("GET", f"/v1/suggestions/{found['id']}", by=OFFICE)
    congress.later(hours=1)
    head = replied(congress, head)
    congress.later(hours=1)
    said = {"result": "dissatisfied", "attitude": "satisfied", "reason": "未解决"}
    head = congress.step(head, "rating", said, by=of(deputy))
    congress.later(hours=1)
    give(congress, head, CIVIL)
    run(congress, "2027-07-02 00:05")
    assert len(escalated(congress, "committee_staff:41")) == 1
    run(congress, "2027-08-02 00:05")
    assert len(escalated(congress, "committee_staff:41")) == 2


@pytest.mark.parametrize("when", [LAST, "2027-03-28 23:59:59"])
def test_nobody_above_hears_of_it_before(congress: Congress, when: str) -> None:
    handed(congress, congress.deputy(), TRAFFIC)
    run(congress, when)
    assert escalated(congress, "committee_staff:41") == []
