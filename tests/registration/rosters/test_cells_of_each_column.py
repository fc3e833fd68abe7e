"""What each column takes and refuses, read through a whole file as an office sends it."""

from datetime import date, time
from typing import Any

import pytest

from functions.registration.rosters.columns import DEPUTIES, KINDS, STAFF, STATIONS, UNITS
from functions.registration.rosters.kinds import Kind, header_key
from shared.domain.divisions import Level
from shared.domain.places import Place
from shared.domain.roles import Role
from shared.domain.stations import OpeningHours, Post, StationType
from tests.registration.rosters.samples import (
    DEPUTY,
    DEPUTY_HEADER,
    STAFF_HEADER,
    STATION,
    STATION_HEADER,
    codes,
    faults,
    opened,
    values,
    workbook,
)
from tests.registration.rosters.samples import STAFF as STAFF_LINE

UNIT_HEADER, UNIT = ["名称", "区划代码"], ["梁园区教育体育局", "411402"]
PLAIN: dict[str, tuple[Kind[Any], list[str], list[str]]] = {
    "stations": (STATIONS, STATION_HEADER, STATION),
    "deputies": (DEPUTIES, DEPUTY_HEADER, DEPUTY),
    "staff": (STAFF, STAFF_HEADER, STAFF_LINE),
    "units": (UNITS, UNIT_HEADER, UNIT),
}


def file_with(kind: str, **cells: Any) -> tuple[Kind[Any], bytes]:
    """A good one-row file of this kind with some cells set."""
    roster, header, line = PLAIN[kind]
    filled = {**dict(zip(header, line, strict=True)), **cells}
    return roster, workbook(list(filled), list(filled.values()))


def value(kind: str, field: str, **cells: Any) -> Any:
    (row,) = values(*file_with(kind, **cells))
    return getattr(row, field)


def refused(kind: str, **cells: Any) -> list[str]:
    return [problem.code for problem in faults(*file_with(kind, **cells))]


@pytest.mark.parametrize("kind", PLAIN)
def test_the_required_columns_suffice(kind: str) -> None:
    roster, data = file_with(kind)
    assert len(values(roster, data)) == 1


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_no_two_columns_of_a_roster_share_a_header(kind: Kind[Any]) -> None:
    for column in kind.columns:
        for header in (column.zh, column.en, column.field, *column.aliases):
            assert kind.recognised(header) is column, header


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_example_is_what_its_column_takes(kind: Kind[Any]) -> None:
    header = [column.zh for column in kind.columns]
    assert len(values(kind, workbook(header, [column.example for column in kind.columns]))) == 1


@pytest.mark.parametrize(
    "header", ["手机号*", " 手 机 号 ", "手机号（必填）", "手机号(11位)：", "PHONE", "Mobile"]
)
def test_headers_are_known_by_what_people_add_to_them(header: str) -> None:
    assert header_key(header) in {header_key("手机号"), "phone", "mobile"}
    assert len(values(STAFF, workbook([header, *STAFF_HEADER[1:]], STAFF_LINE))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "13800001234",
        "138 0000 1234",
        "138-0000-1234",
        "+86 13800001234",
        "8613800001234",
        "１３８００００１２３４",
        "'13800001234",
        "\u202d13800001234\u202c",
        "\u200b13800001234",
        "13800001234.0",
        "1.3800001234E+10",
        13800001234,
        13800001234.0,
        "'+8613800001234",
    ],
)
def test_one_telephone_number_in_the_ways_people_and_programs_write_it(text: object) -> None:
    assert value("staff", "phone", 手机号=text) == "+8613800001234"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1380000123", "phone_invalid"),
        ("12800001234", "phone_invalid"),
        ("0370-2712345", "phone_invalid"),
        ("王芳", "phone_invalid"),
        ("1.38E+10", "digits_lost"),
        ("", "required"),
    ],
)
def test_what_is_no_mobile_number(text: str, code: str) -> None:
    assert refused("staff", 手机号=text) == [code]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王　芳", "王芳"),
        ("王 芳", "王芳"),
        (" 王芳 ", "王芳"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("José  Wang", "José Wang"),
        ("𠮷田 文", "𠮷田文"),
    ],
)
def test_names_lose_the_blanks_that_only_align_them(text: str, name: str) -> None:
    assert value("staff", "name", 姓名=text) == name


