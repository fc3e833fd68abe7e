"""Many scans at the same moment: nothing lost, nothing counted twice (sq-21: each visit is registered).

Deputies need not stand in the registry: all that verifies a scan is in the code and in the token.
"""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.clock import legal_day, month_of
from shared.domain.ids import derived_id
from shared.domain.proof import codes
from shared.store.records import deputy_key, month_key
from tests.e2e.client import Client, Response, token_for

AT_ONCE = 50
"""Requests on their way at the same moment."""


def code(stack: LocalStack, station: str) -> str:
    """What the station's screen shows now."""
    name = stack.physical_id("CheckInSecret")
    master: str = stack.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"]
    return codes.make_rotating(master.encode(), station, rotation=1, window=codes.window_at(clock.now()))


def deputies(stack: LocalStack, label: str, count: int) -> dict[str, str]:
    """Persons, each with a token."""
    people = [derived_id("p", label, str(number)) for number in range(count)]
    return {person: token_for(stack, "deputy:4114", person=person) for person in people}


def scans(stack: LocalStack, requests: Sequence[tuple[str, str, str | None]]) -> list[Response]:
    """The answers to scans, each of a token, a code and perhaps a nonce, as many at once as can be."""
    client = Client(stack.base_url)

    def scan(request: tuple[str, str, str | None]) -> Response:
        token, shown, key = request
        headers = {} if key is None else {"Idempotency-Key": key}
        return client.post("/v1/check-ins", {"code": shown}, token=token, headers=headers)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(scan, requests))


def stored(stack: LocalStack, **query: Any) -> list[dict[str, Any]]:
    """The items that a query of the Records table finds."""
    pages = stack.client("dynamodb").get_paginator("query")
    found = pages.paginate(TableName=stack.outputs["RecordsTable"], **query)
    return [item for page in found for item in page["Items"]]


def of_deputy(stack: LocalStack, deputy: str) -> list[dict[str, Any]]:
    return stored(
        stack,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": deputy_key(deputy)}},
    )


def of_station(stack: LocalStack, station: str) -> list[dict[str, Any]]:
    month = month_of(legal_day(clock.now()))
    return stored(
        stack,
        IndexName="by_station",
        KeyConditionExpression="gsi1pk = :pk",
        ExpressionAttributeValues={":pk": {"S": month_key(station, month)}},
    )


def test_fifty_scans_of_one_code_by_one_deputy_make_one_record(stack: LocalStack) -> None:
    ((deputy, token),) = deputies(stack, "fifty scans", 1).items()
    answers = scans(stack, [(token, code(stack, "411402001-91"), None)] * 50)
    assert Counter(answer.status for answer in answers) == {201: 1, 200: 49}
    assert len({answer.text for answer in answers}) == 1
    assert len(of_deputy(stack, deputy)) == 1


def test_fifty_times_one_nonce_make_one_record(stack: LocalStack) -> None:
    ((deputy, token),) = deputies(stack, "fifty times one nonce", 1).items()
    answers = scans(stack, [(token, code(stack, "411402001-92"), "0f8fad5b-d9cb")] * 50)
    assert Counter(answer.status for answer in answers) == {201: 1, 200: 49}
    assert len({answer.text for answer in answers}) == 1
    assert len(of_deputy(stack, deputy)) == 1


def test_two_hundred_deputies_at_once_make_two_hundred_records(stack: LocalStack) -> None:
    tokens = deputies(stack, "two hundred deputies", 200)
    shown = code(stack, "411402001-93")
    answers = scans(stack, [(token, shown, f"nonce-of-{person}") for person, token in tokens.items()])
    assert Counter(answer.status for answer in answers) == {201: 200}
    assert {answer.json["deputy"] for answer in answers} == set(tokens)
    found = of_station(stack, "411402001-93")
    assert sorted(item["pk"]["S"] for item in found) == sorted(map(deputy_key, tokens))
