"""CSV files as Excel, WPS and text editors in county offices save them."""

import pytest

from functions.registration.rosters.columns import STAFF
from functions.registration.rosters.problems import RosterRefused
from functions.registration.rosters.text_files import encoding_of
from tests.registration.rosters import samples
from tests.registration.rosters.samples import STAFF_HEADER, STAFF_ROW, codes, faults, opened, refusal, values

PLAIN = samples.text(STAFF_HEADER, samples.STAFF)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
    ],
)
def test_each_encoding_is_recognised(encoding: str, named: str) -> None:
    roster = opened(STAFF, PLAIN.encode(encoding))
    assert [result.value for result in roster] == [STAFF_ROW]
    assert roster.encoding == named


def test_utf_16_with_tabs_as_excel_saves_unicode_text() -> None:
    data = samples.text(STAFF_HEADER, samples.STAFF, delimiter="\t")
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert values(STAFF, mark + data.encode(encoding)) == [STAFF_ROW]


def test_a_rare_character_outside_gbk_in_gb18030() -> None:
    line = ["13800001234", "王㛃", "联络员", "411402001-01"]
    (row,) = values(STAFF, samples.text(STAFF_HEADER, line).encode("gb18030"))
    assert row.name == "王㛃"


def test_gbk_that_happens_to_be_valid_utf_8_is_read_as_gbk() -> None:
    """Short names can consist of bytes that UTF-8 reads as Latin or Hebrew letters."""
    data = "phone,name,role,station\n13800001234,模,specialist,411402001-01\n".encode("gbk")
    data.decode("utf-8")
    (row,) = values(STAFF, data)
    assert row.name == "模"


def test_latin_letters_in_utf_8_stay_utf_8_beside_chinese() -> None:
    assert encoding_of("姓名\nJosé".encode()) == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_each_delimiter_is_recognised(delimiter: str) -> None:
    data = samples.text([*STAFF_HEADER, "职务"], [*samples.STAFF, "人大主席"], delimiter=delimiter)
    (row,) = values(STAFF, data)
    assert row.title == "人大主席"


def test_separators_inside_cells_do_not_mislead_the_choice_of_delimiter() -> None:
    data = samples.text([*STAFF_HEADER, "职务"], [*samples.STAFF, "主席;书记;组长;委员;干事;科员"])
    (row,) = values(STAFF, data)
    assert row.title == "主席;书记;组长;委员;干事;科员"


def test_a_delimiter_that_the_file_declares() -> None:
    data = "sep=;\r\n" + samples.text(STAFF_HEADER, samples.STAFF, delimiter=";")
    assert values(STAFF, data) == [STAFF_ROW]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_and_quotes(end: str) -> None:
    line = ["13800001234", '"王芳"', '"联络员"', "411402001-01", '"主席, ""兼""书记"']
    (row,) = values(STAFF, samples.text([*STAFF_HEADER, "职务"], line, end=end))
    assert row.title == '主席, "兼"书记'


def test_rows_are_counted_as_excel_counts_them() -> None:
    """Blank lines count; a quoted line break does not begin a row."""
    lines = [
        [*STAFF_HEADER, "职务"],
        [],
        ["", "", "", "", ""],
        [*samples.STAFF, '"人大\n主席"'],
        ["1", *samples.STAFF[1:], ""],
    ]
    assert codes(faults(STAFF, samples.text(*lines))) == [("A5", "phone_invalid")]


def test_trailing_empty_columns_are_no_columns() -> None:
    data = samples.text([*STAFF_HEADER, "", "", ""], [*samples.STAFF, "", "", ""])
    roster = opened(STAFF, data)
    assert [result.value for result in roster] == [STAFF_ROW]
    assert roster.notices == ()


def test_a_comma_too_many_refuses_the_row_not_the_file() -> None:
    data = samples.text(
        [*STAFF_HEADER, "职务"], [*samples.STAFF, "主席,书记"], ["13800001235", *samples.STAFF[1:]]
    )
    bad, good = opened(STAFF, data)
    assert codes(bad.problems) == [("F2", "no_header")]
    assert "引号" in bad.problems[0].zh
    assert good.value is not None


def test_a_quotation_mark_that_is_never_closed_stops_there_with_its_row() -> None:
    lines = [[f"138{number:08d}", *samples.STAFF[1:]] for number in range(30)]
    lines[20][1] = '"王芳'
    results, (problem,) = samples.read_all(STAFF, samples.text(STAFF_HEADER, *lines))
    assert sum(result.value is not None for result in results) == 20
    assert problem.code == "quote_not_closed"
    assert "第 22 行" in problem.zh


def test_an_open_quotation_mark_in_a_long_file() -> None:
    lines = [[f"138{number:08d}", *samples.STAFF[1:]] for number in range(9000)]
    lines[0][1] = '"王芳'
    assert refusal(STAFF, samples.text(STAFF_HEADER, *lines)) == ["quote_not_closed"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (b"\n\n,,,\n", "empty_file"),
        ("phone,name,role\n".encode("utf-16-le"), "not_text"),
        (PLAIN.encode() + b"\xff\xff\xff", "encoding_unknown"),
        (b"\xef\xbb\xbf" + PLAIN.encode("gbk"), "encoding_unknown"),
        (b"\xff\xfe\x00", "encoding_unknown"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_text"),
        (b"x" * 70_000, "not_a_table"),
        (b",\n" * 200_002, "not_a_table"),
        (b"<html><table><tr><td>", "not_a_roster"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "not_a_roster"),
        (b"%PDF-1.7", "not_a_roster"),
        (b"a" * (10 * 1024 * 1024 + 1), "file_too_large"),
    ],
)
def test_what_is_no_roster_is_refused_in_plain_words(data: bytes, code: str) -> None:
    assert refusal(STAFF, data) == [code]


def test_the_line_of_a_broken_character_is_named() -> None:
    data = PLAIN.encode() + b"13800001235,\xff\xff,x,y\n"
    with pytest.raises(RosterRefused) as refused:
        opened(STAFF, data)
    assert "第 3 行" in refused.value.problems[0].zh


def test_at_most_twenty_thousand_rows_and_what_was_read_stands() -> None:
    lines = samples.text(*([f"138{number:08d}", *samples.STAFF[1:]] for number in range(20_001)))
    results, (problem,) = samples.read_all(STAFF, samples.text(STAFF_HEADER) + lines)
    assert sum(result.value is not None for result in results) == 20_000
    assert problem.code == "too_many_rows"
    assert "20002" in problem.zh


def test_at_most_sixty_four_columns() -> None:
    assert (
        refusal(STAFF, samples.text([*STAFF_HEADER, *(f"列{n}" for n in range(61))]))[0] == "too_many_columns"
    )
    assert refusal(STAFF, samples.text([*STAFF_HEADER, *(f"列{n}" for n in range(60))])) == []


def test_a_cell_that_is_too_long() -> None:
    data = samples.text([*STAFF_HEADER, "职务"], [*samples.STAFF, "长" * 501])
    (problem,) = faults(STAFF, data)
    assert (problem.cell, problem.column, problem.code) == ("E2", "职务", "cell_too_long")
    assert len(problem.shown) == 30
