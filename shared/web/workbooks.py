"""Tables as XLSX workbooks. No cell is a formula."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = re.compile(r"[=+\-@\t\r|%]")


class Sheet(NamedTuple):
    """A sheet: its name, the heads of its columns with their widths (characters), its rows."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str | int]]


def workbook(title: str, sheets: Iterable[Sheet]) -> bytes:
    """The sheets as one workbook; the same sheets always give the same bytes."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # most requests write no workbook

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": datetime(2026, 1, 1)})  # noqa: DTZ001
        for sheet in sheets:
            _write(book, book.add_worksheet(sheet.name), sheet)
    return buffer.getvalue()


def safe(value: str) -> str:
    """Text that no spreadsheet takes for a formula, even after it was saved as another kind of file."""
    return f"'{value}" if _FORMULA.match(value.lstrip()) else value


def _write(book: Any, page: Any, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    text, plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}), book.add_format()
    page.freeze_panes(1, 0)
    for index, (head, width) in enumerate(sheet.heads):
        page.set_column(index, index, width)
        page.write_string(0, index, head, bold)
    for number, row in enumerate(sheet.rows, start=1):
        for index, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(number, index, value, plain)
            elif value:
                page.write_string(number, index, safe(value), text)
