"""What requests cost: every call to DynamoDB and every item written is held against docs/access.md.

The table is checked wherever a test sends a request through ``tests.gateway``: an answer that
succeeded must have cost what its route's row says.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from botocore.client import BaseClient

TABLE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
_RANGE = r"(\d+)(?:\.\.(\d+|n))?"
_ROW = re.compile(rf"^\| *`?([A-Z]+ /[^|`]*?)`? *\| *{_RANGE} *\|[^|]*/ *{_RANGE} *\|")
_WRITING = frozenset({"PutItem", "UpdateItem", "DeleteItem"})
_made: list[tuple[str, int]] = []
_client: Any = BaseClient
_original = _client._make_api_call


def _counting(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
    if self.meta.service_model.service_name != "dynamodb":
        return _original(self, operation, arguments)
    place = len(_made)
    _made.append((operation, 0))
    answer = _original(self, operation, arguments)
    _made[place] = operation, _written(operation, arguments)
    return answer


def _written(operation: str, arguments: Any) -> int:
    """Items that the call wrote, had it gone through: tested ones are not written."""
    if operation == "TransactWriteItems":
        return sum("ConditionCheck" not in entry for entry in arguments["TransactItems"])
    if operation == "BatchWriteItem":
        return sum(map(len, arguments["RequestItems"].values()))
    return int(operation in _WRITING)


class Operations(list[str]):
    """Calls in their order, and how many items they wrote."""

    written = 0


_client._make_api_call = _counting


@contextmanager
def counted() -> Iterator[Operations]:
    """The DynamoDB operations called inside the block."""
    begin = len(_made)
    operations = Operations()
    yield operations
    operations += [operation for operation, _ in _made[begin:]]
    operations.written = sum(written for _, written in _made[begin:])


class Row(NamedTuple):
    """Fewest and most calls of a route, and items that it writes; sent again it writes fewer."""

    calls: tuple[int, int]
    written: tuple[int, int]


@cache
def table() -> dict[str, Row]:
    """Every route's row of docs/access.md; ``n`` is no bound."""
    rows = {}
    for line in TABLE.read_text("utf-8").splitlines():
        match = _ROW.match(line)
        if match:
            route, *numbers = match.groups()
            rows[route] = Row(_range(*numbers[:2]), _range(*numbers[2:]))
    return rows


def _range(low: str, high: str | None) -> tuple[int, int]:
    return int(low), int(low) if high is None else 10_000 if high == "n" else int(high)


def check(route: str, status: int, operations: Operations) -> None:
    """Fails where a successful answer of ``route`` made more or fewer calls than its row says, wrote more, or
    scanned."""
    assert "Scan" not in operations, f"{route} scans"
    if route not in table() or not 200 <= status < 300:
        return
    row = table()[route]
    low, high = row.calls
    assert low <= len(operations) <= high, f"{route} made {operations}; docs/access.md says {low}..{high}"
    most = row.written[1]
    written = operations.written
    assert written <= most, (
        f"{route} wrote {written} items ({operations}); docs/access.md says {most} at most"
    )
