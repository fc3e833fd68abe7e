"""What waits for a digest, in the Inbox table.

| item | pk | sk |
|---|---|---|
| a notice that is held back | ``DIGEST#{person}`` | ``HELD#{the notice's sort key}`` |
| seal of a day: nothing joins its digest any more | the same | ``DAY#{day}`` |
| that somebody has a digest to come | ``DIGESTS#{shard}`` | ``{instant}#{person}`` |

A notice is held in one transaction with the entry by which the schedule finds it, while its day is open.
The schedule seals the day before it queues the digest: so what the digest holds is settled when it is made,
however often that is, and what comes later is held for the next day.
"""

from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.domain.clock import from_text, legal_day, utc_text
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.settings import Setting
from shared.store.writing import check, commit, put, remove

SHARDS = 4
KEPT = timedelta(days=30)
"""Longer than a message can wait in the queue and the dead letters."""

AT_ONCE = 100
"""Writes of a transaction (AWS)."""

_HELD = "HELD#"
_DAYS_AHEAD = 3
_FIRST = "0"
"""Before every instant."""


class HeldItem(engine.Item):
    """A notice for the digest of ``day``. ``expires`` is the TTL."""

    table = Setting.INBOX_TABLE
    day = UnicodeAttribute()
    expires = NumberAttribute()


class SealItem(engine.Item):
    """A day whose digest is being told. ``expires`` is the TTL."""

    table = Setting.INBOX_TABLE
    expires = NumberAttribute()


class DueItem(engine.Item):
    """A digest to come."""

    table = Setting.INBOX_TABLE

    @property
    def person(self) -> str:
        """Whose."""
        return str(self.sk).partition("#")[2]

    @property
    def day(self) -> date:
        """Of which day."""
        return legal_day(from_text(str(self.sk).partition("#")[0]))


def hold(person: str, sort: str, at: datetime) -> None:
    """Keeps a notice for the person's digest of ``at``, or the first after it that is not sealed. A notice
    that is held is not held again, whichever channel asks. One call, one more for each day that is sealed."""
    again, sealed = Refusal("conflict"), Refusal("conflict")
    for days in range(_DAYS_AHEAD):
        due = at + timedelta(days=days)
        day = legal_day(due).isoformat()
        expires = int((due + KEPT).timestamp())
        held = HeldItem(_key(person), f"{_HELD}{sort}", day=day, expires=expires)
        try:
            commit(
                put(held, HeldItem.pk.does_not_exist(), again),
                check(SealItem(_key(person), _day(day)), SealItem.pk.does_not_exist(), sealed),
                put(DueItem(_shard_key(crc32(person.encode()) % SHARDS), f"{utc_text(due)}#{person}")),
            )
        except Refusal as refusal:
            if refusal is again:
                return
            if refusal is not sealed:
                raise
        else:
            return
    raise Refusal("busy", retry_after=1)


def held(person: str, day: str) -> list[str]:
    """The sort keys of the notices in the digest of a day, oldest first. One call per megabyte of what was
    held for the person in a month."""
    found: list[str] = []
    after: dict[str, Any] | None = None
    while True:
        part = engine.query(
            HeldItem,
            _key(person),
            prefix=_HELD,
            condition=HeldItem.day == day,
            after=after,
            consistent=True,
        )
        found += [str(item.sk).removeprefix(_HELD) for item in part.items]
        after = part.last_key
        if after is None:
            return found


def due(shard: int, now: datetime) -> list[DueItem]:
    """Digests of a shard whose time has come, the oldest first, :data:`AT_ONCE` at most. One call."""
    until = f"{utc_text(now)}~"
    return engine.query(DueItem, _shard_key(shard), between=(_FIRST, until), limit=AT_ONCE).items


def seal(entries: list[DueItem]) -> None:
    """Lets nothing join these digests any more. One call."""
    seals = {(_key(entry.person), _day(entry.day.isoformat())): entry for entry in entries}
    commit(
        *(
            put(SealItem(*key, expires=int((from_text(str(entry.sk).partition("#")[0]) + KEPT).timestamp())))
            for key, entry in seals.items()
        )
    )


def done(entries: list[DueItem]) -> None:
    """The schedule needs these no more. One call."""
    commit(*map(remove, entries))


def _key(person: str) -> str:
    return f"DIGEST#{person}"


def _day(day: str) -> str:
    return f"DAY#{day}"


def _shard_key(shard: int) -> str:
    return f"DIGESTS#{shard}"
