"""Batches of a table's stream, which a failure record only names: read again from the stream, or, once it has
forgotten them after a day, made anew from what the table still says."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from botocore.exceptions import ClientError

from infra.admin import Client
from infra.dead_letters.errors import NotSentAgain
from infra.dead_letters.letters import name_of
from shared.domain import clock

Records = list[dict[str, Any]]

_FORGOTTEN = {"TrimmedDataAccessException", "ResourceNotFoundException", "ExpiredIteratorException"}
_LARGEST = 5_000_000
"""Bytes of one call: AWS takes six million."""
_EMPTY = 100
"""Answers without a record after which a shard is taken to have no more."""
_BEFORE = timedelta(days=2)
"""How much older than its arrival a notice can be: it bears the moment of its cause."""
_JOBS, _NOTICES = "JOB#", "INBOX#"
_CODES = {"CHALLENGE#", "CONFIRMING#"}
"""One-time codes, which are over after minutes: there is nothing to tell any more."""
_TALLIES = "the stream has forgotten it: make recount, then drop it"
_STANDINGS = "the stream has forgotten it: make rebuild, then drop it"


def calls(client: Client, failure: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The events of the calls that a failure record is about, in order. Raises :class:`NotSentAgain`."""
    batch = failure["DDBStreamBatchInfo"]
    mapping = _mapping(client, failure["requestContext"]["functionArn"], batch["streamArn"])
    patterns = [json.loads(one["Pattern"]) for one in mapping.get("FilterCriteria", {}).get("Filters", [])]
    try:
        found = _read(client("dynamodbstreams"), batch)
    except ClientError as error:
        if error.response["Error"]["Code"] not in _FORGOTTEN:
            raise
        found = _made_anew(client, batch, patterns)
    wanted = [record for record in found if not patterns or any(_fits(record, one) for one in patterns)]
    return _cut(wanted, int(mapping["BatchSize"]))


def _mapping(client: Client, function: str, stream: str) -> dict[str, Any]:
    name = name_of(function)
    found = client("lambda").list_event_source_mappings(FunctionName=name, EventSourceArn=stream)
    for mapping in found["EventSourceMappings"]:
        if mapping["EventSourceArn"] == stream:
            return dict(mapping)
    raise NotSentAgain(f"nothing takes this stream to {name} any more")


def _read(streams: Any, batch: dict[str, Any]) -> Records:
    """The range of a shard, both ends included."""
    iterator = streams.get_shard_iterator(
        StreamArn=batch["streamArn"],
        ShardId=batch["shardId"],
        ShardIteratorType="AT_SEQUENCE_NUMBER",
        SequenceNumber=batch["startSequenceNumber"],
    )["ShardIterator"]
    last, found, empty = int(batch["endSequenceNumber"]), [], 0
    while iterator and empty < _EMPTY:
        answer = streams.get_records(ShardIterator=iterator)
        for record in answer["Records"]:
            number = int(record["dynamodb"]["SequenceNumber"])
            if number <= last:
                found.append(_as_event(record, batch["streamArn"]))
            if number >= last:
                return found
        empty = 0 if answer["Records"] else empty + 1
        iterator = answer.get("NextShardIterator")
    raise NotSentAgain("the stream does not give the whole range now")


def _as_event(record: dict[str, Any], stream: str) -> dict[str, Any]:
    """A record as a function gets it: plain JSON."""
    plain: dict[str, Any] = json.loads(json.dumps({**record, "eventSourceARN": stream}, default=_plain))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value).__name__)


def _made_anew(client: Client, batch: dict[str, Any], patterns: list[Any]) -> Records:
    prefixes = {choice["prefix"] for pattern in patterns for choice in pattern["dynamodb"]["Keys"]["pk"]["S"]}
    lasting = sorted(prefixes - _CODES)
    if not lasting:
        raise NotSentAgain("the stream has forgotten it, and one-time codes are over by now: drop it")
    if not set(lasting) <= _MADE.keys():
        raise NotSentAgain(_TALLIES if "CASE#" in lasting else _STANDINGS)
    return [record for one in lasting for record in _scanned(client, batch, _MADE[one](batch))]


def _jobs(_: dict[str, Any]) -> dict[str, Any]:
    """Every job that is not finished: what a job has done is not done again."""
    return {
        "FilterExpression": "begins_with(pk, :prefix) AND #body.#finished = :no",
        "ExpressionAttributeNames": {"#body": "body", "#finished": "finished"},
        "ExpressionAttributeValues": {":prefix": {"S": _JOBS}, ":no": {"BOOL": False}},
    }


def _notices(batch: dict[str, Any]) -> dict[str, Any]:
    """Every notice of those days: whom a channel has told, it does not tell again."""
    first = clock.from_text(batch["approximateArrivalOfFirstRecord"]) - _BEFORE
    last = clock.from_text(batch["approximateArrivalOfLastRecord"]) + timedelta(minutes=1)
    values = {":prefix": _NOTICES, ":first": clock.utc_text(first), ":last": clock.utc_text(last)}
    return {
        "FilterExpression": "begins_with(pk, :prefix) AND sk BETWEEN :first AND :last",
        "ExpressionAttributeValues": {name: {"S": value} for name, value in values.items()},
    }


_MADE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {_JOBS: _jobs, _NOTICES: _notices}


def _scanned(client: Client, batch: dict[str, Any], wanted: dict[str, Any]) -> Records:
    pages = client("dynamodb").get_paginator("scan")
    table = name_of(batch["streamArn"])
    numbers = count(1)
    return [
        {
            "eventName": "INSERT",
            "eventSource": "aws:dynamodb",
            "eventSourceARN": batch["streamArn"],
            "dynamodb": {"Keys": {"pk": item["pk"], "sk": item["sk"]}, "SequenceNumber": str(next(numbers))},
        }
        for page in pages.paginate(TableName=table, ProjectionExpression="pk, sk", **wanted)
        for item in page["Items"]
    ]


def _fits(value: Any, pattern: Any) -> bool:
    """Whether an event filter lets a value through: exact values and prefixes, as the template has them."""
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(_fits(value.get(name), one) for name, one in pattern.items())
    return any(_is(value, choice) for choice in pattern)


def _is(value: Any, choice: Any) -> bool:
    if not isinstance(choice, dict):
        return bool(value == choice)
    if choice.keys() != {"prefix"}:
        raise NotSentAgain("its filter has a form that this command does not know")
    return isinstance(value, str) and value.startswith(choice["prefix"])


def _cut(records: Records, most: int) -> Iterator[dict[str, Any]]:
    """In calls as large as the stream makes them."""
    part: Records = []
    size = 0
    for record in records:
        more = len(json.dumps(record))
        if part and (len(part) == most or size + more > _LARGEST):
            yield {"Records": part}
            part, size = [], 0
        part, size = [*part, record], size + more
    if part:
        yield {"Records": part}
