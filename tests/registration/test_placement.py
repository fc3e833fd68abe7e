"""Deputies are placed in stations (Shangqiu art. 11), and their entries' history is kept."""

from datetime import UTC, datetime
from typing import Any

from tests.aws import World
from tests.gateway import someone
from tests.registration.office import (
    CITY,
    CITY_MANDATE,
    COUNTY,
    ELSEWHERE,
    FAR_STATION,
    OTHER_STATION,
    RESIDENT,
    STATION,
    TOWNSHIP,
    Office,
    basis,
    code,
)


def unplace(office: Office, deputy: Any, **options: Any) -> Any:
    path = f"/v1/deputies/{deputy['id']}/placement"
    return office.send("DELETE", path, version=deputy["version"], **options)


def test_sq_11a_a_deputy_is_placed_and_listed_at_the_station(office: Office) -> None:
    office.station()
    made = office.deputy()
    placed = office.place(made, STATION)
    assert (placed.json["station"], placed.json["placed_on"]) == (STATION, "2026-11-20")
    head = someone(f"station_head:{STATION}")
    listed = office.done("GET", "/v1/deputies", query={"scope": STATION}, by=head)["items"]
    assert [deputy["id"] for deputy in listed] == [made["id"]]


def test_sq_11a_who_is_in_no_station_yet_can_be_found(office: Office) -> None:
    office.station()
    office.place(office.deputy(name="甲"), STATION)
    office.deputy(name="乙")
    left = office.done("GET", "/v1/deputies", query={"scope": "4114", "placed": "false"})["items"]
    assert [deputy["name"] for deputy in left] == ["乙"]


def test_sq_11a_the_day_of_placement_is_the_day_in_shanghai(office: Office) -> None:
    office.station()
    made = office.deputy()
    office.now = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    placed = office.place(made, STATION).json
    assert placed["placed_on"] == "2026-12-31"
    office.now = datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC)
    office.station(OTHER_STATION)
    assert office.place(placed, OTHER_STATION).json["placed_on"] == "2027-01-01"


def test_sq_11a_placement_takes_reach_over_where_from_and_where_to(office: Office) -> None:
    for station in (STATION, OTHER_STATION, FAR_STATION):
        office.station(station)
    made = office.deputy()
    assert code(office.place(made, FAR_STATION, by=COUNTY)) == (403, "out_of_scope")
    assert code(office.place(made, STATION, by=TOWNSHIP)) == (403, "out_of_scope")
    assert code(office.place(made, STATION, by=ELSEWHERE)) == (403, "out_of_scope")
    assert code(office.place(made, STATION, by=RESIDENT)) == (403, "role_missing")
    placed = office.place(made, STATION, by=COUNTY).json
    assert code(office.place(placed, OTHER_STATION, by=TOWNSHIP)) == (403, "out_of_scope")
    assert unplace(office, placed, by=TOWNSHIP).status == 200


def test_a_township_places_its_own_deputies(office: Office) -> None:
    office.station()
    own = {
        "level": "township",
        "division": "411402001",
        "electing_unit": "第一选区",
        "term": 12,
        "begins": "2022-01-15",
    }
    made = office.deputy(mandates=[own], by=COUNTY)
    assert office.place(made, STATION, by=TOWNSHIP).status == 200


def test_sq_11c_deputies_of_the_armed_forces_are_placed_in_no_station(office: Office) -> None:
    office.station()
    soldier = office.deputy(armed_forces_unit="某部队政治工作部")
    refused = office.place(soldier, STATION)
    assert code(refused) == (409, "armed_forces_placement")
    assert basis(refused) == ("shangqiu", "11")


def test_sq_11c_who_is_placed_leaves_the_station_before_joining_a_unit(office: Office) -> None:
    office.station()
    placed = office.place(office.deputy(), STATION).json
    path, unit = f"/v1/deputies/{placed['id']}", {"armed_forces_unit": "某部队政治工作部"}
    refused = office.send("PATCH", path, unit, version=placed["version"])
    assert (code(refused), basis(refused)) == ((409, "armed_forces_placement"), ("shangqiu", "11"))
    free = unplace(office, placed).json
    assert office.send("PATCH", path, unit, version=free["version"]).status == 200


