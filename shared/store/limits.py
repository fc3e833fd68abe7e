"""How often somebody may do something: counted in the transaction that it limits, window by window."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.receipts import Brought, keyed
from shared.store.writing import Write, update


class Counter(engine.Item):
    """How often in one window; ``expires`` (Unix seconds) is its end and the table's TTL."""

    used = NumberAttribute()
    expires = NumberAttribute()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` in a ``window``, of what ``kind`` counts."""

    kind: str
    window: timedelta
    count: int

    @property
    def seconds(self) -> int:
        return int(self.window.total_seconds())

    def end(self, now: datetime) -> int:
        """When the window ends in which ``now`` lies (Unix seconds). Windows begin at the epoch."""
        moment = int(now.timestamp())
        return moment - moment % self.seconds + self.seconds


def subject(what: Brought, kind: str, who: str) -> str:
    """Whoever a limit counts, so that the table does not say who it was (HMAC, 128 bits, hex)."""
    return keyed(f"lianluo/{what}-limit/1", f"{kind}\x1f{who}").hex()[:32]


def once_more(counter: Counter, most: int, expires: int, otherwise: Refusal) -> Write:
    """Counts once more, until ``most``; beyond it the whole transaction ends in ``otherwise``."""
    kind = type(counter)
    return update(
        counter,
        kind.used.add(1),
        kind.expires.set(expires),
        condition=kind.used.does_not_exist() | (kind.used < most),
        otherwise=otherwise,
    )


def within(limit: Limit, counter: Counter, now: datetime) -> Write:
    """Counts once more in this window, or refuses with ``too_many_requests`` and the seconds left."""
    end = limit.end(now)
    return once_more(
        counter, limit.count, end, Refusal("too_many_requests", retry_after=end - int(now.timestamp()))
    )
