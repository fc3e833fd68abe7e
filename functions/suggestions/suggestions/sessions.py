"""Whether a congress sits, as its committee recorded its sessions: a suggestion is then made to the congress
(Deputies Law art. 24), at other times to its committee or presidium (art. 36)."""

from datetime import date, timedelta

from shared.store import engine, records
from shared.store.records import SESSION, RecordItem

_LONGEST = timedelta(days=60)
"""A session lasts days; its record stands under its last day. No law says how long."""


def in_session(congress: str, day: date) -> bool:
    """Whether ``day`` is one of a session of the division's congress. One call."""
    found = engine.query(
        RecordItem,
        records.committee_key(congress),
        between=records.period(day, day + _LONGEST),
        condition=RecordItem.kind == SESSION,
    )
    return any(item.first <= str(day) <= item.day for item in found.items if not _is_void(item))


def _is_void(item: RecordItem) -> bool:
    correction = item.attribute_values.get("correction")
    return correction is not None and correction.as_dict()["action"] == "void"
