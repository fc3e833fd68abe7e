"""The tests' own gateway gives routes exactly what the authorizer answers for a token."""

from datetime import UTC, datetime

import pytest

from functions.authorizer import app as authorizer
from shared.domain import clock, tokens
from shared.store import keys
from tests.gateway import event_of, someone
from tests.web.example import app

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
DER = bytes([0x30, 6, 2, 1, 1, 2, 1, 1])


def test_callers_are_told_as_the_authorizer_tells_them(monkeypatch: pytest.MonkeyPatch) -> None:
    who = someone("deputy:4114", "auditor:41", expires=NOW + tokens.ACCESS_LIFETIME)
    claims = tokens.Claims("https://issuer", who.person, who.grants, who.session, NOW, who.expires)
    token = tokens.sign(claims, "key", lambda _: DER)
    monkeypatch.setenv("ISSUER", "https://issuer")
    monkeypatch.setattr(keys, "verify", lambda *_: True)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    arn = "arn:aws-cn:execute-api:cn-north-1:123456789012:a1b2c3/test/GET/v1/visits"
    answer = authorizer.app({"authorizationToken": f"Bearer {token}", "methodArn": arn}, None)
    told = event_of(app, "GET", "/v1/visits", caller=who)["requestContext"]["authorizer"]
    assert {"principalId": answer["principalId"], **answer["context"]} == {
        name: value for name, value in told.items() if name != "integrationLatency"
    }
