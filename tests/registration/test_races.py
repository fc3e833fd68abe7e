"""Offices that do the same thing at the same moment, on the local stack: one of them has done it."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from infra import admin
from infra.local.client import Client, Response
from infra.local.deploy import STACK
from infra.local.stack import LocalStack
from tests.e2e.client import token_for
from tests.registration.office import CITY_MANDATE

STATION = "411403001-77"
AT_ONCE = 8


@pytest.fixture
def city(stack: LocalStack) -> Client:
    """The staff of the city's standing committee."""
    return Client(stack.base_url, token_for(stack, "committee_staff:4114"))


def at_once(count: int, request: Callable[[int], Response]) -> list[Response]:
    """The answers to ``count`` requests, as many at the same moment as can be."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(request, range(count)))


def settled(count: int, request: Callable[[int], Response]) -> list[Response]:
    """The answers when each request that is told to try again does."""

    def persist(number: int) -> Response:
        for _ in range(20):
            answer = request(number)
            if answer.status != 409 or answer.json["code"] != "conflict":
                break
        return answer

    return at_once(count, persist)


def outcomes(answers: list[Response]) -> Counter[str]:
    """How often each status, or the code of a refusal."""
    return Counter(answer.json["code"] if answer.status >= 400 else str(answer.status) for answer in answers)


def deputy(city: Client, phone: str, **fields: Any) -> Any:
    body = {"phone": phone, "name": "王晓梅", "mandates": [CITY_MANDATE], **fields}
    return city.must(201, "POST", "/v1/deputies", body=body).json


def test_a_phone_registered_by_many_at_once_is_one_deputy(city: Client) -> None:
    body = {"phone": "13700000001", "name": "王晓梅", "mandates": [CITY_MANDATE]}
    answers = settled(16, lambda _: city.post("/v1/deputies", body))
    assert outcomes(answers) == {"201": 1, "deputy_exists": 15}


def test_sq_08a_many_who_fill_the_head_s_post_at_once_make_one_head(stack: LocalStack, city: Client) -> None:
    holder = admin.appoint(stack.client, STACK, "13700000099", "陈建国")["person"]
    province = Client(stack.base_url, token_for(stack, "admin:41", person=holder))
    division, serial = STATION.split("-")
    body = {"division": division, "serial": int(serial), "name": "站", "type": "liaison_station"}
    city.must(201, "POST", "/v1/stations", body=body)

    def appoint(number: int) -> Response:
        person = {"post": "head", "phone": f"1370000010{number}", "name": "李国庆"}
        return province.post(f"/v1/stations/{STATION}/staff", person)

    assert outcomes(settled(10, appoint)) == {"201": 1, "post_taken": 9}
    assert len(city.get(f"/v1/stations/{STATION}").json["staff"]) == 1


def test_many_who_join_a_group_at_once_are_all_in_it_and_counted(city: Client) -> None:
    made = {"division": "411402", "congress": "4114", "kind": "large", "name": "大组"}
    group = city.must(201, "POST", "/v1/groups", body=made).json["id"]
    people = [deputy(city, f"137000002{number:02d}")["id"] for number in range(16)]
    path = f"/v1/groups/{group}/members"
    answers = settled(16, lambda number: city.send("PUT", f"{path}/{people[number]}"))
    assert outcomes(answers) == {"204": 16}
    shown = city.get(f"/v1/groups/{group}").json
    assert (shown["size"], {member["deputy"] for member in shown["members"]}) == (16, set(people))


def test_dt_03a_a_deputy_put_into_many_large_groups_at_once_is_in_one(city: Client) -> None:
    made = {"division": "411402", "congress": "4114", "kind": "large", "name": "大组"}
    groups = [city.must(201, "POST", "/v1/groups", body=made).json["id"] for _ in range(8)]
    person = deputy(city, "13700000300")["id"]
    answers = settled(8, lambda number: city.send("PUT", f"/v1/groups/{groups[number]}/members/{person}"))
    assert outcomes(answers) == {"204": 1, "already_in_group": 7}
    assert len(city.get(f"/v1/deputies/{person}/groups").json["items"]) == 1


def test_dt_03b_a_large_group_dissolved_while_parts_are_made_has_none(city: Client) -> None:
    made = {"division": "411402", "congress": "4114", "kind": "large", "name": "大组"}
    group = city.must(201, "POST", "/v1/groups", body=made).json["id"]
    part = {"division": "411402", "kind": "small", "name": "小组", "parent": group}

    def act(number: int) -> Response:
        if number == AT_ONCE // 2:
            return city.send("DELETE", f"/v1/groups/{group}", headers={"If-Match": '"v1"'})
        return city.post("/v1/groups", part)

    answers = settled(AT_ONCE, act)
    shown = city.get(f"/v1/groups/{group}").json
    assert shown["parts"] == outcomes(answers)["201"]
    if shown["dissolved_on"] is not None:
        assert (shown["parts"], outcomes(answers)) == (0, {"204": 1, "group_dissolved": AT_ONCE - 1})


def test_of_many_who_read_one_version_one_changes_it(city: Client) -> None:
    made = deputy(city, "13700000400")

    def change(number: int) -> Response:
        path, headers = f"/v1/deputies/{made['id']}", {"If-Match": '"v1"'}
        return city.send("PATCH", path, body={"fields": [f"领域{number}"]}, headers=headers)

    found = outcomes(at_once(12, change))
    assert found["200"] == 1
    assert set(found) <= {"200", "stale_version", "conflict"}
    told = city.get(f"/v1/deputies/{made['id']}/changes").json["items"]
    assert sorted(item["what"] for item in told) == ["changed", "registered"]
