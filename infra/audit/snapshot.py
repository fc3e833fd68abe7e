"""All tables as they stood, read once: everything that an audit looks at is here, and nothing is read again.

A Scan is no moment: what changes while it runs is seen before or after. Audit a system at rest, or one that
was restored to a moment; what is found beside live traffic counts only if it is found again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.store.codec import from_plain
from shared.store.engine import Item

T = TypeVar("T")
_Raw = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """One item: ``table`` is the template's name of the table, ``fields`` are all attributes but the key."""

    table: str
    pk: str
    sk: str
    fields: dict[str, Any]

    @property
    def key(self) -> str:
        """Table and key in one line."""
        return f"{self.table} {self.pk} {self.sk}"

    @property
    def body(self) -> dict[str, Any]:
        """The domain value's fields."""
        body: dict[str, Any] = self.fields.get("body") or {}
        return body

    @property
    def version(self) -> int:
        """How often it was written."""
        return int(self.fields.get("version", 0))

    def of(self, name: str) -> int:
        """A number of the item's own, 0 where it has none."""
        return int(self.fields.get(name) or 0)


def stored(table: str, raw: _Raw) -> Stored:
    """An item as DynamoDB writes it."""
    fields = {name: plain(value) for name, value in raw.items()}
    return Stored(table, fields.pop("pk"), fields.pop("sk"), fields)


def expected(table: str, item: Item) -> Stored:
    """An item as a store would write it."""
    return stored(table, item.serialize())


def plain(value: Mapping[str, Any]) -> Any:
    """A value without DynamoDB's types; sets are frozen, whole numbers are ``int``."""
    ((kind, content),) = value.items()
    match kind:
        case "M":
            return {name: plain(one) for name, one in content.items()}
        case "L":
            return [plain(one) for one in content]
        case "N":
            return int(content) if content.lstrip("-").isdigit() else float(content)
        case "SS":
            return frozenset(content)
        case "NULL":
            return None
    return content


class Snapshot:
    """The items of all tables, by partition. ``tables`` are those that were read."""

    def __init__(self, items: Iterable[Stored], tables: Iterable[str] = ()) -> None:
        self._partitions: dict[str, dict[str, dict[str, Stored]]] = defaultdict(dict)
        self._kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._values: dict[tuple[int, type[Any]], Any] = {}
        self.tables = set(tables)
        for item in items:
            self.tables.add(item.table)
            partitions = self._partitions[item.table]
            if item.pk not in partitions:
                partitions[item.pk] = {}
                self._kinds[item.table, item.pk.partition("#")[0]].append(item.pk)
            partitions[item.pk][item.sk] = item

    def __len__(self) -> int:
        return sum(len(part) for table in self._partitions.values() for part in table.values())

    def __iter__(self) -> Iterator[Stored]:
        for table in self._partitions.values():
            for partition in table.values():
                yield from partition.values()

    def get(self, table: str, pk: str, sk: str) -> Stored | None:
        """The item under a key."""
        return self.partition(table, pk).get(sk)

    def partition(self, table: str, pk: str) -> Mapping[str, Stored]:
        """The items of a partition by sort key."""
        return self._partitions[table].get(pk, {})

    def begins(self, table: str, pk: str, sk: str) -> list[Stored]:
        """The items of a partition whose sort key begins so, in the order of sort keys."""
        partition = self.partition(table, pk)
        return [partition[key] for key in sorted(partition) if key.startswith(sk)]

    def kind(self, table: str, kind: str, sk: str = "") -> Iterator[Stored]:
        """Every item whose partition is of a kind (what stands before its first ``#``) and whose sort key
        begins with ``sk``."""
        for pk in self._kinds[table, kind]:
            yield from (item for key, item in self._partitions[table][pk].items() if key.startswith(sk))

    def partitions(self, table: str, kind: str) -> list[str]:
        """The partitions of a kind."""
        return self._kinds[table, kind]

    def values(self, table: str, kind: str, sk: str, cls: type[T]) -> Iterator[tuple[Stored, T]]:
        """The items of a kind with the domain value of each, without those that hold none: they are a
        finding of their own."""
        for item in self.kind(table, kind, sk):
            value = self.value(item, cls)
            if value is not None:
                yield item, value

    def value(self, item: Stored, cls: type[T]) -> T | None:
        """The domain value in an item; ``None`` where it holds none."""
        known = (id(item), cls)
        if known not in self._values:
            self._values[known] = _read(item, cls)
        found: T | None = self._values[known]
        return found

    def read(self, table: str, pk: str, sk: str, cls: type[T]) -> T | None:
        """The domain value under a key."""
        item = self.get(table, pk, sk)
        return None if item is None else self.value(item, cls)


def _read(item: Stored, cls: type[T]) -> T | None:
    body = dict(item.body)
    if "version" in getattr(cls, "__dataclass_fields__", {}):
        body["version"] = item.version
    try:
        return from_plain(cls, body)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def snapshot(client: Any, names: Mapping[str, str]) -> Snapshot:
    """Reads whole tables with a DynamoDB client, page by page, consistently; ``names`` are the tables' by
    their names in the template. It costs a read unit for each four kilobytes of everything: an operator's
    means, nothing for a function."""
    return Snapshot((item for table, name in names.items() for item in _scan(client, table, name)), names)


def _scan(client: Any, table: str, name: str) -> Iterator[Stored]:
    for page in client.get_paginator("scan").paginate(TableName=name, ConsistentRead=True):
        for raw in page["Items"]:
            yield stored(table, raw)


def of_items(tables: Mapping[str, Iterable[_Raw]]) -> Snapshot:
    """A snapshot of items as DynamoDB writes them, by the template's name of their table."""
    return Snapshot((stored(table, raw) for table, items in tables.items() for raw in items), tables)
