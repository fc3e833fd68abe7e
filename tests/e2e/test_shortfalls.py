"""A visit changes the list of who is short: check-in, stream, projection, list; and an operator's walk."""

import time
from typing import Any

import pytest

from infra import rebuild
from infra.local.deploy import STACK
from infra.local.stack import LocalStack
from shared.domain.clock import legal_day, now
from shared.domain.ids import derived_id
from tests.e2e.client import Client, token_for
from tests.stack import end_walk

STATION = "411402001-83"
SECONDS = 60.0


@pytest.fixture(scope="module")
def city(stack: LocalStack) -> Client:
    """Staff of the city, after the station and one of its deputies have been registered."""
    person = derived_id("p", "staff of shortfalls")
    return Client(stack.base_url, token_for(stack, "committee_staff:4114", "admin:41", person=person))


@pytest.fixture(scope="module")
def deputy(city: Client) -> str:
    """A city deputy in the station, who owes two visits a year."""
    station = {"division": "411402001", "serial": 83, "name": "第八十三联络站", "type": "liaison_station"}
    assert city.post("/v1/stations", station).status == 201
    today = legal_day(now())
    held = {
        "level": "city",
        "division": "4114",
        "electing_unit": "411402",
        "term": 6,
        "begins": f"{today.year - 1}-01-01",
    }
    sent = {"name": "王欠缺", "phone": "13800008383", "mandates": [held]}
    made = city.post("/v1/deputies", sent)
    assert made.status == 201, made.text
    identity: str = made.json["id"]
    path, version = f"/v1/deputies/{identity}/placement", {"If-Match": made.headers["ETag"]}
    city.must(200, "PUT", path, body={"station_id": STATION}, headers=version)
    return identity


def listed(city: Client, deputy: str) -> dict[str, Any] | None:
    """The deputy's entry of this year in the station's lists."""
    for state in ("open", "at_risk", "short"):
        answer = city.get(f"/v1/shortfalls?rule=sq-13b&scope={STATION}&state={state}")
        assert answer.status == 200, answer.text
        for entry in answer.json["items"]:
            if entry["subject"] == deputy:
                found: dict[str, Any] = entry
                return found
    return None


def remaining_becomes(city: Client, deputy: str, remaining: int) -> None:
    deadline = time.monotonic() + SECONDS
    entry = listed(city, deputy)
    while (entry or {"remaining": 0})["remaining"] != remaining or (remaining and entry is None):
        assert time.monotonic() < deadline, entry
        time.sleep(0.3)
        entry = listed(city, deputy)


def test_sq_13b_the_walk_lists_and_each_visit_takes_one_off(
    stack: LocalStack, city: Client, deputy: str
) -> None:
    assert listed(city, deputy) is None
    assert rebuild.rebuild(stack.client, STACK) > 0
    remaining_becomes(city, deputy, 2)
    end_walk(stack)

    officer = token_for(stack, f"liaison_officer:{STATION}", person=derived_id("p", "officer"))
    code = city.get(f"/v1/stations/{STATION}/codes?count=1", token=officer).json["items"][0]["code"]
    visitor = token_for(stack, "deputy:4114", person=deputy)
    first = Client(stack.base_url).post("/v1/check-ins", {"code": code}, token=visitor)
    assert first.status == 201, first.text
    remaining_becomes(city, deputy, 1)

    correction = {"action": "void", "reason": "他人代为扫码"}
    voided = city.post(f"/v1/records/{first.json['id']}/corrections", correction)
    assert voided.status == 201, voided.text
    remaining_becomes(city, deputy, 2)
