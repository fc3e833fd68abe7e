"""What a kind of roster is: columns, the form of each column's cells, and what makes rows the same."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from functions.registration.rosters.converters import KnownDivision
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.problems import Trouble
from functions.registration.rosters.rows import RosterRow

R = TypeVar("R", bound=RosterRow)
Values = Mapping[str, Any]
"""The values of one row by field."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written in a cell.

    ``read`` takes a cell's text (never empty) and says which value it means, or raises ``CellRefused``;
    ``write`` is its inverse. An empty cell means ``empty``. ``choices`` are offered as a list in the
    template; ``numeric`` values are written as numbers, all others as text, so that Excel leaves codes,
    telephone numbers and dates alone. Of what stands in ``private`` cells reports show a mask only.
    """

    read: Callable[[str, KnownDivision], Any]
    write: Callable[[Any], str] = str
    empty: Any = None
    choices: tuple[str, ...] = ()
    numeric: bool = False
    private: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its headers (any of ``zh``, ``en``, ``field``, ``aliases``) and what it is for."""

    field: str
    zh: str
    en: str
    form: Form
    example: str
    note: str
    en_note: str
    aliases: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """A kind of roster.

    ``build`` makes the row out of one value per column. ``check`` finds what is wrong between the
    values of a row and names the field to blame. ``key_field`` is blamed when two rows have one key.
    ``person`` are the fields in which all rows of one telephone number must agree where filled in.
    """

    name: RosterKind
    zh: str
    columns: tuple[Column, ...]
    build: Callable[[Values], R]
    check: Callable[[Values], Iterator[tuple[str, Trouble]]]
    key_field: str
    person: tuple[str, ...] = ()
    by_header: dict[str, Column] = field(init=False, repr=False, compare=False)
    by_field: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        headers = {
            header_key(text): column
            for column in self.columns
            for text in (column.zh, column.en, column.field, *column.aliases)
        }
        object.__setattr__(self, "by_header", headers)
        object.__setattr__(self, "by_field", {column.field: column for column in self.columns})

    def recognised(self, header: str) -> Column | None:
        """The column that a header names."""
        return self.by_header.get(header_key(header))


def header_key(text: str) -> str:
    """A header without what people add to it: blanks, ``*``, ``(必填)``, ``：``, capitals."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"\([^)]*\)|[\s*:_\-]", "", plain)
