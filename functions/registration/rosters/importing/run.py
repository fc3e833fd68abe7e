"""One import, from the file to its report."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from functions.registration.rosters import objects, store
from functions.registration.rosters.columns import KINDS
from functions.registration.rosters.importing.deputies import Deputies
from functions.registration.rosters.importing.pace import Pace
from functions.registration.rosters.importing.plan import GoodRow
from functions.registration.rosters.importing.refusing import RowRefused
from functions.registration.rosters.importing.staff import Staff
from functions.registration.rosters.importing.stations import Stations
from functions.registration.rosters.importing.units import Units
from functions.registration.rosters.importing.uploader import Uploader, uploader_of
from functions.registration.rosters.importing.writer import Importer, Writer
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.objects import Replaced, Vanished
from functions.registration.rosters.problems import CellProblem, RosterRefused, refuse_file
from functions.registration.rosters.reading import Roster, RowResult, read
from functions.registration.rosters.report import Tally
from functions.registration.rosters.store import RosterItem, Status
from shared.domain import divisions

AT_ONCE = 99
"""Rows that are read and decided together: one BatchGetItem takes a hundred keys, and one transaction as
many rows of one operation each beside the one that counts them."""

IMPORTERS: dict[RosterKind, Callable[[Uploader], Importer[Any]]] = {
    RosterKind.STATIONS: Stations,
    RosterKind.DEPUTIES: Deputies,
    RosterKind.STAFF: Staff,
    RosterKind.UNITS: Units,
}


def import_file(item: RosterItem, tally: Tally, pace: Pace, now: datetime) -> None:
    """Takes the good rows of the file and writes the report. Anything but the file's own faults is raised:
    ``OutOfTime``, ``Refusal`` of busy tables, faults of this code. What was taken until then stands."""
    try:
        _take_all(item, tally, pace, now)
    except RosterRefused as refused:
        tally.stop(refused)
        store.finish(item, Status.FAILED, tally.report())
    else:
        store.finish(item, Status.DONE, tally.report())


def _take_all(item: RosterItem, tally: Tally, pace: Pace, now: datetime) -> None:
    kind = RosterKind(item.kind)
    uploader = uploader_of(item, now)
    if not uploader.caller.grants:
        raise _DISMISSED
    roster = read(KINDS[kind], _file(item), divisions.exists)
    importer = IMPORTERS[kind](uploader)
    writer: Writer[Any] = Writer(importer, item, pace)
    try:
        for results in _hundreds(roster):
            _take(results, roster, writer, tally)
    finally:
        tally.notice((*roster.notices, *importer.notices()))


def _file(item: RosterItem) -> bytes:
    try:
        return objects.fetch(item.id, str(item.etag))
    except Vanished:
        raise _VANISHED from None
    except Replaced:
        raise _REPLACED from None


def _hundreds(roster: Roster[Any]) -> Iterator[list[RowResult[Any]]]:
    """The rows in lots; raises ``RosterRefused`` after the last one that could be read."""
    results: list[RowResult[Any]] = []
    refused: RosterRefused | None = None
    try:
        for result in roster:
            results.append(result)
            if len(results) == AT_ONCE:
                yield results
                results = []
    except RosterRefused as stop:
        refused = stop
    yield results
    if refused is not None:
        raise refused


def _take(results: list[RowResult[Any]], roster: Roster[Any], writer: Writer[Any], tally: Tally) -> None:
    good = [GoodRow(result.row, result.value, result.given) for result in results if result.value is not None]
    refused = writer.take(good)
    for result in results:
        if result.value is None:
            tally.bad(result.problems)
        elif result.row in refused:
            tally.bad([_problem(result, roster, refused[result.row])])
        else:
            tally.good()


def _problem(result: RowResult[Any], roster: Roster[Any], refused: RowRefused) -> CellProblem:
    field = refused.field
    write = roster.kind.by_field[field].form.write
    shown = write(getattr(result.value, field)) if field in result.given else ""
    return roster.problem(result.row, field, refused.trouble, shown)


_DISMISSED = refuse_file(
    "uploader_dismissed",
    "上传后您的角色已被撤销，未导入任何内容",
    "Your role has been taken away since the upload was announced; nothing was imported",
)
_VANISHED = refuse_file(
    "file_missing", "文件已不存在，请重新上传", "The file is no longer there; upload it again"
)
_REPLACED = refuse_file(
    "file_replaced",
    "导入期间又上传了另一份文件；请为每份文件重新发起上传",
    "Another file was sent while the import was running; announce an upload for each file",
)
