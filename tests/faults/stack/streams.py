"""The stack's streams: who listens to them with which filter, and what they have told so far."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from infra.local.stack import LocalStack

AT_ONCE = 25
"""Records in one event."""
_KEPT = ("FunctionName", "EventSourceArn", "FilterCriteria", "FunctionResponseTypes", "BatchSize")


def listeners(stack: LocalStack) -> list[dict[str, Any]]:
    """The mappings from a table's stream to a function."""
    pages = stack.client("lambda").get_paginator("list_event_source_mappings").paginate()
    mappings = [mapping for page in pages for mapping in page["EventSourceMappings"]]
    return [mapping for mapping in mappings if ":dynamodb:" in mapping["EventSourceArn"]]


def told(stack: LocalStack, stream: str) -> list[dict[str, Any]]:
    """All records of a stream, oldest first."""
    client = stack.client("dynamodbstreams")
    shards = client.describe_stream(StreamArn=stream)["StreamDescription"]["Shards"]
    found: list[dict[str, Any]] = []
    for shard in shards:
        at = client.get_shard_iterator(
            StreamArn=stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while at is not None:
            answer = client.get_records(ShardIterator=at)
            found += answer["Records"]
            at = answer.get("NextShardIterator") if answer["Records"] else None
    return found


def replay(stack: LocalStack) -> int:
    """Hands every listener all that its stream ever told, once more; says how many records that were.
    Fails where a function gives a record back."""
    handed = 0
    for mapping in listeners(stack):
        filters = [json.loads(one["Pattern"]) for one in mapping.get("FilterCriteria", {}).get("Filters", [])]
        records = [
            {**record, "eventSourceARN": mapping["EventSourceArn"]}
            for record in told(stack, mapping["EventSourceArn"])
            if not filters or any(matches(record, pattern) for pattern in filters)
        ]
        handed += len(records)
        for begin in range(0, len(records), AT_ONCE):
            _hand(stack, mapping["FunctionArn"], records[begin : begin + AT_ONCE])
    return handed


def _hand(stack: LocalStack, function: str, records: list[dict[str, Any]]) -> None:
    event = json.dumps({"Records": records}, default=_seconds).encode()
    answer = stack.client("lambda").invoke(FunctionName=function, Payload=event)
    result = json.load(answer["Payload"])
    assert "FunctionError" not in answer, (function, result)
    assert not (result or {}).get("batchItemFailures"), (function, result)


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def matches(value: Any, pattern: Any) -> bool:
    """Whether a record meets a filter's pattern, as far as template.yaml writes such."""
    if isinstance(pattern, Mapping):
        inner = value if isinstance(value, Mapping) else {}
        return all(matches(inner.get(name), part) for name, part in pattern.items())
    return any(_meets(value, wanted) for wanted in pattern)


def _meets(value: Any, wanted: Any) -> bool:
    if not isinstance(wanted, Mapping):
        return bool(value == wanted)
    ((rule, operand),) = wanted.items()
    match rule:
        case "prefix":
            return isinstance(value, str) and value.startswith(operand)
        case "exists":
            return (value is not None) is operand
        case "anything-but":
            unwanted = operand if isinstance(operand, list) else [operand]
            return value is not None and not any(_meets(value, one) for one in unwanted)
    raise ValueError(f"a filter that tests do not know: {rule}")


def silent(stack: LocalStack) -> Iterator[None]:
    """Nobody listens to the streams; afterwards all do again, from then on."""
    client, mappings = stack.client("lambda"), listeners(stack)
    for mapping in mappings:
        client.delete_event_source_mapping(UUID=mapping["UUID"])
    yield
    for mapping in mappings:
        named = {**mapping, "FunctionName": mapping["FunctionArn"]}
        kept = {name: named[name] for name in _KEPT if named.get(name)}
        client.create_event_source_mapping(**kept, StartingPosition="LATEST")
