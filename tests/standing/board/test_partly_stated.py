"""Obligations that a statement shows in one part, and something else in another."""

import pytest

from functions.standing.app import app
from shared.store import engine, records
from shared.store.records import unit_key
from tests.gateway import call, someone
from tests.standing.board.floor import GROUP_ID, STAFF_ID, UNIT_ID, Floor, group, unit
from tests.standing.hall import DAY

AUDITOR = "pavd1t0r0000000000000"


def test_dt_13_obstruction_is_dealt_with_and_that_is_stated(floor: Floor) -> None:
    """The consequence follows only where there was any: from a record, such as the decision on a report
    makes (tests/suggestions/matters)."""
    unit("1402")
    path, reader = f"/v1/units/{UNIT_ID}/standing", someone("auditor:14", person=AUDITOR)
    staff = someone(f"unit_staff:{UNIT_ID}", person=STAFF_ID)
    before = floor.hall.verdicts(path, reader)
    assert "dt-13.follows" not in before
    assert before["dt-13.stated"]["counted"] == 0
    said = floor.state("dt-13.stated", "handling_unit", UNIT_ID, staff, evidence=["handling_decision"])
    assert said.status == 201
    engine.put(records.item(unit_key(UNIT_ID), DAY, "obstruction", "o1", body={}))
    after = floor.hall.verdicts(path, reader)
    assert after["dt-13.stated"]["evidence"] == [said.json["id"]]
    follows = after["dt-13.follows"]
    assert (follows["article"], follows["because"]) == ("13", ["then:dealt_with"])
    assert follows["evidence"] == [f"{UNIT_ID}.20261120.o1"]


def test_gx_11_helping_groups_is_stated_and_their_making_is_nobody_s_shortfall(floor: Floor) -> None:
    """By region or by industry (gx-11.c): the Registry does not tell how a group was made up, so no group
    falls short of it."""
    staff = someone("committee_staff:45", person=STAFF_ID)
    for part, word in (("gx-11.a", "group_roster"), ("gx-11.b", "group_activity")):
        assert floor.board("45", staff)[part]["state"] == "at_risk"
        assert floor.state(part, "committee", "45", staff, evidence=[word]).status == 201
        assert floor.board("45", staff)[part]["state"] == "met"
    group("45")
    own = floor.hall.verdicts(f"/v1/groups/{GROUP_ID}/standing", someone("auditor:45", person=AUDITOR))
    assert "gx-11.c" not in own


def test_sz_05_serving_deputies_is_stated_and_who_leads_it_is_not_known(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The Registry has members of the committee, not the heads of its bodies (sz-05.a)."""
    monkeypatch.setenv("ADOPTED_DRAFTS", "shenzhen:2026-01-01")
    staff = someone("committee_staff:4403", person=STAFF_ID)
    assert "sz-05.a" not in floor.board("4403", staff)
    assert floor.state("sz-05.b", "committee", "4403", staff, evidence=["service_plan"]).status == 201
    assert floor.board("4403", staff)["sz-05.b"]["state"] == "met"


def test_sq_17a_serving_deputies_is_stated_and_the_course_of_opinions_stands_in_the_rulebook(
    floor: Floor,
) -> None:
    street = someone("township_staff:411402001", person=STAFF_ID)
    sent = {"evidence": ["service_record"]}
    assert floor.state("sq-17a.service", "staff", "411402001", street, **sent).status == 201
    assert floor.board("411402001", street)["sq-17a.service"]["state"] == "met"
    rules = call(app, "GET", "/v1/rulebooks/411402001", query={"on": "2026-11-20"}).json["rules"]
    parts = {part["id"]: part for rule in rules for part in rule["parts"]}
    assert (parts["sq-17a.flow"]["kind"], parts["sq-17a.flow"]["subject"]) == ("route", "staff")
