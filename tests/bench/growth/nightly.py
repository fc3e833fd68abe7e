"""The nightly pass over everybody in the Registry, as the schedule and its queue drive it."""

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from typing import Any

from functions.standing.projection import nightly, project
from infra import template
from shared.domain import divisions
from tests.bench.growth.measuring import spending
from tests.bench.growth.workshop import Workshop


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
    """One night: who was computed, what it took. ``longest`` is the longest invocation."""

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

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }


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
    made = Pass()
    attempt = project.attempt

    def counted(partition: str) -> bool:
        made.subjects += 1
        if made.subjects == killed_after:
            raise Killed
        return attempt(partition)

    workshop.patch.setattr(nightly, "attempt", counted)
    begun, cpu = time.monotonic(), time.process_time()
    with spending() as spent:
        nightly.nightly({"source": "aws.events"}, Time(seconds))
        while made.complete:
            messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1, VisibilityTimeout=3600)
            if "Messages" not in messages:
                break
            (message,) = messages["Messages"]
            _invoke(message, Time(seconds), made, sqs, url)
            made.complete = time.monotonic() - begun < most
    workshop.patch.setattr(nightly, "attempt", attempt)
    sqs.purge_queue(QueueUrl=url)
    made.seconds, made.cpu = time.monotonic() - begun, time.process_time() - cpu
    made.calls, made.read, made.written = spent.calls, spent.read, spent.written
    return made


def committees_once(workshop: Workshop) -> None:
    """The first night of all committees, who are as many in a province of any size: from then on their lists
    change as little as everybody's."""
    workshop.act_as("NightlyFunction")
    for city in divisions.shards(os.environ["PROVINCE"]):
        nightly.work({"list": nightly.COMMITTEES, "city": city}, Time(float("inf")))


def _invoke(message: Any, left: Time, made: Pass, sqs: Any, url: str) -> None:
    begun = time.monotonic()
    event = {"Records": [{"messageId": message["MessageId"], "body": message["Body"]}]}
    made.invocations += 1
    made.handed_on += "after" in json.loads(message["Body"])
    try:
        answer = nightly.nightly(event, left)
    except Killed:
        sqs.change_message_visibility(
            QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0
        )
        return
    if answer != {"batchItemFailures": []}:
        raise RuntimeError(f"the walk failed: {message['Body']}")
    made.longest = max(made.longest, time.monotonic() - begun)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def lists_hash(client: Any, table: str) -> str:
    """Of every entry in the lists, whatever the order in which they were written; without versions."""
    total = 0
    for page in client.get_paginator("scan").paginate(TableName=table):
        for item in page["Items"]:
            item.pop("version", None)
            digest = hashlib.blake2b(json.dumps(item, sort_keys=True).encode(), digest_size=16)
            total = (total + int.from_bytes(digest.digest())) % 2**128
    return f"{total:032x}"
