"""What was recorded, as evaluation asks for it. Nothing here knows where a record comes from."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from pynamodb.expressions.condition import Condition

from shared.regulations.inputs import Leave, Record
from shared.store import engine
from shared.store import records as keys
from shared.store.records import LEAVE, SESSION, RecordItem
from shared.store.settings import Setting, setting

_VOID = "void"
_AHEAD = timedelta(days=366)
"""How far ahead leave is approved and a session called, and how long either lasts, at most."""


class Known(NamedTuple):
    """What one reading of a subject's partition tells: what it did, on which days it had approved leave, and
    of records that have one the grade of proof, by id."""

    records: list[Record]
    leaves: tuple[Leave, ...]
    grades: Mapping[str, str]


UNKNOWN = Known([], (), {})


def known(partition: str, first: date, last: date, *, consistent: bool = False) -> Known:
    """All that a subject did from ``first`` to ``last``, and the leave that touches these days or is still to
    come: leave stands under its last day. One call per megabyte, which is over a thousand records."""
    items = list(_items(partition, first, last + _AHEAD, consistent=consistent))
    done = [item for item in items if item.kind != LEAVE and item.day <= str(last)]
    counted = frozenset(setting(Setting.COUNTED_GRADES).split(","))
    records = [_record(item, counted) for item in done]
    grades = ((record.id, _grade(item)) for record, item in zip(records, done, strict=True))
    return Known(
        records,
        tuple(_leave(item) for item in items if item.kind == LEAVE and not _is_void(item)),
        {id_: grade for id_, grade in grades if grade is not None},
    )


def of_subject(partition: str, first: date, last: date, *, consistent: bool = False) -> list[Record]:
    """All that a subject did from ``first`` to ``last``. One call per megabyte; none for days to come."""
    counted = frozenset(setting(Setting.COUNTED_GRADES).split(","))
    items = _items(partition, first, last, consistent=consistent)
    return [_record(item, counted) for item in items if item.kind != LEAVE]


def sessions(
    congress: str, first: date, last: date, *, consistent: bool = False
) -> tuple[tuple[date, date], ...]:
    """The sessions of the congress of a division that touch the days from ``first`` to ``last`` or are called
    for a later day, in order. One call per megabyte that its committee recorded."""
    only = RecordItem.kind == SESSION
    items = _items(keys.committee_key(congress), first, last + _AHEAD, consistent=consistent, condition=only)
    return tuple(sorted(_days(item) for item in items if not _is_void(item)))


def _items(
    partition: str, first: date, last: date, *, consistent: bool, condition: Condition | None = None
) -> Iterator[RecordItem]:
    after: dict[str, Any] | None = None
    while first <= last:
        part = engine.query(
            RecordItem,
            partition,
            between=keys.period(first, last),
            condition=condition,
            after=after,
            consistent=consistent,
        )
        yield from part.items
        after = part.last_key
        if after is None:
            return


def _grade(item: RecordItem) -> str | None:
    body: dict[str, Any] = item.body.as_dict()  # type: ignore[no-untyped-call]
    return body.get("grade")


def _record(item: RecordItem, counted: Collection[str]) -> Record:
    subject = item.pk.partition("#")[2]
    day = date.fromisoformat(item.day)
    grade = _grade(item)
    return Record(
        id=keys.record_id(subject, day, item.reference),
        subject=subject,
        day=day,
        kind=item.kind,
        amount=int(item.amount or 1),
        marks=tuple(item.marks or ()),
        with_=tuple(item.others or ()),
        reference=item.reference,
        counted=grade is None or grade in counted,
        voided=_is_void(item),
    )


def _is_void(item: RecordItem) -> bool:
    correction = item.attribute_values.get("correction")
    return correction is not None and correction.as_dict()["action"] == _VOID


def _leave(item: RecordItem) -> Leave:
    return Leave(*_days(item), approved=True, what=tuple(item.marks or ()))


def _days(item: RecordItem) -> tuple[date, date]:
    """From the first to the last day of what lasts."""
    return date.fromisoformat(item.first or item.day), date.fromisoformat(item.day)
