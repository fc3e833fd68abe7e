"""Access tokens: JWT (RFC 7519) in compact JWS (RFC 7515), always ES256 (RFC 7518 section 3.4).

Pure form only: who signs and verifies is passed in (a KMS key does both; the private key exists
nowhere else). The algorithm is fixed by this code, never read from the token.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.errors import Refusal
from shared.domain.roles import Grant, parse_grants

ACCESS_LIFETIME = timedelta(minutes=15)
CLOCK_SKEW = timedelta(seconds=30)
LONGEST = 4096
"""Characters of a token, at most: what KMS signs (AWS KMS Sign, RAW) and far beyond any real one."""

_HALF = 32


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says: the person, the roles, the session (refresh family), when it was
    made and until when it holds (UTC)."""

    issuer: str
    person: str
    grants: tuple[Grant, ...]
    session: str
    issued: datetime
    expires: datetime


def sign(claims: Claims, key_id: str, signer: Callable[[bytes], bytes]) -> str:
    """The token. ``signer`` returns the DER signature (X9.62) of the bytes it is given."""
    header = {"alg": "ES256", "typ": "JWT", "kid": key_id}
    payload = {
        "iss": claims.issuer,
        "sub": claims.person,
        "roles": " ".join(str(grant) for grant in claims.grants),
        "sid": claims.session,
        "iat": int(claims.issued.timestamp()),
        "exp": int(claims.expires.timestamp()),
    }
    signed = f"{_encode_json(header)}.{_encode_json(payload)}"
    return f"{signed}.{_encode(raw_from_der(signer(signed.encode())))}"


def read(token: str, issuer: str, now: datetime, verifier: Callable[[bytes, bytes], bool]) -> Claims:
    """The claims of a token that this stack made and that holds now.

    ``verifier`` takes the signed bytes and the DER signature. Raises ``Refusal("sign_in_required")``
    for anything else and ``Refusal("token_expired")`` for one that has ended.
    """
    if len(token) > LONGEST or token.count(".") != 2:
        raise Refusal("sign_in_required")
    signed, _, signature = token.rpartition(".")
    head, _, payload = signed.partition(".")
    try:
        header, claims, raw = _decode_json(head), _decode_json(payload), _decode(signature)
        valid_form = header.get("alg") == "ES256" and len(raw) == 2 * _HALF and claims["iss"] == issuer
        if not (valid_form and verifier(signed.encode(), der_from_raw(raw))):
            raise Refusal("sign_in_required")
        found = Claims(
            issuer=issuer,
            person=claims["sub"],
            grants=parse_grants(claims["roles"]),
            session=claims["sid"],
            issued=datetime.fromtimestamp(claims["iat"], UTC),
            expires=datetime.fromtimestamp(claims["exp"], UTC),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise Refusal("sign_in_required") from error
    if found.expires <= now:
        raise Refusal("token_expired")
    if found.issued > now + CLOCK_SKEW:
        raise Refusal("sign_in_required")
    return found


def raw_from_der(der: bytes) -> bytes:
    """An ECDSA P-256 signature as r and s of 32 bytes each (RFC 7518 section 3.4)."""
    length = der[3]
    r, s = der[4 : 4 + length], der[4 + length + 2 :]
    return b"".join(int.from_bytes(part, "big").to_bytes(_HALF, "big") for part in (r, s))


def der_from_raw(raw: bytes) -> bytes:
    """The inverse of :func:`raw_from_der`: SEQUENCE of two INTEGERs (X.690 DER)."""
    body = b"".join(_der_integer(raw[start : start + _HALF]) for start in (0, _HALF))
    return bytes((0x30, len(body))) + body


def _der_integer(part: bytes) -> bytes:
    number = int.from_bytes(part, "big")
    data = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes((0x02, len(data))) + data


def jwk(public_key: bytes, key_id: str) -> dict[str, str]:
    """The JSON Web Key (RFC 7517) of a P-256 public key in SubjectPublicKeyInfo DER: the point is its
    last 64 bytes."""
    point = public_key[-2 * _HALF :]
    x, y = _encode(point[:_HALF]), _encode(point[_HALF:])
    return {"kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": key_id, "x": x, "y": y}


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if _encode(data) != text:
        raise ValueError("not canonical")
    return data


def _encode_json(value: dict[str, Any]) -> str:
    return _encode(json.dumps(value, separators=(",", ":")).encode())


def _decode_json(text: str) -> dict[str, Any]:
    value = json.loads(_decode(text))
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
