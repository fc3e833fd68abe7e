"""How often an address or a person may bring opinions, and one opinion be added to: counted in the
transaction that it limits. No regulation sets these numbers."""

from datetime import datetime, timedelta

from functions.suggestions.tables import LIMIT, limit_key
from shared.store import limits
from shared.store.limits import Limit
from shared.store.settings import Setting
from shared.store.writing import Write


class Counter(limits.Counter):
    table = Setting.SUGGESTIONS_TABLE


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
    key = limit_key(limits.subject("opinion", limit.kind, who), limit.seconds, limit.end(now))
    return limits.within(limit, Counter(key, LIMIT), now)


def bringing(address: str | None, person: str | None, now: datetime) -> list[Write]:
    """Counts what somebody brings: against the account, without one against the address, against neither
    what is taken down for a resident."""
    if person is not None:
        return [counted(PERSON, person, now)]
    return [] if address is None else [counted(ADDRESS, address, now)]


def joining(address: str | None, now: datetime) -> list[Write]:
    """Counts who joins an opinion without an account, besides what is brought."""
    return [] if address is None else [counted(JOINING, address, now)]