@pytest.mark.parametrize("text", ["王芳1", "王芳（组长）", "<b>王芳</b>", "王芳@qq"])
def test_what_is_no_name(text: str) -> None:
    assert refused("staff", 姓名=text) == ["name_characters"]


def test_characters_that_are_not_in_unicode() -> None:
    assert refused("stations", 名称="平台\ue863街道") == ["characters"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("411402001", "411402001"),
        ("411402001000", "411402001"),
        (411402001.0, "411402001"),
        ("4.11402001E+08", "411402001"),
        ("411400", "4114"),
        ("411402", "411402"),
        ("４１１４０２", "411402"),
    ],
)
def test_division_codes_short_padded_and_mangled(text: object, code: str) -> None:
    assert value("stations", "division", 区划代码=text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平台街道", "division_not_digits"),
        ("999999", "division_unknown"),
        ("4.11E+08", "digits_lost"),
        ("41", "division_too_high"),
        ("00", "division_unknown"),
    ],
)
def test_what_is_no_division_of_a_station(text: str, code: str) -> None:
    assert refused("stations", 区划代码=text) == [code]


def test_a_stations_serial_is_one_to_ninety_nine_and_one_if_not_said() -> None:
    assert value("stations", "id") == "411402001-01"
    assert value("stations", "id", 站点编号="07") == "411402001-07"
    assert refused("stations", 站点编号="100") == ["number_range"]
    assert refused("stations", 站点编号="0") == ["number_range"]
    assert refused("stations", 站点编号="1.5") == ["number_range"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("联络站", StationType.LIAISON_STATION),
        ("人大代表联络站", StationType.LIAISON_STATION),
        ("代表之家", StationType.DEPUTY_HOME),
        ("中心联络站", StationType.CENTRAL_STATION),
        ("社区联系点", StationType.COMMUNITY_POINT),
        ("产业联系点", StationType.INDUSTRY_POINT),
        ("网上联络站", StationType.ONLINE_STATION),
        ("开发区联络站", StationType.DEVELOPMENT_ZONE),
        ("deputy_home", StationType.DEPUTY_HOME),
    ],
)
def test_the_kinds_of_station_that_the_regulations_name(text: str, kind: StationType) -> None:
    """Shangqiu art. 25; Shenzhen art. 22."""
    assert value("stations", "type", 类型=text) is kind


def test_an_unknown_kind_of_station_is_answered_with_the_list() -> None:
    (problem,) = faults(*file_with("stations", 类型="茶馆"))
    assert problem.code == "not_offered"
    assert "代表之家" in problem.zh


def test_where_a_station_is() -> None:
    there = {"纬度": "34.450512345", "经度": "115.653813°"}
    assert value("stations", "place", **there) == Place(34.450512, 115.653813, 200)
    assert value("stations", "place", **there, 有效半径="500 米") == Place(34.450512, 115.653813, 500)
    assert value("stations", "place") is None


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"纬度": "115.65", "经度": "34.45"}, "degrees_range"),
        ({"纬度": "34°27′", "经度": "115.65"}, "degrees_range"),
        ({"纬度": "34.45"}, "coordinates_incomplete"),
        ({"有效半径": "5"}, "number_range"),
        ({"有效半径": "2001"}, "number_range"),
    ],
)
def test_where_a_station_cannot_be(cells: dict[str, str], code: str) -> None:
    assert set(refused("stations", **cells)) == {code}


def test_yes_and_no_in_many_words() -> None:
    for word in ("是", "有", "√", "Y", "TRUE", "1", 1, 1.0, True):
        assert value("stations", "mailbox", 代表信箱=word) is True
    for word in ("否", "无", "×", "n", "False", "0", 0, False, ""):
        assert value("stations", "mailbox", 代表信箱=word) is False
    assert refused("stations", 代表信箱="可能") == ["yes_or_no"]


def test_lists_with_any_separator_and_without_repetition() -> None:
    assert value("stations", "facilities", 设施="接待室、会议室，电子屏;接待室\n 信箱 ") == (
        "接待室",
        "会议室",
        "电子屏",
        "信箱",
    )
    assert refused("stations", 设施="、".join(f"设施{number}" for number in range(31))) == ["too_many_items"]


def test_opening_hours() -> None:
    week = [OpeningHours(day, time(8, 30), time(17, 30)) for day in range(1, 6)]
    saturday = OpeningHours(6, time(9), time(12))
    text = "周一至周五 08:30-17:30; 周六 09:00-12:00"
    assert value("stations", "opening_hours", 开放时间=text) == (*week, saturday)


