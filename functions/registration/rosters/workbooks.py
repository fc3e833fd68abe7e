"""XLSX: the first visible sheet, read as a stream; nothing in it is executed, followed or resolved."""

import io
import math
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import count
from typing import TYPE_CHECKING, Any

from functions.registration.rosters.cells import MAX_COLUMNS, Cell, Rows, Unusable, tidy, trimmed, unusable
from functions.registration.rosters.layout import Layout, Merges, layout_of
from functions.registration.rosters.problems import FileProblem, RosterRefused, refuse_file

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell

_MIB = 1024 * 1024
_MAX_UNPACKED = 64 * _MIB
_MAX_SIDE_PART = 4 * _MIB
_MAX_RATIO = 200
_MAX_PARTS = 1000
_EXCEL_ROWS = 1_048_576
_EXACT = 10**15
"""Excel keeps 15 significant digits."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's name, its rows that are not blank, and what its reader should know."""

    name: str
    rows: Rows
    notices: tuple[FileProblem, ...]


def open_sheet(data: bytes) -> Sheet:
    """The first visible sheet of a workbook; raises ``RosterRefused``, also while being read."""
    _check_archive(data)
    # Importing openpyxl costs more than a small file takes to read.
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            sheet: Any = (visible or book.worksheets)[0]
            # Some programs write a wrong extent; openpyxl would stop reading there.
            sheet.reset_dimensions()
            with sheet._get_source() as source:
                layout = layout_of(source)
    except Exception as broken:  # A hostile workbook makes openpyxl raise nearly anything.
        raise _damaged() from broken
    return Sheet(sheet.title, _rows(sheet, layout), layout.notices)


def _check_archive(data: bytes) -> None:
    """Judges by the archive's table of contents alone, before anything is unpacked.

    ``zipfile`` never unpacks more of a part than the size declared here.
    """
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except Exception as broken:  # zipfile raises a dozen types for bad archives
        raise _damaged() from broken
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.bin" in names:
        raise refuse_file(
            "not_xlsx",
            "文件不是 XLSX 表格（可能是 .xlsb、.ods 或 .docx），请另存为“.xlsx”后重新上传",
            "The file is not an XLSX workbook (perhaps .xlsb, .ods or .docx); save it as “.xlsx” "
            "and upload it again",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise encrypted()
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > _MAX_PARTS
        or unpacked > _MAX_UNPACKED
        or any(part.file_size > _MIB and part.file_size > _MAX_RATIO * part.compress_size for part in parts)
        or any(part.file_size > _MAX_SIDE_PART and not _holds_cells(part.filename) for part in parts)
    ):
        raise refuse_file(
            "unpacks_too_large",
            f"表格解压后过大（上限 {_MAX_UNPACKED // _MIB} MB），请删除图片、多余的工作表和格式后重新上传",
            f"The workbook is too large when unpacked (limit {_MAX_UNPACKED // _MIB} MB); remove pictures, "
            "further sheets and formats and upload it again",
        )


def _holds_cells(part: str) -> bool:
    """Sheets and texts are read as a stream; media are not read; all else is loaded whole."""
    return part.startswith(("xl/worksheets/", "xl/media/")) or part == "xl/sharedStrings.xml"


def encrypted() -> RosterRefused:
    """The refusal of a workbook with a password."""
    return refuse_file(
        "encrypted",
        "表格设有打开密码，请取消密码后重新上传",
        "The workbook is protected by a password; remove it and upload the file again",
    )


def _damaged() -> RosterRefused:
    return refuse_file(
        "damaged",
        "表格已损坏或上传不完整，请用 Excel 打开确认后另存为“.xlsx”重新上传",
        "The workbook is damaged or incomplete; open it in Excel, save it as “.xlsx” and upload it again",
    )


def _rows(sheet: Any, layout: Layout) -> Rows:
    merges = Merges(layout.merges)
    source: Iterator[Sequence[SheetCell]] = sheet.iter_rows(
        min_row=1, max_row=_EXCEL_ROWS, min_col=1, max_col=MAX_COLUMNS + 1
    )
    for number in count(1):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(source, None)
            if row is None:
                return
            texts = _texts(row)
            if texts:
                merges.mark(number, texts)
        except Exception as broken:  # as in open_sheet
            raise _damaged() from broken
        if texts:
            yield number, tuple(texts)


def _texts(row: Sequence["SheetCell"]) -> list[Cell]:
    end = len(row)
    while end and row[end - 1].value is None:
        end -= 1
    return trimmed([_text(cell) for cell in row[:end]])


def _text(cell: "SheetCell") -> Cell:
    value: object = cell.value
    if cell.data_type == "f":
        return _formula(value)
    if cell.data_type == "e":
        return unusable(
            "excel_error",
            f"单元格是 Excel 错误值 {value}，请填写实际内容",
            f"The cell holds Excel's error {value}; enter the value itself",
            str(value),
        )
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number_text(value, cell)
    return tidy(_plain(value))


def _plain(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
    # Excel writes a carriage return in a text in this way.
    return str(value).replace("_x000D_", "\n")


def _number_text(value: int | float, cell: "SheetCell") -> Cell:
    """Digits as the office sees them: no ``.0``, no exponent, leading zeros where the cell's format
    shows them."""
    if isinstance(value, float):
        if not math.isfinite(value) or not value.is_integer():
            return format(value, ".15g")
        value = int(value)
    if abs(value) >= _EXACT:
        return unusable(
            "digits_lost",
            "数字超过 15 位，Excel 已丢失末尾数字；请先把该列设为“文本”格式再重新填写",
            "The number has more than 15 digits and Excel has lost the last ones; format the column as text "
            "and enter it again",
            str(value),
        )
    zeros = re.fullmatch("0+", cell.number_format or "")
    return str(value).zfill(len(zeros.group())) if zeros else str(value)


def _formula(value: object) -> Unusable:
    return unusable(
        "formula",
        "单元格是公式，不予读取；请复制后“选择性粘贴为数值”",
        "The cell is a formula, which is not read; copy it and paste it as a value",
        str(value) if isinstance(value, str) else "=…",
    )
