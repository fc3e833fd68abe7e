"""At the largest numbers that are allowed everything still is one transaction (100 operations, AWS)."""

from typing import Any

import pytest

from functions.suggestions.suggestions import store
from shared.domain.deputies import Deputy
from shared.regulations.library import Library, library
from shared.store import packs, writing
from shared.store.writing import MOST_OPERATIONS, Write
from tests.gateway import someone
from tests.regulations.books import pack
from tests.suggestions.promises.test_time_to_rate import ORDER, RATING
from tests.suggestions.suggestions.congress import CONFIRMED, TOWNSHIP, Congress, code, of
from tests.suggestions.suggestions.test_merging import UNSOLVED, signed

PACKS = ("", RATING + ORDER)
"""None but those in force, and with one that gives the deputies a time to rate, the office one to order
another round."""
OFFICE = someone(f"township_staff:{TOWNSHIP}")
PLANNED = {"text": "年内办结。", "outcome": "planned", "signer": "张建军"}
DONE = {"text": "已办结。", "outcome": "done", "signer": "张建军"}
STEPS: tuple[tuple[str, Any], ...] = (
    ("acceptance", {"accepted": True}),
    ("contact", {"way": "visit", "heard": True}),
)


@pytest.fixture(params=PACKS, ids=["law", "times"], autouse=True)
def measures(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a pack gives them times besides the law."""
    if request.param:
        found = Library([*library().packs, pack(request.param, division="4114")])
        assert not found.faults
        monkeypatch.setattr(packs, "library", lambda _adopted: found)
    return bool(request.param)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many operations each transaction of a suggestion had."""
    found: list[int] = []

    def commit(*writes: Write) -> Any:
        found.append(len(writes))
        return writing.commit(*writes)

    monkeypatch.setattr(store, "commit", commit)
    return found


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


def all_reply(
    congress: Congress, found: Any, units: list[str], promising: int = 0, *, until: str = "2027-06-30"
) -> Any:
    """Each of the units replies, so many of them that something is planned."""
    planned = PLANNED | {"until": until}
    for number, unit in enumerate(units):
        for what, body in (*STEPS, ("reply", planned if number < promising else DONE)):
            path = f"/v1/units/{unit}/suggestions/{found['id']}/{what}"
            staff = someone(f"unit_staff:{unit}")
            found = congress.done("POST", path, body, by=staff, version=found["version"])
    return found


def test_the_largest_further_round(congress: Congress, counted: list[int], measures: bool) -> None:
    """One of six deputies is not content, the five others have yet to rate. Six units have it, five of which
    then have it no more; with entries of everybody's own times it is one unit after the other."""
    deputy, found = with_others(congress)
    found = with_opinions(congress, found)
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    before, after = six(congress, "一站"), six(congress, "二站")
    found = congress.step(found, "handover", lead(before), by=OFFICE)
    found = all_reply(congress, found, before)
    found = congress.step(found, "rating", UNSOLVED, by=of(deputy))
    assert code(congress.attempt(found, "handover", lead(after), by=OFFICE)) == (409, "limit_reached")
    units = [before[0], *after[:5]]
    if measures:
        assert code(congress.attempt(found, "handover", lead(units), by=OFFICE)) == (409, "limit_reached")
        found = congress.step(found, "handover", lead(units[:1]), by=OFFICE)
        units = units[1:]
    found = congress.step(found, "handover", lead(units), by=OFFICE)
    assert (found["state"], found["round"]) == ("handed_over", 2)
    assert max(counted) <= MOST_OPERATIONS


def test_the_largest_reply(congress: Congress, counted: list[int]) -> None:
    """The lead promises another day than in the round before, five units that help have not done their part,
    and six deputies have yet to rate."""
    deputy, found = with_others(congress)
    found = with_opinions(congress, found)
    found = congress.step(found, "check", {"accepted": True}, by=OFFICE)
    units = six(congress, "一站")
    found = congress.step(found, "handover", lead(units[:1]), by=OFFICE)
    found = all_reply(congress, found, units[:1], 1)
    found = congress.step(found, "rating", UNSOLVED, by=of(deputy))
    shares = [{"unit": unit, "share": "co" if number else "lead"} for number, unit in enumerate(units)]
    found = congress.step(found, "handover", {"units": shares}, by=OFFICE)
    found = all_reply(congress, found, units[:1], 1, until="2027-09-30")
    assert found["state"] == "replied"
    assert max(counted) <= MOST_OPERATIONS


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
