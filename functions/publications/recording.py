"""Records of what was told: made in one transaction with the telling, void when it is taken back."""

from datetime import date, datetime

from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.ids import new_id
from shared.regulations.inputs import PUBLICATION
from shared.store import correcting, engine, records
from shared.store.corrections import Action, Correction, Target
from shared.store.records import RecordItem
from shared.store.writing import Write, put

_RACED = Refusal("conflict", retry_after=1)


def told(
    partition: str, subject: str, item: str, by: str, now: datetime, body: dict[str, str]
) -> list[Write]:
    """Records that the subject told the item (a word of the rules) today; nothing where that stands, and
    counts again what was void. One call."""
    day = legal_day(now)
    standing = engine.get(RecordItem, partition, records.record_sort(day, PUBLICATION, item), consistent=True)
    if standing is None:
        record = records.item(partition, day, PUBLICATION, item, body={**body, "by": by})
        return [put(record, RecordItem.pk.does_not_exist(), _RACED)]
    if _is_void(standing):
        return _corrected(partition, subject, day, item, Action.RESTORE, "同日重新公开", by, now)
    return []


def taken_back(
    partition: str, subject: str, day: date, item: str, reason: str, by: str, now: datetime
) -> list[Write]:
    """Voids the record of the item of that day. No call."""
    return _corrected(partition, subject, day, item, Action.VOID, reason, by, now)


def _corrected(
    partition: str,
    subject: str,
    day: date,
    item: str,
    action: Action,
    reason: str,
    by: str,
    now: datetime,
) -> list[Write]:
    record = records.record_id(subject, day, item)
    correction = Correction(f"{record}.{new_id('c')}", record, action, reason, by, now)
    return correcting.writes(correction, Target(partition, day, PUBLICATION, item))


def _is_void(item: RecordItem) -> bool:
    correction = item.attribute_values.get("correction")
    return correction is not None and correction.as_dict()["action"] == Action.VOID.value
