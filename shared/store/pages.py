"""Pages of a list: opaque cursors, and lists of a scope that span the cities of a province.

A cursor holds where to go on inside the query it came from: the shard's number and the sort keys,
never a partition key, so a foreign or altered cursor can at worst skip entries of the same list.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pynamodb.expressions.condition import Condition

from shared.domain import divisions
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.registry import RegistryItem

T = TypeVar("T")
U = TypeVar("U")
CALLS_PER_PAGE = 4
"""A page over several cities asks at most so many of them once it has found something; it may then be
short, with a cursor. Cities that have nothing are passed over."""

READ_AHEAD = 400
"""Entries that one call of a filtered list looks at, at most: some 50 read units with entries of 1 KB.
A rare match is so found within a few pages, and no page costs more as the list grows."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some entries of a list and the cursor to the next ones, ``None`` at the end."""

    items: list[T]
    next: str | None

    def map(self, convert: Callable[[T], U]) -> "Page[U]":
        """The same page of converted entries."""
        return Page([convert(item) for item in self.items], self.next)


def encode(*parts: str | int) -> str:
    """A cursor made of these parts."""
    return base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *types: type) -> list[Any]:
    """The parts of a cursor; raises ``Refusal("invalid_cursor")`` for what :func:`encode` did not write."""
    try:
        parts = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except ValueError as error:
        raise Refusal("invalid_cursor") from error
    if (
        not isinstance(parts, list)
        or len(parts) != len(types)
        or any(type(part) is not kind for part, kind in zip(parts, types, strict=True))
        or any(isinstance(part, str) and not part for part in parts)
        or encode(*parts) != cursor
    ):
        raise Refusal("invalid_cursor")
    return parts


def partition_page(
    model: type[engine.M],
    partition: str,
    *,
    limit: int,
    cursor: str | None,
    prefix: str | None = None,
    between: tuple[str, str] | None = None,
    condition: Condition | None = None,
    descending: bool = False,
) -> Page[engine.M]:
    """A page of one partition in the order of its sort key. One call."""
    after = None if cursor is None else {"pk": {"S": partition}, "sk": {"S": decode(cursor, str)[0]}}
    part = engine.query(
        model,
        partition,
        prefix=prefix,
        between=between,
        limit=limit if condition is None else READ_AHEAD,
        after=after,
        condition=condition,
        descending=descending,
    )
    if len(part.items) > limit:
        return Page(part.items[:limit], encode(part.items[limit - 1].sk))
    return Page(part.items, encode(part.last_key["sk"]["S"]) if part.last_key else None)


def index_page(
    model: type[engine.M],
    partition: str,
    *,
    limit: int,
    cursor: str | None,
    index: str = engine.BY_LIST,
    between: tuple[str, str] | None = None,
    condition: Condition | None = None,
    descending: bool = False,
) -> Page[engine.M]:
    """A page of one partition of an index in the order of its sort key. One call."""
    after = None
    if cursor is not None:
        sort, pk, sk = decode(cursor, str, str, str)
        after = {"gsi1pk": {"S": partition}, "gsi1sk": {"S": sort}, "pk": {"S": pk}, "sk": {"S": sk}}
    part = engine.query(
        model,
        partition,
        index=index,
        between=between,
        limit=limit if condition is None else READ_AHEAD,
        after=after,
        condition=condition,
        descending=descending,
    )
    if len(part.items) > limit:
        return Page(part.items[:limit], encode(*_place(part.items[limit - 1].serialize())))
    return Page(part.items, encode(*_place(part.last_key)) if part.last_key else None)


def _place(key: dict[str, Any]) -> tuple[str, str, str]:
    """Where in an index something stands, without its partition."""
    return key["gsi1sk"]["S"], key["pk"]["S"], key["sk"]["S"]


def scope_page(
    kind: str,
    scope: str,
    *,
    limit: int,
    cursor: str | None,
    condition: Condition | None = None,
    rare: bool = True,
) -> Page[RegistryItem]:
    """A page of all entries of a kind whose division begins with ``scope``, in the order of codes.

    One call while the scope lies inside one city; over a province, or with a filter (``condition``), up
    to :data:`CALLS_PER_PAGE`. A filtered page may be short or empty and still have a next one. ``rare``: few
    entries meet the condition, so a call looks at :data:`READ_AHEAD` of them; else at as many as are wanted.
    """
    shards = divisions.shards(scope)
    number, after = _start(kind, shards, cursor)
    found: list[RegistryItem] = []
    calls = full = 0
    while number < len(shards) and len(found) < limit and (calls if found else full) < CALLS_PER_PAGE:
        calls += 1
        wanted = limit - len(found)
        part = engine.query(
            RegistryItem,
            f"{kind}#{shards[number]}",
            prefix=scope,
            index=engine.BY_SCOPE,
            limit=READ_AHEAD if condition is not None and rare else wanted,
            after=after,
            condition=condition,
        )
        found += part.items[:wanted]
        if len(part.items) > wanted:
            return Page(found, _cursor(number, found[-1]))
        after = part.last_key
        if after is None:
            number += 1
        else:
            full += 1
    if after is not None:
        return Page(found, encode(number, *_place(after)))
    return Page(found, encode(number, "-", "-", "-") if number < len(shards) else None)


def _cursor(number: int, last: RegistryItem) -> str:
    return encode(number, str(last.gsi1sk), last.pk, last.sk)


def _start(kind: str, shards: list[str], cursor: str | None) -> tuple[int, dict[str, Any] | None]:
    if cursor is None:
        return 0, None
    number, sort, pk, sk = decode(cursor, int, str, str, str)
    if not 0 <= number < len(shards):
        raise Refusal("invalid_cursor")
    if sort == "-":
        return number, None
    index_key = {"gsi1pk": {"S": f"{kind}#{shards[number]}"}, "gsi1sk": {"S": sort}}
    return number, {**index_key, "pk": {"S": pk}, "sk": {"S": sk}}
