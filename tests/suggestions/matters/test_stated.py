"""What only a statement shows of units, beside the cases: help for deputies, and that obstruction was dealt
with."""

import pytest

from functions.standing.app import app as standing
from tests.gateway import call
from tests.suggestions.matters.chamber import Chamber, staff_of


@pytest.mark.parametrize(
    ("division", "rule", "evidence"),
    [
        ("4114", "nat-53", "minutes"),
        ("4114", "nat-54", "photograph"),
        ("4403", "sz-33.a", "obstruction_report"),
        ("1402", "dt-13.stated", "handling_decision"),
    ],
)
def test_nat_53_nat_54_sz_33_dt_13_a_unit_states_what_it_did(
    chamber: Chamber, division: str, rule: str, evidence: str
) -> None:
    chamber.adopt("shenzhen:2026-01-01")
    unit = chamber.unit(division, "市某局")
    staff, other = staff_of(unit), staff_of(chamber.unit(division, "市另一局"))
    before = chamber.standing(unit, staff)[rule]
    assert (before["counted"], before["required"], before["recorded"]) == (0, 1, True)
    body = {
        "subject": {"kind": "handling_unit", "id": unit},
        "day": "2026-11-30",
        "evidence": [evidence],
    }
    path = f"/v1/obligations/{rule}/statements"
    with chamber.acting("StandingFunction"):
        assert call(standing, "POST", path, body=body, caller=other).status == 403
        wrong = call(standing, "POST", path, body={**body, "evidence": ["rumour"]}, caller=staff)
        assert 400 <= wrong.status < 500
        said = call(standing, "POST", path, body=body, caller=staff)
    assert said.status == 201, said.text
    after = chamber.standing(unit, staff)[rule]
    assert (after["state"], after["evidence"]) == ("met", [said.json["id"]])
