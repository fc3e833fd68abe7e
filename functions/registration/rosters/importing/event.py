"""Files that have arrived in S3: which roster they are, and what becomes of an import that breaks off.

An event may come twice, late, or for a file that nobody announced. An import that raises is begun again by
Lambda, twice at most (template.yaml); rows that are in are then found unchanged. After the last attempt the
roster is marked as failed, and the event rests among the dead letters.
"""

import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_plus

from functions.registration.rosters import store
from functions.registration.rosters.importing.pace import OutOfTime, Pace
from functions.registration.rosters.importing.run import import_file
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.objects import FOLDER
from functions.registration.rosters.problems import refuse_file
from functions.registration.rosters.report import Tally
from functions.registration.rosters.store import RosterItem, Status
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.domain.ids import PATTERN

ATTEMPTS = 3
"""The first and the two that ``MaximumRetryAttempts`` allows."""

_KEY = re.compile(f"{FOLDER}(r{PATTERN})")
logger = logging.getLogger("lianluo")


def handle(event: dict[str, Any], remaining: Callable[[], float]) -> None:
    """Imports every file of the event; ``remaining`` says how many seconds the function still has.

    All are tried; then the first failure is raised, so that Lambda delivers the event again.
    """
    failures: list[Exception] = []
    for record in event.get("Records", []):
        try:
            _import(record, Pace(remaining))
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]


def _import(record: dict[str, Any], pace: Pace) -> None:
    key = unquote_plus(record["s3"]["object"]["key"])
    match = _KEY.fullmatch(key)
    if match is None:
        _log("ignored", why="the key is no roster's")
        return
    roster = match.group(1)
    item = store.begin(roster, record["s3"]["object"]["eTag"].strip('"'))
    if item is None:
        _log("ignored", roster=roster, why="unknown, done, or another file came first")
        return
    tally = Tally(RosterKind(item.kind), item.filename)
    try:
        import_file(item, tally, pace, clock.now())
    except Exception as error:
        _log("broke off", roster=roster, attempt=int(item.attempts), why=_reason(error))
        if item.attempts >= ATTEMPTS:
            _give_up(item, tally)
        raise
    report = tally.report()
    _log("imported", roster=roster, rows=report.rows, bad=report.bad, attempt=int(item.attempts))


def _give_up(item: RosterItem, tally: Tally) -> None:
    tally.stop(_BROKE_OFF)
    with suppress(Refusal):
        store.finish(item, Status.FAILED, tally.report())


def _reason(error: Exception) -> str:
    """No values: they may be personal."""
    match error:
        case OutOfTime():
            return "out of time"
        case Refusal():
            return error.code
    return type(error).__name__


def _log(what: str, **more: object) -> None:
    logger.info(json.dumps({"roster_import": what, **more}))


_BROKE_OFF = refuse_file(
    "broke_off",
    "系统故障，导入没有完成；已导入的各行有效，请稍后重新上传同一文件",
    "Something failed here and the import was not completed; rows taken so far stand. "
    "Upload the same file again later",
)
