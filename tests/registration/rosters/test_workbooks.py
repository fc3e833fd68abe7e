"""XLSX files: what Excel does to codes, formulas, merged cells, and archives made to harm."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from functions.registration.rosters.columns import DEPUTIES, STAFF, STATIONS, UNITS
from tests.registration.rosters import samples
from tests.registration.rosters.samples import (
    DEPUTY_HEADER,
    STAFF_HEADER,
    STAFF_ROW,
    STATION_HEADER,
    codes,
    deputy_row,
    faults,
    opened,
    read_all,
    refusal,
    repacked,
    shared_strings_workbook,
    values,
    workbook,
)

GOOD = workbook(STAFF_HEADER, samples.STAFF)
SHARED = shared_strings_workbook(STAFF_HEADER, samples.STAFF)


def test_a_plain_workbook() -> None:
    roster = opened(STAFF, GOOD)
    assert [result.value for result in roster] == [STAFF_ROW]
    assert (roster.form, roster.sheet, roster.notices) == ("xlsx", "Sheet", ())


def test_numbers_and_dates_as_excel_keeps_them() -> None:
    """A phone, a code and a term typed into unformatted cells are floats; a date is a day's number."""
    line = [13800001234.0, "王芳", "县", 411402.0, "第 12 选区", 16.0, datetime(2022, 4, 18)]  # noqa: DTZ001
    assert values(DEPUTIES, workbook(DEPUTY_HEADER, line)) == [deputy_row()]
    line[6] = date(2022, 4, 18)
    assert values(DEPUTIES, workbook(DEPUTY_HEADER, line)) == [deputy_row()]


def test_leading_zeros_that_a_number_format_shows() -> None:
    def zeros(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "00"
        sheet["H2"].number_format = "0000000"

    header = [*DEPUTY_HEADER, "代表证号", "发证日期"]
    line = ["13800001234", "王芳", "全国", 0, "41", 14, "2023/3/5", 160123, "2023-03-06"]
    (row,) = values(DEPUTIES, workbook(header, line, touch=zeros))
    assert (row.division, row.card_number) == ("00", "0160123")


def test_a_number_of_more_than_fifteen_digits_has_lost_its_last_ones() -> None:
    data = workbook(["名称", "区划代码", "单位编号"], ["教育局", 411402, 123456789012345678])
    (problem,) = faults(UNITS, data)
    assert (problem.cell, problem.code) == ("C2", "digits_lost")


def test_truth_values_and_decimals() -> None:
    data = workbook(
        [*STATION_HEADER, "代表信箱", "纬度", "经度"],
        [*samples.STATION, True, 34.1 + 0.000_000_000_001, 115.65],
    )
    (row,) = values(STATIONS, data)
    assert (row.mailbox, row.lat, row.lng) == (True, 34.1, 115.65)


@pytest.mark.parametrize("cached", [None, 13800001234])
def test_a_formula_is_refused_with_its_cell_whatever_it_once_gave(cached: int | None) -> None:
    buffer = io.BytesIO()
    with Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, STAFF_HEADER)
        sheet.write_formula(11, 0, '=HYPERLINK("http://example.com",13800001234)', None, cached or "")
        sheet.write_row(11, 1, samples.STAFF[1:])
        sheet.write_array_formula("C13:C13", "{=1+1}")
    problems = faults(STAFF, buffer.getvalue())
    assert ("A12", "formula") in codes(problems)
    assert ("C13", "formula") in codes(problems)
    assert problems[0].column == "手机号"
    assert "1380000" not in problems[0].shown


def test_error_values_are_named() -> None:
    def error(sheet: Worksheet) -> None:
        sheet["B2"].value, sheet["B2"].data_type = "#REF!", "e"

    (problem,) = faults(STAFF, workbook(STAFF_HEADER, samples.STAFF, touch=error))
    assert (problem.cell, problem.code, problem.shown) == ("B2", "excel_error", "#REF!")


