"""The ledger, in the Inbox table. A consent is an item that goes when a message uses it up; in the same
transaction stands which message that was.

| item | pk | sk |
|---|---|---|
| consent | ``CONSENT#{person}`` | ``wechat#{instant}#{id}`` |
| how many were given at once | the same | ``GIVEN#{id}`` |
| what a message got | the same | ``USED#{message}`` |
"""

from datetime import datetime, timedelta
from random import SystemRandom

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shared.domain.clock import from_text, utc_text
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.store import engine
from shared.store.envelopes import Envelope
from shared.store.settings import Setting
from shared.store.writing import Write, commit, create, is_repeated, put, remove

MOST = 100
"""Consents that somebody may have left."""

KEPT = timedelta(days=366)
"""How long it is known which message used up a consent, or found none: as long as a notice is kept."""

_WECHAT = "wechat#"
_LOOKED_AT = 25
"""Consents among which a message takes any, so that messages at the same time seldom want the same one."""

_ATTEMPTS = 8
_chance = SystemRandom()


class ConsentItem(engine.Item):
    """A consent to one message that is not used up."""

    table = Setting.INBOX_TABLE


class GivenItem(Envelope):
    """That consents were given, so that the same request gives none twice. ``expires`` is the TTL."""

    table = Setting.INBOX_TABLE
    expires = NumberAttribute()


class UseItem(engine.Item):
    """What a message got: ``consent`` is the one that it used up, missing where none was left. ``expires`` is
    the TTL."""

    table = Setting.INBOX_TABLE
    consent = UnicodeAttribute(null=True)
    at = UnicodeAttribute()
    expires = NumberAttribute()


def left(person: str) -> int:
    """How many messages the person still agrees to. One call."""
    return len(engine.query(ConsentItem, _key(person), prefix=_WECHAT, consistent=True).items)


def give(person: str, count: int, id_: str, mark: str | None, now: datetime) -> int:
    """Adds ``count`` consents under an id that the same request repeats; answers how many are left then.
    Raises ``Refusal("limit_reached")``. Two calls, three where the limit is reached."""
    before = left(person)
    if before + count > MOST:
        if _is_given(person, id_, mark):
            return before
        raise Refusal("limit_reached", limit=MOST)
    given = GivenItem(_key(person), f"GIVEN#{id_}", version=1, body={"count": count}, expires=_expiry(now))
    consents = (
        ConsentItem(_key(person), f"{_WECHAT}{utc_text(now)}#{derived_id('c', id_, str(number))}")
        for number in range(count)
    )
    standing = commit(create(given, mark, Refusal("conflict", retry_after=1)), *map(put, consents))
    return before if standing is not None else before + count


def claim(person: str, message: str, now: datetime) -> datetime | None:
    """When a message used up its consent, ``None`` where it has none. The first time it is asked, it uses one
    up, or is noted to have found none; after that the answer stays, however often it is asked and by whom.

    Three calls, one for a message that has asked before. Raises ``Refusal("conflict")`` where others are
    faster again and again.
    """
    for _ in range(_ATTEMPTS):
        use = engine.get(UseItem, _key(person), f"USED#{message}", consistent=True)
        if use is not None:
            return from_text(use.at) if use.consent else None
        found = engine.query(
            ConsentItem, _key(person), prefix=_WECHAT, limit=_LOOKED_AT, consistent=True
        ).items
        taken = _chance.choice(found) if found else None
        try:
            commit(*_use(person, message, taken, now))
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
        else:
            return now if taken else None
    raise Refusal("conflict", retry_after=1)


def _use(person: str, message: str, consent: ConsentItem | None, now: datetime) -> list[Write]:
    use = UseItem(_key(person), f"USED#{message}", at=utc_text(now), expires=_expiry(now))
    conflict = Refusal("conflict", retry_after=1)
    writes = [put(use, UseItem.pk.does_not_exist(), conflict)]
    if consent is not None:
        use.consent = consent.sk
        writes.append(remove(consent, ConsentItem.pk.exists(), conflict))
    return writes


def _is_given(person: str, id_: str, mark: str | None) -> bool:
    if mark is None:
        return False
    standing = engine.get(GivenItem, _key(person), f"GIVEN#{id_}", consistent=True)
    return standing is not None and is_repeated(standing.request, mark)


def _expiry(now: datetime) -> int:
    return int((now + KEPT).timestamp())


def _key(person: str) -> str:
    return f"CONSENT#{person}"
