"""A consultation of everybody on the local stack: many comment at once, and are answered by two at once; its
deputies are invited by the worker from the table's stream."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.registration.deputies.store import new_item
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.deputies import Deputy
from shared.domain.divisions import Level
from shared.domain.ids import derived_id
from shared.domain.mandates import Mandate
from tests.e2e.client import Client, Response, token_for
from tests.e2e.test_invitations import items, until

DIVISION = "440605"
AT_ONCE = 16


@pytest.fixture(scope="module")
def staff(stack: LocalStack) -> Client:
    person = derived_id("p", "staff of consultations")
    return Client(stack.base_url, token_for(stack, f"committee_staff:{DIVISION}", person=person))


def deputy(stack: LocalStack) -> str:
    """Registers a deputy of the division's congress."""
    since = clock.legal_day(clock.now()) - timedelta(days=400)
    mandate = Mandate(derived_id("m", "consulted"), Level.COUNTY, DIVISION, DIVISION, 14, since)
    made = Deputy(derived_id("p", "consulted"), "陈志强", "138****1234", (mandate,))
    table = stack.outputs["RegistryTable"]
    stack.client("dynamodb").put_item(TableName=table, Item=new_item(made).serialize())
    return made.id


def opened(staff: Client) -> Any:
    """A consultation that is open to deputies and to everybody."""
    body = {
        "kind": "draft",
        "title": "文明行为促进办法（草案）",
        "issuer": {"kind": "committee", "id": DIVISION},
        "due": str(clock.legal_day(clock.now()) + timedelta(days=30)),
        "introduction": "现征求意见。",
        "articles": [{"text": "……"}],
        "audience": {"scope": DIVISION},
        "public": True,
    }
    made = staff.must(201, "POST", "/v1/consultations", body=body).json
    path = f"/v1/consultations/{made['id']}/opening"
    return staff.must(200, "POST", path, headers={"If-Match": '"v1"'}).json


def notices(stack: LocalStack, made: Any, kind: str) -> Counter[str]:
    """How often each recipient was told."""
    about = {"S": f"consultation:{made['id']}"}
    return Counter(
        item["pk"]["S"].removeprefix("INBOX#")
        for item in items(stack, "InboxTable")
        if item.get("about") == about and item["kind"]["S"] == kind
    )


def test_many_comment_at_once_and_each_hears_once_what_was_adopted(stack: LocalStack, staff: Client) -> None:
    invited = deputy(stack)
    made = opened(staff)
    path = f"/v1/consultations/{made['id']}"
    until(lambda: notices(stack, made, "consultation_opened") == {invited: 1})
    people = [derived_id("p", "commenter", str(number)) for number in range(AT_ONCE)]

    def comment(person: str) -> str:
        client = Client(stack.base_url, token_for(stack, person=person))
        headers = {"Idempotency-Key": f"comment-{person}"}
        return str(again(client, "POST", f"{path}/comments", {"text": "建议……"}, headers).json["id"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        once = list(pool.map(comment, people * 2))
    assert once[:AT_ONCE] == once[AT_ONCE:]
    assert staff.get(path).json["counts"] == {"comments": AT_ONCE, "answered": 0}

    def answer(_: int) -> Response:
        body = {"comments": sorted(set(once)), "outcome": "partly", "text": "已写入第十二条。"}
        return again(staff, "POST", f"{path}/answers", body, {})

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(answer, range(4)))
    assert [one.status for one in done] == [200] * 4
    assert staff.get(path).json["counts"] == {"comments": AT_ONCE, "answered": AT_ONCE}
    assert notices(stack, made, "consultation_answered") == dict.fromkeys(people, 1)


def again(client: Client, method: str, path: str, body: Any, headers: dict[str, str]) -> Response:
    """The request, sent again while another one wins, as a client is told to."""
    for _ in range(20):
        answer = client.send(method, path, body=body, headers=headers)
        if answer.status not in (409, 503):
            break
    assert 200 <= answer.status < 300, answer.text
    return answer
