"""What the law forbids is what can be reported (Deputies Law art. 55)."""

from collections.abc import Callable

from functions.standing.app import app as standing
from shared.regulations.library import library
from tests.gateway import call
from tests.suggestions.matters.chamber import Chamber
from tests.suggestions.matters.test_obstruction import DATONG, PATH, Case
from tests.suggestions.suggestions.congress import code, of

WRONGS = {"refusal_to_assist": "refuse_to_assist", "obstruction": "obstruct", "retaliation": "retaliate"}
"""Each that can be reported, and the act that the law forbids."""


def test_nat_55a_each_forbidden_act_can_be_reported_and_nothing_else(
    chamber: Chamber, act_as: Callable[[str], None]
) -> None:
    """nat-55b: of each the report says what may follow, before anybody has decided."""
    case = Case(chamber)
    bar = next(part for pack in library().packs for part in pack.parts() if part.id == "nat-55a")
    assert set(bar.fields.act) == set(WRONGS.values())
    for wrong in WRONGS:
        found = case.made(wrong=wrong)
        rules = {one["rule"] for one in found["consequences"]}
        assert any(rule.startswith("nat-55b.") for rule in rules), wrong
        assert {one["article"].partition("-")[0] for one in found["consequences"]} <= {"13", "55"}
    other = chamber.send("POST", PATH, case.body(wrong="rudeness"), by=of(case.deputy))
    assert code(other) == (400, "invalid_request")
    act_as("StandingFunction")
    rules = call(standing, "GET", f"/v1/rulebooks/{DATONG}", query={"on": "2026-11-20"}).json["rules"]
    forbidden = next(rule for rule in rules if rule["id"] == "nat-55a")
    assert (forbidden["article"], forbidden["modality"], forbidden["kind"]) == ("55", "must_not", "bar")
