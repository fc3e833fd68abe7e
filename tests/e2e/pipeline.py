"""Before and behind the pipeline on the local stack: notices in the table, people with phones, the streams
and queues as they stand, the functions' processes."""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from functions.notifications.channels.names import Channel
from infra.local.receiver import Inbox
from infra.local.stack import LocalStack
from shared.domain import clock
from shared.domain.ids import derived_id
from shared.domain.notices import NoticeKind
from shared.store.identities import Contact, contact_key
from shared.store.inbox import NoticeItem, notice

SECONDS = 600.0
DATA = {"title": "优化营商环境座谈会", "starts": "2099-11-23T09:00:00+08:00", "place": "东城街道联络站"}
AT_ONCE = 100
"""Items of a transaction."""


class Recipient:
    """Somebody with a phone; ``number`` makes both."""

    def __init__(self, label: str, number: int, prefix: str) -> None:
        self.id = derived_id("p", "pipeline", label, str(number))
        self.phone = f"+86{prefix}{number:04d}"


def recipients(stack: LocalStack, label: str, number: int, prefix: str) -> list[Recipient]:
    """So many people whom the pipeline can reach; ``prefix`` is of their phones, seven digits."""
    made = [Recipient(label, n, prefix) for n in range(number)]
    for person in made:
        give_phone(stack, person)
    return made


def give_phone(stack: LocalStack, person: Recipient) -> None:
    item = Contact(contact_key(person.id), "CONTACT", phone=person.phone).serialize()
    stack.client("dynamodb").put_item(TableName=stack.outputs["IdentitiesTable"], Item=item)


def notices(
    people: Sequence[Recipient],
    number: int,
    label: str = "",
    kind: NoticeKind = NoticeKind.INVITATION_RECEIVED,
) -> list[NoticeItem]:
    """So many notices, one person after the other."""
    now = clock.now()
    return [
        notice(
            people[n % len(people)].id,
            kind,
            f"activity:{derived_id('a', label, str(n))}",
            now + timedelta(milliseconds=n),
            DATA,
            cause=str(n),
        )
        for n in range(number)
    ]


def put(stack: LocalStack, items: Sequence[NoticeItem]) -> None:
    """The notices, as the functions put them that have something to tell: where their keys are free."""
    table, client = stack.outputs["InboxTable"], stack.client("dynamodb")
    for begin in range(0, len(items), AT_ONCE):
        client.transact_write_items(
            TransactItems=[
                {
                    "Put": {
                        "TableName": table,
                        "Item": item.serialize(),
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                }
                for item in items[begin : begin + AT_ONCE]
            ]
        )


def sent_as(item: NoticeItem, channel: Channel = Channel.SMS) -> str:
    """The id under which a notice is sent by a channel."""
    return derived_id("n", str(item.id), channel)


def arrived(inbox: Inbox, people: Sequence[Recipient]) -> list[str]:
    """The ids of all that came to these phones."""
    return [message["id"] for person in people for message in inbox.messages(person.phone)]


def until(holds: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def waiting(stack: LocalStack, output: str = "QueueUrl") -> int:
    """Messages in a queue, whether hidden or not."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    told = stack.client("sqs").get_queue_attributes(QueueUrl=stack.outputs[output], AttributeNames=names)
    return sum(int(told["Attributes"][name]) for name in names)


def stream_of(stack: LocalStack, output: str) -> str:
    """The stream of a table."""
    table = stack.client("dynamodb").describe_table(TableName=stack.outputs[output])["Table"]
    return str(table["LatestStreamArn"])


def insertions(stack: LocalStack, people: Sequence[Recipient]) -> list[dict[str, Any]]:
    """What the stream of the inbox tells of notices for these people, oldest first."""
    client, arn = stack.client("dynamodbstreams"), stream_of(stack, "InboxTable")
    shard = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
    iterator = client.get_shard_iterator(StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON")[
        "ShardIterator"
    ]
    wanted = {f"INBOX#{person.id}" for person in people}
    found: list[dict[str, Any]] = []
    while True:
        answer = client.get_records(ShardIterator=iterator)
        if not answer["Records"]:
            return found
        found += [
            record
            for record in answer["Records"]
            if record["eventName"] == "INSERT" and record["dynamodb"]["Keys"]["pk"]["S"] in wanted
        ]
        iterator = answer["NextShardIterator"]


def relay(stack: LocalStack, records: Sequence[Mapping[str, Any]]) -> None:
    """Hands records of the stream to the relay, once more."""
    function = stack.physical_id("RelayFunction")
    for begin in range(0, len(records), AT_ONCE):
        event = json.dumps({"Records": records[begin : begin + AT_ONCE]}, default=str).encode()
        answer = stack.client("lambda").invoke(FunctionName=function, Payload=event)
        assert json.load(answer["Payload"]) == {"batchItemFailures": []}


def workers(stack: LocalStack, function: str) -> list[int]:
    """The processes in which a function of this stack runs."""
    name = b"AWS_LAMBDA_FUNCTION_NAME=" + stack.physical_id(function).encode()
    port = stack.endpoint_url.rsplit(":", 1)[1].encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment = (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if name in environment and any(port in value for value in environment):
                found.append(int(entry.name))
    return found


@contextmanager
def environment(stack: LocalStack, function: str, **variables: str) -> Iterator[None]:
    """A function with other settings for a while."""
    client, name = stack.client("lambda"), stack.physical_id(function)
    before = client.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
    client.update_function_configuration(FunctionName=name, Environment={"Variables": before | variables})
    try:
        yield
    finally:
        client.update_function_configuration(FunctionName=name, Environment={"Variables": before})


@contextmanager
def hidden_for(stack: LocalStack, seconds: int) -> Iterator[None]:
    """The queue, from which what a dead function held comes back after so many seconds."""
    client, url = stack.client("sqs"), stack.outputs["QueueUrl"]
    name = "VisibilityTimeout"
    before = client.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"]
    client.set_queue_attributes(QueueUrl=url, Attributes={name: str(seconds)})
    try:
        yield
    finally:
        client.set_queue_attributes(QueueUrl=url, Attributes=before)
