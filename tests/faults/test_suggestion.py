"""A suggestion: drafted, signed, submitted, handed over, replied to, rated, opened again."""

from typing import Any

from tests.faults.gauntlet import Gauntlet
from tests.suggestions.promises.replies import CONTENT, NOT_CONTENT, REPLY, given, replied, step
from tests.suggestions.suggestions.congress import (
    CIVIL,
    CONFIRMED,
    OFFICE,
    TRAFFIC,
    Congress,
    of,
)


def two_rounds(congress: Congress) -> Any:
    """A suggestion that was replied to, handled again and closed."""
    deputy, other = congress.deputy(), congress.deputy(name="王晓梅")
    found = congress.step(congress.draft(deputy), "signers", {"deputies": [other.id]}, by=of(deputy))
    found = congress.step(found, "signature", {"signed": True}, by=of(other))
    found = congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    congress.later(days=1)
    found = given(congress, found, CIVIL)
    found = replied(congress, found)
    congress.later(days=1)
    found = congress.step(found, "rating", NOT_CONTENT, by=of(deputy))
    found = given(congress, found, CIVIL)
    found = replied(congress, found)
    congress.later(days=1)
    found = congress.step(found, "rating", CONTENT, by=of(deputy))
    return congress.step(found, "closing", {}, by=OFFICE)


def test_a_suggestion_comes_through_two_rounds(congress: Congress, gauntlet: Gauntlet) -> None:
    two_rounds(congress)
    assert gauntlet.tally.requests >= 13


def test_a_hand_over_that_comes_back_and_one_that_needs_more_time_come_through(
    congress: Congress, gauntlet: Gauntlet
) -> None:
    found = given(congress, congress.accepted(congress.deputy()), CIVIL)
    no = {"accepted": False, "reason": "不属于本单位职责"}
    found = step(congress, found, "acceptance", no)
    found = given(congress, found, TRAFFIC)
    urging = f"/v1/units/{TRAFFIC}/handovers/{found['id']}/urging"
    congress.later(days=20)
    congress.done("POST", urging, {"reason": "请抓紧办理"})
    found = replied(congress, found, TRAFFIC, reply=REPLY)
    assert gauntlet.tally.requests >= 8
