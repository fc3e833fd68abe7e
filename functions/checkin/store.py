"""Check-ins in the Records table."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from pynamodb.transactions import TransactWrite

from functions.checkin.records import CheckIn, RecordKey
from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.store import engine, pages
from shared.store import records as keys
from shared.store.codec import from_plain, to_plain
from shared.store.corrections import Target, last_of
from shared.store.engine import Cancelled
from shared.store.pages import Page
from shared.store.records import CHECK_IN, NonceItem, RecordItem
from shared.store.registry import Fence, fence_condition, fence_key, fence_shard

NONCE_LIFETIME = timedelta(days=8)
"""A day longer than a scan may be late (``codes.LATE``)."""


class Nonce(NamedTuple):
    """What a client made up to name a request, so that sending it again makes nothing twice. ``mark``
    tells whether what is sent under the same name is the same."""

    id: str
    mark: str


def nonce(person: str, text: str, content: str) -> Nonce:
    """The nonce ``text`` of this person, for this ``content``."""
    return Nonce(derived_id("n", person, text), derived_id("k", person, text, content))


def add(record: CheckIn, named: Nonce | None, *, rotation: int | None = None) -> tuple[CheckIn, bool]:
    """Writes the record, if the deputy has none of that day and station: the standing record, and whether
    this call made it. One call in every case: the engine's refusal carries what stands in the way.

    ``rotation`` is that of the scanned code. Raises ``code_superseded``, ``idempotency_key_reused``.
    """
    item = new_item(record)
    remembered = None if named is None else _nonce_item(record, named)

    def fill(transaction: TransactWrite) -> None:
        if rotation is not None:
            fence = fence_key(record.station, fence_shard(record.deputy))
            transaction.condition_check(Fence, fence, "FENCE", condition=fence_condition(rotation))
        transaction.save(item, condition=RecordItem.pk.does_not_exist(), return_values="ALL_OLD")
        if remembered is not None:
            over = NonceItem.expires < int(record.recorded_at.timestamp())
            free = NonceItem.pk.does_not_exist() | over
            transaction.save(remembered, condition=free, return_values="ALL_OLD")

    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        return _first(cancelled, named, fenced=rotation is not None), False
    return record, True


def _first(cancelled: Cancelled, named: Nonce | None, *, fenced: bool) -> CheckIn:
    """The record that stands in the way. A repeated request is known before all else, so that its answer
    cannot change after the codes were replaced; a replaced code is refused even where a record stands."""
    put = 1 if fenced else 0
    standing = cancelled.existing(put, RecordItem)
    record = None if standing is None else _record(standing)
    known = None if named is None else cancelled.existing(put + 1, NonceItem)
    if known is not None and named is not None:
        if known.request != named.mark:
            raise Refusal("idempotency_key_reused") from cancelled
        made = _check_in(known)
        return record if record is not None and record.id == made.id else made
    if fenced and cancelled.failed(0):
        raise Refusal("code_superseded") from cancelled
    if record is None:
        raise Refusal("conflict", retry_after=1) from cancelled
    return record


def target(key: RecordKey) -> Target:
    """Where a visit's record stands."""
    return Target(keys.deputy_key(key.deputy), key.day, CHECK_IN, key.station)


def of_deputy(deputy: str, first: date, last: date, *, limit: int, cursor: str | None) -> Page[CheckIn]:
    """A page of a deputy's visits from ``first`` to ``last``, oldest first; what else was recorded of the
    deputy stands between them. One call."""
    found = pages.partition_page(
        RecordItem,
        keys.deputy_key(deputy),
        limit=limit,
        cursor=cursor,
        between=keys.period(first, last),
        condition=RecordItem.kind == CHECK_IN,
    )
    return found.map(_record)


def of_station(station: str, month: str, *, limit: int, cursor: str | None) -> Page[CheckIn]:
    """A page of what was recorded at a station in a month, in the order of time. One call."""
    partition = keys.month_key(station, month)
    found = pages.index_page(RecordItem, partition, index=engine.BY_STATION, limit=limit, cursor=cursor)
    return found.map(_record)


def new_item(record: CheckIn) -> RecordItem:
    """The item of a visit, to be written under the condition that its key is free."""
    time = "" if record.moment is None else record.moment.astimezone(SHANGHAI).strftime("%H:%M:%S")
    partition = keys.deputy_key(record.deputy)
    item = keys.item(partition, record.day, CHECK_IN, record.station, body=to_plain(record))
    item.gsi1pk = keys.month_key(record.station, f"{record.day:%Y-%m}")
    item.gsi1sk = f"{record.day}T{time}#{CHECK_IN}#{record.deputy}"
    return item


def _nonce_item(record: CheckIn, named: Nonce) -> NonceItem:
    expires = int((record.recorded_at + NONCE_LIFETIME).timestamp())
    return NonceItem(
        keys.nonce_key(named.id), "NONCE", request=named.mark, expires=expires, body=to_plain(record)
    )


def _check_in(item: RecordItem | NonceItem) -> CheckIn:
    return from_plain(CheckIn, item.body.as_dict())  # type: ignore[no-untyped-call]


def _record(item: RecordItem) -> CheckIn:
    return replace(_check_in(item), correction=last_of(item))
