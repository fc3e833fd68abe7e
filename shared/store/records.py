"""The Records table: everything that counts is a record.

A record says that something of a kind happened to a subject on a legal day, and names what it refers to.
Several functions write records, each its own kinds; whatever counts reads records alone and knows nothing
of their origin.

| item | pk | sk |
|---|---|---|
| record | ``DEPUTY#{id}``, ``STATION#``, ``GROUP#``, ``MEMBER#``, ``COMMITTEE#{division}``, ``UNIT#`` | \
``RECORD#{day}#{kind}#{reference}`` |
| correction | that of its record | ``CORRECTION#{day}#{kind}#{reference}#{id}`` |
| nonce | ``NONCE#{hash}`` | ``NONCE`` |

In the index ``by_station`` a visit stands under ``STATION#{id}#{month}``, ``{day}T{time}#{kind}#{id}``, a
suggestion under ``SUGGESTIONS#{congress}``, ``{day}#{deputy}#{reference}``.
There is one record of a kind for a subject, day and reference: written under the condition that its key
is free, it can neither be doubled nor overwritten. Kinds and marks are words of the rules
(`shared.regulations.words`). References differ between kinds (a station, an activity, a rule), so subject,
day and reference name a record. One query tells all that a subject did in a period.
What a record says never changes. A correction is an item of its own, and the one thing ever set on a
record is ``correction``, the last one: no list can then show the one without the other.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from pynamodb.attributes import ListAttribute, MapAttribute, NumberAttribute, UnicodeAttribute

from shared.store import engine
from shared.store.settings import Setting

CHECK_IN = "check_in"
"""A deputy came to a station; the reference is the station."""
LEAVE = "leave"
"""Approved leave, from ``first`` to the record's day, of the kinds of record among its marks; of all, if
there are none. A leave lasts a year at most."""
SESSION = "congress_session"
"""In a committee's partition: a session of its congress, from ``first`` to the record's day."""


class RecordItem(engine.Item):
    """The envelope: keys, what everything that counts asks for, the kind's own body, the last correction.

    ``amount`` is in the unit of the kind, one if missing; ``marks`` qualify what was done; ``others`` are
    the ids of those it was done with; ``first`` is the first day of what lasted up to ``day``.
    """

    table = Setting.RECORDS_TABLE
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    kind = UnicodeAttribute()
    day = UnicodeAttribute()
    reference = UnicodeAttribute()
    amount = NumberAttribute(null=True)
    marks: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute, null=True)
    others: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute, null=True)
    first = UnicodeAttribute(null=True)
    body: MapAttribute[str, Any] = MapAttribute()  # type: ignore[no-untyped-call]
    correction: MapAttribute[str, Any] = MapAttribute(null=True)  # type: ignore[no-untyped-call]


class CorrectionItem(engine.Item):
    """One correction, kept for good. ``request`` is the mark of the request that made it."""

    table = Setting.RECORDS_TABLE
    request = UnicodeAttribute(null=True)
    body: MapAttribute[str, Any] = MapAttribute()  # type: ignore[no-untyped-call]


def item(
    partition: str,
    day: date,
    kind: str,
    reference: str,
    *,
    body: dict[str, Any],
    amount: int = 1,
    marks: Iterable[str] = (),
    others: Iterable[str] = (),
    first: date | None = None,
) -> RecordItem:
    """A record to be written under the condition that its key is free."""
    return RecordItem(
        partition,
        record_sort(day, kind, reference),
        kind=kind,
        day=str(day),
        reference=reference,
        amount=amount if amount != 1 else None,
        marks=list(marks) or None,
        others=list(others) or None,
        first=None if first is None else str(first),
        body=body,
    )


class NonceItem(engine.Item):
    """What a request with a nonce made: a copy of the record, so that the request sent again is answered
    from here. ``expires`` (Unix seconds) is the table's TTL."""

    table = Setting.RECORDS_TABLE
    request = UnicodeAttribute()
    expires = NumberAttribute()
    body: MapAttribute[str, Any] = MapAttribute()  # type: ignore[no-untyped-call]


def deputy_key(deputy: str) -> str:
    """The partition of all that a deputy did."""
    return f"DEPUTY#{deputy}"


def station_key(station: str) -> str:
    """The partition of all that a station itself held; who came to it stands with the deputies."""
    return f"STATION#{station}"


def group_key(group: str) -> str:
    """The partition of all that a deputy group held."""
    return f"GROUP#{group}"


def member_key(member: str) -> str:
    """The partition of all that a member of a standing committee did as such."""
    return f"MEMBER#{member}"


def committee_key(division: str) -> str:
    """The partition of all that the standing committee of a division held or stated, and of the sessions
    of its congress; a township's congress has its own."""
    return f"COMMITTEE#{division}"


def unit_key(unit: str) -> str:
    """The partition of all that a handling unit did."""
    return f"UNIT#{unit}"


def record_id(subject: str, day: date, reference: str) -> str:
    """``{subject}.{YYYYMMDD}.{reference}``."""
    return f"{subject}.{day:%Y%m%d}.{reference}"


def record_sort(day: date, kind: str, reference: str) -> str:
    """The sort key of a record in its subject's partition."""
    return f"RECORD#{day}#{kind}#{reference}"


def correction_sort(day: date, kind: str, reference: str, correction: str = "") -> str:
    """The sort key of a correction; without ``correction`` what those of one record begin with."""
    return f"CORRECTION#{day}#{kind}#{reference}#{correction}"


def period(first: date, last: date) -> tuple[str, str]:
    """The bounds of the sort keys of all records from ``first`` to ``last``, both included."""
    return f"RECORD#{first}", f"RECORD#{last}#~"


def month_key(station: str, month: str) -> str:
    """The index partition of what was recorded at a station in a month (``2026-11``)."""
    return f"STATION#{station}#{month}"


def suggestions_key(congress: str) -> str:
    """The index partition of the suggestions made to a congress; the body has their ``category``."""
    return f"SUGGESTIONS#{congress}"


def nonce_key(nonce: str) -> str:
    """The partition of a nonce's item."""
    return f"NONCE#{nonce}"
