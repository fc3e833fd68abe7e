"""Receipts: the secret that lets somebody without an account follow what they brought, beside its number.

The secret is derived from the number under a key of its own, so that a request sent again is answered with
the same one; what is stored is its hash, so that neither a table nor a backup opens anything, and an
exchange of the key leaves every receipt as it is.
"""

import base64
import hashlib
import hmac
from typing import Literal

from shared.store.settings import Setting, secret

PATTERN = r"[A-Za-z0-9_-]{22}"
Brought = Literal["opinion", "comment"]


def secret_of(what: Brought, id_: str) -> str:
    """The secret of something new: 128 bits."""
    return base64.urlsafe_b64encode(keyed(f"lianluo/{what}/1", id_)[:16]).decode().rstrip("=")


def stored(given: str) -> str:
    """What is kept of a secret (SHA-256; of 128 random bits no more is needed)."""
    return hashlib.sha256(given.encode()).hexdigest()


def fits(given: str, kept: str) -> bool:
    """Whether a secret is the one that was given out, compared in constant time."""
    return hmac.compare_digest(stored(given).encode(), kept.encode())


def keyed(purpose: str, message: str) -> bytes:
    """HMAC-SHA256 of a message under the key of what strangers bring; ``purpose`` keeps uses apart."""
    return hmac.new(
        secret(Setting.OPINION_SECRET), f"{purpose}\x1f{message}".encode(), hashlib.sha256
    ).digest()
