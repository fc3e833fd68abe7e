"""An appeal goes on with the unit that succeeds the organ that has it (sz-32), over HTTP."""

from functions.registration.units import store as units
from shared.domain.units import Unit
from shared.store import engine
from tests.regulations.moments import at
from tests.suggestions.matters.chamber import OFFICE_SZ, SHENZHEN, Chamber, staff_of
from tests.suggestions.matters.test_appeals import Detention


def test_sz_32_the_hours_run_on_when_another_unit_goes_on_with_an_appeal(chamber: Chamber) -> None:
    chamber.world.deploy_with(Province="44")
    detention = Detention(chamber)
    found = detention.entered("2026-12-31 20:30")
    new = chamber.unit(SHENZHEN, "市公安局福田分局")
    chamber._act_as("RegistrationFunction")
    engine.put(units.new_item(Unit(detention.organ, SHENZHEN, "市公安局", active=False)))
    chamber._act_as("SuggestionsFunction")
    chamber.now = at("2026-12-31 22:00")
    body = {"successor": new, "reason": "机构改革"}
    path = f"/v1/units/{detention.organ}/succession"
    (item,) = chamber.done("POST", path, body, by=OFFICE_SZ)["items"]
    assert (item["kind"], item["title"], item["passed"]) == ("appeal", "代表申诉书", True)
    assert chamber.done("POST", path, body, by=OFFICE_SZ)["items"] == []
    own = f"/v1/units/{new}/appeals/{found['id']}"
    seen = chamber.done("GET", own, by=staff_of(new))
    (clock,) = seen["clocks"]
    assert (clock["due_at"], clock["state"]) == ("2027-01-01T08:30:00+08:00", "running")
    gone = chamber.send("GET", f"/v1/units/{detention.organ}/appeals/{found['id']}", by=detention.staff)
    assert gone.status == 404
    for recipient in (f"unit_staff:{new}", f"unit_staff:{detention.organ}", "committee_staff:4403"):
        assert detention.deputy.name not in str(chamber.heard(recipient, "case_succeeded"))
    history = chamber.done("GET", f"/v1/appeals/{found['id']}/history", by=OFFICE_SZ)["items"]
    assert [one["what"] for one in history] == ["received", "unit_succeeded"]
    chamber.now = at("2027-01-01 08:30")
    done = chamber.send("POST", f"{own}/forwarding", {}, by=staff_of(new), version=seen["version"])
    assert done.json["state"] == "forwarded"
    assert chamber.done("GET", own, by=staff_of(new))["clocks"][0]["state"] == "met"
