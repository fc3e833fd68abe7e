"""Cells on their way from a file to a converter: text, or the reason why there is no usable text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from functions.registration.rosters.problems import Trouble
from shared.domain import phones

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 64
MAX_CELL = 500
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell whose content cannot be taken (a formula, lost digits, too long), and why."""

    trouble: Trouble
    shown: str


Cell = str | Unusable
Row = tuple[int, tuple[Cell, ...]]
"""The row's number as Excel counts and its cells from column A on, without trailing empty ones."""
Rows = Iterator[Row]


def unusable(code: str, zh: str, en: str, shown: str) -> Unusable:
    """A cell that cannot be taken, and why."""
    return Unusable(Trouble(code, zh, en), shown)


# Zero width and direction marks come along when numbers are copied out of a telephone or a chat.
_INVISIBLE = dict.fromkeys(
    [0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)


def tidy(text: str) -> Cell:
    """The text of a cell without surrounding blanks (full-width ones too) and invisible marks."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    text = text.strip()
    if len(text) <= MAX_CELL:
        return text
    return unusable(
        "cell_too_long",
        f"内容有 {len(text)} 个字符，最多 {MAX_CELL} 个",
        f"The cell has {len(text)} characters; at most {MAX_CELL} are taken",
        text[:MAX_CELL],
    )


def trimmed(cells: list[Cell]) -> list[Cell]:
    """The cells without trailing empty ones."""
    end = len(cells)
    while end and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def letter(index: int) -> str:
    """The name of a column: 0 is ``A``, 25 ``Z``, 26 ``AA``."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


# A cell that begins so would run as a formula when a spreadsheet opens the file; "#" marks a row of notes.
_ACTIVE = "=+\\-@＝＋－＠#＃"
_NEEDS_ESCAPE = re.compile(rf"'*[{_ACTIVE}]")
_ESCAPED = re.compile(rf"'+[{_ACTIVE}]")


def escape(text: str) -> str:
    """Text that no spreadsheet takes for a formula; :func:`unescape` gives it back."""
    return "'" + text if _NEEDS_ESCAPE.match(text) else text


def unescape(text: str) -> str:
    """The inverse of :func:`escape`."""
    return text[1:] if _ESCAPED.match(text) else text


_MOBILE = re.compile(r"(?:\+?86[\s-]?)?(1[3-9]\d(?:[\s-]?\d){8})(?!\d)", re.ASCII)
_IDENTITY = re.compile(r"\d{14,17}[\dXx]", re.ASCII)
_DIGIT = re.compile(r"\d", re.ASCII)


def show(text: str, *, private: bool = False) -> str:
    """What a report may quote of a cell: one short line, telephone and identity numbers masked.

    ``private`` is for the cells of telephone columns: of whatever stands there only the first three
    and the last two digits are shown.
    """
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if private:
        digits = len(_DIGIT.findall(line))
        seen = 0

        def hide(match: re.Match[str]) -> str:
            nonlocal seen
            seen += 1
            return match.group() if seen <= 3 or seen > digits - 2 else "*"

        line = _DIGIT.sub(hide, line)
    else:
        line = _IDENTITY.sub(lambda match: match.group()[:6] + "*" * 8 + match.group()[-2:], line)
        line = _MOBILE.sub(lambda match: phones.mask(re.sub(r"[\s-]", "", match.group(1))), line)
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
