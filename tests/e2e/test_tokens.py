"""Bearer tokens over HTTP: every guarded route, and every way to hold a token that does not hold."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from infra.local.stack import LocalStack
from shared.domain import clock, tokens
from shared.domain.roles import parse_grants
from tests.contract.test_role_matrix import GUARDED, Route, concrete
from tests.e2e.client import Client, key_of, token_for


def encoded(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def claims(stack: LocalStack, **changes: object) -> dict[str, object]:
    now = int(clock.now().timestamp())
    held = {
        "iss": stack.base_url,
        "sub": "p01j9zq3v7k2m8n4p6r5t",
        "roles": "admin:41",
        "sid": "s",
        "iat": now,
    }
    return {**held, "exp": now + 600, **changes}


@pytest.fixture(scope="module")
def forgeries(stack: LocalStack) -> dict[str, str]:
    """Tokens that look right and are not."""
    key_id, public = key_of(stack)
    stranger = ec.generate_private_key(ec.SECP256R1())
    now = clock.now()
    foreign = tokens.Claims(
        stack.base_url,
        "p01j9zq3v7k2m8n4p6r5t",
        parse_grants("admin:41"),
        "s",
        now,
        now + timedelta(minutes=9),
    )
    signed = f"{encoded({'alg': 'HS256', 'kid': key_id})}.{encoded(claims(stack))}"
    mac = hmac.new(public, signed.encode(), hashlib.sha256).digest()
    good = token_for(stack, "admin:41")
    head, _, signature = good.split(".")
    return {
        "expired": token_for(stack, "admin:41", age=timedelta(minutes=16)),
        "another stack's key": tokens.sign(
            foreign, key_id, lambda message: stranger.sign(message, ec.ECDSA(hashes.SHA256()))
        ),
        "another stack's issuer": token_for(stack, "admin:41", issuer="https://shanxi.example.cn"),
        "alg none": f"{encoded({'alg': 'none'})}.{encoded(claims(stack))}.",
        "HS256 with the public key": f"{signed}.{base64.urlsafe_b64encode(mac).decode().rstrip('=')}",
        "altered claims": f"{head}.{encoded(claims(stack, sub='p00000000000000000000'))}.{signature}",
        "cut short": good[:-4],
        "empty": "",
        "nonsense": "a.b.c",
    }


def test_no_forgery_enters(stack: LocalStack, forgeries: dict[str, str]) -> None:
    client = Client(stack.base_url)
    for name, token in forgeries.items():
        answer = client.get("/v1/me", token=token)
        assert answer.status == 401, f"{name}: {answer.text}"
        assert answer.json["code"] in {"sign_in_required", "token_expired"}, name


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_the_gateway_guards_every_route(stack: LocalStack, forgeries: dict[str, str], route: Route) -> None:
    client = Client(stack.base_url)
    for token in (None, forgeries["another stack's key"]):
        answer = client.send(route.method, concrete(route.path), token=token)
        assert answer.status == 401, answer.text
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_good_token_enters(stack: LocalStack) -> None:
    assert Client(stack.base_url).get("/v1/me", token=token_for(stack, "deputy:4114")).status == 200
