"""Receipts: the number of an opinion and the secret that lets its bringer follow it without an account.

The secret is derived from the number under a key of its own, so that a request sent again is answered with
the same one; what is stored is its hash, so that neither a table nor a backup opens an opinion, and an
exchange of the key leaves every receipt as it is.
"""

import base64
import hashlib
import hmac

from shared.store.settings import Setting, secret

PATTERN = r"[A-Za-z0-9_-]{22}"
_PURPOSE = b"lianluo/opinion/1\x1f"
_LIMIT = b"lianluo/opinion-limit/1\x1f"


def secret_of(opinion: str) -> str:
    """The secret of a new opinion: 128 bits."""
    digest = hmac.new(secret(Setting.OPINION_SECRET), _PURPOSE + opinion.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def stored(given: str) -> str:
    """What is kept of a secret (SHA-256; of 128 random bits no more is needed)."""
    return hashlib.sha256(given.encode()).hexdigest()


def fits(given: str, kept: str) -> bool:
    """Whether a secret is the one that was given out, compared in constant time."""
    return hmac.compare_digest(stored(given).encode(), kept.encode())


def subject(kind: str, who: str) -> str:
    """Whoever a limit counts, so that the table does not say who it was (HMAC, 128 bits, hex)."""
    message = _LIMIT + f"{kind}\x1f{who}".encode()
    return hmac.new(secret(Setting.OPINION_SECRET), message, hashlib.sha256).hexdigest()[:32]
