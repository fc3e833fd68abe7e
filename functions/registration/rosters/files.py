"""From the bytes of an uploaded file to its headers and rows, whatever program wrote it.

What the file is called says nothing: only its bytes decide how it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, islice

from functions.registration.rosters import text_files, workbooks
from functions.registration.rosters.cells import MAX_BYTES, MAX_ROWS, Row, Rows, Unusable
from functions.registration.rosters.problems import FileProblem, RosterRefused, refuse_file

_HEADER_SEARCH = 10
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = (b"<html", b"<table", b"<!doctype", b"<?xml", b"<meta", b"<head", b"%pdf-", b"{\\rtf")


@dataclass(frozen=True, slots=True)
class Table:
    """A file as a table: the header row's number (as Excel counts) and texts, and what follows it.

    ``rows`` can be gone through once and raises ``RosterRefused`` where the file cannot be read
    further. ``form`` is ``csv`` or ``xlsx``; ``encoding`` or ``sheet`` says what was read.
    """

    form: str
    encoding: str
    sheet: str
    header_row: int
    headers: tuple[str, ...]
    rows: Rows
    notices: tuple[FileProblem, ...] = ()


def open_table(data: bytes, recognised: Callable[[str], bool]) -> Table:
    """The table in ``data``; ``recognised`` says whether a text names a column.

    The header is that of the first ten rows which names most columns, so a title may stand above it;
    if none names any, the first row. Raises ``RosterRefused`` for anything that is no roster.
    """
    _check_form(data)
    if data.startswith(_ZIP):
        sheet = workbooks.open_sheet(data)
        number, headers, rows = _split(sheet.rows, recognised)
        return Table("xlsx", "", sheet.name, number, headers, rows, sheet.notices)
    encoding = text_files.encoding_of(data)
    number, headers, rows = _split(text_files.rows_of(data, encoding, recognised), recognised)
    return Table("csv", encoding.removesuffix("-sig"), "", number, headers, rows)


def _split(rows: Rows, recognised: Callable[[str], bool]) -> tuple[int, tuple[str, ...], Rows]:
    heads = list(islice(rows, _HEADER_SEARCH))
    if not heads:
        raise _empty()

    def named(row: Row) -> int:
        return sum(isinstance(cell, str) and recognised(cell) for cell in row[1])

    chosen = max(range(len(heads)), key=lambda index: named(heads[index]))
    number, cells = heads[chosen]
    headers = tuple(cell.shown if isinstance(cell, Unusable) else cell for cell in cells)
    return number, headers, _limited(chain(heads[chosen + 1 :], rows))


def _limited(rows: Rows) -> Rows:
    for count, row in enumerate(rows):
        if count == MAX_ROWS:
            raise refuse_file(
                "too_many_rows",
                f"一份名册最多 {MAX_ROWS} 行，第 {row[0]} 行起未读取，请分成几份上传",
                f"A roster has at most {MAX_ROWS} rows; nothing was read from row {row[0]} on; "
                "split it into several files",
            )
        yield row


def _check_form(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise refuse_file(
            "file_too_large",
            f"文件超过 {MAX_BYTES // 1024 // 1024} MB，请分成几份上传",
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MB; split it into several files",
        )
    if not data.strip():
        raise _empty()
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise workbooks.encrypted()
        raise refuse_file(
            "old_excel",
            "这是旧版 Excel（.xls）文件，请在 Excel 或 WPS 中另存为“.xlsx”后重新上传",
            "This is an old Excel file (.xls); save it as “.xlsx” and upload it again",
        )
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(_MARKUP):
        raise refuse_file(
            "not_a_roster",
            "这是网页或文档，不是表格（即使扩展名是 .xls），请用 Excel 打开后另存为“.xlsx”",
            "This is a web page or document, not a table (even if it is named .xls); "
            "open it in Excel and save it as “.xlsx”",
        )


def _empty() -> RosterRefused:
    return refuse_file("empty_file", "文件是空的", "The file is empty")
