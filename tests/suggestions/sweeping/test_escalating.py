"""What stays overdue however often it is urged is brought before the office above, once."""

from datetime import timedelta
from typing import Any

import pytest

from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import About, Share
from functions.suggestions.workers.sweep import sweep
from shared.domain.units import unit_id
from tests.regulations.books import rule
from tests.regulations.moments import at
from tests.suggestions.handovers.desk import HEAD, STATION, Desk, case_id
from tests.suggestions.handovers.test_sweeping import kinds, put_in_hand, use
from tests.suggestions.suggestions.congress import AT_CIVIL, CIVIL, OFFICE, TRAFFIC, Congress, of
from tests.suggestions.suggestions.test_handling import give, handed, replied

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


def test_of_a_resident_s_opinion_the_office_above_its_receiver_hears(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = 'after = "received"\nwithin = "12 days"\nuntil = "answered"'
    use(monkeypatch, rule("deadline", fields, subject="station"))
    own = handover.given(desk.opinion(), STATION, Share.OWN, desk.now, HEAD.person, what="received")
    put_in_hand(desk, own)
    desk.sweep("2027-01-09 00:05")
    assert kinds(desk, "committee_staff:411402") == []
    desk.sweep("2027-01-10 00:05")
    assert kinds(desk, "committee_staff:411402") == ["case_escalated"]
    assert "case_escalated" in kinds(desk, "township_staff:411402001")
    assert kinds(desk, "committee_staff:4114") == []


def test_sz_32_of_an_appeal_nobody_above_hears(desk: Desk) -> None:
    desk.world.deploy_with(AdoptedDrafts="shenzhen:2026-01-01")
    desk.act_as("SuggestionsFunction")
    organ = unit_id("4403", "市公安局", None)
    about = About(case_id(1), "APPEALS", "4403", "代表申诉书", {})
    put_in_hand(desk, handover.given(about, organ, Share.LEAD, desk.now, HEAD.person, what="appeal_received"))
    desk.sweep("2027-03-01")
    assert kinds(desk, "committee_staff:44") == []
    assert "case_escalated" not in kinds(desk, f"unit_staff:{organ}")
