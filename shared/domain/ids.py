"""Identifiers: short, lower case, unambiguous to read aloud (Crockford's base 32), sortable by nothing.

An id is random, or derived from the caller's ``Idempotency-Key`` so that a repeated request arrives
at the same item and a conditional write can answer with the first result without a look-up.
"""

import hashlib
import re
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20
_HALF = _LENGTH // 2
PATTERN = r"[0-9a-hjkmnp-tv-z]{20}"


def new_id(prefix: str) -> str:
    """A random id of 100 bits, e.g. ``new_id("p")`` for a person."""
    return prefix + _encode(secrets.token_bytes(13))


def derived_id(prefix: str, *parts: str) -> str:
    """The id that these parts always give (SHA-256, 100 bits kept)."""
    digest = hashlib.sha256("\x1f".join((prefix, *parts)).encode()).digest()
    return prefix + _encode(digest)


def request_mark(person: str, key: str, fingerprint: str) -> str:
    """What is remembered of a request that came with an ``Idempotency-Key``: whose key, and which request."""
    return f"{derived_id('k', person, key)}.{derived_id('k', person, key, fingerprint)}"


def shares_key(mark: str | None, other: str | None) -> bool:
    """Whether two requests, known by their marks, came with one key of one person."""
    return mark is not None and other is not None and mark.split(".")[0] == other.split(".")[0]


def marked_id(prefix: str, mark: str | None) -> str:
    """An id for what a request adds inside an item: random, or the first half from its key and the second
    from the request, so that :func:`same_half` tells another request under the same key."""
    if mark is None:
        return new_id(prefix)
    return prefix + derived_id("", mark.split(".")[0])[:_HALF] + derived_id("", mark)[:_HALF]


def same_half(one: str, other: str) -> bool:
    """Whether two ids of :func:`marked_id` with the same prefix came with one key (50 bits)."""
    return one[:-_HALF] == other[:-_HALF]


def is_id(prefix: str, text: str) -> bool:
    """Whether ``text`` has the form of an id with this prefix."""
    return re.fullmatch(prefix + PATTERN, text) is not None


def number_of(id_: str) -> int:
    """The number of 100 bits that an id writes, its one-letter prefix aside."""
    number = 0
    for letter in id_[1:]:
        number = number * 32 + _ALPHABET.index(letter)
    return number


def numbered_id(prefix: str, number: int) -> str:
    """The id that writes this number; the inverse of :func:`number_of`."""
    return prefix + _written(number)


def _encode(data: bytes) -> str:
    return _written(int.from_bytes(data[:13], "big") >> 4)


def _written(number: int) -> str:
    letters = []
    for _ in range(_LENGTH):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))
