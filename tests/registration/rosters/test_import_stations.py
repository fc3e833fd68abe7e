"""Rosters of stations and of handling units, from the file to the tables."""

from dataclasses import replace
from datetime import time

from functions.registration.rosters.columns import STATIONS, UNITS
from functions.registration.rosters.rows import StationRow, UnitRow
from functions.registration.stations.store import load
from functions.registration.units.store import load as load_unit
from shared.domain.places import Place
from shared.domain.stations import OpeningHours, Post, Posting, Station, StationType
from shared.domain.units import Unit, unit_id
from shared.store import engine
from shared.store.envelopes import changed, value_of
from tests.registration.office import NOW
from tests.registration.rosters.desk import Desk, counts, troubles
from tests.registration.rosters.samples import STATION, STATION_HEADER, text, workbook

FULL = StationRow(
    division="411402001",
    serial=1,
    name="平台街道人大代表联络站",
    type=StationType.LIAISON_STATION,
    address="民主路 1 号",
    lat=34.45,
    lng=115.65,
    radius=300,
    opening_hours=(OpeningHours(1, time(8, 30), time(17, 30)),),
    facilities=("接待室", "电子屏"),
    mailbox=True,
    legislative_contact_point=True,
    demonstration=False,
)


def station(name: str = "411402001-01") -> Station:
    return value_of(load(name), Station)


def test_a_station_comes_in_with_all_that_the_row_says(desk: Desk) -> None:
    report = desk.rows(STATIONS, FULL)
    assert (report["status"], counts(report)) == ("done", {"created": 1})
    found = station()
    assert found.place == Place(34.45, 115.65, 300)
    assert found.opening_hours == FULL.opening_hours
    assert (found.facilities, found.mailbox, found.legislative_contact_point) == (
        ("接待室", "电子屏"),
        True,
        True,
    )
    assert desk.registry()["STATION#411402001-01", "STATION"]["gsi1pk"] == {"S": "STATIONS#4114"}


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    rows = [replace(FULL, serial=number) for number in range(1, 8)]
    desk.rows(STATIONS, *rows)
    before = desk.everything()
    report = desk.rows(STATIONS, *rows)
    assert counts(report) == {"unchanged": 7}
    assert desk.everything() == before


def test_what_a_row_does_not_say_stays(desk: Desk) -> None:
    desk.rows(STATIONS, FULL)
    short = text(STATION_HEADER, ["411402001", "新名称", "代表之家"]).encode()
    report = desk.upload("stations", short)
    assert counts(report) == {"updated": 1}
    found = station()
    assert (found.name, found.type, found.version) == ("新名称", StationType.DEPUTY_HOME, 2)
    assert found.place == Place(34.45, 115.65, 300)
    assert found.mailbox


def test_a_radius_alone_changes_the_radius_of_the_place_that_is_known(desk: Desk) -> None:
    desk.rows(STATIONS, FULL)
    header = [*STATION_HEADER, "有效半径"]
    desk.upload("stations", text(header, [*STATION, "500"]).encode())
    assert station().place == Place(34.45, 115.65, 500)
    moved = text([*STATION_HEADER, "纬度", "经度"], [*STATION, "34.5", "115.7"]).encode()
    desk.upload("stations", moved)
    assert station().place == Place(34.5, 115.7, 500)


def test_a_radius_without_a_place_is_no_change(desk: Desk) -> None:
    desk.upload("stations", text(STATION_HEADER, STATION).encode())
    report = desk.upload("stations", text([*STATION_HEADER, "有效半径"], [*STATION, "500"]).encode())
    assert counts(report) == {"unchanged": 1}


def test_staff_and_status_survive_an_import(desk: Desk) -> None:
    desk.rows(STATIONS, FULL)
    item = load("411402001-01")
    staffed = replace(station(), staff=(Posting(Post.HEAD, desk.admin.person, "王芳", NOW.date()),))
    engine.put(changed(item, staffed))
    report = desk.rows(STATIONS, replace(FULL, name="改名"))
    assert counts(report) == {"updated": 1}
    assert (station().name, station().staff) == ("改名", staffed.staff)


