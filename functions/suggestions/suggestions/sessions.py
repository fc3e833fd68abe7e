"""Whether a congress sits, as its committee recorded its sessions: a suggestion is then made to the congress
(Deputies Law art. 24), at other times to its committee or presidium (art. 36)."""

from datetime import date, timedelta

from shared.store import engine, records
from shared.store.records import SESSION, RecordItem

LONGEST = timedelta(days=60)
"""A session lasts days; its record stands under its last day. No law says how long."""


def in_session(congress: str, day: date) -> bool:
    """Whether ``day`` is one of a session of the division's congress. One call."""
    return any(begun <= day <= end for begun, end in ended(congress, day, day + LONGEST))


def ended(congress: str, first: date, last: date) -> list[tuple[date, date]]:
    """The first and last days of the sessions of the division's congress that ended in these days. One
    call."""
    found = engine.query(
        RecordItem,
        records.committee_key(congress),
        between=records.period(first, last),
        condition=RecordItem.kind == SESSION,
    )
    return [
        (date.fromisoformat(str(item.first)), date.fromisoformat(item.day))
        for item in found.items
        if not _is_void(item)
    ]


def _is_void(item: RecordItem) -> bool:
    correction = item.attribute_values.get("correction")
    return correction is not None and correction.as_dict()["action"] == "void"
