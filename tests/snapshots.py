"""What moto keeps: emptied for the next test, and transactions at the cost of what they touch.

Before a transaction moto copies every table in it, whole, once for each of its operations, so as to put it
back where a condition fails. Here a table is copied once, and of its items only those that an update would
change in place; the others are replaced or removed, never changed. And for each attribute that it answers it
asks for ten types under two spellings each, which is half of what a test spends; here the type is looked up.
"""

import copy
from collections import defaultdict
from typing import Any

import pytest
from moto.core.serialize import ResponseSerializer
from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.s3.models import s3_backends
from moto.sqs.models import sqs_backends

_whole = DynamoDBBackend.transact_write_items
_value = ResponseSerializer.get_value
_TYPES = frozenset({"S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"})


def _partition(operation: dict[str, Any]) -> DynamoType:
    return DynamoType((operation.get("Item") or operation["Key"])["pk"])


class _Copies:
    """Stands for the module ``copy`` while one transaction runs."""

    def __init__(self, operations: list[dict[str, Any]]) -> None:
        self._updates = [item["Update"] for item in operations if "Update" in item]
        self._touched = {_partition(operation) for item in operations for operation in item.values()}
        self._made: dict[str, Table] = {}

    def deepcopy(self, value: Any, memo: dict[int, Any] | None = None) -> Any:
        if not isinstance(value, Table):
            return copy.deepcopy(value, memo)
        if value.name not in self._made:
            self._made[value.name] = self._copied(value)
        return self._made[value.name]

    def __getattr__(self, name: str) -> Any:
        return getattr(copy, name)

    def _copied(self, table: Table) -> Table:
        made = copy.copy(table)
        parts = table.items.items()
        whole = {key: dict(part) if key in self._touched else part for key, part in parts}
        made.items = defaultdict(dict, whole)
        if table.stream_shard is not None:
            made.stream_shard = copy.copy(table.stream_shard)
            made.stream_shard.items = list(table.stream_shard.items)
        changed = [update["Key"] for update in self._updates if update["TableName"] == table.name]
        for key in changed:
            part = made.items.get(DynamoType(key["pk"]), {})
            sort = DynamoType(key["sk"])
            if sort in part:
                part[sort] = copy.deepcopy(part[sort])
        return made


def _transact_write_items(backend: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models, "copy", _Copies(transact_items))
        _whole(backend, transact_items)


def _looked_up(serializer: ResponseSerializer, value: Any, key: str, shape: Any) -> Any:
    if key in _TYPES and type(value) is dict:
        return value.get(key)
    return _value(serializer, value, key, shape)


def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the end of the test."""
    monkeypatch.setattr(ResponseSerializer, "get_value", _looked_up)
    monkeypatch.setattr(DynamoDBBackend, "transact_write_items", _transact_write_items)


def empty() -> None:
    """Takes every item, message and object out of moto; tables, queues, buckets and keys stay."""
    for databases in dynamodb_backends.values():
        for table in (table for database in databases.values() for table in database.tables.values()):
            table.items.clear()
            if table.stream_shard is not None:
                table.stream_shard.items.clear()
    for services in sqs_backends.values():
        for queue in (queue for service in services.values() for queue in service.queues.values()):
            queue._messages.clear()
            queue._pending_messages.clear()
            queue.deleted_messages.clear()
    for stores in s3_backends.values():
        for bucket in (bucket for store in stores.values() for bucket in store.buckets.values()):
            bucket.keys.clear()
            bucket.multiparts.clear()