@pytest.mark.parametrize("text", ["2024-03-01", "2024/3/1", "2024.3.1", "2024年3月1日", "20240301", 20240301])
def test_a_day_in_the_ways_it_is_written(text: object) -> None:
    assert value("deputies", "begins", 任期开始=text) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-02-30", "date_impossible"),
        ("2024年3月", "date_unreadable"),
        ("3/1/2024", "date_unreadable"),
        ("1024-03-01", "date_range"),
        ("45352", "date_is_serial"),
        ("2024-03-01 08:00", "date_unreadable"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    (problem,) = faults(*file_with("deputies", 任期开始=text))
    assert problem.code == code
    assert code != "date_is_serial" or "2024-03-01" in problem.zh


@pytest.mark.parametrize(
    ("text", "term"), [("14", 14), ("第十四届", 14), ("第14届", 14), ("二十", 20), ("七", 7)]
)
def test_the_number_of_a_term(text: str, term: int) -> None:
    assert value("deputies", "term", 届次=text) == term


@pytest.mark.parametrize("text", ["0", "十十", "一二三", "本届", "100"])
def test_what_is_no_term(text: str) -> None:
    assert refused("deputies", 届次=text) == ["term_invalid"]


@pytest.mark.parametrize(
    ("level", "division", "found"),
    [
        ("全国", "0", (Level.NATIONAL, "00")),
        ("全国人大代表", "00", (Level.NATIONAL, "00")),
        ("全国", "全国", (Level.NATIONAL, "00")),
        ("省", "410000", (Level.PROVINCE, "41")),
        ("直辖市", "12", (Level.PROVINCE, "12")),
        ("设区的市", "4114", (Level.CITY, "4114")),
        ("县（市、区）", "411402", (Level.COUNTY, "411402")),
        ("乡镇", "411402001", (Level.TOWNSHIP, "411402001")),
        ("county", "411402", (Level.COUNTY, "411402")),
    ],
)
def test_the_five_levels_of_congresses(level: str, division: str, found: tuple[Level, str]) -> None:
    """Deputies Law art. 2."""
    (row,) = values(*file_with("deputies", 代表层级=level, 所属区划=division))
    assert (row.level, row.division) == found


@pytest.mark.parametrize(
    ("cells", "field", "code"),
    [
        ({"代表层级": "市"}, "所属区划", "division_level"),
        ({"代表层级": "全国"}, "所属区划", "division_level"),
        ({"所属区划": "00"}, "所属区划", "division_level"),
        ({"选举单位": "411403"}, "选举单位", "electing_unit_outside"),
        ({"选举单位": "999999"}, "选举单位", "division_unknown"),
        ({"任期结束": "2020-01-01"}, "任期结束", "ends_before_begins"),
        ({"代表证号": "0160123", "发证日期": ""}, "发证日期", "card_incomplete"),
        ({"代表证号": "", "发证日期": "2022-04-20"}, "代表证号", "card_incomplete"),
        ({"代表证号": "1.60E+15", "发证日期": "2022-04-20"}, "代表证号", "digits_lost"),
        ({"进站编号": "411402001"}, "进站编号", "station_invalid"),
        ({"进站编号": "999999999-01"}, "进站编号", "division_unknown"),
        ({"性别": "未知"}, "性别", "not_offered"),
    ],
)
def test_what_does_not_fit_in_a_deputys_row(cells: dict[str, str], field: str, code: str) -> None:
    (problem,) = faults(*file_with("deputies", **cells))
    assert (problem.column, problem.code) == (field, code)


def test_an_electing_unit_is_a_division_or_a_name() -> None:
    assert value("deputies", "electing_unit", 选举单位="411402001") == "411402001"
    assert value("deputies", "electing_unit", 选举单位="第12选区") == "第12选区"


def test_a_deputy_with_everything_filled_in() -> None:
    (row,) = values(
        *file_with(
            "deputies",
            性别="女",
            基层代表="是",
            专业领域="农业、教育",
            任期结束="2027-04-17",
            代表证号="0160123",
            发证日期="2022-04-20",
            进站编号="411402001-1",
        )
    )
    assert (row.gender, row.grassroots, row.fields) == ("female", True, ("农业", "教育"))
    assert (row.ends, row.station) == (date(2027, 4, 17), "411402001-01")
    assert row.card is not None
    assert (row.card.number, row.card.issued_on) == ("0160123", date(2022, 4, 20))


def test_deputies_of_the_armed_forces_are_organised_by_their_unit_and_placed_in_no_station() -> None:
    """Shangqiu art. 11."""
    unit = {"军队代表": "是", "所在单位": "某部政治工作处"}
    assert value("deputies", "armed_forces_unit", **unit) == "某部政治工作处"
    assert refused("deputies", **unit, 进站编号="411402001-01") == ["armed_forces_placed"]
    assert refused("deputies", 军队代表="是") == ["armed_forces_unit_missing"]
    assert refused("deputies", 所在单位="某部政治工作处") == ["armed_forces_unit_given"]


@pytest.mark.parametrize(
    ("text", "role", "post"),
    [
        ("站长", Role.STATION_HEAD, Post.HEAD),
        ("联络员", Role.LIAISON_OFFICER, Post.LIAISON_OFFICER),
        ("专业人员", None, Post.SPECIALIST),
        ("station_head", Role.STATION_HEAD, Post.HEAD),
    ],
)
def test_the_staff_of_a_station(text: str, role: Role | None, post: Post) -> None:
    """Shangqiu art. 8: head, liaison officer, and specialists who may be engaged."""
    (row,) = values(*file_with("staff", 角色=text))
    assert (row.role, row.post, row.station, row.division) == (role, post, "411402001-01", "411402001")


@pytest.mark.parametrize(
    ("text", "role", "division"),
    [
        ("乡镇工作人员", Role.TOWNSHIP_STAFF, "411402001"),
        ("乡镇（街道）工作人员", Role.TOWNSHIP_STAFF, "411402001"),
        ("常委会工作人员", Role.COMMITTEE_STAFF, "4114"),
        ("审计员", Role.AUDITOR, "41"),
        ("常委会组成人员", Role.MEMBER, "411402"),
    ],
)
def test_who_works_in_a_division(text: str, role: Role, division: str) -> None:
    (row,) = values(*file_with("staff", 角色=text, 站点编号="", 区划代码=division))
    assert (row.role, row.post, row.station, row.division) == (role, None, None, division)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"站点编号": ""}, "station_missing"),
        ({"站点编号": "", "区划代码": "411402001"}, "station_missing"),
        ({"区划代码": "411403"}, "station_elsewhere"),
        ({"角色": "审计员", "站点编号": ""}, "division_missing"),
        ({"角色": "审计员", "区划代码": "41"}, "station_given"),
        ({"角色": "组成人员", "站点编号": "", "区划代码": "411402001"}, "no_standing_committee"),
        ({"角色": "局长"}, "not_offered"),
    ],
)
def test_what_does_not_fit_in_a_row_of_staff(cells: dict[str, str], code: str) -> None:
    assert refused("staff", **cells) == [code]


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0370-2712345", "0370-2712345"),
        ("(0370) 2712345", "0370-2712345"),
        ("010-12345678转801", "010-12345678转801"),
        ("400 123 4567", "400-123-4567"),
        ("800-1234-567", "800-123-4567"),
    ],
)
def test_a_unit_is_called_by_landline(text: str, phone: str) -> None:
    assert value("units", "telephone", 联系电话=text) == phone


