"""The header of a roster: which column of the file is which, and what is wrong with it."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from functions.registration.rosters.cells import MAX_COLUMNS, letter, show
from functions.registration.rosters.columns import KINDS
from functions.registration.rosters.files import Table
from functions.registration.rosters.kinds import Column, Kind
from functions.registration.rosters.problems import FileProblem, RosterRefused


@dataclass(frozen=True, slots=True)
class Header:
    """``columns`` by index from 0; ``unread`` are the indexes of columns that are passed over."""

    columns: dict[int, Column]
    unread: frozenset[int]
    notices: tuple[FileProblem, ...]

    def covers(self, index: int) -> bool:
        """Whether a header stands above the cells of this index."""
        return index in self.columns or index in self.unread


def header_of(kind: Kind[Any], table: Table) -> Header:
    """Assigns the columns; those of other names are passed over and noticed.

    Raises ``RosterRefused`` with every reason at once.
    """
    columns: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    problems: list[FileProblem] = []
    taken: dict[str, int] = {}
    for index, text in enumerate(table.headers):
        column = kind.recognised(text)
        if column is None:
            if text:
                unknown[index] = text
        elif column.field in taken:
            problems.append(_twice(table.header_row, index, taken[column.field], column))
        else:
            taken[column.field] = index
            columns[index] = column
    missing = [column for column in kind.columns if column.required and column.field not in taken]
    if missing:
        problems.append(_missing(kind, table, missing))
    if len(table.headers) > MAX_COLUMNS:
        problems.append(_too_many())
    notices = tuple(_unknown(kind, table.header_row, index, text) for index, text in unknown.items())
    if problems:
        raise RosterRefused(*problems, *notices[:10])
    return Header(columns, frozenset(unknown), notices)


def _twice(row: int, index: int, first: int, column: Column) -> FileProblem:
    return FileProblem(
        "column_twice",
        f"{letter(first)} 列和 {letter(index)} 列都是“{column.zh}”，请只保留一列",
        f"Columns {letter(first)} and {letter(index)} are both “{column.en}”; keep one of them",
        f"{letter(index)}{row}",
    )


def _missing(kind: Kind[Any], table: Table, missing: list[Column]) -> FileProblem:
    zh = "、".join(column.zh for column in missing)
    en = ", ".join(column.en for column in missing)
    hint, en_hint = "", ""
    other = next((one for one in KINDS.values() if one is not kind and _complete(one, table)), None)
    if other is not None:
        hint, en_hint = f"；这份文件像是{other.zh}", f"; this looks like a roster of {other.name}"
    elif any("，" in text and "," not in text for text in table.headers):
        hint = "；标题行混用了全角逗号，请统一为半角逗号"
        en_hint = "; the header mixes full-width commas with others, use one kind only"
    return FileProblem(
        "columns_missing",
        f"第 {table.header_row} 行标题中缺少必填列：{zh}{hint}",
        f"The header in row {table.header_row} lacks required columns: {en}{en_hint}",
    )


def _complete(kind: Kind[Any], table: Table) -> bool:
    fields = {column.field for text in table.headers if (column := kind.recognised(text)) is not None}
    return all(column.field in fields for column in kind.columns if column.required)


def _unknown(kind: Kind[Any], row: int, index: int, text: str) -> FileProblem:
    close = get_close_matches(text, [column.zh for column in kind.columns], n=1, cutoff=0.5)
    hint = f"；如果是指“{close[0]}”，请改成这个标题" if close else ""
    en_hint = f"; if “{close[0]}” is meant, use that header" if close else ""
    shown = show(text)
    return FileProblem(
        "column_unknown",
        f"{letter(index)} 列“{shown}”不是名册的列，未读取{hint}",
        f"Column {letter(index)}, “{shown}”, is not one of the roster's and was not read{en_hint}",
        f"{letter(index)}{row}",
    )


def no_header(index: int, row: int) -> FileProblem:
    """The notice of a column that has content but no header, first seen in ``row``."""
    return FileProblem(
        "column_without_header",
        f"{letter(index)} 列没有标题，其内容未读取",
        f"Column {letter(index)} has no header; its content was not read",
        f"{letter(index)}{row}",
    )


def _too_many() -> FileProblem:
    return FileProblem(
        "too_many_columns", f"一份名册最多 {MAX_COLUMNS} 列", f"A roster has at most {MAX_COLUMNS} columns"
    )
