"""Approved leave excuses what it covers; leave that was taken back excuses nothing."""

from datetime import date
from typing import Any

import pytest

from shared.store import engine, records
from shared.store.records import deputy_key
from tests.standing.hall import COUNTY, DEPUTY_ID, STATION, Hall, leave
from tests.standing.trial import ONE, days, deputy, did, lines

ARCHIVE = f"/v1/deputies/{DEPUTY_ID}/archive"


def visits(hall: Hall, on: str = "2026-11-20") -> Any:
    return hall.verdicts(on=on)["sq-13b"]


def test_sq_13b_who_is_on_leave_all_year_owes_no_visit(hall: Hall) -> None:
    hall.deputy()
    leave("2026-01-01", "2026-12-31")
    found = visits(hall)
    assert (found["state"], found["because"], found["counted"]) == ("excused", ["on_leave"], 0)
    assert "已批准请假" in found["sentence"]


def test_leave_that_began_last_year_and_ends_next_year_covers_the_year_between(hall: Hall) -> None:
    hall.deputy()
    leave("2025-12-01", "2026-10-31")
    leave("2026-11-01", "2027-10-31")
    assert visits(hall)["because"] == ["on_leave"]
    assert visits(hall, on="2025-12-31")["state"] == "short", "eleven months of 2025 were free"


def test_leave_of_a_part_of_the_year_leaves_the_year_s_duty_whole(hall: Hall) -> None:
    hall.deputy()
    leave("2026-01-01", "2026-12-30")
    found = visits(hall)
    assert (found["required"], found["state"], found["because"]) == (2, "at_risk", [])


def test_leave_of_other_things_excuses_no_visit(hall: Hall) -> None:
    hall.deputy()
    leave("2026-01-01", "2026-12-31", "inspection", "training")
    assert visits(hall)["state"] == "at_risk"
    leave("2026-01-01", "2026-12-30", "check_in")
    leave("2026-12-31", "2026-12-31", "check_in", "inspection")
    assert visits(hall)["because"] == ["on_leave"]


def test_leave_that_was_taken_back_is_none(hall: Hall) -> None:
    hall.deputy()
    leave("2026-01-01", "2026-12-31", void=True)
    assert visits(hall)["state"] == "at_risk"


def test_leave_excuses_the_coming_year_as_soon_as_it_is_approved(hall: Hall) -> None:
    hall.deputy()
    leave("2026-11-21", "2026-12-31")
    leave("2027-01-01", "2027-11-21")
    assert visits(hall, on="2027-05-01")["state"] == "open", "forty days of 2027 are not covered"
    leave("2027-11-22", "2027-12-31")
    assert visits(hall, on="2027-05-01")["state"] == "open", "nobody approves leave so far ahead"


def test_the_archive_names_the_leave_and_counts_it_as_no_duty(hall: Hall) -> None:
    hall.deputy()
    leave("2025-01-01", "2025-12-31")
    leave("2026-02-01", "2027-01-31", "inspection")
    told = hall.get(ARCHIVE, COUNTY, year="2025").json
    assert told["leaves"] == [{"from": "2025-01-01", "to": "2025-12-31", "of": []}]
    assert (told["records"], told["totals"]) == ([], [])
    (found,) = [verdict for verdict in told["mandates"][0]["verdicts"] if verdict["rule"] == "sq-13b"]
    assert (found["state"], found["because"]) == ("excused", ["on_leave"])
    now = hall.get(ARCHIVE, COUNTY).json
    assert [(entry["from"], len(entry["of"])) for entry in now["leaves"]] == [("2026-02-01", 1)]


def test_nat_62c_two_sessions_missed_end_the_mandate_and_leave_from_sessions_covers_one(hall: Hall) -> None:
    hall.deputy()
    for day, reference in ((date(2025, 2, 12), "a1"), (date(2026, 2, 4), "a2")):
        marks = ["congress_session", "unapproved"]
        engine.put(records.item(deputy_key(DEPUTY_ID), day, "absence", reference, body={}, marks=marks))
    followed = hall.verdicts()["nat-62c"]
    assert (followed["state"], followed["because"]) == ("short", ["then:mandate_ends"])
    leave("2026-02-03", "2026-02-06", "inspection")
    assert hall.verdicts()["nat-62c"]["counted"] == 2
    leave("2026-02-03", "2026-02-07", "congress_session")
    assert (hall.verdicts()["nat-62c"]["state"], hall.verdicts()["nat-62c"]["counted"]) == ("at_risk", 1)


def test_no_certificate_takes_leave_or_absence_for_duty(hall: Hall) -> None:
    hall.deputy()
    hall.visit("2026-03-05")
    leave("2026-03-06", "2026-03-09")
    absent = date(2026, 3, 10)
    engine.put(
        records.item(deputy_key(DEPUTY_ID), absent, "absence", STATION, body={}, marks=["congress_session"])
    )
    path = f"/v1/deputies/{DEPUTY_ID}/certificate"
    page = hall.get(path, COUNTY, **{"from": "2026-01-01", "to": "2026-11-19"})
    assert page.status == 200, page.text
    assert "2026年3月5日" in page.text
    assert "3月9日" not in page.text
    assert "3月10日" not in page.text


@pytest.mark.usefixtures("hall")
def test_sz_29b_a_draft_excuses_who_was_on_leave_in_the_time_tried() -> None:
    deputy(ONE)
    did(ONE, *days(1))
    assert lines()["sz-29b"]["short"] == 1
    leave("2025-01-01", "2025-06-30", person=ONE)
    leave("2025-07-01", "2026-03-31", person=ONE)
    found = lines()["sz-29b"]
    assert (found["bound"], found["excused"], found["short"]) == (1, 1, 0)