def test_mobile_numbers_do_not_get_into_the_list_of_units() -> None:
    (problem,) = faults(*file_with("units", 联系电话="13800001234"))
    assert (problem.code, problem.shown) == ("landline_invalid", "138******34")


def test_a_landline_that_has_lost_its_zero() -> None:
    assert refused("units", 联系电话=3702712345) == ["landline_invalid"]


def test_a_full_unit() -> None:
    (row,) = values(*file_with("units", 单位编号="DW-012", 联系人="李伟", 类别="政府部门"))
    assert (row.number, row.contact, row.category, row.key) == (
        "DW-012",
        "李伟",
        "政府部门",
        ("number", "411402", "DW-012"),
    )


def test_which_cells_are_filled_in_is_told_apart_from_defaults() -> None:
    kind, data = file_with("stations", 代表信箱="否", 示范点="")
    roster = opened(kind, data)
    (result,) = roster
    assert result.given == {"division", "name", "type", "mailbox"}
    assert roster.fields == {"division", "name", "type", "mailbox", "demonstration"}


def test_all_faults_of_a_row_are_named_at_once() -> None:
    kind, data = file_with("deputies", 手机号="1", 姓名="", 届次="x")
    assert codes(faults(kind, data)) == [("A2", "phone_invalid"), ("B2", "required"), ("F2", "term_invalid")]
