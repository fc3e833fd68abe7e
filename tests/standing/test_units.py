"""Where handling units stand: organs, and the employers of deputies."""

import pytest

from functions.registration.units.store import new_item
from shared.domain.units import Unit
from shared.store import engine, records
from shared.store.records import unit_key
from tests.gateway import someone
from tests.standing.hall import DAY, Hall

UNIT_ID = "u01j9zq3v7k2m8n4p6r5t"
PATH = f"/v1/units/{UNIT_ID}/standing"
OWN = someone(f"unit_staff:{UNIT_ID}", person="p7k2m8n4p6r5t01j9zq3v")


def unit(division: str = "4114", *, active: bool = True) -> None:
    engine.put(new_item(Unit(UNIT_ID, division, "教育局", active=active)))


def test_nat_40_41_a_unit_owes_deputies_their_time_and_says_by_which_article(hall: Hall) -> None:
    unit()
    found = hall.verdicts(PATH, OWN)
    assert {"nat-40", "nat-41.a", "nat-46.c", "nat-53", "nat-54", "sq-18.service"} <= set(found)
    assert (found["nat-40"]["article"], found["nat-40"]["recorded"]) == ("40", True)
    statement = records.item(unit_key(UNIT_ID), DAY, "attestation", "nat-40", body={}, marks=["document"])
    engine.put(statement)
    met = hall.verdicts(PATH, OWN)["nat-40"]
    assert (met["state"], met["evidence"]) == ("met", [f"{UNIT_ID}.20261120.nat-40"])


def test_dt_14a_a_unit_is_bound_by_the_rules_of_its_own_place(hall: Hall) -> None:
    unit("1402")
    found = hall.verdicts(PATH, OWN)
    assert {"dt-14a", "nat-40"} <= set(found)
    assert not {rule for rule in found if rule.startswith(("sq-", "gx-"))}


def test_gx_10_only_units_of_the_region_itself_answer_for_its_committee(hall: Hall) -> None:
    unit("45")
    assert "gx-10.d" in hall.verdicts(PATH, OWN)
    unit("4501")
    assert "gx-10.d" not in hall.verdicts(PATH, OWN)


def test_an_inactive_unit_owes_what_it_owes(hall: Hall) -> None:
    unit(active=False)
    assert "nat-40" in hall.verdicts(PATH, OWN)


@pytest.mark.parametrize(
    ("grant", "code"),
    [
        (f"unit_staff:{UNIT_ID}", None),
        ("unit_staff:u7k2m8n4p6r5t01j9zq3v", "out_of_scope"),
        ("committee_staff:4114", None),
        ("auditor:41", None),
        ("committee_staff:411402", "out_of_scope"),
        ("committee_staff:12", "out_of_scope"),
        ("deputy:4114", "role_missing"),
    ],
)
def test_who_reads_it(hall: Hall, grant: str, code: str | None) -> None:
    unit()
    assert hall.get(PATH, someone(grant)).json.get("code") == code


def test_a_unit_that_is_none_and_a_day_without_a_calendar(hall: Hall) -> None:
    answer = hall.get(PATH, OWN)
    assert (answer.status, answer.json["code"]) == (404, "unit_not_found")
    unit()
    answer = hall.get(PATH, OWN, on="1999-12-31")
    assert (answer.status, answer.json["code"]) == (422, "day_out_of_range")
