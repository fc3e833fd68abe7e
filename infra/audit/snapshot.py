"""All tables as they stood, read once: everything that an audit looks at is here, and nothing is read again.

A Scan is no moment: what changes while it runs is seen before or after. Audit a system at rest, or one that
was restored to a moment; what is found beside live traffic counts only if it is found again.
"""

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from shared.store.codec import from_plain
from shared.store.corrections import Action
from shared.store.engine import Item

T = TypeVar("T")
Raw = Mapping[str, Mapping[str, Any]]
NO_NUMBER = -1
"""What stands for a number where something else does: no count and no version is ever this."""
KEPT_VALUES = 20_000
"""So many domain values are kept at a time: most checks ask for the same few again."""


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
        """The domain value's fields; none where something else than a map stands there."""
        return self.map("body")

    @property
    def version(self) -> int:
        """How often it was written."""
        return self.of("version")

    @property
    def is_void(self) -> bool:
        """Whether it is a record whose last correction has voided it."""
        return bool(self.map("correction").get("action") == Action.VOID)

    @property
    def is_readable(self) -> bool:
        """Whether body, correction and version are what they are in every item that has them."""
        maps = (self.fields.get(name) for name in ("body", "correction"))
        return self.version != NO_NUMBER and all(isinstance(one, dict | None) for one in maps)

    def map(self, name: str) -> dict[str, Any]:
        """An attribute that is a map, empty where there is none."""
        value = self.fields.get(name)
        return value if isinstance(value, dict) else {}

    def of(self, name: str) -> int:
        """A number of the item's own, 0 where it has none, ``NO_NUMBER`` where it is none."""
        value = self.fields.get(name)
        if value is None:
            return 0
        return int(value) if isinstance(value, int | float) else NO_NUMBER


def stored(table: str, raw: Raw) -> Stored:
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


def _unpacked(packed: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = marshal.loads(packed)  # noqa: S302 -- its own, packed a moment ago
    return fields


class Snapshot:
    """The items of all tables, by partition. ``tables`` are those that were read.

    Each is kept as a few hundred bytes and unpacked when a check asks for it: as maps of maps they would take
    the fivefold.
    """

    def __init__(self, items: Iterable[Stored], tables: Iterable[str] = ()) -> None:
        self._partitions: dict[str, dict[str, dict[str, bytes]]] = defaultdict(dict)
        self._kinds: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._values: dict[tuple[str, str, str, type[Any]], Any] = {}
        self.tables = set(tables)
        for item in items:
            self.tables.add(item.table)
            partitions = self._partitions[item.table]
            if item.pk not in partitions:
                partitions[item.pk] = {}
                self._kinds[item.table, item.pk.partition("#")[0]].append(item.pk)
            partitions[item.pk][item.sk] = marshal.dumps(item.fields)

    def __len__(self) -> int:
        return sum(len(part) for table in self._partitions.values() for part in table.values())

    def __iter__(self) -> Iterator[Stored]:
        for table, partitions in self._partitions.items():
            for pk in partitions:
                yield from self._items(table, pk)

    def _items(self, table: str, pk: str, begin: str = "") -> Iterator[Stored]:
        for sk, packed in self._partitions[table].get(pk, {}).items():
            if sk.startswith(begin):
                yield Stored(table, pk, sk, _unpacked(packed))

    def without(self, places: Iterable[tuple[str, str, str]]) -> None:
        """Forgets the items under these keys (table, partition, sort key)."""
        emptied = set()
        for table, pk, sk in places:
            self._partitions[table][pk].pop(sk, None)
            if not self._partitions[table][pk]:
                emptied.add((table, pk.partition("#")[0]))
        for table, kind in emptied:
            of_kind = self._kinds[table, kind]
            for pk in [pk for pk in of_kind if not self._partitions[table][pk]]:
                del self._partitions[table][pk]
            self._kinds[table, kind] = [pk for pk in of_kind if pk in self._partitions[table]]

    def get(self, table: str, pk: str, sk: str) -> Stored | None:
        """The item under a key."""
        packed = self._partitions[table].get(pk, {}).get(sk)
        return None if packed is None else Stored(table, pk, sk, _unpacked(packed))

    def partition(self, table: str, pk: str) -> Mapping[str, Stored]:
        """The items of a partition by sort key."""
        return {item.sk: item for item in self._items(table, pk)}

    def begins(self, table: str, pk: str, sk: str) -> list[Stored]:
        """The items of a partition whose sort key begins so, in the order of sort keys."""
        return sorted(self._items(table, pk, sk), key=lambda item: item.sk)

    def kind(self, table: str, kind: str, sk: str = "") -> Iterator[Stored]:
        """Every item whose partition is of a kind (what stands before its first ``#``) and whose sort key
        begins with ``sk``."""
        for pk in self._kinds[table, kind]:
            yield from self._items(table, pk, sk)

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
        """The domain value in one of these items; ``None`` where it holds none."""
        known = (item.table, item.pk, item.sk, cls)
        if known not in self._values:
            if len(self._values) >= KEPT_VALUES:
                self._values.clear()
            self._values[known] = value_in(item, cls)
        found: T | None = self._values[known]
        return found

    def read(self, table: str, pk: str, sk: str, cls: type[T]) -> T | None:
        """The domain value under a key."""
        item = self.get(table, pk, sk)
        return None if item is None else self.value(item, cls)


def value_in(item: Stored, cls: type[T]) -> T | None:
    """The domain value in an item, read anew; ``None`` where it holds none."""
    if not item.is_readable:
        return None
    body = dict(item.body)
    if "version" in getattr(cls, "__dataclass_fields__", {}):
        body["version"] = item.version
    try:
        return from_plain(cls, body)
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def of_items(tables: Mapping[str, Iterable[Raw]]) -> Snapshot:
    """A snapshot of items as DynamoDB writes them, by the template's name of their table."""
    return Snapshot((stored(table, raw) for table, items in tables.items() for raw in items), tables)
