"""From the inbox's table to people, on the local stack: everything exactly once, whatever fails.

The functions are killed for real (their processes get SIGKILL), the gateway answers 503 for real. An hour is
simulated: the pauses between tries, fifteen minutes at most where it matters, are a second here.
"""

import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from functions.notifications.channels.names import Channel
from functions.notifications.circuits.deciding import FAILURES
from infra.dead_letters.__main__ import Wanted, run
from infra.dead_letters.sending import Deployed
from infra.local.deploy import STACK
from infra.local.receiver import Receiver
from infra.local.stack import LocalStack
from tests.e2e import pipeline
from tests.e2e.client import Client, token_for
from tests.e2e.pipeline import arrived, insertions, notices, put, recipients, relay, sent_as, until, waiting

EVENTS = 2000
PEOPLE = 40
DOWN = 60


@pytest.fixture(scope="module")
def hurried(stack: LocalStack) -> Iterator[None]:
    """Pauses of a second; what a dead function held comes back after twenty."""
    with (
        pipeline.environment(stack, "DeliverFunction", LONGEST_PAUSE_SECONDS="1"),
        pipeline.hidden_for(stack, 20),
    ):
        yield


@pytest.fixture
def deployed(stack: LocalStack) -> Deployed:
    return Deployed.find(stack.client, STACK)


@pytest.mark.usefixtures("hurried")
def test_two_thousand_events_arrive_exactly_once(stack: LocalStack) -> None:
    """Though the stream is replayed twice, the queue has each message three times in any order, the function
    is killed in the middle and the gateway fails a third of its calls."""
    people = recipients(stack, "two thousand", PEOPLE, "1370001")
    items = notices(people, EVENTS, "two thousand")
    inbox, before = stack.receiver.inbox, stack.receiver.calls
    stack.receiver.fail_every = 3
    try:
        put(stack, items)
        records = insertions(stack, people)
        assert len(records) == EVENTS
        for seed in (1, 2):
            Random(seed).shuffle(records)
            relay(stack, records)
        until(lambda: bool(arrived(inbox, people)), "nothing arrives")
        killed = pipeline.workers(stack, "DeliverFunction")
        for process in killed:
            os.kill(process, signal.SIGKILL)
        assert killed
        assert len(arrived(inbox, people)) < EVENTS, "all was sent before it was killed"
        until(lambda: len(arrived(inbox, people)) >= EVENTS, "not everything arrives")
        until(lambda: waiting(stack) == 0, "messages are left in the queue")
    finally:
        stack.receiver.fail_every = 0
    assert Counter(arrived(inbox, people)) == Counter(sent_as(item) for item in items)
    assert stack.receiver.calls - before >= EVENTS * 3 // 2 - 1
    assert waiting(stack, "DeadLettersUrl") == 0
    for person in people:
        client = Client(stack.base_url, token_for(stack, "deputy:4114", person=person.id))
        listed = client.get("/v1/me/inbox?limit=100").json
        about = [entry["about"] for entry in listed["items"]]
        own = [item.about for item in items if item.pk == f"INBOX#{person.id}"]
        assert (sorted(about), listed["next"]) == (sorted(own), None)


@pytest.mark.usefixtures("hurried")
def test_poison_ends_in_the_dead_letters_and_harms_no_neighbour(
    stack: LocalStack, deployed: Deployed
) -> None:
    people = recipients(stack, "neighbours", 2, "1370002")
    items = notices(people, 9, "neighbours")
    poison = '{"name": "张三", "phone": "13800001111"}'
    entries = [{"Id": str(n), "MessageBody": poison if n == 0 else "{"} for n in range(2)]
    sent = stack.client("sqs").send_message_batch(QueueUrl=stack.outputs["QueueUrl"], Entries=entries)
    assert len(sent["Successful"]) == 2
    put(stack, items)
    until(lambda: waiting(stack, "DeadLettersUrl") == 2, "the poison is not given up")
    until(lambda: waiting(stack) == 0, "messages are left in the queue")
    assert Counter(arrived(stack.receiver.inbox, people)) == Counter(sent_as(item) for item in items)
    listed = list(run(deployed, "list", Wanted()))
    assert listed[-1] == "2 message Unreadable"
    shown = list(run(deployed, "show", Wanted()))
    assert not [line for line in listed + shown if "张三" in line or "138" in line.partition("  ")[2]]
    first = listed[0].split()[0]
    list(run(deployed, "redrive", Wanted(frozenset({first}))))
    until(lambda: waiting(stack) == 0, "what was sent again is left in the queue")
    ids = {line.split()[0] for line in list(run(deployed, "list", Wanted()))[:-1]}
    assert len(ids) == 2
    assert first not in ids, "it was tried again, in vain"
    assert list(run(deployed, "drop", Wanted()))[-1] == "2 message Unreadable"
    assert waiting(stack, "DeadLettersUrl") == 0


