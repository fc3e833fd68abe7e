"""How often an address or a person may bring opinions, and one opinion be added to: counted in the
transaction that it limits."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute

from functions.suggestions.opinions import receipts
from functions.suggestions.tables import LIMIT, limit_key
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.settings import Setting
from shared.store.writing import Write, update


class Counter(engine.Item):
    """``expires`` (Unix seconds) is the end of the window and the table's TTL."""

    table = Setting.SUGGESTIONS_TABLE
    used = NumberAttribute()
    expires = NumberAttribute()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``count`` in a ``window``. No regulation says so."""

    kind: str
    window: timedelta
    count: int


ADDRESS = Limit("address", timedelta(hours=1), 30)
"""An address may be that of a whole neighbourhood (carrier-grade NAT)."""
PERSON = Limit("person", timedelta(days=1), 20)
SIMILAR = Limit("similar", timedelta(hours=1), 60)
JOINING = Limit("joining", timedelta(hours=1), 10)
"""From an address: so that nobody alone makes an opinion look like everybody's."""
PHOTOS = Limit("photos", timedelta(hours=1), 12)
FOLLOWING = Limit("opinion", timedelta(hours=1), 10)


def counted(limit: Limit, who: str, now: datetime) -> Write:
    """Counts once more, or refuses: with ``too_many_requests`` and the seconds until the window ends."""
    moment, seconds = int(now.timestamp()), int(limit.window.total_seconds())
    end = moment - moment % seconds + seconds
    return update(
        Counter(limit_key(receipts.subject(limit.kind, who), seconds, end), LIMIT),
        Counter.used.add(1),
        Counter.expires.set(end),
        condition=Counter.used.does_not_exist() | (Counter.used < limit.count),
        otherwise=Refusal("too_many_requests", retry_after=end - moment),
    )


def bringing(address: str | None, person: str | None, now: datetime) -> list[Write]:
    """Counts what somebody brings: against the account, without one against the address, against neither
    what is taken down for a resident."""
    if person is not None:
        return [counted(PERSON, person, now)]
    return [] if address is None else [counted(ADDRESS, address, now)]


def joining(address: str | None, now: datetime) -> list[Write]:
    """Counts who joins an opinion without an account, besides what is brought."""
    return [] if address is None else [counted(JOINING, address, now)]
