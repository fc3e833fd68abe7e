"""The duty archive (Shangqiu art. 21): what a deputy did in a year, each line with its evidence."""

from itertools import pairwise
from typing import Any

import pytest

from shared.domain.divisions import Level
from shared.domain.proof.assurance import Proof
from shared.store.corrections import Action
from tests.gateway import someone
from tests.standing.hall import COUNTY, DEPUTY_ID, OWN, STATION, Hall, mandate

PATH = f"/v1/deputies/{DEPUTY_ID}/archive"


def archive(hall: Hall, **query: str) -> Any:
    answer = hall.get(PATH, COUNTY, **query)
    assert answer.status == 200, answer.text
    return answer.json


def verdict(told: Any, rule: str, number: int = 0) -> Any:
    (found,) = [entry for entry in told["mandates"][number]["verdicts"] if entry["rule"] == rule]
    return found


def test_sq_21_the_year_s_records_their_total_and_what_they_come_to(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2025-12-31")
    first, second = hall.visit("2026-01-01"), hall.visit("2026-11-20")
    found = archive(hall)
    assert (found["year"], found["until"]) == (2026, "2026-11-20")
    assert [record["id"] for record in found["records"]] == [first.id, second.id]
    assert found["records"][0] == {
        "id": first.id,
        "day": "2026-01-01",
        "kind": "check_in",
        "name": "进站签到",
        "reference": STATION,
        "grade": "A",
        "counted": True,
        "why": None,
    }
    assert found["totals"] == [
        {"kind": "check_in", "name": "进站签到", "times": 2, "evidence": [first.id, second.id]}
    ]
    assert verdict(found, "sq-13b")["evidence"] == [first.id, second.id]
    assert verdict(found, "sq-13b")["state"] == "met"


def test_what_does_not_count_is_told_and_not_counted(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05", proof=Proof.STAFF)
    hall.correct(hall.visit("2026-03-06"), Action.VOID)
    found = archive(hall)
    assert [record["counted"] for record in found["records"]] == [False, False]
    assert found["totals"] == []
    assert verdict(found, "sq-13b")["counted"] == 0


def test_a_year_that_is_over_is_told_whole(hall: Hall) -> None:
    hall.deputy()
    visit = hall.visit("2025-03-05")
    found = archive(hall, year="2025")
    assert found["until"] == "2025-12-31"
    assert verdict(found, "sq-13b")["state"] == "short"
    assert verdict(found, "sq-13b")["evidence"] == [visit.id]


def test_a_mandate_that_ended_in_the_year_is_told_to_its_end(hall: Hall) -> None:
    ended = mandate(ends="2026-06-30")
    hall.deputy(ended, mandate(Level.COUNTY, "411402", "411402001", begins="2026-07-01", number=2))
    hall.visit("2026-03-05")
    hall.visit("2026-08-05")
    found = archive(hall)
    assert [held["id"] for held in found["mandates"]] == [ended.id, mandate(number=2).id]
    assert verdict(found, "sq-13b")["counted"] == 1
    assert verdict(found, "sq-13c", 1)["counted"] == 1
    assert archive(hall, year="2021")["mandates"] == []


def test_each_rule_stands_once_a_period(hall: Hall) -> None:
    hall.deputy()
    verdicts = archive(hall)["mandates"][0]["verdicts"]
    lines = [(entry["rule"], entry["with"], entry["period"]["label"]) for entry in verdicts]
    assert len(lines) == len(set(lines))


def test_what_still_runs_when_the_year_is_over_is_told_as_it_stood_then(hall: Hall) -> None:
    """The mandate's term goes on; who comes back to the archive of 2025 later reads the same again."""
    hall.deputy()
    hall.visit("2025-03-05")
    before = archive(hall, year="2025")
    hall.visit("2026-03-05")
    assert archive(hall, year="2025") == before


def test_a_year_that_goes_on_is_told_up_to_today(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    found = verdict(archive(hall), "sq-13b")
    assert (found["state"], found["remaining"], found["due"]) == ("at_risk", 1, "2026-12-31")


def test_the_verdicts_stand_in_the_order_of_the_rules_and_then_of_time(hall: Hall) -> None:
    hall.deputy()
    lines = [(v["rule"], v["period"]["from"]) for v in archive(hall)["mandates"][0]["verdicts"]]
    known = [v["rule"] for v in hall.get("/v1/me/standing").json["mandates"][0]["verdicts"]]
    rules = [rule for rule, _ in lines if rule in known]
    assert sorted(rules, key=known.index) == rules
    assert all(one[1] <= two[1] for one, two in pairwise(lines) if one[0] == two[0])


def test_a_deputy_reads_their_own_and_nobody_else_s(hall: Hall) -> None:
    hall.deputy()
    assert hall.get(PATH, OWN).json == archive(hall)
    stranger = someone("deputy:4114", person="p0000000000000000000z")
    assert hall.get(PATH, stranger).json["code"] == "role_missing"


@pytest.mark.parametrize(
    ("year", "refused"), [("2027", (422, "day_out_of_range")), ("1999", (400, "invalid_request"))]
)
def test_years_that_cannot_be_told(hall: Hall, year: str, refused: tuple[int, str]) -> None:
    hall.deputy()
    answer = hall.get(PATH, OWN, year=year)
    assert (answer.status, answer.json["code"]) == refused
