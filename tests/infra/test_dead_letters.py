"""The operator's command for dead letters, on the template's queues and tables."""

import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.notifications.messages import Message, MessageKind
from functions.notifications.workers.relay import relay as relay_worker
from infra import template
from infra.admin import AdminError
from infra.dead_letters import __main__ as command
from infra.dead_letters import box, streams
from infra.dead_letters.__main__ import Wanted, run
from infra.dead_letters.box import Box
from infra.dead_letters.errors import NotSentAgain
from infra.dead_letters.letters import Kind, of_message
from infra.dead_letters.sending import Deployed, send
from shared.domain import clock
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.store import engine, jobs
from shared.store.inbox import NoticeItem, notice
from tests.aws import World

PERSON = derived_id("p", "dead letters")
READABLE = Message("n1", MessageKind.NOTICE, f"{PERSON}#2026-11-20T01:30:00.000Z#{derived_id('n', '1')}")
SECRET = ("张三", "13800001111", "4114021980")
POISON = json.dumps({"kind": "notice", "name": "张三", "phone": "13800001111"}, ensure_ascii=False)
WALK = json.dumps({"list": "DEPUTIES", "city": "4114"})
ARN = "arn:aws-cn:lambda:cn-north-1:123456789012:function:"
CALL = {
    "requestContext": {"functionArn": f"{ARN}test-Remind:$LATEST", "condition": "RetriesExhausted"},
    "requestPayload": {"time": "2026-11-20T01:30:00Z", "name": "张三"},
    "responsePayload": {"errorType": "KeyError", "errorMessage": "张三 13800001111"},
}


class Lambda:
    """The functions of an account: they do what ``does`` says and answer what it answers."""

    def __init__(self, does: Callable[[dict[str, Any]], Any] = lambda event: None) -> None:
        self.does = does
        self.calls: list[tuple[str, str, dict[str, Any]]] = []
        self.raises = False

    def invoke(self, **asked: Any) -> dict[str, Any]:
        event = json.loads(asked["Payload"])
        self.calls.append((asked["FunctionName"], asked.get("InvocationType", "RequestResponse"), event))
        failed = {"FunctionError": "Unhandled"} if self.raises else {}
        return {"Payload": io.BytesIO(json.dumps(self.does(event)).encode()), **failed}

    def list_event_source_mappings(self, **asked: Any) -> dict[str, Any]:
        """The template's own, for the table whose stream is named."""
        table = asked["EventSourceArn"].split("/")[1].removeprefix("test-")
        found = [
            {**mapping, "EventSourceArn": asked["EventSourceArn"]}
            for mapping in _mappings()
            if mapping["EventSourceArn"]["Fn::GetAtt"] in ([table, "StreamArn"], f"{table}.StreamArn")
        ]
        return {"EventSourceMappings": found}


class Streams:
    """A stream that has forgotten everything."""

    def get_shard_iterator(self, **_: Any) -> Any:
        raise ClientError({"Error": {"Code": "TrimmedDataAccessException"}}, "GetShardIterator")


