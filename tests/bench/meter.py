"""What a call to DynamoDB used: units of reading and of writing.

Of single items, batches and queries the engine's word is taken. Of a transaction it is not: DynamoDB Local
tells the same few units for one item and for many (tests/README.md), so those are reckoned by AWS's rule.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

WRITING = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
"""Operations whose units are of writing."""
_KB = 1024


class Units(NamedTuple):
    """Capacity units of DynamoDB."""

    read: float = 0.0
    written: float = 0.0


def telling(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The same call, with the engine asked what it uses."""
    return {**arguments, "ReturnConsumedCapacity": "TOTAL"}


def used(operation: str, arguments: Mapping[str, Any], answer: Mapping[str, Any]) -> Units:
    """What a call used that was sent as :func:`telling` has it, and went through."""
    if operation == "TransactWriteItems":
        return Units(written=sum(transacted(entry) for entry in arguments["TransactItems"]))
    told = answer.get("ConsumedCapacity", [])
    units = sum(part["CapacityUnits"] for part in (told if isinstance(told, list) else [told]))
    return Units(written=units) if operation in WRITING else Units(read=units)


def transacted(entry: Mapping[str, Any]) -> int:
    """Write units of one part of a transaction, by AWS's rule: two for each KB begun, and one for each KB of
    an entry in the index. What an update leaves, a deletion takes away or a condition looks at is not in the
    request: it is taken to be within one KB, as nearly every item here is, and outside the index."""
    put = entry.get("Put", {}).get("Item", {})
    kilobytes = max(1, -(-_size(put) // _KB))
    return 2 * kilobytes + (kilobytes if "gsi1pk" in put else 0)


def _size(item: Mapping[str, Any]) -> int:
    """Bytes of an item: its names and, nearly, its values as DynamoDB writes them."""
    return sum(len(name.encode()) + len(json.dumps(value, default=str)) for name, value in item.items())
