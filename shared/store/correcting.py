"""Corrections as part of a larger change: what is corrected and what follows from it are written together."""

from pynamodb.expressions.condition import Condition

from shared.domain.errors import Refusal
from shared.store import records as keys
from shared.store.codec import to_plain
from shared.store.corrections import Action, Correction, Target
from shared.store.records import CorrectionItem, RecordItem
from shared.store.writing import Write, put, update


def writes(correction: Correction, target: Target, otherwise: Refusal | None = None) -> list[Write]:
    """Appends the correction and names it on its record; refused with ``otherwise`` (``conflict``)
    where the record does not stand, is void already or, to be restored, is not."""
    raced = otherwise or Refusal("conflict", retry_after=1)
    partition, day, kind, reference = target
    body = to_plain(correction)
    name = correction.id.rsplit(".", 1)[-1]
    item = CorrectionItem(partition, keys.correction_sort(day, kind, reference, name), body=body)
    last = RecordItem.correction["action"]
    allowed: Condition = last == str(Action.VOID)
    if correction.action is Action.VOID:
        allowed = last.does_not_exist() | (last != str(Action.VOID))
    record = RecordItem(partition, keys.record_sort(day, kind, reference))
    return [
        put(item, CorrectionItem.pk.does_not_exist(), raced),
        update(
            record,
            RecordItem.correction.set(body),
            condition=RecordItem.pk.exists() & allowed,
            otherwise=raced,
        ),
    ]
