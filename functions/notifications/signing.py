"""The signature of a webhook: who receives it can tell that it is ours, whole and recent.

``Lianluo-Signature: t=<Unix seconds>,v1=<HMAC-SHA256 in hex of "<t>.<body>">``.
"""

import hashlib
import hmac
import re

HEADER = "Lianluo-Signature"
TOLERANCE = 300
"""Seconds for which a receiver takes a signature, against replay."""

_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})", re.ASCII)


def sign(secret: bytes, body: bytes, moment: int) -> str:
    """The header's value for ``body`` sent at ``moment`` (Unix seconds)."""
    return f"t={moment},v1={_mac(secret, body, moment)}"


def verify(secret: bytes, body: bytes, header: str, now: int) -> bool:
    """Whether the header is ours for this body and at most :data:`TOLERANCE` seconds old."""
    match = _FORM.fullmatch(header)
    if match is None or abs(now - int(match.group(1))) > TOLERANCE:
        return False
    return hmac.compare_digest(_mac(secret, body, int(match.group(1))), match.group(2))


def _mac(secret: bytes, body: bytes, moment: int) -> str:
    return hmac.new(secret, str(moment).encode() + b"." + body, hashlib.sha256).hexdigest()
