"""Addresses, and those that are to be confirmed, in the Inbox table.

| item | pk | sk |
|---|---|---|
| address | ``ADDRESS#{person}`` | ``EMAIL`` |
| codes asked for on a day | ``ADDRESS#{person}`` | ``ASKED#{day}`` |
| address to be confirmed | ``CONFIRMING#{id}`` | ``CONFIRMING`` |

The template's stream filter knows the last prefix: its code is sent from there.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.domain.clock import from_text, legal_day, utc_text
from shared.domain.errors import Refusal
from shared.domain.one_time_codes import TRIES
from shared.store import engine, limits
from shared.store.envelopes import Envelope, body_of, value_of
from shared.store.settings import Setting
from shared.store.writing import commit, create, put, remove, update

LIFETIME = timedelta(minutes=15)
"""How long a code by e-mail may be answered: mail can be slow."""

CODES_A_DAY = 5
_CONFIRMING = "CONFIRMING"


@dataclass(frozen=True, slots=True)
class Address:
    """An address and since when it is known to be the person's (aware)."""

    address: str
    confirmed_at: datetime


@dataclass(frozen=True, slots=True)
class Confirming:
    """Whose the address is said to be, and in which language they asked."""

    person: str
    address: str
    language: str


class AddressItem(engine.Item):
    """The address of a person."""

    table = Setting.INBOX_TABLE
    address = UnicodeAttribute()
    confirmed_at = UnicodeAttribute()


class AskedItem(limits.Counter):
    """How many codes a person asked for on a day."""

    table = Setting.INBOX_TABLE


class ConfirmingItem(Envelope):
    """An address to be confirmed. ``tries`` counts the answers; ``expires`` ends it and is the TTL."""

    table = Setting.INBOX_TABLE
    tries = NumberAttribute()
    expires = NumberAttribute()


def confirming_key(id_: str) -> str:
    """The partition of an address to be confirmed."""
    return f"{_CONFIRMING}#{id_}"


def address_of(person: str) -> Address | None:
    """The confirmed address. One call."""
    item = engine.get(AddressItem, _partition(person), "EMAIL", consistent=True)
    return None if item is None else Address(item.address, from_text(item.confirmed_at))


def begin(id_: str, asked: Confirming, mark: str | None, now: datetime) -> int:
    """Stores an address to be confirmed, unless it is one code too many that day; the same request repeated
    stores nothing. Until when the code may be answered (Unix seconds). One call.

    Raises ``Refusal("too_many_codes")``.
    """
    expires = int((now + LIFETIME).timestamp())
    item = ConfirmingItem(
        confirming_key(id_), _CONFIRMING, version=1, body=body_of(asked), tries=0, expires=expires
    )
    count = AskedItem(_partition(asked.person), f"ASKED#{legal_day(now)}")
    standing = commit(
        create(item, mark, Refusal("conflict", retry_after=1)),
        limits.once_more(
            count, CODES_A_DAY, int((now + timedelta(days=2)).timestamp()), Refusal("too_many_codes")
        ),
    )
    return int(standing.expires) if isinstance(standing, ConfirmingItem) else expires


def sought(id_: str, now: datetime) -> Confirming | None:
    """The address to be confirmed, while it may be. One call."""
    item = engine.get(ConfirmingItem, confirming_key(id_), _CONFIRMING, consistent=True)
    return None if item is None or item.expires <= now.timestamp() else value_of(item, Confirming)


def count_try(id_: str, now: datetime) -> None:
    """Counts an answer before it is looked at. One call.

    Raises ``Refusal("confirmation_wrong")`` where there is nothing to answer, or no more."""
    open_ = (ConfirmingItem.tries < TRIES) & (ConfirmingItem.expires > int(now.timestamp()))
    commit(
        update(
            ConfirmingItem(confirming_key(id_), _CONFIRMING),
            ConfirmingItem.tries.add(1),
            condition=open_,
            otherwise=Refusal("confirmation_wrong"),
        )
    )


def confirm(id_: str, asked: Confirming, now: datetime) -> Address:
    """The address is the person's from now on, in place of any before. One call.

    Raises ``Refusal("confirmation_wrong")`` where it was confirmed meanwhile."""
    commit(
        remove(
            ConfirmingItem(confirming_key(id_), _CONFIRMING),
            ConfirmingItem.pk.exists(),
            Refusal("confirmation_wrong"),
        ),
        put(
            AddressItem(_partition(asked.person), "EMAIL", address=asked.address, confirmed_at=utc_text(now))
        ),
    )
    return Address(asked.address, now)


def forget(person: str) -> None:
    """The person has no address any more. One call."""
    engine.delete(AddressItem(_partition(person), "EMAIL"))


def _partition(person: str) -> str:
    return f"ADDRESS#{person}"
