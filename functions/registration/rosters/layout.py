"""What openpyxl's stream does not tell of a sheet: merged cells and hidden rows."""

import re
from dataclasses import dataclass
from typing import IO

from functions.registration.rosters.cells import MAX_COLUMNS, Cell, unusable
from functions.registration.rosters.problems import FileProblem

_MAX_MERGES = 20_000
_MAX_TAG = 4096


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: rows from 1, columns from 0, both ends included, and its name (``C4:C6``)."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The merged ranges in the order of their first rows, and what the reader should know."""

    merges: tuple[Merge, ...]
    notices: tuple[FileProblem, ...]


# Tag names and attributes are the standard's (ECMA-376 part 1, 18.3.1.55 and 18.3.1.73); cell text
# cannot look like a tag, for "<" is escaped in it.
_TAG = re.compile(
    rb'<(?:\w+:)?(?:mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"|'
    rb'row\s[^>]*?\bhidden="(?:1|true)")'
)


def layout_of(source: IO[bytes]) -> Layout:
    """The layout in a sheet's XML, read as a stream; raises ``ValueError`` if no program wrote it."""
    merges: list[Merge] = []
    hidden = 0
    rest = b""
    while chunk := source.read(64 * 1024):
        text = rest + chunk
        end = 0
        for match in _TAG.finditer(text):
            end = match.end()
            if match.group(1) is None:
                hidden += 1
            else:
                merges.append(_merge(*(group.decode() for group in match.groups())))
        if len(merges) > _MAX_MERGES:
            raise ValueError("too many merged cells")
        begun = max(end, text.rfind(b"<"))
        rest = text[begun:] if len(text) - begun < _MAX_TAG else b""
    return Layout(
        tuple(sorted(merges, key=lambda merge: merge.first_row)), (_hidden(hidden),) if hidden else ()
    )


def _hidden(count: int) -> FileProblem:
    return FileProblem(
        "hidden_rows_read",
        f"表中有 {count} 行被隐藏或筛选，这些行同样会导入；不需要导入的请删除",
        f"{count} rows of the sheet are hidden or filtered out; they are imported like all others, "
        "so delete those that should not be",
    )


def _merge(left: str, top: str, right: str, bottom: str) -> Merge:
    return Merge(int(top), int(bottom), _number(left), _number(right), f"{left}{top}:{right}{bottom}")


def _number(letters: str) -> int:
    """The index from 0 of a column's letters."""
    value = 0
    for char in letters:
        value = value * 26 + ord(char) - ord("A") + 1
    return value - 1


class Merges:
    """Marks the cells that a merge hides: only its first cell holds the value, and whether it was
    meant for the others cannot be known."""

    def __init__(self, merges: tuple[Merge, ...]) -> None:
        self._coming = list(reversed(merges))
        self._active: list[Merge] = []

    def mark(self, row: int, cells: list[Cell]) -> None:
        """Replaces the empty cells of ``row`` that lie in a merge, but its first one. Rows come in order.

        Raises ``ValueError`` for ranges that overlap more than a sheet can hold.
        """
        while self._coming and self._coming[-1].first_row <= row:
            self._active.append(self._coming.pop())
        self._active = [merge for merge in self._active if merge.last_row >= row]
        if len(self._active) > MAX_COLUMNS:
            raise ValueError("merged cells overlap")
        for merge in self._active:
            for column in range(merge.first_column, min(merge.last_column, MAX_COLUMNS) + 1):
                cells.extend([""] * (column + 1 - len(cells)))
                if cells[column] == "" and (row, column) != (merge.first_row, merge.first_column):
                    cells[column] = unusable(
                        "merged_cell",
                        f"属于合并单元格 {merge.name}，请取消合并后逐行填写",
                        f"The cell belongs to the merged cells {merge.name}; unmerge them and fill in "
                        "every row",
                        "",
                    )
