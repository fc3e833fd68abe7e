"""Where a station stands, and the stations of a division: posts, townships without a station."""

from datetime import date
from typing import Any

import pytest

from shared.domain.stations import Post, StationStatus, StationType
from shared.store import engine
from shared.store.records import RecordItem, station_key
from tests import costs
from tests.gateway import someone
from tests.standing.hall import COUNTY, OFFICER, OWN, STATION, Hall

PATH = f"/v1/stations/{STATION}/standing"
LIANGYUAN = "/v1/divisions/411402/standing"
BOTH = (Post.HEAD, Post.LIAISON_OFFICER)


def held(station: str, day: str, kind: str = "research") -> None:
    """What the station held on a day, as whoever records it would write it."""
    key = station_key(station)
    engine.put(RecordItem(key, f"RECORD#{day}#{kind}#a1", kind=kind, day=day, reference="a1", body={}))


def test_sq_08a_a_station_has_a_head_and_a_liaison_officer(hall: Hall) -> None:
    hall.station(STATION, Post.HEAD)
    found = hall.verdicts(PATH, OFFICER)
    assert found["sq-08a.a"]["state"] == "met"
    assert len(found["sq-08a.a"]["evidence"]) == 1
    assert (found["sq-08a.b"]["state"], found["sq-08a.b"]["remaining"]) == ("short", 1)
    hall.station(STATION, *BOTH)
    assert hall.verdicts(PATH, OFFICER)["sq-08a.b"]["state"] == "met"


def test_sq_08c_who_engages_no_specialist_falls_short_of_nothing(hall: Hall) -> None:
    hall.station()
    found = hall.verdicts(PATH, OFFICER)["sq-08c.a"]
    assert (found["modality"], found["state"]) == ("may", "open")


def test_sq_13a_a_station_holds_an_activity_every_month(hall: Hall) -> None:
    hall.station()
    held(STATION, "2026-11-03")
    found = hall.verdicts(PATH, OFFICER)["sq-13a"]
    assert (found["period"]["label"], found["state"], found["counted"]) == ("2026-11", "met", 1)
    assert found["evidence"] == [f"{STATION}.20261103.a1"]
    october = hall.verdicts(PATH, OFFICER, on="2026-10-15")["sq-13a"]
    assert (october["state"], october["counted"]) == ("short", 0)


def test_a_deputy_s_visit_is_no_activity_of_the_station(hall: Hall) -> None:
    hall.station()
    hall.visit("2026-11-03")
    assert hall.verdicts(PATH, OFFICER)["sq-13a"]["counted"] == 0


def test_nothing_is_asked_of_a_station_after_it_was_closed(hall: Hall) -> None:
    hall.station(status=StationStatus.CLOSED, closed_on=date(2026, 10, 31))
    assert hall.verdicts(PATH, OFFICER) == {}
    assert "sq-13a" in hall.verdicts(PATH, OFFICER, on="2026-10-31")


def test_the_station_and_those_above_read_it(hall: Hall) -> None:
    hall.station()
    assert hall.get(PATH, COUNTY).status == 200
    assert hall.get(PATH, OWN).json["code"] == "role_missing"
    assert hall.get(PATH, someone("liaison_officer:411402001-02")).json["code"] == "out_of_scope"


def test_a_station_that_is_not_there_and_a_day_without_a_calendar(hall: Hall) -> None:
    assert hall.get(PATH, OFFICER).json["code"] == "station_not_found"
    assert hall.get(PATH, OFFICER, on="1999-12-31").json["code"] == "day_out_of_range"


def rows(hall: Hall, path: str = LIANGYUAN, **query: str) -> dict[str, Any]:
    answer = hall.get(path, COUNTY, **query)
    assert answer.status == 200, answer.text
    return {row["division"]: row for row in answer.json["items"]}


def test_sq_06a_a_township_without_an_open_station_is_short(hall: Hall) -> None:
    hall.station("411402001-01", *BOTH)
    hall.station("411402002-01", status=StationStatus.CLOSED, closed_on=date(2026, 10, 31))
    found = rows(hall)
    states = {code: [verdict["state"] for verdict in row["verdicts"]] for code, row in found.items()}
    assert states["411402001"] == ["met"]
    assert states["411402002"] == states["411402003"] == ["short"]
    assert (found["411402"]["level"], states["411402"]) == ("county", [])
    assert found["411402002"]["stations"] == []


def test_sq_08a_posts_that_nobody_holds(hall: Hall) -> None:
    hall.station("411402001-01", *BOTH)
    hall.station("411402001-02", Post.HEAD, type=StationType.COMMUNITY_POINT)
    first, second = rows(hall)["411402001"]["stations"]
    short = [verdict["rule"] for verdict in second["verdicts"] if verdict["state"] == "short"]
    assert (second["station"], short) == ("411402001-02", ["sq-08a.b"])
    assert not [verdict for verdict in first["verdicts"] if verdict["state"] == "short"]


def test_a_station_of_the_county_itself_stands_with_the_county(hall: Hall) -> None:
    hall.station("411402-01")
    assert [entry["station"] for entry in rows(hall)["411402"]["stations"]] == ["411402-01"]


def test_only_where_something_is_short(hall: Hall) -> None:
    hall.station("411402001-01", *BOTH)
    hall.station("411402002-01")
    found = rows(hall, short="true")
    assert "411402001" not in found
    assert {"411402002", "411402003"} <= found.keys()


def test_pages_join_without_a_gap(hall: Hall) -> None:
    hall.station("411402002-01")
    whole = list(rows(hall))
    assert len(whole) > 7
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = hall.get(LIANGYUAN, COUNTY, limit="3", **cursor).json
        found += [row["division"] for row in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == whole


def test_a_province_s_page_asks_each_city_on_it_once(hall: Hall) -> None:
    with costs.counted() as operations:
        hall.get("/v1/divisions/41/standing", someone("auditor:41"), limit="100")
    assert operations == ["Query"]


@pytest.mark.parametrize(
    ("path", "query", "refused"),
    [
        ("/v1/divisions/4199/standing", {}, (404, "division_not_found")),
        ("/v1/divisions/41/standing", {"on": "1999-12-31"}, (422, "day_out_of_range")),
        ("/v1/divisions/41/standing", {"cursor": "nonsense"}, (400, "invalid_cursor")),
    ],
)
def test_what_is_refused(hall: Hall, path: str, query: dict[str, str], refused: tuple[int, str]) -> None:
    answer = hall.get(path, someone("auditor:41"), **query)
    assert (answer.status, answer.json["code"]) == refused
