"""What was recorded, as evaluation asks for it. Nothing here knows where a record comes from."""

from collections.abc import Collection
from datetime import date
from typing import Any

from shared.regulations.inputs import Record
from shared.store import engine
from shared.store import records as keys
from shared.store.records import RecordItem
from shared.store.settings import Setting, setting

_VOID = "void"


def of_subject(partition: str, first: date, last: date, *, consistent: bool = False) -> list[Record]:
    """All that a subject did from ``first`` to ``last``. One call per megabyte, which is over a thousand
    records; none for days to come."""
    return [record for record, _ in graded(partition, first, last, consistent=consistent)]


def graded(
    partition: str, first: date, last: date, *, consistent: bool = False
) -> list[tuple[Record, str | None]]:
    """The same, each with its grade of proof, if its kind has one."""
    if first > last:
        return []
    counted = frozenset(setting(Setting.COUNTED_GRADES).split(","))
    found: list[tuple[Record, str | None]] = []
    after: dict[str, Any] | None = None
    while True:
        between = keys.period(first, last)
        part = engine.query(RecordItem, partition, between=between, after=after, consistent=consistent)
        found += [(_record(item, counted), _grade(item)) for item in part.items]
        after = part.last_key
        if after is None:
            return found


def _grade(item: RecordItem) -> str | None:
    body: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    return body.get("grade")


def _record(item: RecordItem, counted: Collection[str]) -> Record:
    subject = item.pk.partition("#")[2]
    day = date.fromisoformat(item.day)
    body: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    correction = item.attribute_values.get("correction")
    return Record(
        id=keys.record_id(subject, day, item.reference),
        subject=subject,
        day=day,
        kind=item.kind,
        amount=int(item.amount or 1),
        marks=tuple(item.marks or ()),
        with_=tuple(item.others or ()),
        reference=item.reference,
        counted="grade" not in body or body["grade"] in counted,
        voided=correction is not None and correction.as_dict()["action"] == _VOID,
    )