def test_rows_beyond_the_uploader_s_scope_are_named_and_the_others_go_in(desk: Desk) -> None:
    county = desk.appoint("committee_staff:411402")
    rows = [FULL, replace(FULL, division="411403001"), replace(FULL, division="140212100")]
    report = desk.rows(STATIONS, *rows, by=county)
    assert counts(report) == {"created": 1, "bad": 2}
    assert troubles(report) == [("A3", "out_of_scope"), ("A4", "out_of_scope")]
    assert report["problems"][0]["column"] == "区划代码"
    assert report["problems"][0]["shown"] == "411403001"
    assert [pk for pk, sk in desk.registry() if sk == "STATION"] == ["STATION#411402001-01"]


def test_bad_rows_do_not_keep_good_ones_out(desk: Desk) -> None:
    lines = [
        STATION,
        ["商丘", "甲站", "联络站"],
        ["411402002", "乙站", "站"],
        ["411402003", "丙站", "联络站"],
    ]
    report = desk.upload("stations", text(STATION_HEADER, *lines).encode())
    assert report["counts"] == {"rows": 4, "created": 2, "updated": 0, "unchanged": 0, "bad": 2}
    assert troubles(report) == [("A3", "division_not_digits"), ("C4", "not_offered")]
    assert [problem["row"] for problem in report["problems"]] == [3, 4]


def test_faults_of_the_file_and_of_the_tables_are_told_in_the_order_of_the_file(desk: Desk) -> None:
    lines = [["140212100", "甲站", "联络站"], ["411402002", "乙站", "站"], ["140212100", "丙站", "联络站"]]
    report = desk.upload(
        "stations",
        text(
            [*STATION_HEADER, "站点编号"], *([*line, str(number)] for number, line in enumerate(lines, 1))
        ).encode(),
    )
    assert [problem["row"] for problem in report["problems"]] == [2, 3, 4]


def test_a_file_saved_as_gbk_comes_in_with_its_characters(desk: Desk) -> None:
    report = desk.upload("stations", text(STATION_HEADER, STATION).encode("gbk"))
    assert counts(report) == {"created": 1}
    assert station().name == "平台街道人大代表联络站"


def test_a_formula_is_named_by_its_cell_and_not_read(desk: Desk) -> None:
    book = workbook(STATION_HEADER, STATION, ["411402002", "=B2", "联络站"])
    report = desk.upload("stations", book)
    assert counts(report) == {"created": 1, "bad": 1}
    assert troubles(report) == [("B3", "formula")]


UNIT = UnitRow("DW-01", "梁园区教育体育局", "411402", "李伟", "0370-2712345", "政府部门")


def test_units_come_in_once_and_are_changed_by_their_number(desk: Desk) -> None:
    nameless = UnitRow("", "梁园区人民法院", "411402", "", "", "")
    assert counts(desk.rows(UNITS, UNIT, nameless)) == {"created": 2}
    assert counts(desk.rows(UNITS, UNIT, nameless)) == {"unchanged": 2}
    assert counts(desk.rows(UNITS, replace(UNIT, name="梁园区教育局", contact=""))) == {"updated": 1}
    found = value_of(load_unit(unit_id("411402", "", "DW-01")), Unit)
    assert (found.name, found.contact, found.telephone) == ("梁园区教育局", "李伟", "0370-2712345")
    assert value_of(load_unit(unit_id("411402", "梁园区人民法院", None)), Unit).number is None


def test_units_elsewhere_are_refused(desk: Desk) -> None:
    report = desk.rows(UNITS, replace(UNIT, division="41"), UNIT)
    assert counts(report) == {"created": 1, "bad": 1}
    assert troubles(report) == [("C2", "out_of_scope")]
