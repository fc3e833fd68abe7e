"""Standing over HTTP: what a visit, its voiding and a vacant post change in the next answer."""

from typing import Any

import pytest

from infra.local.stack import LocalStack
from shared.domain.ids import derived_id
from tests.e2e.client import Client, token_for

STATION = "411402002-82"
ONCE = {"Idempotency-Key": "e2e-standing"}
"""A worker that takes tests of this file twice registers the same once."""
MANDATE = {"level": "city", "division": "4114", "electing_unit": "411402", "term": 6, "begins": "2022-04-01"}


@pytest.fixture(scope="module")
def officer(stack: LocalStack) -> str:
    """The token of the township's staff, who have just registered the station."""
    token = token_for(stack, "township_staff:411402002", person=derived_id("p", "standing: staff"))
    station = {"division": "411402002", "serial": 82, "name": "第八十二联络站", "type": "liaison_station"}
    answer = Client(stack.base_url).post("/v1/stations", station, token=token, headers=ONCE)
    assert answer.status == 201, answer.text
    return token


@pytest.fixture(scope="module")
def deputy(stack: LocalStack) -> str:
    """The id of a deputy of the city, just registered."""
    city = token_for(stack, "committee_staff:4114", person=derived_id("p", "standing: city"))
    body = {"phone": "13700008282", "name": "王晓梅", "mandates": [MANDATE]}
    answer = Client(stack.base_url).post("/v1/deputies", body, token=city, headers=ONCE)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def test_sq_13b_a_visit_changes_the_next_answer_and_voiding_it_changes_it_back(
    stack: LocalStack, officer: str, deputy: str
) -> None:
    client = Client(stack.base_url)
    token = token_for(stack, "deputy:4114", person=deputy)

    def visits() -> Any:
        answer = client.get("/v1/me/standing", token=token)
        assert answer.status == 200, answer.text
        (mandate,) = answer.json["mandates"]
        return next(verdict for verdict in mandate["verdicts"] if verdict["rule"] == "sq-13b")

    before = visits()
    assert (before["required"], before["counted"], before["evidence"]) == (2, 0, [])
    assert "商丘市人大代表联络站工作条例" in before["sentence"]

    codes = client.get(f"/v1/stations/{STATION}/codes?count=1", token=officer).json["items"]
    record = client.post("/v1/check-ins", {"code": codes[0]["code"]}, token=token).json
    after = visits()
    assert (after["counted"], after["remaining"], after["evidence"]) == (1, 1, [record["id"]])

    void = {"action": "void", "reason": "他人代为扫码"}
    assert client.post(f"/v1/records/{record['id']}/corrections", void, token=officer).status == 201
    assert visits() == before


def test_those_above_read_it_and_the_rules_are_for_everybody(
    stack: LocalStack, officer: str, deputy: str
) -> None:
    client = Client(stack.base_url)
    county = token_for(stack, "committee_staff:411402", person=derived_id("p", "standing: county"))
    assert client.get(f"/v1/deputies/{deputy}/standing", token=county).status == 200
    assert client.get(f"/v1/deputies/{deputy}/standing", token=officer).json["code"] == "out_of_scope"

    standing = client.get(f"/v1/stations/{STATION}/standing", token=officer).json
    short = {verdict["rule"] for verdict in standing["verdicts"] if verdict["state"] == "short"}
    assert {"sq-08a.a", "sq-08a.b"} <= short
    listed = client.get("/v1/divisions/411402/standing?short=true", token=county).json["items"]
    townships = {row["division"]: row for row in listed}
    assert STATION in [station["station"] for station in townships["411402002"]["stations"]]

    rules = client.get("/v1/rulebooks/4114")
    assert "sq-13b" in [rule["id"] for rule in rules.json["rules"]]
    known = {"If-None-Match": rules.headers["ETag"]}
    assert client.get("/v1/rulebooks/4114", headers=known).status == 304
