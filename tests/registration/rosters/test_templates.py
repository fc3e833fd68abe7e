"""Templates and written rosters: what is written reads back the same, and nothing in it is a formula."""

import csv
import io
from collections.abc import Callable
from datetime import date, time
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from functions.registration.rosters import forms
from functions.registration.rosters.columns import DEPUTIES, KINDS, STAFF, STATIONS, UNITS
from functions.registration.rosters.kinds import Form, Kind
from functions.registration.rosters.problems import CellRefused
from functions.registration.rosters.rows import DeputyRow, RosterRow, StaffRow, StationRow, UnitRow
from functions.registration.rosters.templates import csv_template, write_csv, write_xlsx, xlsx_template
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.places import station_id
from shared.domain.roles import Role
from shared.domain.stations import OpeningHours, Post, StationType
from tests.registration.rosters.samples import opened

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def sheet_of(data: bytes, index: int = 0) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[index]
    assert isinstance(sheet, Worksheet)
    return sheet


@ALL
def test_an_empty_template_is_a_roster_without_rows_or_remarks(kind: Kind[Any]) -> None:
    for data in (csv_template(kind), xlsx_template(kind)):
        roster = opened(kind, data)
        assert list(roster) == []
        assert roster.notices == ()
        assert roster.fields == set(kind.by_field)


@ALL
def test_the_csv_template_opens_right_in_excel_and_shows_an_example(kind: Kind[Any]) -> None:
    data = csv_template(kind)
    assert data.startswith(b"\xef\xbb\xbf")
    header, example = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert header == [column.zh for column in kind.columns]
    assert example[0].startswith("#")


@ALL
def test_the_workbook_explains_offers_and_protects(kind: Kind[Any]) -> None:
    data = xlsx_template(kind)
    sheet, notes = sheet_of(data), sheet_of(data, 1)
    offered = {
        str(validation.sqref): validation.formula1 for validation in sheet.data_validations.dataValidation
    }
    formats = {
        index: dimension.number_format
        for dimension in sheet.column_dimensions.values()
        for index in range(dimension.min or 1, (dimension.max or 1) + 1)
    }
    for index, column in enumerate(kind.columns, start=1):
        cell = sheet.cell(1, index)
        assert cell.value == column.zh
        assert cell.comment is not None
        assert column.note in cell.comment.text
        letter = cell.column_letter
        assert column.form.numeric or formats[index] == "@", column.zh
        if column.form.choices:
            assert offered[f"{letter}2:{letter}20001"] == f'"{",".join(column.form.choices)}"'
        assert [notes.cell(index + 1, at).value or "" for at in (1, 3)] == [column.zh, column.example]


def test_the_same_rows_make_the_same_bytes() -> None:
    assert xlsx_template(STAFF) == xlsx_template(STAFF)


def test_no_written_cell_is_a_formula() -> None:
    row = UnitRow("=1+1", "+cmd|' /C calc'!A0", "411402", "", "", '@SUM(1;2)"')
    assert [result.value for result in opened(UNITS, write_csv(UNITS, [row]))] == [row]
    for cell in next(
        csv.reader(io.StringIO(write_csv(UNITS, [row]).decode("utf-8-sig").split("\r\n", 1)[1]))
    ):
        assert cell[:1] not in set("=+-@")
    for line in sheet_of(write_xlsx(UNITS, [row])).iter_rows():
        for cell_ in line:
            assert cell_.data_type != "f"
            assert str(cell_.value or "")[:1] not in set("=+-@")


def taken(form: Form) -> Callable[[str], Any]:
    """What a column makes of any text that it does not refuse."""

    def convert(text: str) -> Any:
        try:
            return form.read(text, divisions.exists)
        except CellRefused:
            return None

    return convert


CODES = st.sampled_from(["411402001", "411402002", "4114", "411402", "120101001"])
NAMES = st.sampled_from(["王芳", "李伟", "买买提·吐尔逊", "José Wang", "𠮷田文"])
PHONES = st.integers(0, 10**8 - 1).map(lambda number: f"+86138{number:08d}")
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))
FREE = st.text(min_size=1, max_size=20) | st.from_regex(r"['=+\-@#＝]{1,3}[ -~一-龥]{0,9}", fullmatch=True)


def lines(form: Form, *, empty: bool = True) -> st.SearchStrategy[str]:
    found = FREE.map(lambda text: text.strip().strip("\u200b\ufeff")).filter(bool).map(taken(form))
    line: st.SearchStrategy[str] = found.filter(lambda text: bool(text) and len(text) == len(text.strip()))
    return st.just("") | line if empty else line


