"""Whole rosters: headers, repeated rows, people who appear twice, and what reports may show."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.registration.rosters.cells import escape, letter, show, unescape
from functions.registration.rosters.columns import DEPUTIES, STAFF, STATIONS, UNITS
from functions.registration.rosters.problems import RosterRefused, Trouble, refuse_file
from functions.registration.rosters.report import MAX_KEPT, Tally
from tests.registration.rosters import samples
from tests.registration.rosters.samples import (
    DEPUTY_HEADER,
    STAFF_HEADER,
    STAFF_ROW,
    STATION_HEADER,
    codes,
    faults,
    opened,
    read_all,
    refusal,
    text,
)


def test_columns_may_stand_in_any_order_and_bear_any_known_header() -> None:
    data = text(["联络站编号", "role", "姓 名", "手机号码*"], list(reversed(samples.STAFF)))
    assert samples.values(STAFF, data) == [STAFF_ROW]


def test_a_missing_required_column_refuses_the_file_and_is_named() -> None:
    _, (problem,) = read_all(STAFF, text(["手机号", "角色"], ["13800001234", "站长"]))
    assert problem.code == "columns_missing"
    assert "姓名" in problem.zh
    assert "Name" in problem.en


def test_a_roster_of_another_kind_is_recognised_as_such() -> None:
    _, (problem, *_) = read_all(STATIONS, text(DEPUTY_HEADER, samples.DEPUTY))
    assert "代表名册" in problem.zh


def test_mixed_commas_in_the_header_are_explained() -> None:
    _, (problem, *_) = read_all(STAFF, "手机号,姓名，角色,站点编号\n")
    assert "全角逗号" in problem.zh


def test_a_column_that_is_there_twice_refuses_the_file() -> None:
    _, (problem,) = read_all(STAFF, text([*STAFF_HEADER, "手机"], [*samples.STAFF, ""]))
    assert (problem.cell, problem.code) == ("E1", "column_twice")
    assert "A 列和 E 列" in problem.zh


def test_every_fault_of_a_header_is_named_at_once() -> None:
    assert refusal(STAFF, text(["手机号", "手机", "角色", "备注"])) == [
        "column_twice",
        "columns_missing",
        "column_unknown",
    ]


def test_unknown_columns_are_passed_over_and_noticed_with_a_guess() -> None:
    roster = opened(STATIONS, text([*STATION_HEADER, "开放时问", "备注"], [*samples.STATION, "x", "y"]))
    assert [result.problems for result in roster] == [()]
    assert codes(roster.notices) == [("D1", "column_unknown"), ("E1", "column_unknown")]
    assert "开放时间" in roster.notices[0].zh
    assert "如果" not in roster.notices[1].zh


def test_a_file_with_a_header_only_has_no_rows() -> None:
    assert list(opened(STAFF, text(STAFF_HEADER))) == []


def test_the_same_station_twice() -> None:
    same = ["411402001000", "另一个名称", "代表之家"]
    assert codes(faults(STATIONS, text(STATION_HEADER, samples.STATION, same))) == [("A3", "duplicate_row")]


def test_the_second_of_two_equal_stations_is_blamed_at_its_serial() -> None:
    header = [*STATION_HEADER, "站点编号"]
    first, second = [*samples.STATION, "2"], [*samples.STATION, "02"]
    (problem,) = faults(STATIONS, text(header, first, second))
    assert (problem.cell, problem.code) == ("D3", "duplicate_row")
    assert "第 2 行" in problem.zh


def test_one_deputy_may_hold_several_mandates() -> None:
    """Deputies Law art. 2 and design: each mandate counts on its own."""
    city = ["13800001234", "王芳", "市", "4114", "411402", "6", "2022-03-01"]
    rows = samples.values(DEPUTIES, text(DEPUTY_HEADER, samples.DEPUTY, city))
    assert [row.division for row in rows] == ["411402", "4114"]


def test_the_same_mandate_twice() -> None:
    again = ["138 0000 1234", "王芳", "县级", "411402", "第 13 选区", "第十六届", "2022/4/19"]
    assert codes(faults(DEPUTIES, text(DEPUTY_HEADER, samples.DEPUTY, again))) == [("A3", "duplicate_row")]


def test_one_telephone_number_under_two_names() -> None:
    city = ["13800001234", "李伟", "市", "4114", "411402", "6", "2022-03-01"]
    (problem,) = faults(DEPUTIES, text(DEPUTY_HEADER, samples.DEPUTY, city))
    assert (problem.cell, problem.code, problem.shown) == ("B3", "person_differs", "李伟")
    assert "第 2 行" in problem.zh


def test_what_is_said_of_a_person_once_need_not_be_repeated() -> None:
    header = [*DEPUTY_HEADER, "进站编号"]
    city = ["13800001234", "王芳", "市", "4114", "411402", "6", "2022-03-01", ""]
    nation = ["13800001234", "王芳", "全国", "00", "41", "14", "2023-03-05", "411402002-01"]
    good, other, bad = opened(DEPUTIES, text(header, [*samples.DEPUTY, "411402001-01"], city, nation))
    assert good.value is not None
    assert other.value is not None
    assert "station" not in other.given
    assert codes(bad.problems) == [("H4", "person_differs")]


def test_a_row_that_was_refused_does_not_stand_in_the_way_of_its_correction() -> None:
    city = ["13800001234", "李伟", "市", "4114", "411402", "6", "2022-03-01"]
    corrected = ["13800001234", "王芳", *city[2:]]
    _, refused, good = opened(DEPUTIES, text(DEPUTY_HEADER, samples.DEPUTY, city, corrected))
    assert codes(refused.problems) == [("B3", "person_differs")]
    assert good.value is not None


def test_units_are_the_same_by_number_or_else_by_name() -> None:
    lines = [
        ["1", "教育局", "411402"],
        ["2", "教育局", "411402"],
        ["", "教育局", "411402"],
        ["", "教育局", "411403"],
        ["", "教育局", "411402"],
        ["1", "卫健委", "411402"],
    ]
    assert codes(faults(UNITS, text(["单位编号", "名称", "区划代码"], *lines))) == [
        ("B6", "duplicate_row"),
        ("B7", "duplicate_row"),
    ]


def test_a_fault_that_only_the_store_can_see_is_named_like_all_others() -> None:
    roster = opened(STAFF, text(STAFF_HEADER, samples.STAFF))
    trouble = Trouble("station_not_found", "没有这个站点", "There is no such station")
    problem = roster.problem(2, "station", trouble, "411402001-01")
    assert (problem.cell, problem.column, problem.shown) == ("D2", "站点编号", "411402001-01")
    assert roster.problem(2, "title", trouble).cell == "A2"


def test_a_report_counts_rows_and_keeps_a_bounded_number_of_faults() -> None:
    lines = [["1", *samples.STAFF[1:]] for _ in range(MAX_KEPT + 7)]
    roster = opened(
        STAFF, text([*STAFF_HEADER, "备注"], [*samples.STAFF, ""], *([*line, ""] for line in lines))
    )
    tally = Tally(STAFF.name, "工作人员.csv")
    for result in roster:
        if result.value is None:
            tally.bad(result.problems)
        else:
            tally.good()
    tally.notice(roster.notices)
    tally.stop(refuse_file("damaged", "表格已损坏", "The workbook is damaged"))
    report = tally.report()
    assert (report.rows, report.good, report.bad) == (MAX_KEPT + 8, 1, MAX_KEPT + 7)
    assert (len(report.problems), report.more) == (MAX_KEPT, 7)
    assert [notice.code for notice in report.notices] == ["column_unknown"]
    assert [problem.code for problem in report.stopped] == ["damaged"]


def test_a_refused_file_says_why_in_its_exception() -> None:
    assert str(RosterRefused(*refuse_file("damaged", "坏", "bad").problems)) == "damaged"


def test_reports_mask_telephone_and_identity_numbers() -> None:
    assert show("1380000123", private=True) == "138*****23"
    assert show("１３８ ００００ １２３４", private=True) == "138 **** **34"
    assert show("电话13800001234，备用 +86 139-0000-5678") == "电话138****1234,备用 139****5678"
    assert show("身份证411402199001011234") == "身份证411402********34"
    assert show("411402001-01") == "411402001-01"
    assert show("长" * 31) == "长" * 29 + "…"


def test_a_wrong_telephone_number_is_masked_in_the_report() -> None:
    (problem,) = faults(STAFF, text(STAFF_HEADER, ["23800001234", *samples.STAFF[1:]]))
    assert problem.shown == "238******34"


def test_columns_are_named_as_excel_names_them() -> None:
    assert [letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


@settings(deadline=None)
@given(st.text())
@example("=1+1")
@example("'=1+1")
@example("''@x")
@example("'plain")
def test_no_escaped_text_is_a_formula_and_escaping_is_undone(value: str) -> None:
    escaped = escape(value)
    assert escaped[:1] not in set("=+-@＝＋－＠#＃")
    assert unescape(escaped) == value
