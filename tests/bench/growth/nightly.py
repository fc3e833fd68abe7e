"""The nightly pass over everybody in the Registry, as the schedule and its queue drive it."""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from functions.standing.projection import nightly, project
from infra import template
from shared.domain import divisions
from tests.bench.growth.measuring import spending
from tests.bench.growth.workshop import Workshop
from tests.engines import tables


class Killed(BaseException):
    """The end of a process in the middle of its work."""


class Time:
    """Lambda's context: what is left of so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(min(self._end - time.monotonic(), 10**6) * 1000)


@dataclass
class Pass:
    """One night: who was computed, what it took. ``longest`` is the longest invocation. ``committees``: the
    same of them, who are as many in a province of any size and stand in nothing else here."""

    subjects: int = 0
    invocations: int = 0
    handed_on: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    longest: float = 0.0
    calls: int = 0
    read: float = 0.0
    written: float = 0.0
    complete: bool = True
    walked: set[str] = field(default_factory=set)
    """Partitions, of Records and of Standings."""
    committees: "Pass | None" = None

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        told = {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in vars(self).items()
            if name not in ("walked", "committees")
        }
        return told if self.committees is None else {**told, "committees": self.committees.plain()}


def timeout() -> int:
    """Seconds that the template gives an invocation."""
    return int(template.resources("AWS::Serverless::Function")["NightlyFunction"]["Properties"]["Timeout"])


def night(
    workshop: Workshop, *, seconds: float, most: float = float("inf"), killed_after: int | None = None
) -> Pass:
    """The schedule rings and the queue is worked off, each invocation in ``seconds``. After ``most`` seconds
    it is broken off (``complete`` tells). ``killed_after`` so many subjects the process ends, once, in the
    middle of an invocation; its message comes again."""
    workshop.act_as("NightlyFunction")
    sqs, url = workshop.world.client("sqs"), workshop.world.names["Walks"]
    committees = Pass()
    made = Pass(committees=committees)
    part = made
    attempt = project.attempt

    def counted(partition: str) -> bool:
        part.subjects += 1
        part.walked.add(partition)
        if part is made and made.subjects == killed_after:
            raise Killed
        return attempt(partition)

    workshop.patch.setattr(nightly, "attempt", counted)
    begun = time.monotonic()
    nightly.nightly({"source": "aws.events"}, Time(seconds))
    while made.complete:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1, VisibilityTimeout=3600)
        if "Messages" not in messages:
            break
        (message,) = messages["Messages"]
        part = committees if json.loads(message["Body"]).get("list") == nightly.COMMITTEES else made
        _invoke(message, Time(seconds), part, sqs, url)
        made.complete = time.monotonic() - begun < most
    workshop.patch.setattr(nightly, "attempt", attempt)
    sqs.purge_queue(QueueUrl=url)
    return made


def committees_once(workshop: Workshop) -> None:
    """The first night of all committees, who are as many in a province of any size: from then on their lists
    change as little as everybody's."""
    workshop.act_as("NightlyFunction")
    for city in divisions.shards(os.environ["PROVINCE"]):
        nightly.work({"list": nightly.COMMITTEES, "city": city}, Time(float("inf")))


def _invoke(message: Any, left: Time, made: Pass, sqs: Any, url: str) -> None:
    event = {"Records": [{"messageId": message["MessageId"], "body": message["Body"]}]}
    made.invocations += 1
    made.handed_on += "after" in json.loads(message["Body"])
    begun, cpu = time.monotonic(), time.process_time()
    with spending() as spent:
        try:
            answer = nightly.nightly(event, left)
        except Killed:
            answer = None
    took = time.monotonic() - begun
    made.seconds, made.cpu = made.seconds + took, made.cpu + time.process_time() - cpu
    made.calls, made.read = made.calls + spent.calls, made.read + spent.read
    made.written += spent.written
    if answer is None:
        sqs.change_message_visibility(
            QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )
        return
    if answer != {"batchItemFailures": []}:
        raise RuntimeError(f"the walk failed: {message['Body']}")
    made.longest = max(made.longest, took)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def lists_of(client: Any, table: str, partitions: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every entry in these partitions of the lists."""
    query = client.get_paginator("query")
    for partition in sorted(partitions):
        named = {":pk": {"S": partition}}
        pages = query.paginate(
            TableName=table, KeyConditionExpression="pk = :pk", ExpressionAttributeValues=named
        )
        for page in pages:
            yield from page["Items"]


def hashed(entries: Iterable[dict[str, Any]]) -> str:
    """Of the entries, whatever their order; without versions."""
    total = 0
    for entry in entries:
        plain = {name: value for name, value in entry.items() if name != "version"}
        digest = hashlib.blake2b(json.dumps(plain, sort_keys=True).encode(), digest_size=16)
        total = (total + int.from_bytes(digest.digest())) % 2**128
    return f"{total:032x}"


def forget(client: Any, table: str, partitions: Iterable[str]) -> None:
    """The lists of these partitions are as if no night had ever been."""
    entries = lists_of(client, table, partitions)
    tables.delete(client, table, [{"pk": entry["pk"], "sk": entry["sk"]} for entry in entries])
