"""What rules may say of a unit's first steps: within how many days it takes a suggestion up or gives it back,
and talks with the deputy. No pack in force has such rules: here a city has measures of its own."""

from typing import Any

import pytest

from shared.regulations.library import Library, library
from shared.store import packs
from tests.regulations.books import pack, rule
from tests.regulations.moments import at
from tests.suggestions.suggestions.congress import AT_UNIT, CIVIL, OFFICE, TRAFFIC, Congress, of
from tests.suggestions.suggestions.test_handling import due, give, handed, taken_up, unit_step

UNIT = "handling_unit"
TAKE_UP = rule(
    "deadline",
    'after = "handed_over"\nwithin = "5 working_days"\nuntil = ["accepted", "returned"]',
    id_="x-take-up",
    subject=UNIT,
)
CONTACT = rule(
    "deadline",
    'after = "handed_over"\nwithin = "15 days"\nuntil = "deputy_contacted"',
    id_="x-contact",
    subject=UNIT,
)
WORDS = '[words]\ndeputy_contacted = ["与代表联系沟通", "the deputy was contacted"]'


@pytest.fixture(autouse=True)
def measures(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Library([*library().packs, pack(TAKE_UP + CONTACT, extra=WORDS)])
    assert not found.faults
    monkeypatch.setattr(packs, "library", lambda _adopted: found)


def states(congress: Congress, found: Any, unit: str = CIVIL) -> dict[str, str]:
    """Of a unit's clocks of the measures: where each stands."""
    path = f"/v1/units/{unit}/handovers/{found['id']}"
    clocks = congress.done("GET", path, by=AT_UNIT[unit])["clocks"]
    return {one["rule"]: one["state"] for one in clocks if one["rule"].startswith("x-")}


def owed(congress: Congress, unit: str = CIVIL) -> list[tuple[str, str]]:
    return [(one["rule"], one["due"]) for one in due(congress, unit)]


def test_a_unit_takes_it_up_within_its_days_then_talks_then_replies(congress: Congress) -> None:
    """Each in its turn is what is due first: the day is reckoned from the hand-over (30 November)."""
    found = handed(congress, congress.deputy())
    assert owed(congress) == [("x-take-up", "2026-12-07")]
    congress.later(days=2)
    found = taken_up(congress, found)
    assert owed(congress) == [("x-contact", "2026-12-15")]
    congress.later(days=2)
    found = unit_step(congress, found, CIVIL, "contact", {"way": "telephone", "heard": False})
    assert owed(congress) == [("nat-51b.usual", "2027-02-28")]
    assert states(congress, found) == {"x-take-up": "met", "x-contact": "met"}
    congress.later(days=2)
    found = unit_step(congress, found, CIVIL, "contact", {"way": "visit", "heard": True})
    steps = congress.done("GET", f"/v1/units/{CIVIL}/handovers/{found['id']}", by=AT_UNIT[CIVIL])["steps"]
    assert [one["what"] for one in steps] == ["handed_over", "accepted", "deputy_contacted", "deputy_heard"]


def test_given_back_in_time_it_is_met_and_the_next_unit_has_its_own_days(congress: Congress) -> None:
    deputy = congress.deputy()
    found = handed(congress, deputy)
    congress.now = at("2026-12-07 23:59:59")
    back = {"accepted": False, "reason": "属于交通职责"}
    found = unit_step(congress, found, CIVIL, "acceptance", back)
    assert states(congress, found)["x-take-up"] == "met"
    assert due(congress) == []
    told = congress.told("committee_staff:4114", "returned")
    assert (told["with"], told["reason"]) == ("市民政局", "属于交通职责")
    assert congress.told(deputy.id, "returned")["reason"] == "属于交通职责"
    congress.now = at("2026-12-10 09:00")
    found = give(congress, found, TRAFFIC)
    assert owed(congress, TRAFFIC) == [("x-take-up", "2026-12-17")]


def test_given_back_late_it_is_still_passed_on_and_the_delay_stays_seen(congress: Congress) -> None:
    """A case is not left with who is not competent because a day was missed."""
    deputy = congress.deputy()
    found = handed(congress, deputy)
    congress.now = at("2026-12-08 00:00")
    (entry,) = due(congress)
    assert (entry["rule"], entry["overdue"]) == ("x-take-up", True)
    found = unit_step(congress, found, CIVIL, "acceptance", {"accepted": False, "reason": "属于交通职责"})
    assert states(congress, found)["x-take-up"] == "late"
    found = give(congress, found, TRAFFIC)
    assert found["state"] == "handed_over"
    items = congress.done("GET", f"/v1/suggestions/{found['id']}/clocks", by=of(deputy))["items"]
    assert {(one["unit"], clock["state"]) for one in items for clock in one["clocks"]} >= {(CIVIL, "late")}
    assert congress.send("GET", f"/v1/units/{CIVIL}/due", by=OFFICE).status == 200
