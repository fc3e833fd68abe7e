"""Corrections of records: what a record says never changes; who corrects it says so beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store import records as keys
from shared.store.codec import from_plain, to_plain
from shared.store.engine import Cancelled
from shared.store.records import CorrectionItem, RecordItem


class Action(StrEnum):
    """What a correction does to its record."""

    VOID = "void"
    """It counts no longer."""
    RESTORE = "restore"
    """It had been voided in error and counts as before."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Who did what to a record, when and why."""

    id: str
    record: str
    action: Action
    reason: str
    by: str
    at: datetime


class Target(NamedTuple):
    """Where a record stands: its subject's partition, legal day, kind and reference."""

    partition: str
    day: date
    kind: str
    reference: str


def correct(correction: Correction, target: Target, mark: str | None) -> tuple[Correction, bool]:
    """Appends the correction and names it on its record, together, in one call: the correction, and
    whether this call made it. A request repeated under the same ``mark`` makes nothing.

    Raises ``record_not_found``, ``already_corrected``, ``not_voided``, ``idempotency_key_reused``.
    """
    partition, day, kind, reference = target
    body = to_plain(correction)
    name = correction.id.rsplit(".", 1)[-1]
    sort = keys.correction_sort(day, kind, reference, name)
    item = CorrectionItem(partition, sort, request=mark, body=body)
    record = RecordItem(partition, keys.record_sort(day, kind, reference))
    last = RecordItem.correction["action"]
    voiding = correction.action is Action.VOID
    allowed = (last.does_not_exist() | (last != str(Action.VOID))) if voiding else last == str(Action.VOID)

    def fill(transaction: TransactWrite) -> None:
        transaction.save(item, condition=CorrectionItem.pk.does_not_exist(), return_values="ALL_OLD")
        transaction.update(
            record,
            actions=[RecordItem.correction.set(body)],
            condition=RecordItem.pk.exists() & allowed,
            return_values="ALL_OLD",
        )

    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        first = cancelled.existing(0, CorrectionItem)
        if first is not None:
            if first.request != mark:
                raise Refusal("idempotency_key_reused") from cancelled
            return _of(first), False
        if cancelled.existing(1, RecordItem) is None:
            raise Refusal("record_not_found") from cancelled
        raise Refusal("already_corrected" if voiding else "not_voided") from cancelled
    return correction, True


def of_record(target: Target) -> list[Correction]:
    """All corrections of a record, oldest first. One call."""
    partition, day, kind, reference = target
    prefix = keys.correction_sort(day, kind, reference)
    found = engine.query_all(CorrectionItem, partition, prefix)
    return sorted(map(_of, found), key=lambda correction: correction.at)


def last_of(item: RecordItem) -> Correction | None:
    """The last correction of a record, as it stands on the record."""
    last = item.attribute_values.get("correction")
    return None if last is None else from_plain(Correction, last.as_dict())


def _of(item: CorrectionItem) -> Correction:
    return from_plain(Correction, item.body.as_dict())  # type: ignore[no-untyped-call]
