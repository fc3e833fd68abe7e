"""Identifiers: short, lower case, unambiguous to read aloud (Crockford's base 32), sortable by nothing.

An id is random, or derived from the caller's ``Idempotency-Key`` so that a repeated request arrives
at the same item and a conditional write can answer with the first result without a look-up.
"""

import hashlib
import re
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20
PATTERN = r"[0-9a-hjkmnp-tv-z]{20}"


def new_id(prefix: str) -> str:
    """A random id of 100 bits, e.g. ``new_id("p")`` for a person."""
    return prefix + _encode(secrets.token_bytes(13))


def derived_id(prefix: str, *parts: str) -> str:
    """The id that these parts always give (SHA-256, 100 bits kept)."""
    digest = hashlib.sha256("\x1f".join((prefix, *parts)).encode()).digest()
    return prefix + _encode(digest)


def is_id(prefix: str, text: str) -> bool:
    """Whether ``text`` has the form of an id with this prefix."""
    return re.fullmatch(prefix + PATTERN, text) is not None


def _encode(data: bytes) -> str:
    number = int.from_bytes(data[:13], "big") >> 4
    letters = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))
