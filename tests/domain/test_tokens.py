"""Access tokens against an independent implementation (PyJWT with cryptography)."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from shared.domain import tokens
from shared.domain.errors import Refusal
from shared.domain.roles import Grant, Role

KEY = ec.generate_private_key(ec.SECP256R1())
NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
ISSUER = "https://henan.example.cn"
CLAIMS = tokens.Claims(
    issuer=ISSUER,
    person="p01j9zq3v7k2m8n4p6r5t",
    grants=(Grant(Role.DEPUTY, "4114"), Grant(Role.LIAISON_OFFICER, "411402001-01")),
    session="s01j9zq3v7k2m8n4p6r5t",
    issued=NOW,
    expires=NOW + tokens.ACCESS_LIFETIME,
)


def sign(message: bytes) -> bytes:
    return KEY.sign(message, ec.ECDSA(hashes.SHA256()))


def verify(message: bytes, signature: bytes) -> bool:
    try:
        KEY.public_key().verify(signature, message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def read(token: str, *, issuer: str = ISSUER, now: datetime = NOW) -> tokens.Claims:
    return tokens.read(token, issuer, now, verify)


def refused(token: str, **options: Any) -> str:
    with pytest.raises(Refusal) as caught:
        read(token, **options)
    return caught.value.code


def test_what_is_signed_is_read() -> None:
    assert read(tokens.sign(CLAIMS, "k1", sign)) == CLAIMS


def test_another_implementation_reads_our_tokens_by_the_published_key() -> None:
    public = KEY.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    published = jwt.PyJWK(tokens.jwk(public, "k1"))
    token = tokens.sign(CLAIMS, "k1", sign)
    claims = jwt.decode(token, published.key, ["ES256"], issuer=ISSUER, options={"verify_exp": False})
    assert claims["sub"] == CLAIMS.person
    assert claims["roles"] == "deputy:4114 liaison_officer:411402001-01"
    assert claims["exp"] - claims["iat"] == 15 * 60


def test_a_token_of_that_implementation_with_our_key_is_read() -> None:
    payload = {"iss": ISSUER, "sub": "p", "roles": "", "sid": "s", "iat": int(NOW.timestamp())}
    token = jwt.encode(payload | {"exp": int(NOW.timestamp()) + 60}, KEY, "ES256")
    assert read(token).grants == ()


def test_it_holds_to_its_last_second_and_no_longer() -> None:
    token = tokens.sign(CLAIMS, "k1", sign)
    assert read(token, now=CLAIMS.expires - timedelta(seconds=1)) == CLAIMS
    assert refused(token, now=CLAIMS.expires) == "token_expired"


def test_a_token_from_the_future_is_refused() -> None:
    token = tokens.sign(CLAIMS, "k1", sign)
    assert refused(token, now=NOW - timedelta(minutes=2)) == "sign_in_required"


def test_a_token_of_another_stack_is_refused() -> None:
    token = tokens.sign(CLAIMS, "k1", sign)
    assert refused(token, issuer="https://shanxi.example.cn") == "sign_in_required"
    stranger = ec.generate_private_key(ec.SECP256R1())
    foreign = tokens.sign(CLAIMS, "k1", lambda message: stranger.sign(message, ec.ECDSA(hashes.SHA256())))
    assert refused(foreign) == "sign_in_required"


def _encoded(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


PAYLOAD = {
    "iss": ISSUER,
    "sub": CLAIMS.person,
    "roles": "admin:41",
    "sid": "s",
    "iat": int(NOW.timestamp()),
    "exp": int(NOW.timestamp()) + 900,
}


def test_alg_none_is_refused() -> None:
    for algorithm in ("none", "None", "NONE", ""):
        assert refused(f"{_encoded({'alg': algorithm})}.{_encoded(PAYLOAD)}.") == "sign_in_required"


def test_hs256_with_the_public_key_as_its_secret_is_refused() -> None:
    public = KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    signed = f"{_encoded({'alg': 'HS256'})}.{_encoded(PAYLOAD)}"
    mac = hashes.Hash(hashes.SHA256())
    mac.update(public + signed.encode())
    forged = urlsafe_b64encode(mac.finalize()).decode().rstrip("=")
    assert refused(f"{signed}.{forged}") == "sign_in_required"


@given(st.binary(min_size=64, max_size=64))
def test_signatures_keep_their_value_in_both_forms(raw: bytes) -> None:
    assert tokens.raw_from_der(tokens.der_from_raw(raw)) == raw


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=7))
def test_any_altered_bit_is_refused(position: int, bit: int) -> None:
    token = bytearray(tokens.sign(CLAIMS, "k1", sign).encode())
    token[position % len(token)] ^= 1 << (bit - 1)
    with pytest.raises(Refusal):
        read(token.decode("latin-1"))


@given(st.text() | st.from_regex(r"[\w-]{0,40}\.[\w-]{0,40}\.[\w-]{0,90}", fullmatch=True))
def test_arbitrary_text_is_refused_and_breaks_nothing(text: str) -> None:
    assert refused(text) == "sign_in_required"