def test_a_title_above_the_header_and_a_note_below_it() -> None:
    def title(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")

    data = workbook(
        ["梁园区联络站工作人员名册"], [], STAFF_HEADER, ["# 说明：每人一行"], samples.STAFF, touch=title
    )
    (result,) = opened(STAFF, data)
    assert (result.row, result.value) == (5, STAFF_ROW)


def test_merged_cells_are_named_because_nobody_knows_for_whom_the_value_was_meant() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("D2:D3")

    second = ["13800001235", "李伟", "联络员", ""]
    first, last = opened(STAFF, workbook(STAFF_HEADER, samples.STAFF, second, touch=merge))
    assert first.value == STAFF_ROW
    assert codes(last.problems) == [("D3", "merged_cell")]
    assert "D2:D3" in last.problems[0].zh


def test_hidden_rows_are_read_and_it_is_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True

    roster = opened(STAFF, workbook(STAFF_HEADER, samples.STAFF, touch=hide))
    assert [result.value for result in roster] == [STAFF_ROW]
    assert [notice.code for notice in roster.notices] == ["hidden_rows_read"]


def test_the_first_visible_sheet_is_read() -> None:
    def other(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book is not None
        hidden = book.create_sheet("旧数据", 0)
        hidden.append(["别的"])
        hidden.sheet_state = "hidden"

    roster = opened(STAFF, workbook(STAFF_HEADER, samples.STAFF, touch=other))
    assert roster.sheet == "Sheet"
    assert [result.value for result in roster] == [STAFF_ROW]


def test_a_note_beside_the_table_is_passed_over_once_said() -> None:
    data = workbook(
        STAFF_HEADER, [*samples.STAFF, None, "待核"], ["13800001235", *samples.STAFF[1:], None, "已核"]
    )
    roster = opened(STAFF, data)
    assert all(result.value for result in roster)
    assert codes(roster.notices) == [("F2", "column_without_header")]


def test_a_wrong_extent_does_not_hide_rows() -> None:
    def shrink(name: str, content: bytes) -> bytes:
        return content.replace(b'<dimension ref="A1:D2"', b'<dimension ref="A1:A1"')

    assert values(STAFF, repacked(GOOD, shrink)) == [STAFF_ROW]


def test_rows_far_down_are_counted_without_reading_what_is_not_there() -> None:
    def far(sheet: Worksheet) -> None:
        for column, value in enumerate(["1", *samples.STAFF[1:]], start=1):
            sheet.cell(200_000, column, value)

    assert codes(faults(STAFF, workbook(STAFF_HEADER, samples.STAFF, touch=far))) == [
        ("A200000", "phone_invalid")
    ]


def test_a_dates_number_out_of_range_is_an_error_of_its_cell() -> None:
    def impossible(sheet: Worksheet) -> None:
        sheet["G2"].value = 99_999_999
        sheet["G2"].number_format = "yyyy-mm-dd"

    assert codes(faults(DEPUTIES, workbook(DEPUTY_HEADER, samples.DEPUTY, touch=impossible))) == [
        ("G2", "excel_error")
    ]


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (OLE2 + "Workbook".encode("utf-16-le"), "old_excel"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (GOOD[:-100], "damaged"),
        (GOOD[:1000], "damaged"),
        (b"PK\x05\x06" + bytes(18), "not_xlsx"),
        (b"PK\x03\x04 is no archive", "damaged"),
    ],
)
def test_old_encrypted_and_damaged_files_get_one_clear_sentence(data: bytes, code: str) -> None:
    assert refusal(STAFF, data) == [code]


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "content.xml"])
def test_other_archives_are_no_workbooks(part: str) -> None:
    assert refusal(STAFF, archive(**{part: b"<x/>"})) == ["not_xlsx"]


def test_a_binary_workbook_is_no_xlsx() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""}
    assert refusal(STAFF, archive(**parts)) == ["not_xlsx"]


def same(name: str, content: bytes) -> bytes:
    return content


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/worksheets/sheet2.xml": bytes(2 * 1024 * 1024)},
        {"xl/media/image1.png": bytes(range(256)) * 4 * 1024 * 70},
        {"xl/calcChain.xml": bytes(range(256)) * 4 * 1024 * 5},
        {f"xl/media/{number}": b"" for number in range(1001)},
    ],
    ids=["ratio", "total", "side part", "number of parts"],
)
def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(
    parts: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = repacked(GOOD, same, **parts)

    def unpacking(*_args: Any, **_kwargs: Any) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacking)
    assert refusal(STAFF, data) == ["unpacks_too_large"]


def test_a_part_that_is_larger_than_it_declares_is_damaged() -> None:
    """The limits judge by declared sizes, so a false one must not get through."""
    lines = [[f"138{number:08d}", *samples.STAFF[1:]] for number in range(2000)]
    data = bytearray(workbook(STAFF_HEADER, *lines))
    archive = zipfile.ZipFile(io.BytesIO(bytes(data)))
    true = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    name = data.rindex(b"xl/worksheets/sheet1.xml")
    assert data[name - 22 : name - 18] == true
    data[name - 22 : name - 18] = (1000).to_bytes(4, "little")
    assert refusal(STAFF, bytes(data)) == ["damaged"]


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_are_never_resolved(doctype: bytes, part: str) -> None:
    def harm(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, mark, rest = content.partition(b"?>")
        assert mark
        return head + mark + doctype + rest

    assert refusal(STAFF, repacked(SHARED, harm)) == ["damaged"]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (b'<c r="A2"', b'<c r="ZZZZZZ2"'),
        (b'<c r="A2" t="s"><v>4</v>', b'<c r="A2" t="s"><v>999999</v>'),
        (b'<c r="A2" t="s"><v>4</v>', b'<c r="A2" s="777"><v>12</v>'),
        (b'<c r="A2" t="s"><v>4</v>', b'<c r="A2"><v>' + b"9" * 5000 + b"</v>"),
        (b'<c r="A2" t="s"><v>4</v>', b'<c r="A2"><v>nan</v>'),
        (b"</sheetData>", b"</sheetData>" + b'<mergeCells><mergeCell ref="A2:B9"/></mergeCells>' * 70),
        (b"</row>", b"</rov>"),
    ],
    ids=["column", "string", "style", "huge", "nan", "merges", "xml"],
)
def test_a_sheet_that_no_program_writes_is_damaged(find: bytes, put: bytes) -> None:
    def harm(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return content
        assert find in content
        return content.replace(find, put)

    assert refusal(STAFF, repacked(SHARED, harm)) == ["damaged"]


def test_a_row_number_beyond_excels_own_ends_the_sheet() -> None:
    def harm(name: str, content: bytes) -> bytes:
        return content.replace(b'<row r="2"', b'<row r="999999999999"')

    assert values(STAFF, repacked(GOOD, harm)) == []


def test_rows_read_before_the_damage_stand() -> None:
    lines = [[f"138{number:08d}", *samples.STAFF[1:]] for number in range(3000)]

    def cut(name: str, content: bytes) -> bytes:
        return content[: len(content) // 2] if name == "xl/worksheets/sheet1.xml" else content

    results, (problem,) = read_all(STAFF, repacked(workbook(STAFF_HEADER, *lines), cut))
    assert problem.code == "damaged"
    assert len(results) > 1000
    assert all(result.value for result in results)