@pytest.mark.usefixtures("hurried")
def test_a_batch_of_the_stream_that_was_given_up_is_sent_again(stack: LocalStack, deployed: Deployed) -> None:
    """Its people had no phone when it was relayed first; they have now."""
    people = [pipeline.Recipient("given up", n, "1370003") for n in range(3)]
    items = notices(people, 6, "given up")
    put(stack, items)
    records = insertions(stack, people)
    until(lambda: waiting(stack) == 0, "messages are left in the queue")
    for person in people:
        pipeline.give_phone(stack, person)
    when = "2026-11-20T01:30:00Z"
    failure = {
        "requestContext": {
            "functionArn": f"arn:aws:lambda:r:1:function:{stack.physical_id('RelayFunction')}:$LATEST",
            "condition": "RetryAttemptsExhausted",
        },
        "DDBStreamBatchInfo": {
            "shardId": "shardId-00000000000000000000-00000000",
            "startSequenceNumber": records[0]["dynamodb"]["SequenceNumber"],
            "endSequenceNumber": records[-1]["dynamodb"]["SequenceNumber"],
            "approximateArrivalOfFirstRecord": when,
            "approximateArrivalOfLastRecord": when,
            "batchSize": len(records),
            "streamArn": pipeline.stream_of(stack, "InboxTable"),
        },
    }
    remind = {
        "requestContext": {
            "functionArn": f"arn:aws:lambda:r:1:function:{stack.physical_id('RemindFunction')}"
        },
        "requestPayload": {},
    }
    for letter in (failure, remind):
        stack.client("sqs").send_message(QueueUrl=deployed.dead_letters, MessageBody=json.dumps(letter))
    assert list(run(deployed, "redrive", Wanted()))[-1].startswith("1 invocation")
    until(lambda: len(arrived(stack.receiver.inbox, people)) == 6, "they are not told")
    assert Counter(arrived(stack.receiver.inbox, people)) == Counter(sent_as(item) for item in items)
    assert waiting(stack, "DeadLettersUrl") == 0


def test_a_gateway_that_is_down_loses_nothing_and_holds_no_other_channel(stack: LocalStack) -> None:
    """SMS is down; WeCom goes on. A pause of fifteen minutes is a second here: four in vain are an hour."""
    people = recipients(stack, "down", 10, "1370004")
    items = notices(people, DOWN, "down")
    wecom = Receiver(lambda line: None)
    wecom.trust(stack.secret("WebhookSecretArn"))
    settings = {"WECOM_URL": wecom.webhook_url}
    stack.receiver.down, before = True, stack.receiver.calls
    try:
        with (
            pipeline.environment(stack, "RelayFunction", **settings),
            pipeline.environment(stack, "DeliverFunction", LONGEST_PAUSE_SECONDS="1", **settings),
            pipeline.hidden_for(stack, 20),
        ):
            put(stack, items)
            until(lambda: len(arrived(wecom.inbox, people)) == DOWN, "WeCom is held up by SMS")
            until(lambda: stack.receiver.calls - before >= FAILURES + 4, "SMS is not asked again")
            assert arrived(stack.receiver.inbox, people) == []
            assert waiting(stack) == DOWN
            asked = stack.receiver.calls - before
            stack.receiver.down = False
            until(lambda: waiting(stack) == 0, "messages are left in the queue")
    finally:
        stack.receiver.down = False
        wecom.stop()
    expected = {
        channel: Counter(sent_as(item, channel) for item in items) for channel in (Channel.SMS, Channel.WECOM)
    }
    assert Counter(arrived(stack.receiver.inbox, people)) == expected[Channel.SMS]
    assert Counter(arrived(wecom.inbox, people)) == expected[Channel.WECOM]
    assert asked < DOWN, "a channel that fails is left alone, not asked by every message"
    assert waiting(stack, "DeadLettersUrl") == 0
