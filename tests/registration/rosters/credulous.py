"""Tables that hold what they are told and test no condition: for counting calls over many rows, which moto
would take minutes for. Everything but batches and transactions still goes to moto."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.client import BaseClient

Attributes = dict[str, Any]


class Credulous:
    """``made`` counts all calls to DynamoDB; ``largest`` is the most operations of one transaction."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.largest = 0
        self._items: dict[tuple[str, str, str], Attributes] = {}

    def get(self, requests: Attributes) -> Attributes:
        """BatchGetItem."""
        found: dict[str, list[Attributes]] = {}
        for table, request in requests.items():
            assert len(request["Keys"]) <= 100
            keys = (_key(table, key) for key in request["Keys"])
            found[table] = [self._items[key] for key in keys if key in self._items]
        return {"Responses": found, "UnprocessedKeys": {}}

    def write(self, operations: list[Attributes], update: Any) -> Attributes:
        """TransactWriteItems; ``update`` makes an update where it can be made."""
        touched = set()
        for operation in operations:
            ((kind, what),) = operation.items()
            key = _key(what["TableName"], what.get("Item") or what["Key"])
            assert key not in touched, "an item stands twice in a transaction"
            touched.add(key)
            if kind == "Put":
                self._items[key] = what["Item"]
            elif kind == "Update":
                update(what)
        assert len(operations) <= 100
        self.largest = max(self.largest, len(operations))
        return {}


def _key(table: str, item: Attributes) -> tuple[str, str, str]:
    return table, item["pk"]["S"], item["sk"]["S"]


@contextmanager
def credulous(monkeypatch: pytest.MonkeyPatch) -> Iterator[Credulous]:
    """Batches and transactions inside the block go to such tables."""
    tables = Credulous()
    client: Any = BaseClient
    real = client._make_api_call

    def call(self: BaseClient, operation: str, arguments: Attributes) -> Any:
        if self.meta.service_model.service_name != "dynamodb":
            return real(self, operation, arguments)
        tables.made[operation] += 1
        match operation:
            case "BatchGetItem":
                return tables.get(arguments["RequestItems"])
            case "TransactWriteItems":
                items = arguments["TransactItems"]
                return tables.write(items, lambda update: real(self, "UpdateItem", update))
        return real(self, operation, arguments)

    with monkeypatch.context() as patch:
        patch.setattr(client, "_make_api_call", call)
        yield tables
