"""What requests cost: every call to DynamoDB is counted and held against docs/access.md.

The table is checked wherever a test sends a request through ``tests.gateway``: an answer that
succeeded must have cost what its route's row says.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from botocore.client import BaseClient

TABLE = Path(__file__).resolve().parent.parent / "docs" / "access.md"
_ROW = re.compile(r"^\| *`?([A-Z]+ /[^|`]*?)`? *\| *(\d+)(?:\.\.(\d+|n))? *\|")
_made: list[str] = []
_client: Any = BaseClient
_original = _client._make_api_call


def _counting(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
    if self.meta.service_model.service_name == "dynamodb":
        _made.append(operation)
    return _original(self, operation, arguments)


_client._make_api_call = _counting


@contextmanager
def counted() -> Iterator[list[str]]:
    """The DynamoDB operations called inside the block, in order."""
    begin = len(_made)
    operations: list[str] = []
    yield operations
    operations += _made[begin:]


@cache
def table() -> dict[str, tuple[int, int]]:
    """Fewest and most calls of each route, as docs/access.md says; ``n`` is no bound."""
    rows = {}
    for line in TABLE.read_text("utf-8").splitlines():
        match = _ROW.match(line)
        if match:
            low = int(match.group(2))
            high = match.group(3)
            rows[match.group(1)] = (low, low if high is None else 10_000 if high == "n" else int(high))
    return rows


def check(route: str, status: int, operations: list[str]) -> None:
    """Fails where a successful answer of ``route`` cost more or less than its row says, or scanned."""
    assert "Scan" not in operations, f"{route} scans"
    if route in table() and 200 <= status < 300:
        low, high = table()[route]
        assert low <= len(operations) <= high, f"{route} made {operations}; docs/access.md says {low}..{high}"
