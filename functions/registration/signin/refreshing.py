"""Refresh tokens: a session, its generation and a MAC, so that an old one is told from a forged one
without a look-up, and only an old one revokes its family."""

import hashlib
import hmac
import re
from dataclasses import dataclass

from shared.domain.errors import Refusal

_FORM = re.compile(r"(s[0-9a-z]{20})\.(\d{1,9})\.([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """What a genuine refresh token says."""

    session: str
    generation: int


def write(secret: bytes, token: RefreshToken) -> str:
    """The token as text."""
    return f"{token.session}.{token.generation}.{_mac(secret, token)}"


def read(secret: bytes, text: str) -> RefreshToken:
    """The inverse of :func:`write`; raises ``Refusal("refresh_token_invalid")`` for any other text."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise Refusal("refresh_token_invalid")
    token = RefreshToken(match.group(1), int(match.group(2)))
    if not hmac.compare_digest(_mac(secret, token), match.group(3)):
        raise Refusal("refresh_token_invalid")
    return token


def _mac(secret: bytes, token: RefreshToken) -> str:
    message = f"refresh\x1f{token.session}\x1f{token.generation}"
    return hmac.new(secret, message.encode(), hashlib.sha256).hexdigest()
