"""A roster from bytes to typed rows, each good or with its faults named cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic

from functions.registration.rosters.cells import Cell, Unusable, letter, show, unescape
from functions.registration.rosters.converters import KnownDivision
from functions.registration.rosters.files import Table, open_table
from functions.registration.rosters.headers import Header, header_of, no_header
from functions.registration.rosters.kinds import Column, Kind, R
from functions.registration.rosters.problems import CellProblem, CellRefused, FileProblem, Trouble

_NOTE = ("#", "＃")


@dataclass(frozen=True, slots=True)
class RowResult(Generic[R]):
    """One row of the file: ``value``, or ``problems`` and no value.

    ``row`` counts as Excel does. ``given`` are the fields whose cells are filled in: an empty cell
    gives the field's default in ``value``, but need not overwrite what is already known.
    """

    row: int
    value: R | None
    given: frozenset[str] = frozenset()
    problems: tuple[CellProblem, ...] = ()


class Roster(Generic[R]):
    """An opened roster. Iterating over it, once, reads the rows one by one.

    Iteration raises ``RosterRefused`` where the file cannot be read any further (damaged, too many
    rows); what was handed out before stands.
    """

    def __init__(self, kind: Kind[R], table: Table, header: Header, known_division: KnownDivision) -> None:
        self.kind = kind
        self.form = table.form
        self.encoding = table.encoding
        self.sheet = table.sheet
        self._told = table.notices + header.notices
        self._beside: dict[int, FileProblem] = {}
        self._header = header
        self._rows = table.rows
        self._known = known_division
        self._keys: dict[tuple[str, ...], int] = {}
        self._people: dict[str, tuple[int, dict[str, Any]]] = {}

    @property
    def notices(self) -> tuple[FileProblem, ...]:
        """What the office should know though it stopped nothing; complete after the last row."""
        return (*self._told, *self._beside.values())

    @property
    def fields(self) -> frozenset[str]:
        """The fields for which the file has a column."""
        return frozenset(column.field for column in self._header.columns.values())

    def __iter__(self) -> Iterator[RowResult[R]]:
        for row, cells in self._rows:
            if not (isinstance(cells[0], str) and cells[0].startswith(_NOTE)):
                yield self._read(row, cells)

    def problem(self, row: int, field: str, trouble: Trouble, shown: str = "") -> CellProblem:
        """A fault of the cell of ``field`` in ``row``; where the file has no such column, of its first
        cell. For faults that only the store can see, such as a station that does not exist."""
        column = self.kind.by_field[field]
        index = next((index for index, known in self._header.columns.items() if known.field == field), 0)
        return _problem(row, index, column, trouble, shown)

    def _read(self, row: int, cells: tuple[Cell, ...]) -> RowResult[R]:
        problems = self._stray(row, cells)
        values: dict[str, Any] = {}
        for index, column in self._header.columns.items():
            cell = cells[index] if index < len(cells) else ""
            try:
                if isinstance(cell, Unusable):
                    problems.append(_problem(row, index, column, cell.trouble, cell.shown))
                elif cell:
                    values[column.field] = column.form.read(unescape(cell), self._known)
                elif column.required:
                    problems.append(_problem(row, index, column, _EMPTY, ""))
            except CellRefused as refused:
                problems.append(_problem(row, index, column, refused.trouble, str(cell)))
        if not problems:
            problems = [
                self._blamed(row, field, trouble, values) for field, trouble in self.kind.check(values)
            ]
        if problems:
            return RowResult(row, None, frozenset(values), tuple(problems))
        value = self.kind.build({c.field: values.get(c.field, c.form.empty) for c in self.kind.columns})
        problems = self._against_earlier(row, value, values)
        return RowResult(row, None if problems else value, frozenset(values), tuple(problems))

    def _stray(self, row: int, cells: tuple[Cell, ...]) -> list[CellProblem]:
        """Content that no header covers. In CSV a comma inside a cell has most often moved the rest of
        the row, so the row is refused; in a workbook it is a note beside the table, passed over once
        said."""
        for index, cell in enumerate(cells):
            if cell == "" or self._header.covers(index):
                continue
            name, text = f"{letter(index)}{row}", cell if isinstance(cell, str) else cell.shown
            if self.form == "csv":
                return [CellProblem(name, "", _COMMA.code, _COMMA.zh, _COMMA.en, show(text))]
            if index not in self._beside:
                self._beside[index] = no_header(index, row)
        return []

    def _against_earlier(self, row: int, value: R, values: dict[str, Any]) -> list[CellProblem]:
        """What an earlier good row says otherwise, or already says."""
        said = {field: values[field] for field in self.kind.person if field in values}
        first, known = self._people.get(values.get("phone", ""), (row, {}))
        different = [field for field in said if known.get(field, said[field]) != said[field]]
        if different:
            return [
                self._blamed(row, field, _differs(first, field, self.kind), values) for field in different
            ]
        first = self._keys.setdefault(value.key, row)
        if first != row:
            return [self._blamed(row, self.kind.key_field, _repeated(first), values)]
        if said:
            self._people.setdefault(values["phone"], (row, {}))[1].update(said)
        return []

    def _blamed(self, row: int, field: str, trouble: Trouble, values: dict[str, Any]) -> CellProblem:
        shown = self.kind.by_field[field].form.write(values[field]) if field in values else ""
        return self.problem(row, field, trouble, shown)


_EMPTY = Trouble("required", "此格必填", "This cell must be filled in")
_COMMA = Trouble(
    "no_header",
    "此格上方没有列标题，可能是本行多了逗号；含逗号的内容请加英文引号",
    "No header stands above this cell; perhaps the row has a comma too many: put content with commas "
    "in quotation marks",
)


def _repeated(first: int) -> Trouble:
    return Trouble("duplicate_row", f"与第 {first} 行重复", f"The same as row {first}")


def _differs(first: int, field: str, kind: Kind[Any]) -> Trouble:
    column = kind.by_field[field]
    return Trouble(
        "person_differs",
        f"第 {first} 行是同一手机号，但“{column.zh}”不同，请核对",
        f"Row {first} has the same telephone number but says otherwise under {column.en}",
    )


def _problem(row: int, index: int, column: Column, trouble: Trouble, text: str) -> CellProblem:
    return CellProblem(
        f"{letter(index)}{row}",
        column.zh,
        trouble.code,
        trouble.zh,
        trouble.en,
        show(text, private=column.form.private),
    )


def read(kind: Kind[R], data: bytes, known_division: KnownDivision) -> Roster[R]:
    """The roster in ``data``; ``known_division`` says whether a division code exists.

    Raises ``RosterRefused`` for a file that is no roster of this kind: not a table, required columns
    missing, columns given twice.
    """
    table = open_table(data, lambda text: kind.recognised(text) is not None)
    return Roster(kind, table, header_of(kind, table), known_division)
