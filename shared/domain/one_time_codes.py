"""One-time codes are derived, not stored: six digits out of an HMAC over the challenge's id.

Registration compares, notifications sends; both derive, so neither table nor queue ever holds a code.
"""

import hashlib
import hmac
from datetime import timedelta

DIGITS = 6
LIFETIME = timedelta(minutes=5)
TRIES = 5
"""Wrong answers a challenge survives: with a million codes a guesser's chance is one in 200,000."""


def derive(secret: bytes, challenge: str) -> str:
    """The code of a challenge (dynamic truncation as in RFC 4226 section 5.3, over SHA-256)."""
    digest = hmac.new(secret, b"one-time-code\x1f" + challenge.encode(), hashlib.sha256).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matches(secret: bytes, challenge: str, given: str) -> bool:
    """Whether ``given`` is the challenge's code, compared in constant time."""
    return hmac.compare_digest(derive(secret, challenge).encode(), given.encode())
