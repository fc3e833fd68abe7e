"""Files as offices upload them, built byte by byte, and rows to compare them with."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as XlsxWriter  # type: ignore[import-untyped]

from functions.registration.rosters.kinds import Kind, R
from functions.registration.rosters.problems import CellProblem, FileProblem, RosterRefused
from functions.registration.rosters.reading import Roster, RowResult, read
from functions.registration.rosters.rows import DeputyRow, StaffRow
from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.roles import Role

STATION_HEADER = ["区划代码", "名称", "类型"]
STAFF_HEADER = ["手机号", "姓名", "角色", "站点编号"]
DEPUTY_HEADER = ["手机号", "姓名", "代表层级", "所属区划", "选举单位", "届次", "任期开始"]

STATION = ["411402001", "平台街道人大代表联络站", "联络站"]
STAFF = ["13800001234", "王芳", "联络员", "411402001-01"]
DEPUTY = ["13800001234", "王芳", "县", "411402", "第 12 选区", "16", "2022-04-18"]

STAFF_ROW = StaffRow(
    phone="+8613800001234",
    name="王芳",
    position=Role.LIAISON_OFFICER,
    division="411402001",
    station="411402001-01",
    title="",
)


def deputy_row(phone: str = "+8613800001234") -> DeputyRow:
    return DeputyRow(
        phone=phone,
        name="王芳",
        gender=None,
        grassroots=False,
        fields=(),
        level=Level.COUNTY,
        division="411402",
        electing_unit="第 12 选区",
        term=16,
        begins=date(2022, 4, 18),
        ends=None,
        card_number="",
        card_issued_on=None,
        station=None,
        armed_forces=False,
        armed_forces_unit=None,
    )


def text(*lines: Sequence[str], delimiter: str = ",", end: str = "\r\n") -> str:
    return "".join(delimiter.join(line) + end for line in lines)


def workbook(*lines: Sequence[Any], touch: Callable[[Worksheet], None] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        sheet.append(list(line))
    if touch is not None:
        touch(sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def shared_strings_workbook(*lines: Sequence[Any]) -> bytes:
    """A workbook with its texts in a part of their own, as Excel writes it; openpyxl does not."""
    buffer = io.BytesIO()
    with XlsxWriter(buffer) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
    return buffer.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A workbook with parts changed or added, as a hostile program would write it."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in more.items():
            target.writestr(name, content)
    return buffer.getvalue()


def opened(kind: Kind[R], data: bytes | str) -> Roster[R]:
    return read(kind, data.encode() if isinstance(data, str) else data, divisions.exists)


def values(kind: Kind[R], data: bytes | str) -> list[R]:
    """The rows of a file in which all rows are good."""
    found: list[R] = []
    for result in opened(kind, data):
        assert result.problems == ()
        assert result.value is not None
        found.append(result.value)
    return found


def faults(kind: Kind[R], data: bytes | str) -> list[CellProblem]:
    """What is wrong with the rows of a file."""
    return [problem for result in opened(kind, data) for problem in result.problems]


def codes(problems: Iterable[CellProblem | FileProblem]) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for problem in problems]


def read_all(kind: Kind[R], data: bytes | str) -> tuple[list[RowResult[R]], list[FileProblem]]:
    """All rows up to where the file is refused, and why it is."""
    results: list[RowResult[R]] = []
    try:
        results.extend(opened(kind, data))
    except RosterRefused as refused:
        return results, list(refused.problems)
    return results, []


def refusal(kind: Kind[R], data: bytes | str) -> list[str]:
    """The codes with which a whole file is refused."""
    problems = read_all(kind, data)[1]
    for problem in problems:
        assert problem.zh
        assert problem.en
    return [problem.code for problem in problems]
