"""Comments of people who are not signed in: how often one address may bring them, and the receipt by which
what became of one is seen.

The receipt's secret is derived from the comment's id, so that a request sent again is answered with the same
one; its hash is stored, so that no copy of a table opens a comment.
"""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from pynamodb.attributes import NumberAttribute

from functions.publications.tables import LIMIT, limit_key
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.settings import Setting, secret
from shared.store.writing import Write, update

_RECEIPT = b"lianluo/comment/1\x1f"
_COUNTED = b"lianluo/comment-limit/1\x1f"
_HOUR = timedelta(hours=1)
PER_ADDRESS, PER_PERSON = 30, 40
"""Comments in an hour. No regulation says so; an address may be that of a whole neighbourhood."""


class Counter(engine.Item):
    """``expires`` (Unix seconds) is the end of the window and the table's TTL."""

    table = Setting.PUBLICATIONS_TABLE
    used = NumberAttribute()
    expires = NumberAttribute()


def counted(kind: str, who: str, most: int, now: datetime) -> Write:
    """Counts once more in this hour, or refuses with ``too_many_requests``."""
    moment, seconds = int(now.timestamp()), int(_HOUR.total_seconds())
    end = moment - moment % seconds + seconds
    subject = _keyed(_COUNTED, f"{kind}\x1f{who}").hex()[:32]
    return update(
        Counter(limit_key(subject, end), LIMIT),
        Counter.used.add(1),
        Counter.expires.set(end),
        condition=Counter.used.does_not_exist() | (Counter.used < most),
        otherwise=Refusal("too_many_requests", retry_after=end - moment),
    )


def secret_of(comment: str) -> str:
    """The secret of a comment's receipt: 128 bits."""
    return base64.urlsafe_b64encode(_keyed(_RECEIPT, comment)[:16]).decode().rstrip("=")


def stored(given: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(given.encode()).hexdigest()


def fits(given: str, kept: str) -> bool:
    """Whether a secret is the one that was given out, compared in constant time."""
    return hmac.compare_digest(stored(given), kept)


def _keyed(purpose: bytes, message: str) -> bytes:
    return hmac.new(secret(Setting.OPINION_SECRET), purpose + message.encode(), hashlib.sha256).digest()
