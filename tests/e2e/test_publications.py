"""A document for the deputies of a province on the local stack: told by the worker from the table's stream,
each city by a job of its own, with the worker killed for real; read by many at once while the next version
is told."""

import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from functions.registration.deputies.store import new_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from tests.e2e.client import Client, token_for
from tests.e2e.test_invitations import items, until

PROVINCE = "44"
COUNTIES = ("440103", "440402", "440507", "440604")
EACH = 300
READING = 40


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Client:
    """Staff of a province's standing committee."""
    person = derived_id("p", "staff of publications")
    return Client(stack.base_url, token_for(stack, f"committee_staff:{PROVINCE}", person=person))


def deputies(stack: LocalStack) -> list[str]:
    """Registers deputies of the province's congress in several cities; their ids."""
    since = clock.legal_day(clock.now()) - timedelta(days=400)
    people = [
        Deputy(
            derived_id("p", "publications", county, str(n)),
            "陈志强",
            "138****1234",
            (Mandate(derived_id("m", county, str(n)), Level.PROVINCE, PROVINCE, county, 14, since),),
        )
        for county in COUNTIES
        for n in range(EACH)
    ]
    table, client = stack.outputs["RegistryTable"], stack.client("dynamodb")
    for begin in range(0, len(people), 25):
        puts = [{"PutRequest": {"Item": new_item(one).serialize()}} for one in people[begin : begin + 25]]
        assert client.batch_write_item(RequestItems={table: puts})["UnprocessedItems"] == {}
    return [person.id for person in people]


def publish(staff: Client, made: Any, text: str) -> Any:
    """The publication with another version of words published."""
    path = f"/v1/publications/{made['id']}"
    number = staff.must(201, "POST", f"{path}/versions", body={"text": text}).json["number"]
    version = {"If-Match": f'"v{made["version"]}"'}
    return staff.must(200, "POST", f"{path}/publishing", body={"number": number}, headers=version).json


def reach(staff: Client, made: Any) -> Any:
    return staff.get(f"/v1/publications/{made['id']}/reach").json


def notices(stack: LocalStack, made: Any, kind: str) -> Counter[str]:
    """How often each recipient was told."""
    about = {"S": f"publication:{made['id']}"}
    return Counter(
        item["pk"]["S"].removeprefix("INBOX#")
        for item in items(stack, "InboxTable")
        if item.get("about") == about and item["kind"]["S"] == kind
    )


def workers(stack: LocalStack) -> list[int]:
    """The processes in which this stack's worker of publications runs."""
    name = stack.physical_id("PublicationsWorkFunction").encode()
    port = stack.endpoint_url.rsplit(":", 1)[1].encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            ours = any(port in value for value in environment)
            if ours and b"AWS_LAMBDA_FUNCTION_NAME=" + name in environment:
                found.append(int(entry.name))
    return found


def test_a_province_is_told_exactly_once_though_the_worker_is_killed_and_reads_while_the_next_is_told(
    stack: LocalStack, staff: Client
) -> None:
    people = deputies(stack)
    body = {
        "kind": "document",
        "title": "年度工作要点",
        "issuer": {"kind": "committee", "id": PROVINCE},
        "issued_on": str(clock.legal_day(clock.now())),
        "audience": {"scope": PROVINCE, "level": "province"},
    }
    made = publish(staff, staff.must(201, "POST", "/v1/publications", body=body).json, "一、……")
    until(lambda: reach(staff, made)["told"] > 0, pause=0.05)
    killed = workers(stack)
    for process in killed:
        os.kill(process, signal.SIGKILL)
    assert killed
    assert reach(staff, made)["telling"], "the worker was done before it was killed"
    until(lambda: not reach(staff, made)["telling"])
    assert reach(staff, made) == {"number": 1, "told": len(people), "read": 0, "telling": False}
    assert notices(stack, made, "document_published") == Counter(people)

    after = publish(staff, made, "二、……")
    client, path = Client(stack.base_url), f"/v1/publications/{made['id']}/readers/me"
    tokens = [token_for(stack, f"deputy:{PROVINCE}", person=person) for person in people[:READING]]

    def read(token: str) -> int:
        while True:
            answer = client.send("PUT", path, body={"number": 2}, token=token)
            if answer.status != 409:
                return answer.status
            assert answer.json["code"] == "conflict"

    with ThreadPoolExecutor(READING) as pool:
        assert set(pool.map(read, tokens * 2)) == {200}
    until(lambda: not reach(staff, after)["telling"])
    assert reach(staff, after) == {"number": 2, "told": len(people), "read": READING, "telling": False}
    assert notices(stack, made, "document_revised") == Counter(people)
    assert notices(stack, made, "document_published") == Counter(people)