class Stack:
    """The world of the tests, with functions that are told what to do."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.functions = Lambda()
        self.streams: Any = world.client("dynamodbstreams")
        names = world.names
        self.deployed = Deployed(self.client, names["DeadLetters"], names["Messages"], names["Walks"])

    def client(self, service: str) -> Any:
        own = {"lambda": self.functions, "dynamodbstreams": self.streams}
        return own.get(service) or self.world.client(service)

    def bury(self, body: str, **attributes: str) -> str:
        """Puts a letter into the dead letters; its id."""
        told = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
        url = self.world.names["DeadLetters"]
        sent = self.client("sqs").send_message(QueueUrl=url, MessageBody=body, MessageAttributes=told)
        return str(sent["MessageId"])

    def bodies(self, queue: str) -> list[str]:
        """What is in a queue now and not hidden; hides it."""
        found: list[str] = []
        url = self.world.names[queue]
        while (
            more := self.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages")
        ):
            found += [message["Body"] for message in more]
        return sorted(found)

    def run(self, what: str, *ids: str, kind: str | None = None, cause: str | None = None) -> list[str]:
        return list(run(self.deployed, what, Wanted(frozenset(ids), kind, cause)))


def _mappings() -> Iterator[dict[str, Any]]:
    for resource in template.resources("AWS::Lambda::EventSourceMapping").values():
        if "StartingPosition" in resource["Properties"]:
            yield resource["Properties"]


@pytest.fixture
def stack(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Stack:
    monkeypatch.setattr(box, "_LOOK", 0)
    act_as("RelayFunction")
    monkeypatch.setenv("INBOX_TABLE", tables.names["Inbox"])
    return Stack(tables)


def failure(stream: str, function: str = "test-Relay", **batch: Any) -> dict[str, Any]:
    """What AWS writes where a batch of a stream was given up."""
    now = clock.utc_text(clock.now())
    about = {
        "shardId": "shardId-1",
        "startSequenceNumber": "1",
        "endSequenceNumber": "2",
        "approximateArrivalOfFirstRecord": now,
        "approximateArrivalOfLastRecord": now,
        "batchSize": 2,
        "streamArn": stream,
    }
    return {
        "requestContext": {"functionArn": f"{ARN}{function}", "condition": "RetryAttemptsExhausted"},
        "DDBStreamBatchInfo": {**about, **batch},
    }


def stream_of(stack: Stack, table: str) -> str:
    description = stack.world.client("dynamodb").describe_table(TableName=stack.world.names[table])["Table"]
    return str(description["LatestStreamArn"])


def told(number: int, *, age: timedelta = timedelta()) -> NoticeItem:
    """A notice in the inbox."""
    item = notice(
        PERSON, NoticeKind.INVITATION_RECEIVED, "activity:a1", clock.now() - age, {}, cause=str(number)
    )
    engine.put(item)
    return item


def test_each_kind_is_told_and_nobody_named(stack: Stack) -> None:
    stack.bury(READABLE.as_text(), cause="TooOld", tries="57")
    stack.bury(POISON, cause="Unreadable", tries="5")
    stack.bury(WALK)
    stack.bury(json.dumps({"subject": "DEPUTY#张三"}, ensure_ascii=False))
    stack.bury(json.dumps(CALL))
    stack.bury(json.dumps(failure("arn:aws-cn:dynamodb:cn-north-1:1:table/Inbox/stream/2026")))
    stack.bury("张三 13800001111")
    listed, shown = stack.run("list"), stack.run("show")
    assert sorted(" ".join(line.split()[3:]) for line in listed[:-1]) == [
        "invocation KeyError a call of test-Remind",
        "message TooOld notice by sms",
        "message Unreadable a message that nobody can read",
        "stream RetryAttemptsExhausted 2 changes of Inbox for test-Relay",
        "unknown TooManyReceipts no JSON object",
        "unknown TooManyReceipts nothing that is sent here",
        "walk TooManyReceipts DEPUTIES of 4114",
    ]
    assert listed[-1] == shown[-1]
    assert listed[-1].startswith("1 invocation KeyError, 1 message TooOld, 1 message Unreadable")
    assert not [line for line in listed + shown for secret in SECRET if secret in line]
    assert READABLE.reference in "".join(shown)
    assert len(stack.bodies("DeadLetters")) == 7


@pytest.mark.parametrize("reference", ["张三", "13800001111", f"{PERSON}#13800001111#n1", f"{PERSON}#", ""])
def test_a_reference_of_another_form_is_not_shown(stack: Stack, reference: str) -> None:
    stack.bury(Message("n1", MessageKind.NOTICE, reference).as_text(), cause="Unreadable")
    assert json.loads(stack.run("show")[0])["reference"] == "not shown"


def test_a_message_goes_back_into_its_queue_as_it_was(stack: Stack) -> None:
    one = stack.bury(READABLE.as_text(), cause="TooOld")
    stack.bury(POISON, cause="Unreadable")
    stack.bury(WALK)
    assert stack.run("redrive", one)[-1] == "1 message TooOld"
    assert stack.run("redrive", kind=Kind.WALK)[-1] == "1 walk TooManyReceipts"
    assert stack.bodies("Messages") == [READABLE.as_text()]
    assert stack.bodies("Walks") == [WALK]
    assert stack.bodies("DeadLetters") == [POISON]


def test_the_queue_that_aws_names_has_it_back_whatever_is_in_it(stack: Stack) -> None:
    """A message that ended the function itself was moved by AWS, without a cause."""
    message = {
        "MessageId": "1",
        "ReceiptHandle": "r",
        "Body": "?",
        "Attributes": {"SentTimestamp": "0", "DeadLetterQueueSourceArn": "arn:aws-cn:sqs:r:1:Messages"},
    }
    send(stack.deployed, of_message(message))
    assert stack.bodies("Messages") == ["?"]


def test_what_is_dropped_is_gone_and_the_rest_stays(stack: Stack) -> None:
    stack.bury(POISON, cause="Unreadable")
    stack.bury(READABLE.as_text(), cause="TooOld")
    assert stack.run("drop", cause="Unreadable")[-1] == "1 message Unreadable"
    assert stack.bodies("DeadLetters") == [READABLE.as_text()]
    assert stack.bodies("Messages") == []


def test_one_that_is_not_there_is_said(stack: Stack) -> None:
    with pytest.raises(AdminError, match="not there now: 0000"):
        stack.run("show", "0000")


def test_ended_between_sending_and_removing_it_is_there_twice_rather_than_lost(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    bodies = sorted(Message(f"n{number}", MessageKind.NOTICE, "x").as_text() for number in range(25))
    for body in bodies:
        stack.bury(body, cause="TooOld")
    with monkeypatch.context() as patched:
        patched.setattr(Box, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            stack.run("redrive")
    assert len(stack.bodies("Messages")) == 1
    stack.run("redrive")
    assert stack.bodies("DeadLetters") == []
    assert stack.bodies("Messages") == bodies


def test_killed_outright_what_it_held_comes_back_by_itself(
    stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box, "HIDDEN", 1)
    stack.bury(POISON, cause="Unreadable")
    opened = Box(stack.client("sqs"), stack.world.names["DeadLetters"], clock.now())
    assert len(list(opened)) == 1
    assert stack.bodies("DeadLetters") == []
    time.sleep(1.1)
    assert stack.bodies("DeadLetters") == [POISON]


def test_what_arrives_meanwhile_is_left_for_the_next_time(stack: Stack) -> None:
    stack.bury(POISON, cause="Unreadable")
    before = clock.now() - timedelta(minutes=1)
    with Box(stack.client("sqs"), stack.world.names["DeadLetters"], before) as opened:
        assert list(opened) == []
    assert stack.bodies("DeadLetters") == [POISON]


def test_a_call_is_handed_to_aws_again(stack: Stack) -> None:
    stack.bury(json.dumps(CALL))
    stack.run("redrive")
    assert stack.functions.calls == [("test-Remind", "Event", CALL["requestPayload"])]
    assert stack.bodies("DeadLetters") == []


def test_a_batch_is_read_from_the_stream_again_with_what_its_function_takes(stack: Stack) -> None:
    items = [told(number) for number in range(3)]
    items[0].expires = 1
    engine.put(items[0])  # no insertion: not for the relay
    items.append(told(3))
    arn, client = stream_of(stack, "Inbox"), stack.streams
    shard = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    first = client.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    numbers = [
        record["dynamodb"]["SequenceNumber"]
        for record in client.get_records(ShardIterator=first["ShardIterator"])["Records"]
    ][-5:]
    stack.functions.does = lambda event: relay_worker(event, None)
    span = {"startSequenceNumber": numbers[1], "endSequenceNumber": numbers[-1], "shardId": shard}
    stack.bury(json.dumps(failure(arn, **span)))
    stack.run("redrive")
    sent = [json.loads(body)["reference"] for body in stack.bodies("Messages")]
    assert sorted(sent) == sorted(f"{PERSON}#{item.sk}" for item in items[1:])
    assert stack.bodies("DeadLetters") == []


@pytest.mark.parametrize(
    ("raises", "answer"), [(True, None), (False, {"batchItemFailures": [{"itemIdentifier": "1"}]})]
)
def test_a_batch_that_fails_again_stays(stack: Stack, raises: bool, answer: Any) -> None:
    told(1)
    stack.streams = Streams()
    stack.functions.does, stack.functions.raises = (lambda event: answer), raises
    body = json.dumps(failure(stream_of(stack, "Inbox")))
    stack.bury(body)
    with pytest.raises(NotSentAgain, match="1 stay"):
        stack.run("redrive")
    assert len(stack.functions.calls) == 1
    assert stack.bodies("DeadLetters") == [body]


def test_notices_that_the_stream_forgot_are_found_in_the_inbox(stack: Stack) -> None:
    ages = [timedelta(hours=-1), timedelta(), timedelta(days=1), timedelta(days=3)]
    items = [told(number, age=age) for number, age in enumerate(ages)]
    stack.streams = Streams()
    stack.bury(json.dumps(failure(stream_of(stack, "Inbox"))))
    stack.run("redrive")
    ((name, _, event),) = stack.functions.calls
    keys = {record["dynamodb"]["Keys"]["sk"]["S"] for record in event["Records"]}
    assert (name, keys) == ("test-Relay", {items[1].sk, items[2].sk})
    assert stack.bodies("DeadLetters") == []


def test_jobs_that_the_stream_forgot_are_started_again_unless_they_are_done(
    stack: Stack, act_as: Callable[[str], None]
) -> None:
    act_as("InvitationsWorkFunction")
    from functions.invitations.tables import ActivityItem

    kept = jobs.Jobs(ActivityItem)
    stopped = jobs.new("announce", "a1", clock.now(), "1")
    done = jobs.Job("j-done", "announce", "a2", clock.now(), finished=True)
    for job in (stopped, done):
        engine.put(kept.item(job))
    stack.streams = Streams()
    stack.bury(json.dumps(failure(stream_of(stack, "Activities"), "test-Work")))
    stack.run("redrive")
    ((name, _, event),) = stack.functions.calls
    keys = [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]]
    assert (name, keys) == ("test-Work", [jobs.job_key(stopped.id)])


@pytest.mark.parametrize(
    ("table", "says"),
    [("Records", "make rebuild"), ("Suggestions", "make recount"), ("Identities", "drop it")],
)
def test_what_the_stream_forgot_and_another_command_computes_stays_and_says_so(
    stack: Stack, table: str, says: str
) -> None:
    stack.streams = Streams()
    stack.bury(json.dumps(failure(stream_of(stack, table))))
    lines: list[str] = []
    with pytest.raises(NotSentAgain):
        lines.extend(run(stack.deployed, "redrive", Wanted()))
    stack.functions.calls.clear()
    assert len(stack.bodies("DeadLetters")) == 1
    with pytest.raises(NotSentAgain, match=says):
        list(streams.calls(stack.client, failure(stream_of(stack, table))))


def test_every_filter_of_the_template_is_understood() -> None:
    for mapping in _mappings():
        for one in mapping["FilterCriteria"]["Filters"]:
            assert streams._fits({}, json.loads(one["Pattern"])) is False


def test_batches_are_as_large_as_the_stream_makes_them() -> None:
    records = [{"n": number} for number in range(7)]
    assert [len(event["Records"]) for event in streams._cut(records, 3)] == [3, 3, 1]
    assert list(streams._cut([], 3)) == []


@pytest.mark.parametrize("what", ["redrive", "drop"])
def test_all_of_them_must_be_meant(
    what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["dead-letters", "--env", "henan", what])
    assert command.main() == 1
    assert "say --all" in capsys.readouterr().err
