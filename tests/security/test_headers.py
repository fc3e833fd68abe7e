"""What every answer must carry (tests/headers.py), that lacking it fails, and the gateway's own refusals."""

import pytest

from shared.web.openapi import gateway
from shared.web.responses import NOTHING_LOADED, STANDING
from tests import headers
from tests.web.example import app, call

GATEWAY = gateway.settings([])["x-amazon-apigateway-gateway-responses"]
JSON, PAGE = "application/json", {"Content-Type": "text/html"}
GOOD = {
    **STANDING,
    "Cache-Control": "no-store",
    "Content-Security-Policy": NOTHING_LOADED,
    "Content-Type": JSON,
}


@pytest.fixture(autouse=True)
def no_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALLOWED_ORIGIN", raising=False)


def test_an_answer_with_all_of_them_passes() -> None:
    headers.check("GET /v1/things", 200, GOOD, b"{}")


@pytest.mark.parametrize("name", [name for name in GOOD if name != "Content-Type"])
def test_an_answer_without_one_of_them_fails(name: str) -> None:
    rest = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(AssertionError, match="GET /v1/things"):
        headers.check("GET /v1/things", 200, rest, b"{}")


@pytest.mark.parametrize(
    ("status", "changed", "body"),
    [
        (200, {"Cache-Control": "private"}, b""),
        (200, PAGE | {"Content-Security-Policy": "default-src 'self'"}, b""),
        (200, PAGE | {"Content-Security-Policy": f"{NOTHING_LOADED}; img-src 'unsafe-x'"}, b""),
        (200, {"Access-Control-Allow-Origin": "*"}, b""),
        (200, {"Set-Cookie": "a=b"}, b""),
        (401, {}, b""),
        (200, {"WWW-Authenticate": "Bearer"}, b""),
        (500, {"Content-Type": "application/problem+json"}, b'{"detail": "botocore.exceptions.ClientError"}'),
        (400, {"Content-Type": "application/problem+json"}, b'{"detail": "line 3 of /var/task/app"}'),
    ],
)
def test_what_is_weak_or_tells_too_much_fails(status: int, changed: dict[str, str], body: bytes) -> None:
    with pytest.raises(AssertionError):
        headers.check("GET /v1/things", status, GOOD | changed, body)


@pytest.mark.parametrize("kind", GATEWAY)
def test_what_the_gateway_itself_refuses_carries_them_too(kind: str) -> None:
    answered = {
        name.removeprefix("gatewayresponse.header."): value
        for name, value in GATEWAY[kind]["responseParameters"].items()
    }
    wanted = {name: f"'{value}'" for name, value in (STANDING | {"Cache-Control": "no-store"}).items()}
    assert wanted.items() <= answered.items()
    assert ("WWW-Authenticate" in answered) is (GATEWAY[kind].get("statusCode") == 401)
    (body,) = GATEWAY[kind]["responseTemplates"].values()
    assert not headers.INSIDES.search(body)
    assert "$context.error" not in body, "the gateway's words name what it is made of"


def test_nothing_is_told_of_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A view that raises, whatever it raises: the caller gets the request's id."""
    answer = call(app, "POST", "/v1/broken", body={"phone": "13800001111"})
    assert answer.json["code"] == "internal_error"
    assert "13800001111" not in answer.text
