"""While a congress is in session: whose session it is, what it excuses, what it asks."""

from datetime import date, datetime
from typing import Any

import pytest

from functions.standing.congresses import in_charge
from shared.domain.clock import SHANGHAI
from shared.domain.divisions import Level
from shared.store import engine, records
from shared.store.records import SESSION, committee_key, deputy_key, station_key
from tests import costs
from tests.gateway import someone
from tests.standing.hall import COUNTY, DEPUTY_ID, STATION, Hall, mandate
from tests.standing.trial import ONE, days, deputy, did, lines

OF_STATION = f"/v1/stations/{STATION}/standing"
TOWN = "411402100-01"


def session(division: str, first: str, last: str, *, void: bool = False) -> None:
    """A session of a congress, as the service that calls it records it."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    item = records.item(committee_key(division), ends, SESSION, f"a{first}", body={}, first=begins)
    if void:
        item.correction = {"action": "void", "id": "c1"}
    engine.put(item)


def activity(day: str, station: str = STATION) -> None:
    """An activity that a station held."""
    held = date.fromisoformat(day)
    engine.put(records.item(station_key(station), held, "activity", f"a{day}", body={}))


def of_month(hall: Hall, month: str, station: str = STATION) -> Any:
    path = f"/v1/stations/{station}/standing"
    return hall.verdicts(path, someone("committee_staff:4114"), on=f"{month}-15")["sq-13a"]


def test_sq_13a_a_month_that_is_all_session_asks_no_activity_of_the_station(hall: Hall) -> None:
    hall.station()
    session("411402", "2026-02-01", "2026-02-28")
    found = of_month(hall, "2026-02")
    assert (found["state"], found["because"]) == ("excused", ["in_session"])
    assert "人民代表大会会议" in found["sentence"]
    assert of_month(hall, "2026-03")["state"] == "short"


def test_sq_13a_what_is_held_while_the_congress_sits_is_no_activity_between_sessions(hall: Hall) -> None:
    hall.station()
    session("411402", "2026-02-03", "2026-02-06")
    activity("2026-02-04")
    assert (of_month(hall, "2026-02")["counted"], of_month(hall, "2026-02")["state"]) == (0, "short")
    activity("2026-02-07")
    assert of_month(hall, "2026-02")["state"] == "met"


def test_sq_13a_a_street_has_the_county_s_congress_and_a_town_its_own(hall: Hall) -> None:
    """Shangqiu art. 2: stations are set up by the towns' presidiums and, in streets, by working committees,
    which are organs of the county's standing committee."""
    hall.station()
    hall.station(TOWN)
    session(TOWN[:9], "2026-02-01", "2026-02-28")
    session("4114", "2026-03-01", "2026-03-31")
    session("411402", "2026-04-01", "2026-04-30")
    excused = {
        station: [
            month for month in ("2026-02", "2026-03", "2026-04") if of_month(hall, month, station)["because"]
        ]
        for station in (STATION, TOWN)
    }
    assert excused == {STATION: ["2026-04"], TOWN: ["2026-02"]}


@pytest.mark.parametrize(
    ("code", "congress"),
    [
        ("411402001", "411402"),
        ("411402100", "411402100"),
        ("411503410", "411503"),
        ("411402", "411402"),
        ("4114", "4114"),
        ("41", "41"),
    ],
)
def test_whose_congress_is_the_one_of_a_place(code: str, congress: str) -> None:
    assert in_charge(code) == congress


def test_a_session_that_was_called_off_is_none(hall: Hall) -> None:
    hall.station()
    session("411402", "2026-02-01", "2026-02-28", void=True)
    assert of_month(hall, "2026-02")["state"] == "short"


def test_a_session_that_is_called_already_excuses_the_month_to_come(hall: Hall) -> None:
    hall.station()
    session("411402", "2027-01-25", "2027-03-02")
    assert of_month(hall, "2027-02")["because"] == ["in_session"]


def attendance(hall: Hall, on: str | None = None) -> list[Any]:
    """The verdicts on attendance (nat-13a), one for each mandate that owes one."""
    answer = hall.get("/v1/me/standing") if on is None else hall.get("/v1/me/standing", on=on)
    held = answer.json["mandates"]
    return [verdict for told in held for verdict in told["verdicts"] if verdict["rule"] == "nat-13a"]


