"""At the largest numbers that are allowed everything still is one transaction (100 operations, AWS)."""

from typing import Any

import pytest

from shared.domain.deputies import Deputy
from tests.gateway import someone
from tests.suggestions.suggestions.congress import CONFIRMED, TOWNSHIP, Congress, code, of
from tests.suggestions.suggestions.test_merging import UNSOLVED, signed

OFFICE = someone(f"township_staff:{TOWNSHIP}")
PLANNED = {"text": "年内办结。", "outcome": "planned", "until": "2027-06-30", "signer": "张建军"}
DONE = {"text": "已办结。", "outcome": "done", "signer": "张建军"}
STEPS: tuple[tuple[str, Any], ...] = (
    ("acceptance", {"accepted": True}),
    ("contact", {"way": "visit", "heard": True}),
)


def read(congress: Congress, found: Any) -> Any:
    return congress.done("GET", f"/v1/suggestions/{found['id']}", by=OFFICE)


def with_opinions(congress: Congress, found: Any) -> Any:
    """Five residents' opinions are linked with it."""
    for _ in range(5):
        said = {"text": "没有养老用房。", "division": TOWNSHIP}
        opinion = congress.done("POST", "/v1/opinions", said, by=None)["receipt"]
        found = congress.step(found, "origins", {"opinion": opinion}, by=OFFICE)
    return found


def with_others(congress: Congress) -> tuple[Deputy, Any]:
    """Five others and twenty deputies besides who leads."""
    deputy = congress.deputy(TOWNSHIP)
    main = congress.submitted(deputy)
    for _ in range(5):
        _, other = signed(congress, 3)
        congress.step(other, "merging", {"into": main["id"]}, by=OFFICE)
    return deputy, read(congress, main)


def signed_by(congress: Congress, deputy: Deputy, others: list[Deputy]) -> Any:
    """A suggestion that these others signed."""
    found = congress.draft(deputy)
    found = congress.step(found, "signers", {"deputies": [one.id for one in others]}, by=of(deputy))
    for one in others:
        found = congress.step(found, "signature", {"signed": True}, by=of(one))
    return congress.step(found, "submission", {"stated": CONFIRMED}, by=of(deputy))


def six(congress: Congress, name: str) -> list[str]:
    return [congress.unit(TOWNSHIP, f"{name}{number}") for number in range(6)]


def lead(units: list[str]) -> Any:
    return {"units": [{"unit": unit, "share": "lead"} for unit in units]}


def all_reply(congress: Congress, found: Any, units: list[str], promising: int = 0) -> Any:
    """Each of the units replies, so many of them that something is planned."""
    for number, unit in enumerate(units):
        for what, body in (*STEPS, ("reply", PLANNED if number < promising else DONE)):
            path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
            staff = someone(f"unit_staff:{unit}")
            found = congress.done("POST", path, body, by=staff, version=found["version"])
    return found


def test_the_largest_further_round(congress: Congress) -> None:
    """One of six deputies is not content, the five others have yet to rate. Six units have it, five of which
    then have it no more."""
    deputy, found = with_others(congress)
    found = with_opinions(congress, found)
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    before, after = six(congress, "一站"), six(congress, "二站")
    found = congress.step(found, "handover", lead(before), by=OFFICE)
    found = all_reply(congress, found, before)
    found = congress.step(found, "rating", UNSOLVED, by=of(deputy))
    assert code(congress.attempt(found, "handover", lead(after), by=OFFICE)) == (409, "limit_reached")
    found = congress.step(found, "handover", lead([before[0], *after[:5]]), by=OFFICE)
    assert (found["state"], found["round"]) == ("handed_over", 2)


@pytest.mark.parametrize("promising", [3, 6])
def test_the_largest_withdrawal(promising: int, congress: Congress) -> None:
    """Twenty signed, up to six units have promised something, and as many others as may have it once more."""
    deputy, found = signed(congress, 20)
    found = with_opinions(congress, found)
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    before, after = six(congress, "一站"), six(congress, "二站")
    found = congress.step(found, "handover", lead(before), by=OFFICE)
    found = all_reply(congress, found, before, promising)
    found = congress.step(found, "rating", UNSOLVED, by=of(deputy))
    units = [before[0], *after[: 8 - promising]]
    if promising == 6:
        more = lead([*units, before[1]])
        assert code(congress.attempt(found, "handover", more, by=OFFICE)) == (409, "limit_reached")
    found = congress.step(found, "handover", lead(units), by=OFFICE)
    found = congress.step(found, "withdrawal", {"reason": "已另行解决"}, by=of(deputy))
    assert found["state"] == "withdrawn"
    assert congress.whole(f"/v1/units/{before[0]}/due", by=someone(f"unit_staff:{before[0]}")) == []


def test_the_same_deputies_may_sign_all_that_is_joined(congress: Congress) -> None:
    """As many as can be joined fall apart in one transaction, also where everybody hears of each."""
    leads = [congress.deputy(TOWNSHIP) for _ in range(6)]
    others = [congress.deputy(TOWNSHIP) for _ in range(8)]
    main = signed_by(congress, leads[0], others)
    joined = 0
    for deputy in leads[1:]:
        one = signed_by(congress, deputy, others)
        answer = congress.attempt(one, "merging", {"into": main["id"]}, by=OFFICE)
        if answer.status != 200:
            assert code(answer) == (409, "limit_reached")
            break
        joined += 1
    main = congress.step(read(congress, main), "check", {"accepted": False, "reason": "另行提出"}, by=OFFICE)
    assert (main["state"], joined) == ("returned", 3)
