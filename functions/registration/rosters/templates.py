"""Files that are downloaded: empty templates, and rosters with rows. What is written reads back the
same, and no cell is ever a formula."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from functions.registration.rosters.cells import MAX_BYTES, MAX_CELL, MAX_ROWS, escape
from functions.registration.rosters.kinds import Column, Kind, R

_NOTES = "填写说明"
_EXAMPLE = "#示例 "
_RULES = (
    "标题行请勿修改；列的顺序可以改变，可不填的列可以删除。",
    "一行一条，不要合并单元格，不要使用公式；以 # 开头的行是说明，不会导入。",
    "手机号、代码、编号和日期请保持“文本”格式。",
    f"一份名册最多 {MAX_ROWS} 行、{MAX_BYTES // 1024 // 1024} MB，每格最多 {MAX_CELL} 字。",
    "Keep the header; columns may change places, and those that need no value may be left out.",
    "One entry a row, no merged cells, no formulas; rows beginning with # are notes and not imported.",
)


def csv_template(kind: Kind[Any]) -> bytes:
    """The header and an example in a row of notes, which reading passes over."""
    example = [column.example for column in kind.columns]
    return _csv(kind, [[_EXAMPLE + example[0], *map(escape, example[1:])]])


def write_csv(kind: Kind[R], rows: Iterable[R]) -> bytes:
    """The rows as CSV, in UTF-8 with the mark by which Excel knows it."""
    return _csv(kind, ([_text(column, row) for column in kind.columns] for row in rows))


def _csv(kind: Kind[Any], lines: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([column.zh for column in kind.columns])
    writer.writerows(lines)
    return buffer.getvalue().encode("utf-8-sig")


def _text(column: Column, row: Any) -> str:
    value = getattr(row, column.field)
    return "" if value is None else escape(column.form.write(value))


def xlsx_template(kind: Kind[Any]) -> bytes:
    """The header with comments and lists to choose from, and a sheet of explanations."""
    return write_xlsx(kind, ())


def write_xlsx(kind: Kind[R], rows: Iterable[R]) -> bytes:
    """The rows as a workbook: the template, filled in."""
    # Most requests to this service write no workbook.
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        # A fixed date makes the same roster the same bytes.
        book.set_properties({"title": kind.zh, "created": datetime(2026, 1, 1)})  # noqa: DTZ001
        _write_rows(book, book.add_worksheet(kind.zh), kind, rows)
        _write_notes(book, book.add_worksheet(_NOTES), kind)
    return buffer.getvalue()


def _write_rows(book: Any, sheet: Any, kind: Kind[R], rows: Iterable[R]) -> None:
    plain, text = book.add_format(), book.add_format({"num_format": "@"})
    required = book.add_format({"bold": True, "bg_color": "#F8CBAD", "border": 1})
    optional = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(kind.columns):
        form = column.form
        sheet.set_column(index, index, _width(column), plain if form.numeric else text)
        sheet.write_string(0, index, column.zh, required if column.required else optional)
        sheet.write_comment(0, index, _comment(column), {"x_scale": 2, "y_scale": 1.2})
        if form.choices:
            sheet.data_validation(
                1,
                index,
                MAX_ROWS,
                index,
                {
                    "validate": "list",
                    "source": list(form.choices),
                    "error_title": column.zh,
                    "error_message": "请从列表中选择",
                },
            )
    for number, row in enumerate(rows, start=1):
        for index, column in enumerate(kind.columns):
            value = getattr(row, column.field)
            if value is not None and column.form.numeric:
                sheet.write_number(number, index, value)
            else:
                _write_text(sheet, number, index, _text(column, row), text)


def _write_text(sheet: Any, row: int, column: int, value: str, form: Any) -> None:
    if value:
        sheet.write_string(row, column, value, form)


def _write_notes(book: Any, sheet: Any, kind: Kind[Any]) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    lines = [
        ("列", "必填", "示例", "说明", "Column", "Explanation"),
        *(
            (
                column.zh,
                "是" if column.required else "",
                column.example,
                column.note + _offered("可填：", column),
                column.en,
                column.en_note,
            )
            for column in kind.columns
        ),
    ]
    for index, width in enumerate((14, 6, 32, 60, 24, 60)):
        sheet.set_column(index, index, width)
    for number, line in enumerate(lines):
        for index, value in enumerate(line):
            _write_text(sheet, number, index, escape(value), wrap if number else bold)
    for number, value in enumerate(_RULES, start=len(lines) + 1):
        sheet.write_string(number, 0, value)


def _comment(column: Column) -> str:
    need = "必填" if column.required else "可不填"
    example = f"\n例：{column.example}" if column.example else ""
    return f"{need}。{column.note}{_offered('可填：', column)}{example}\n{column.en}: {column.en_note}"


def _offered(lead: str, column: Column) -> str:
    return f"。{lead}{'、'.join(column.form.choices)}" if column.form.choices else ""


def _width(column: Column) -> int:
    return max(10, min(40, 2 * len(column.example), 2 * len(column.zh) + 4))
