"""Every night, and when an operator says so: everybody in the Registry is computed anew.

What no record tells comes in this way: periods that turned, mandates that ended, placements, posts. The
walk is cut into lists of one city each; a message of the queue goes through one of them and, when its time is
nearly over, leaves a message to go on from where it stopped. A subject that fails gets a message of its own,
so that it is tried again, keeps nobody else waiting and in the end lies in the dead letters.

Lambda stops a function that feeds its own queue after some sixteen rounds (AWS, recursive loop detection). A
round goes through some ten thousand entries or more, and no city has so many that it would come to that.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Protocol

from functions.standing import congresses
from functions.standing.projection.project import attempt, recompute
from shared.domain import divisions
from shared.store import clients, engine, records
from shared.store.registry import RegistryItem
from shared.store.settings import Setting, setting

logger = logging.getLogger("lianluo")
LISTS: Mapping[str, Callable[[str], str]] = {
    "DEPUTIES": records.deputy_key,
    "STATIONS": records.station_key,
    "GROUPS": records.group_key,
    "DISSOLVED": records.group_key,
    "MEMBERS": records.member_key,
}
"""The lists of the Registry that are walked through, and whose partition of Records an entry's id names.
Dissolved groups too: what they still owed has to go."""
COMMITTEES = "COMMITTEES"
"""Stands for the divisions that have a congress: the table of divisions is their list."""
PAGE = 100
RESERVE = 60_000
"""Milliseconds before the function's end at which a walk is handed on."""
_BATCH = 10
"""Messages a SendMessageBatch takes (AWS)."""


class Context(Protocol):
    """What Lambda tells of the time left."""

    def get_remaining_time_in_millis(self) -> int: ...


@cache
def _client() -> Any:
    return clients.new("sqs")


def nightly(event: dict[str, Any], context: Context) -> dict[str, Any]:
    """Takes messages of the queue; anything else (the schedule, an operator) starts a walk."""
    if "Records" not in event:
        return {"walks": start()}
    failed = []
    for record in event["Records"]:
        try:
            work(json.loads(record["body"]), context)
        except Exception as error:
            logger.exception(json.dumps({"walk": type(error).__name__}))
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def start() -> int:
    """Sends one message for each list of each city of the province; says how many."""
    shards = divisions.shards(setting(Setting.PROVINCE))
    messages = [{"list": name, "city": city} for name in (*LISTS, COMMITTEES) for city in shards]
    for begin in range(0, len(messages), _BATCH):
        _send(messages[begin : begin + _BATCH])
    return len(messages)


def work(message: dict[str, Any], context: Context) -> None:
    """One message: a list from where it says on, or one subject."""
    if "subject" in message:
        recompute(message["subject"])
        return
    after = message.get("after")
    for partition, reached in _listed(message["list"], message["city"], after):
        if context.get_remaining_time_in_millis() < RESERVE:
            _send([{**message, "after": after}])
            return
        if not attempt(partition):
            _send([{"subject": partition}])
        after = reached


def _listed(name: str, city: str, after: Any) -> Iterator[tuple[str, Any]]:
    """The partitions that a list of a city names behind ``after``, each with what is then behind."""
    if name == COMMITTEES:
        for division in congresses.of_shard(city):
            if after is None or division.code > after:
                yield records.committee_key(division.code), division.code
        return
    while True:
        part = engine.query(RegistryItem, f"{name}#{city}", index=engine.BY_SCOPE, limit=PAGE, after=after)
        for item in part.items:
            keys = {"gsi1pk": item.gsi1pk, "gsi1sk": item.gsi1sk, "pk": item.pk, "sk": item.sk}
            yield LISTS[name](item.pk.partition("#")[2]), {key: {"S": value} for key, value in keys.items()}
        after = part.last_key
        if after is None:
            return


def _send(messages: list[dict[str, Any]]) -> None:
    entries = [{"Id": str(number), "MessageBody": json.dumps(body)} for number, body in enumerate(messages)]
    answer = _client().send_message_batch(QueueUrl=setting(Setting.QUEUE_URL), Entries=entries)
    if answer.get("Failed"):
        raise RuntimeError(f"{len(answer['Failed'])} messages were not taken")


def reset() -> None:
    """Forgets the client, as a new process would."""
    _client.cache_clear()
