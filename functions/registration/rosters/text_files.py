"""CSV as offices really save it: UTF-8, UTF-16 or GBK; comma, semicolon, tab or full-width comma."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from itertools import chain, islice

from functions.registration.rosters.cells import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Rows, tidy, trimmed
from functions.registration.rosters.problems import RosterRefused, refuse_file

_DELIMITERS = ",\t;，"
_MAX_LINE = 2 * MAX_COLUMNS * MAX_CELL
_MAX_LINES = 10 * MAX_ROWS
_SAMPLE = 50
_END = "\0end"
_SEP_LINE = re.compile(r"sep=([,;\t|，])\s*", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def encoding_of(data: bytes) -> str:
    """The encoding in which ``data`` is text; raises ``RosterRefused``.

    A byte order mark decides. Without one: UTF-8 if it decodes strictly, for hardly any other text
    does; else GB18030, which contains GBK and GB 2312. A short GBK text can be valid UTF-8 by chance,
    but then reads as Latin, Greek, Cyrillic or Arabic; Chinese in UTF-8 always has characters from
    U+2E80 on, so text without any is tried as GB18030 first.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    encoding = marked or "utf-8"
    try:
        text = data.decode(encoding)
        doubtful = marked is None and not text.isascii() and max(text) < "\u2e80"
        other = _as_gb18030(data) if doubtful else None
    except UnicodeDecodeError as broken:
        text, other = "", None if marked else _as_gb18030(data)
        if other is None:
            raise _unknown_encoding(data.count(b"\n", 0, broken.start) + 1) from None
    if "\0" in (other or text):
        raise _not_text()
    return encoding if other is None else "gb18030"


def rows_of(data: bytes, encoding: str, recognised: Callable[[str], bool]) -> Rows:
    """The rows that are not blank; ``recognised`` says whether a text names a column.

    The delimiter is the one with which one of the first rows names most columns; if none names any,
    the one that occurs most in the first line. Raises ``RosterRefused``, also while being read.
    """
    sample = list(islice(_lines(data, encoding), _SAMPLE))
    if sample and (told := _SEP_LINE.fullmatch(sample[0])):
        return _records(islice(_lines(data, encoding), 1, None), told.group(1))

    def score(delimiter: str) -> tuple[int, int]:
        named = [0]
        try:
            for _, cells in _records(iter(sample), delimiter):
                named.append(sum(isinstance(cell, str) and recognised(cell) for cell in cells))
        except RosterRefused:
            pass  # A quote may close after the sample; the real reading says so if it does not.
        return max(named), sample[0].count(delimiter) if sample else 0

    return _records(_lines(data, encoding), max(_DELIMITERS, key=score))


def _records(lines: Iterator[str], delimiter: str) -> Rows:
    number = 0
    try:
        # The end mark becomes a record of its own unless an open quote swallows it.
        for number, record in enumerate(csv.reader(chain(lines, (_END,)), delimiter=delimiter), start=1):
            if record == [_END]:
                return
            if record and record[-1].endswith(_END):
                raise _open_quote(number)
            if cells := trimmed([tidy(text) for text in record]):
                yield number, tuple(cells)
    except csv.Error:
        raise _open_quote(number + 1) from None


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    for number, line in enumerate(io.TextIOWrapper(io.BytesIO(data), encoding, newline="")):
        if len(line) > _MAX_LINE or number > _MAX_LINES:
            raise refuse_file(
                "not_a_table",
                f"文件中有一行超过 {_MAX_LINE} 个字符，或总行数超过 {_MAX_LINES}，不是名册",
                f"A line has more than {_MAX_LINE} characters, or there are more than {_MAX_LINES} lines; "
                "this is not a roster",
            )
        yield line


def _as_gb18030(data: bytes) -> str | None:
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return None


def _not_text() -> RosterRefused:
    return refuse_file(
        "not_text",
        "文件既不是 CSV 文本也不是 XLSX 表格，请在 Excel 中另存为“CSV UTF-8”或“.xlsx”后重新上传",
        "The file is neither CSV text nor an XLSX workbook; save it as “CSV UTF-8” or “.xlsx” "
        "and upload it again",
    )


def _unknown_encoding(line: int) -> RosterRefused:
    return refuse_file(
        "encoding_unknown",
        f"第 {line} 行有无法识别的字符，文件既不是 UTF-8 也不是 GBK 编码，请另存为“CSV UTF-8”后重新上传",
        f"Line {line} has bytes that are neither UTF-8 nor GBK; save the file as “CSV UTF-8” "
        "and upload it again",
    )


def _open_quote(row: int) -> RosterRefused:
    return refuse_file(
        "quote_not_closed",
        f"第 {row} 行有一个引号没有配对，其后的内容无法读取；请补上或删除这个引号",
        f"In row {row} a quotation mark is never closed and nothing after it can be read; "
        "close it or delete it",
    )
