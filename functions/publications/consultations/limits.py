"""How often an address or a person may comment: counted in the transaction that it limits. No regulation sets
these numbers."""

from datetime import datetime, timedelta

from functions.publications.tables import LIMIT, limit_key
from shared.store import limits
from shared.store.limits import Limit
from shared.store.settings import Setting
from shared.store.writing import Write


class Counter(limits.Counter):
    table = Setting.PUBLICATIONS_TABLE


ADDRESS = Limit("address", timedelta(hours=1), 30)
"""An address may be that of a whole neighbourhood (carrier-grade NAT)."""
PERSON = Limit("person", timedelta(hours=1), 40)


def counted(limit: Limit, who: str, now: datetime) -> Write:
    """Counts once more in this hour, or refuses with ``too_many_requests``."""
    key = limit_key(limits.subject("comment", limit.kind, who), limit.end(now))
    return limits.within(limit, Counter(key, LIMIT), now)
