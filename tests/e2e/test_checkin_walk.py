"""A day at a station over HTTP: what the gateway, the authorizer and the functions make of it together."""

from urllib.parse import urlsplit

import pytest

from infra.local.stack import LocalStack
from shared.domain.clock import legal_day, month_of, now
from shared.domain.ids import derived_id
from tests.checkin import symbols
from tests.e2e.client import Client, token_for

STATION = "411402001-81"
DEPUTY = derived_id("p", "a day at a station")
ONCE = {"Idempotency-Key": "e2e-checkin_walk"}
"""A worker that takes tests of this file twice registers the same once."""


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> str:
    """The token of the township's staff, who have just registered the station."""
    token = token_for(stack, "township_staff:411402001", person=derived_id("p", "staff"))
    station = {
        "division": "411402001",
        "serial": 81,
        "name": "前进街道<第八十一>联络站",
        "type": "liaison_station",
        "place": {"lat": 34.41429, "lng": 115.65635},
    }
    answer = Client(stack.base_url).post("/v1/stations", station, token=token, headers=ONCE)
    assert answer.status == 201, answer.text
    return token


@pytest.fixture(scope="module")
def deputy(stack: LocalStack) -> str:
    return token_for(stack, "deputy:4114", person=DEPUTY)


def code_in(modules: symbols.Modules) -> str:
    return urlsplit(symbols.decode(modules)).fragment


def test_symbols_and_pages_pass_the_gateway_whole(stack: LocalStack, staff: str) -> None:
    client = Client(stack.base_url)
    path = f"/v1/stations/{STATION}/codes/current"
    png = client.get(path, token=staff, headers={"Accept": "image/png"})
    assert (png.status, png.headers["Content-Type"]) == (200, "image/png")
    svg = client.get(path, token=staff, headers={"Accept": "image/svg+xml"})
    assert len(code_in(symbols.from_png(png.body, 10))) == len(code_in(symbols.from_svg(svg.text))) == 43
    assert client.get(path, token=staff, headers={"Accept": "text/csv"}).status == 406
    poster = client.get(f"/v1/stations/{STATION}/poster", token=staff, headers={"Accept": "text/html"})
    page = client.get(f"/s/{STATION}", headers={"Accept": "text/html"})
    for html in (poster, page):
        assert html.headers["Content-Type"].startswith("text/html")
        assert "default-src 'none'" in html.headers["Content-Security-Policy"]
        assert "前进街道&lt;第八十一&gt;联络站" in html.text
    assert symbols.decode(symbols.from_svg(poster.text)).startswith(f"{stack.base_url}/s/{STATION}#")


def test_sq_21_a_visit_from_the_screen_to_the_register(stack: LocalStack, staff: str, deputy: str) -> None:
    client = Client(stack.base_url)
    codes = client.get(f"/v1/stations/{STATION}/codes?count=1", token=staff).json["items"]
    scan = {"code": codes[0]["code"], "location": {"lat": 34.4143, "lng": 115.6563, "accuracy": 15}}
    first = client.post("/v1/check-ins", scan, token=deputy)
    assert (first.status, first.json["grade"], first.json["counted"]) == (201, "A", True)
    sent = {"items": [{"nonce": "nonce-0001", **scan}, {"nonce": "nonce-0002", "code": "damaged"}, None]}
    batch = client.post("/v1/check-ins/batch", sent, token=deputy).json["items"]
    assert [item["status"] for item in batch] == ["existing", "refused", "refused"]

    record = first.json["id"]
    correction = {"action": "void", "reason": "他人代为扫码"}
    voided = client.post(f"/v1/records/{record}/corrections", correction, token=staff)
    assert voided.status == 201, voided.text
    month = month_of(legal_day(now()))
    register = client.get(f"/v1/stations/{STATION}/records?month={month}", token=staff).json["items"]
    own = client.get("/v1/me/records", token=deputy).json["items"]
    assert register == own == [{**first.json, "counted": False, "correction": voided.json}]

    rotated = client.post(f"/v1/stations/{STATION}/code-rotations", token=staff)
    assert rotated.status == 200, rotated.text
    assert client.post("/v1/check-ins", scan, token=deputy).json["code"] == "code_superseded"
