"""What a deputy raised by letter goes on with the unit that succeeds another (gx-13a), over HTTP."""

from functions.registration.units import store as units
from shared.domain.units import Unit
from shared.store import engine
from tests.suggestions.matters.chamber import GUANGXI, OFFICE_GX, Chamber
from tests.suggestions.suggestions.congress import of


def test_gx_13a_a_letter_goes_on_with_the_unit_that_succeeds_another(chamber: Chamber) -> None:
    chamber.world.deploy_with(Province="45")
    deputy = chamber.deputy(GUANGXI)
    old, new = chamber.unit(GUANGXI, "自治区能源局"), chamber.unit(GUANGXI, "自治区发展和改革委员会")
    found = chamber.letter(deputy)
    found = chamber.took(found, "handover", {"unit": old}, by=OFFICE_GX)
    chamber._act_as("RegistrationFunction")
    engine.put(units.new_item(Unit(old, GUANGXI, "自治区能源局", active=False)))
    chamber._act_as("SuggestionsFunction")
    body = {"successor": new, "reason": "机构改革"}
    answer = chamber.done("POST", f"/v1/units/{old}/succession", body, by=OFFICE_GX)
    assert [(one["kind"], one["passed"]) for one in answer["items"]] == [("letter", True)]
    standing = chamber.detail(found, OFFICE_GX)
    assert chamber.happened(found, OFFICE_GX)[-1]["what"] == "unit_succeeded"
    assert chamber.heard(deputy.id, "case_succeeded")["with"] == "自治区发展和改革委员会"
    reply = {"text": "已处理。", "signer": "覃建军"}
    assert chamber.by_unit(old, standing, "reply", reply).status == 404
    assert chamber.by_unit(new, standing, "reply", reply).status == 200
    assert chamber.detail(found, of(deputy))["state"] == "answered"