def word_lists() -> st.SearchStrategy[tuple[str, ...]]:
    words = st.sampled_from(["农业", "=教育", "+1", "接待室", "A B"])
    return st.lists(words, unique=True, max_size=4).map(tuple)


@st.composite
def stations(draw: st.DrawFn) -> StationRow:
    there = draw(st.booleans())
    lat, lng = draw(st.floats(3, 54)), draw(st.floats(73, 136))
    days = sorted(draw(st.sets(st.integers(1, 7))))
    return StationRow(
        division=draw(CODES),
        serial=draw(st.integers(1, 99)),
        name=draw(lines(forms.text(80), empty=False)),
        type=draw(st.sampled_from(StationType)),
        address=draw(lines(forms.text(200))),
        lat=round(lat, 6) if there else None,
        lng=round(lng, 6) if there else None,
        radius=draw(st.none() | st.integers(10, 2000)),
        opening_hours=tuple(OpeningHours(day, time(8, 30), time(17)) for day in days),
        facilities=draw(word_lists()),
        mailbox=draw(st.booleans()),
        legislative_contact_point=draw(st.booleans()),
        demonstration=draw(st.booleans()),
    )


@st.composite
def deputies(draw: st.DrawFn) -> DeputyRow:
    division, level = draw(
        st.sampled_from(
            [("00", Level.NATIONAL), ("41", Level.PROVINCE), ("4114", Level.CITY), ("411402", Level.COUNTY)]
        )
    )
    begins = draw(DAYS)
    carded, armed = draw(st.booleans()), draw(st.booleans())
    return DeputyRow(
        phone=draw(PHONES),
        name=draw(NAMES),
        gender=draw(st.sampled_from([None, "male", "female"])),
        grassroots=draw(st.booleans()),
        fields=draw(word_lists()),
        level=level,
        division=division,
        electing_unit=draw(st.sampled_from(["第 12 选区", "=选区", "411402001"])),
        term=draw(st.integers(1, 99)),
        begins=begins,
        ends=draw(st.none() | st.dates(begins, date(2100, 1, 1))),
        card_number=draw(lines(forms.IDENTIFIER, empty=False)) if carded else "",
        card_issued_on=draw(DAYS) if carded else None,
        station=None if armed else draw(st.none() | CODES.map(lambda code: station_id(code, 7))),
        armed_forces=armed,
        armed_forces_unit=draw(lines(forms.ARMED_FORCES_UNIT, empty=False)) if armed else None,
    )


@st.composite
def staff(draw: st.DrawFn) -> StaffRow:
    at_station = draw(st.booleans())
    code = draw(CODES)
    posts: list[Role | Post] = [Role.STATION_HEAD, Role.LIAISON_OFFICER, Post.SPECIALIST]
    return StaffRow(
        phone=draw(PHONES),
        name=draw(NAMES),
        position=draw(st.sampled_from(posts if at_station else [Role.TOWNSHIP_STAFF, Role.AUDITOR])),
        division=code,
        station=station_id(code, draw(st.integers(1, 99))) if at_station else None,
        title=draw(lines(forms.text(60))),
    )


@st.composite
def units(draw: st.DrawFn) -> UnitRow:
    return UnitRow(
        number=draw(lines(forms.IDENTIFIER)),
        name=draw(lines(forms.text(80), empty=False)),
        division=draw(CODES),
        contact=draw(lines(forms.text(40))),
        telephone=draw(st.sampled_from(["", "0370-2712345转8", "400-123-4567"])),
        category=draw(lines(forms.text(40))),
    )


ROWS: dict[str, tuple[Kind[Any], st.SearchStrategy[RosterRow]]] = {
    "stations": (STATIONS, stations()),
    "deputies": (DEPUTIES, deputies()),
    "staff": (STAFF, staff()),
    "units": (UNITS, units()),
}


@pytest.mark.parametrize("writer", [write_csv, write_xlsx], ids=["csv", "xlsx"])
@pytest.mark.parametrize("name", ROWS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(data=st.data())
def test_what_is_written_reads_back_the_same(
    name: str, writer: Callable[[Kind[Any], list[RosterRow]], bytes], data: st.DataObject
) -> None:
    kind, strategy = ROWS[name]

    def whose(row: RosterRow) -> object:
        return row.key if isinstance(row, StationRow | UnitRow) else row.phone

    rows = data.draw(st.lists(strategy, min_size=1, max_size=5, unique_by=whose))
    results = list(opened(kind, writer(kind, rows)))
    assert [problem for result in results for problem in result.problems] == []
    assert [result.value for result in results] == rows