def test_a_station_must_be_there_and_open(office: Office) -> None:
    made = office.deputy()
    assert code(office.place(made, STATION)) == (404, "station_not_found")
    office.station()
    office.done("POST", f"/v1/stations/{STATION}/closure")
    assert code(office.place(made, STATION)) == (409, "station_closed")


def test_who_has_no_mandate_left_is_not_placed(office: Office) -> None:
    office.station()
    made = office.deputy(mandates=[{**CITY_MANDATE, "ends": "2026-11-19"}])
    assert code(office.place(made, STATION)) == (409, "mandates_ended")


def test_a_placement_under_an_old_version_is_refused(office: Office) -> None:
    office.station()
    made = office.deputy()
    assert office.place(made, STATION).status == 200
    assert code(office.place(made, STATION)) == (412, "stale_version")
    assert code(unplace(office, made)) == (412, "stale_version")


def test_who_is_in_no_station_cannot_leave_one(office: Office) -> None:
    assert code(unplace(office, office.deputy())) == (409, "not_placed")


def test_the_history_tells_who_when_and_what(office: Office) -> None:
    office.station()
    made = office.deputy()
    office.now = datetime(2026, 11, 21, 1, tzinfo=UTC)
    placed = office.place(made, STATION, by=COUNTY).json
    office.now = datetime(2026, 11, 22, 1, tzinfo=UTC)
    path = f"/v1/deputies/{made['id']}"
    office.done("PATCH", path, {"name": "王晓红"}, version=placed["version"])
    newest, second, first = office.done("GET", f"{path}/changes")["items"]
    assert newest == {
        "at": "2026-11-22T09:00:00+08:00",
        "by": CITY.person,
        "what": "changed",
        "before": {"name": "王晓梅"},
        "after": {"name": "王晓红"},
        "reason": None,
    }
    assert (second["what"], second["by"], second["before"]) == ("placed", COUNTY.person, {})
    assert second["after"] == {"station": STATION, "placed_on": "2026-11-21"}
    assert (first["what"], first["before"]) == ("registered", {})
    assert "phone_mask" not in first["after"]


def test_the_history_of_placements_is_kept(office: Office) -> None:
    office.station()
    office.station(OTHER_STATION)
    deputy = office.deputy()
    for station in (STATION, OTHER_STATION):
        deputy = office.place(deputy, station).json
    unplace(office, deputy)
    told = office.done("GET", f"/v1/deputies/{deputy['id']}/placements")["items"]
    steps = {(item["before"].get("station"), item["after"].get("station")) for item in told}
    assert steps == {(None, STATION), (STATION, OTHER_STATION), (OTHER_STATION, None)}
    assert {item["what"] for item in told} == {"placed", "unplaced"}


def test_the_history_is_read_by_pages_newest_first_and_by_kind(office: Office) -> None:
    deputy = office.deputy()
    for number in range(4):
        office.now = datetime(2026, 11, 21 + number, tzinfo=UTC)
        path = f"/v1/deputies/{deputy['id']}"
        deputy = office.done("PATCH", path, {"fields": [f"领域{number}"]}, version=deputy["version"])
    seen = office.whole(f"/v1/deputies/{deputy['id']}/changes", limit="2")
    moments = [item["at"] for item in seen]
    assert (len(seen), moments) == (5, sorted(moments, reverse=True))
    changed = office.whole(f"/v1/deputies/{deputy['id']}/changes", limit="3", what="changed")
    assert [item["what"] for item in changed] == ["changed"] * 4


def test_the_deputy_reads_the_own_history_and_nobody_else_elsewhere(office: Office) -> None:
    made = office.deputy()
    own = someone("deputy:4114", person=made["id"])
    path = f"/v1/deputies/{made['id']}/changes"
    assert office.send("GET", path, by=own).status == 200
    assert code(office.send("GET", path, by=someone("deputy:4114"))) == (403, "role_missing")
    assert code(office.send("GET", path, by=RESIDENT)) == (403, "role_missing")
    assert code(office.send("GET", path, by=ELSEWHERE)) == (403, "out_of_scope")


def test_a_change_and_its_history_stand_or_fall_together(office: Office, tables: World) -> None:
    office.station()
    made = office.deputy()
    office.place(made, STATION)
    before = len(tables.items("Registry"))
    assert office.place(made, STATION).status == 412
    assert len(tables.items("Registry")) == before
