"""What is owed by publishing and telling, by letters and visits, and by help to residents. What makes no
record yet says so; what a record changes is shown by one put there."""

from typing import Any

import pytest

from functions.registration.units.store import new_item
from shared.domain.divisions import Level
from shared.domain.units import Unit
from shared.regulations.inputs import PUBLICATION
from shared.store import engine, records
from shared.store.records import committee_key, deputy_key
from tests.gateway import someone
from tests.standing.hall import DAY, DEPUTY_ID, Hall, mandate

UNIT_ID = "u01j9zq3v7k2m8n4p6r5t"
AUDITORS = {place: someone(f"auditor:{place}", person="pavd1t0r0000000000000") for place in ("12", "44")}
YEARLY = ("work_priorities", "legislative_plan", "supervision_plan", "deputies_work_plan", "major_matters")


@pytest.fixture
def adopted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shenzhen lives by its draft."""
    monkeypatch.setenv("ADOPTED_DRAFTS", "shenzhen:2026-01-01")


def published(partition: str, *items: str, channel: str = "duty_platform") -> None:
    """These items were published today."""
    for item in items:
        engine.put(records.item(partition, DAY, PUBLICATION, item, body={}, marks=[channel]))


def rule(hall: Hall, division: str, id_: str) -> dict[str, Any]:
    """A rule of the division's rulebook."""
    answer = hall.get(f"/v1/rulebooks/{division}", on="2026-11-20")
    return next(rule for rule in answer.json["rules"] if rule["id"] == id_)


def test_tj_04_five_documents_a_year_reach_deputies(hall: Hall) -> None:
    path, reader = "/v1/committees/12/standing", AUDITORS["12"]
    before = hall.verdicts(path, reader)["tj-04"]
    assert (before["article"], before["required"], before["recorded"]) == ("4", len(YEARLY), True)
    assert hall.verdicts(path, reader, on="2025-12-31")["tj-04"]["state"] == "short"
    published(committee_key("12"), *YEARLY[1:])
    assert hall.verdicts(path, reader)["tj-04"]["state"] != "met"
    published(committee_key("12"), YEARLY[0])
    assert hall.verdicts(path, reader)["tj-04"]["state"] == "met"


def test_sz_11b_organs_and_the_committee_inform_deputies_each_year(hall: Hall, adopted: None) -> None:
    engine.put(new_item(Unit(UNIT_ID, "4403", "教育局")))
    told = ("work_situation", "information_materials")
    for path, partition, part in (
        (f"/v1/units/{UNIT_ID}/standing", f"UNIT#{UNIT_ID}", "sz-11b.a"),
        ("/v1/committees/4403/standing", committee_key("4403"), "sz-11b.b"),
    ):
        before = hall.verdicts(path, AUDITORS["44"])[part]
        assert (before["article"], before["recorded"]) == ("11-2", True)
        published(partition, *told)
        assert hall.verdicts(path, AUDITORS["44"])[part]["state"] == "met"


@pytest.mark.parametrize(
    ("division", "id_", "parts"),
    [
        ("12", "tj-14", {"tj-14.documents", "tj-14.journals", "tj-14.materials"}),
        ("1402", "dt-08", {"dt-08.bulletin", "dt-08.journal"}),
    ],
)
def test_tj_14_dt_08_staff_send_what_was_issued(hall: Hall, division: str, id_: str, parts: set[str]) -> None:
    """Each time something was issued: there is no year in which it is owed, so no verdict either."""
    found = rule(hall, division, id_)
    assert (found["kind"], found["subject"], found["modality"]) == ("publish", "staff", "must")
    assert {part["id"] for part in found["parts"]} == parts
    reader = someone(f"auditor:{division}", person="pavd1t0r0000000000000")
    assert not parts & set(hall.verdicts(f"/v1/committees/{division}/standing", reader))


def test_sz_23b_a_deputy_helps_solve_a_pressing_problem_each_year(hall: Hall, adopted: None) -> None:
    hall.deputy(mandate(Level.CITY, "4403", "440304"), station=None)
    path, own = "/v1/me/standing", someone("deputy:4403", person=DEPUTY_ID)
    before = hall.verdicts(path, own)["sz-23b"]
    assert (before["required"], before["counted"], before["recorded"]) == (1, 0, False)
    engine.put(records.item(deputy_key(DEPUTY_ID), DAY, "problem_solved", "v1", body={}))
    after = hall.verdicts(path, own)["sz-23b"]
    assert (after["state"], after["evidence"]) == ("met", [f"{DEPUTY_ID}.20261120.v1"])


def test_sz_24_letters_and_visits_are_for_the_committees_staff(hall: Hall, adopted: None) -> None:
    found = rule(hall, "4403", "sz-24")
    assert (found["kind"], found["subject"], found["article"]) == ("route", "staff", "24")
