"""The handlers of notifications: ``relay`` takes a table's stream, ``deliver`` the queue."""

import logging
from typing import Any

from functions.notifications import deliver as delivery
from functions.notifications import relay as relaying

logging.getLogger("lianluo").setLevel(logging.INFO)


def relay(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """DynamoDB stream records to queue messages."""
    return relaying.relay(event)


def deliver(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Queue messages to people."""
    return delivery.deliver(event)
