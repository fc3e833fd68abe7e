"""On the real queue: poison ends in the dead letters alone, and a gateway that is down loses nothing."""

import time
from collections import Counter
from typing import Any

import pytest

from functions.notifications.circuits.deciding import FAILURES
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.store.inbox import NoticeItem, notice
from tests.e2e.client import Client, token_for
from tests.e2e.letters import SECONDS, put, queue_empties, sent_as

PHONE = "+8613700008585"
MANDATE = {"level": "city", "division": "4114", "electing_unit": "411402", "term": 6, "begins": "2022-04-01"}
DATA = {"title": "例会", "starts": "2099-11-23T09:00:00+08:00"}


@pytest.fixture(scope="module")
def deputy(stack: LocalStack) -> str:
    """The id of a deputy of the city, just registered."""
    city = token_for(stack, "committee_staff:4114", person=derived_id("p", "delivery: city"))
    body = {"phone": PHONE, "name": "李送达", "mandates": [MANDATE]}
    answer = Client(stack.base_url).post("/v1/deputies", body, token=city)
    assert answer.status == 201, answer.text
    return str(answer.json["id"])


def told(deputy: str, cause: str) -> NoticeItem:
    about = "activity:a01j9zq3v7k2m8n4p6r5t"
    return notice(deputy, NoticeKind.SEAT_FREE, about, clock.now(), DATA, cause=cause)


def dead_letter(stack: LocalStack, body: str) -> dict[str, Any]:
    """The dead letter with this body, taken out; waits for it."""
    queues, url = stack.client("sqs"), stack.physical_id("DeadLetters")
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        answer = queues.receive_message(
            QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0, MessageAttributeNames=["All"]
        )
        for message in answer.get("Messages", []):
            if message["Body"] == body:
                queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                return dict(message["MessageAttributes"])
        time.sleep(0.3)
    raise AssertionError("it is not among the dead letters")


def test_poison_ends_in_the_dead_letters_and_harms_no_neighbour(stack: LocalStack, deputy: str) -> None:
    poison = '{"id": "n1", "kind": "notice", "reference": "of nobody"}'
    queues, url = stack.client("sqs"), stack.physical_id("Messages")
    before = len(stack.receiver.inbox.messages(PHONE))
    queues.send_message(QueueUrl=url, MessageBody=poison)
    neighbour = told(deputy, "neighbour")
    put(stack, neighbour)
    assert stack.receiver.inbox.wait_for(PHONE, before, SECONDS)["id"] == sent_as(neighbour)
    attributes = dead_letter(stack, poison)
    assert attributes["cause"]["StringValue"] == "Unreadable"
    assert int(attributes["tries"]["StringValue"]) == 5
    queue_empties(stack)


def test_a_gateway_that_is_down_loses_nothing_and_one_that_fails_gets_each_once(
    stack: LocalStack, deputy: str
) -> None:
    receiver, before = stack.receiver, len(stack.receiver.inbox.messages(PHONE))
    items = [told(deputy, f"down {number}") for number in range(20)]
    receiver.down, calls = True, receiver.calls
    try:
        for item in items:
            put(stack, item)
        until = time.monotonic() + SECONDS
        while receiver.calls < calls + FAILURES and time.monotonic() < until:
            time.sleep(0.1)
        assert receiver.calls >= calls + FAILURES
        assert len(receiver.inbox.messages(PHONE)) == before
        receiver.down, receiver.fail_every = False, 3
        receiver.inbox.wait_for(PHONE, before + len(items) - 1, SECONDS)
        queue_empties(stack)
    finally:
        receiver.down, receiver.fail_every = False, 0
    kept = Counter(message["id"] for message in receiver.inbox.messages(PHONE)[before:])
    assert kept == Counter(map(sent_as, items))
