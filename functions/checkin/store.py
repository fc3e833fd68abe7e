"""Check-ins and corrections in the Records table."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from pynamodb.transactions import TransactWrite

from functions.checkin.records import Action, CheckIn, Correction, RecordKey
from shared.domain.clock import SHANGHAI
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.store import engine, pages
from shared.store import records as keys
from shared.store.codec import from_plain, to_plain
from shared.store.engine import Cancelled
from shared.store.pages import Page
from shared.store.records import CorrectionItem, Kind, NonceItem, RecordItem
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
    item = _item(record)
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


def correct(correction: Correction, key: RecordKey, mark: str | None) -> tuple[Correction, bool]:
    """Appends the correction and names it on its record, together, in one call: the correction, and
    whether this call made it.

    Raises ``record_not_found``, ``already_corrected``, ``not_voided``, ``idempotency_key_reused``.
    """
    deputy, day, station = key
    body = to_plain(correction)
    pk = keys.deputy_key(deputy)
    name = correction.id.rsplit(".", 1)[-1]
    item = CorrectionItem(
        pk, keys.correction_sort(day, Kind.CHECK_IN, station, name), request=mark, body=body
    )
    record = RecordItem(pk, keys.record_sort(day, Kind.CHECK_IN, station))
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
            return _correction(first), False
        if cancelled.existing(1, RecordItem) is None:
            raise Refusal("record_not_found") from cancelled
        raise Refusal("already_corrected" if voiding else "not_voided") from cancelled
    return correction, True


def corrections(key: RecordKey) -> list[Correction]:
    """All corrections of a record, oldest first. One call."""
    deputy, day, station = key
    prefix = keys.correction_sort(day, Kind.CHECK_IN, station)
    found = engine.query_all(CorrectionItem, keys.deputy_key(deputy), prefix)
    return sorted(map(_correction, found), key=lambda correction: correction.at)


def of_deputy(deputy: str, first: date, last: date, *, limit: int, cursor: str | None) -> Page[CheckIn]:
    """A page of what a deputy did from ``first`` to ``last``, oldest first. One call."""
    found = pages.partition_page(
        RecordItem, keys.deputy_key(deputy), limit=limit, cursor=cursor, between=keys.period(first, last)
    )
    return found.map(_record)


def of_station(station: str, month: str, *, limit: int, cursor: str | None) -> Page[CheckIn]:
    """A page of what was recorded at a station in a month, in the order of time. One call."""
    partition = keys.month_key(station, month)
    after: dict[str, Any] | None = None
    if cursor is not None:
        sort, pk, sk = pages.decode(cursor, str, str, str)
        after = {"gsi1pk": {"S": partition}, "gsi1sk": {"S": sort}, "pk": {"S": pk}, "sk": {"S": sk}}
    part = engine.query(RecordItem, partition, index=engine.BY_STATION, limit=limit, after=after)
    key = part.last_key
    more = None if key is None else pages.encode(key["gsi1sk"]["S"], key["pk"]["S"], key["sk"]["S"])
    return Page([_record(item) for item in part.items], more)


def _item(record: CheckIn) -> RecordItem:
    time = "" if record.moment is None else record.moment.astimezone(SHANGHAI).strftime("%H:%M:%S")
    return RecordItem(
        keys.deputy_key(record.deputy),
        keys.record_sort(record.day, Kind.CHECK_IN, record.station),
        gsi1pk=keys.month_key(record.station, f"{record.day:%Y-%m}"),
        gsi1sk=f"{record.day}T{time}#{Kind.CHECK_IN}#{record.deputy}",
        kind=str(Kind.CHECK_IN),
        day=str(record.day),
        reference=record.station,
        body=to_plain(record),
    )


def _nonce_item(record: CheckIn, named: Nonce) -> NonceItem:
    expires = int((record.recorded_at + NONCE_LIFETIME).timestamp())
    return NonceItem(
        keys.nonce_key(named.id), "NONCE", request=named.mark, expires=expires, body=to_plain(record)
    )


def _check_in(item: RecordItem | NonceItem) -> CheckIn:
    return from_plain(CheckIn, item.body.as_dict())  # type: ignore[no-untyped-call]


def _record(item: RecordItem) -> CheckIn:
    record, last = _check_in(item), item.attribute_values.get("correction")
    return record if last is None else replace(record, correction=from_plain(Correction, last.as_dict()))


def _correction(item: CorrectionItem) -> Correction:
    return from_plain(Correction, item.body.as_dict())  # type: ignore[no-untyped-call]
