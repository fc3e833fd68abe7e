"""Notices on their way to the queue."""

from typing import Any

from functions.notifications import relay as relaying


def relay(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records to queue messages."""
    return relaying.relay(event)