def test_nat_13a_a_deputy_attends_each_session_of_the_own_congress(hall: Hall) -> None:
    hall.deputy(mandate(), mandate(Level.COUNTY, "411402", "411402001", number=2))
    session("4114", "2026-02-03", "2026-02-06")
    assert attendance(hall) == []
    (missed,) = attendance(hall, on="2026-02-04")
    assert (missed["state"], missed["period"]["from"], missed["period"]["to"]) == (
        "short",
        "2026-02-03",
        "2026-02-06",
    )
    engine.put(records.item(deputy_key(DEPUTY_ID), date(2026, 2, 6), SESSION, "a1", body={}))
    (attended,) = attendance(hall, on="2026-02-04")
    assert (attended["state"], attended["evidence"]) == ("met", [f"{DEPUTY_ID}.20260206.a1"])


def test_nat_13a_who_is_on_leave_for_the_session_is_excused(hall: Hall) -> None:
    hall.deputy()
    session("4114", "2026-02-03", "2026-02-06")
    away = records.item(
        deputy_key(DEPUTY_ID),
        date(2026, 2, 6),
        records.LEAVE,
        "l1",
        body={},
        marks=[SESSION],
        first=date(2026, 2, 3),
    )
    engine.put(away)
    (found,) = attendance(hall, on="2026-02-05")
    assert (found["state"], found["because"]) == ("excused", ["on_leave"])


def test_nat_13a_the_archive_tells_each_session_of_the_year(hall: Hall) -> None:
    hall.deputy()
    session("4114", "2026-02-03", "2026-02-06")
    session("4114", "2026-07-14", "2026-07-15")
    session("4114", "2025-02-11", "2025-02-14")
    engine.put(records.item(deputy_key(DEPUTY_ID), date(2026, 2, 6), SESSION, "a1", body={}))
    told = hall.get(f"/v1/deputies/{DEPUTY_ID}/archive", COUNTY).json["mandates"][0]["verdicts"]
    found = [(v["period"]["from"], v["state"]) for v in told if v["rule"] == "nat-13a"]
    assert found == [("2026-02-03", "met"), ("2026-07-14", "short")]


def test_each_congress_is_asked_for_once_and_only_where_a_rule_asks(hall: Hall) -> None:
    hall.deputy(
        mandate(),
        mandate(begins="2017-03-01", ends="2026-12-31", number=3),
        mandate(Level.COUNTY, "411402", "411402001", number=2),
    )
    with costs.counted() as operations:
        hall.get(f"/v1/deputies/{DEPUTY_ID}/standing", COUNTY)
    assert operations == ["GetItem", "Query", "Query", "Query"], "records, the city's sessions, the county's"
    hall.station("440303001-01")
    with costs.counted() as operations:
        hall.get("/v1/stations/440303001-01/standing", someone("committee_staff:44"))
    assert operations == ["GetItem", "Query"], "nothing in force there asks a station about sessions"


def test_nat_13a_the_last_second_of_a_session_in_china(hall: Hall) -> None:
    hall.deputy()
    session("4114", "2026-11-17", "2026-11-20")
    hall.now = datetime(2026, 11, 20, 23, 59, 59, tzinfo=SHANGHAI)
    assert [verdict["state"] for verdict in attendance(hall)] == ["at_risk"]
    hall.now = datetime(2026, 11, 21, 0, 0, 0, tzinfo=SHANGHAI)
    assert attendance(hall) == []
    assert [verdict["state"] for verdict in attendance(hall, on="2026-11-20")] == ["short"]


@pytest.mark.usefixtures("hall")
def test_sz_29b_a_draft_counts_no_visit_of_the_days_of_a_session() -> None:
    deputy(ONE)
    did(ONE, *days(4))
    assert lines()["sz-29b"]["met"] == 1
    session("4403", days(4)[3], days(4)[3])
    found = lines()["sz-29b"]
    assert (found["met"], found["falls_short"][0]["counted"]) == (0, 3)
