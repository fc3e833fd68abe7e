"""Uploaded rosters in the Registry table: who may send which file, how far its import is, its report.

The rows that an import takes count themselves here, in the transactions that write them: so the numbers
are right even when an import breaks off and is begun again.
"""

import json
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError

from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.report import Report
from shared.domain import clock
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, Caller, Grant, parse_grants
from shared.store import engine
from shared.store.codec import from_plain, to_plain
from shared.store.settings import Setting
from shared.store.writing import Write, update

LARGEST_REPORT = 300_000
"""Bytes of a report as it is stored; an item of DynamoDB holds 400 KB (AWS)."""

_SORT = "ROSTER"


class Status(StrEnum):
    """Where an uploaded roster stands. Failed: the file was not read to its end, rows taken before stand."""

    AWAITING_UPLOAD = "awaiting_upload"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"


class RosterItem(engine.Item):
    """``by`` is the uploader, ``grants`` the roles by which they may, ``etag`` the file whose import has
    begun, ``attempts`` how often it has; ``created`` and ``updated`` count rows. ``report`` is JSON:
    what it weighs is then known before it is written."""

    table = Setting.REGISTRY_TABLE
    kind = UnicodeAttribute()
    filename = UnicodeAttribute()
    by = UnicodeAttribute()
    grants = UnicodeAttribute()
    asked = UnicodeAttribute()
    status = UnicodeAttribute()
    request = UnicodeAttribute(null=True)
    etag = UnicodeAttribute(null=True)
    attempts = NumberAttribute(default=0)
    created = NumberAttribute(default=0)
    updated = NumberAttribute(default=0)
    report = UnicodeAttribute(null=True)

    @property
    def id(self) -> str:
        """The roster's id."""
        return self.pk.removeprefix("ROSTER#")

    @property
    def roles(self) -> tuple[Grant, ...]:
        """The roles by which the uploader may send it."""
        return parse_grants(self.grants)


def new(roster: str, kind: RosterKind, filename: str, caller: Caller, now: datetime) -> RosterItem:
    """A roster that awaits its file. Only the roles that may upload are kept."""
    return RosterItem(
        _key(roster),
        _SORT,
        kind=str(kind),
        filename=filename,
        by=caller.person,
        grants=" ".join(str(grant) for grant in caller.grants if grant.role in OVERSEERS),
        asked=clock.utc_text(now),
        status=str(Status.AWAITING_UPLOAD),
    )


def add(item: RosterItem, mark: str | None) -> RosterItem | None:
    """Inserts the roster, or returns the one that stands there. One call, two where one stands."""
    item.request = mark
    return None if engine.insert(item) else engine.get(RosterItem, item.pk, _SORT, consistent=True)


def load(roster: str) -> RosterItem:
    """The roster; raises ``Refusal("roster_not_found")``. One call."""
    item = engine.get(RosterItem, _key(roster), _SORT, consistent=True)
    if item is None:
        raise Refusal("roster_not_found")
    return item


def begin(roster: str, etag: str) -> RosterItem | None:
    """Notes that the import of this file begins, again if it broke off. ``None`` for a roster that nobody
    asked for, that is done, or for which another file came first. One call."""
    item = RosterItem(_key(roster), _SORT)
    try:
        item.update(
            actions=[
                RosterItem.status.set(str(Status.IMPORTING)),
                RosterItem.etag.set(etag),
                RosterItem.attempts.add(1),
                RosterItem.report.remove(),
            ],
            condition=RosterItem.pk.exists()
            & (RosterItem.status != str(Status.DONE))
            & (RosterItem.etag.does_not_exist() | (RosterItem.etag == etag)),
        )
    except UpdateError as error:
        if engine.code_of(error) == "ConditionalCheckFailedException":
            return None
        raise Refusal("busy", retry_after=1) from error
    return item


def count(item: RosterItem, created: int, updated: int) -> Write:
    """The write that counts rows in their own transaction."""
    return update(
        RosterItem(item.pk, _SORT),
        RosterItem.created.add(created),
        RosterItem.updated.add(updated),
        condition=RosterItem.pk.exists(),
        otherwise=Refusal("roster_not_found"),
    )


def finish(item: RosterItem, status: Status, report: Report) -> None:
    """Writes the report, which ends the import. One call."""
    try:
        RosterItem(item.pk, _SORT).update(
            actions=[RosterItem.status.set(str(status)), RosterItem.report.set(_text(report))],
            condition=RosterItem.pk.exists(),
        )
    except UpdateError as error:
        raise Refusal("busy", retry_after=1) from error


def report_of(item: RosterItem) -> Report | None:
    """What the import reported, once it has ended."""
    return from_plain(Report, json.loads(item.report)) if item.report else None


def _text(report: Report) -> str:
    """The report as JSON; the faults that would make it too large are counted, not kept."""
    room = LARGEST_REPORT - _weight(replace(report, problems=()))
    kept = 0
    for problem in report.problems:
        room -= _weight(problem) + 1
        if room < 0:
            break
        kept += 1
    cut = len(report.problems) - kept
    return _dump(replace(report, problems=report.problems[:kept], more=report.more + cut))


def _weight(value: object) -> int:
    return len(_dump(value).encode())


def _dump(value: object) -> str:
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def _key(roster: str) -> str:
    return f"ROSTER#{roster}"
