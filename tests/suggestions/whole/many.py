"""Ten thousand cases in moto, and what a call to DynamoDB reads of them.

moto goes through a whole table for each query. Here it is handed only those items of the partition that the
answer can consist of: what it then answers is the same.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from zlib import crc32

import pytest
from botocore.client import BaseClient
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from functions.suggestions.tables import WATCHES, watch_key
from tests.aws import REGION, World
from tests.suggestions.whole.course import Stored

Cost = list[tuple[str, int]]
"""Each call, and how many items it answered."""
_client: Any = BaseClient
_whole = Table.query


class Copies:
    """Copies of what the service wrote of one case, under other ids."""

    def __init__(self, world: World, items: Stored, case: str) -> None:
        self._items = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[world.names["Suggestions"]].items
        self._case = case
        of_case = ((key, item) for key, item in items.items() if case in f"{key[1]}{key[2]}")
        self._texts = [
            json.dumps(item, ensure_ascii=False) for key, item in of_case if key[0] == "Suggestions"
        ]
        self._there = 1

    def id(self, number: int) -> str:
        """The id of a copy: none that the service makes has so many zeros."""
        return f"{self._case[0]}{number:020d}"

    def until(self, number: int) -> None:
        """So many cases stand there. Their items are not weighed again: the one that they copy was."""
        for n in range(self._there, number):
            id_ = self.id(n)
            for text in self._texts:
                plain = json.loads(text.replace(self._case, id_))
                if plain.get("gsi1pk", {}).get("S", "").startswith("WATCH#"):
                    plain["gsi1pk"]["S"] = watch_key(crc32(id_.encode()) % WATCHES)
                pk, sk = DynamoType(plain["pk"]), DynamoType(plain["sk"])
                self._items[pk][sk] = item = Item(pk, sk, {})
                for name, value in plain.items():
                    dict.__setitem__(item.attrs, name, DynamoType(value))
        self._there = number


@contextmanager
def cost(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cost]:
    """What is called inside the block. Nothing that stands among cases is read and then left out."""
    spent: Cost = []
    original = _client._make_api_call

    def counting(self: Any, operation: str, arguments: Any) -> Any:
        answer = original(self, operation, arguments)
        ours = arguments.get("TableName", "").endswith("Suggestions")
        assert not (ours and "FilterExpression" in arguments)
        spent.append((operation, len(answer.get("Items", ()))))
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(_client, "_make_api_call", counting)
        yield spent


def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the end of the test."""
    monkeypatch.setattr(Table, "query", _query)


def _query(
    table: Table, hash_key: Any, comparison: Any, bounds: Any, limit: int, *rest: Any, **options: Any
) -> Any:
    start, forward, _, index, *_ = rest
    names = ("gsi1sk", "pk", "sk") if index else ("sk",)
    rows = _rows(table, hash_key, options, names)
    rows.sort(key=lambda row: row[0], reverse=forward is False)
    if start:
        place = tuple(start[name]["S"] for name in names)
        rows = [row for row in rows if (row[0] <= place if forward is False else row[0] >= place)]
    if comparison == "BETWEEN":
        low, high = (bound.value for bound in bounds)
        rows = [row for row in rows if low <= row[0][0] <= high]
    whole, part = table.items, cast(Any, defaultdict(dict))
    for _, item in rows[: limit + 2 if limit else None]:
        part[item.hash_key][item.range_key] = item
    table.items = part
    try:
        return _whole(table, hash_key, comparison, bounds, limit, *rest, **options)
    finally:
        table.items = whole


def _rows(table: Table, hash_key: Any, options: Any, names: tuple[str, ...]) -> list[tuple[Any, Item]]:
    """The items of the partition, with what they are sorted by."""
    items: Any = table.items
    if names == ("sk",):
        found = list(items[hash_key].values()) if hash_key in items else []
    else:
        ((_, wanted),) = options["hash_key_conditions"]
        every = (item for part in items.values() for item in part.values())
        indexed = (item for item in every if "gsi1pk" in item.attrs)
        found = [item for item in indexed if item.attrs["gsi1pk"].value == wanted.value]
    return [(tuple(item.attrs[name].value for name in names), item) for item in found]
