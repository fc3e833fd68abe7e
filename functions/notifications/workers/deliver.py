"""Messages on their way to people."""

from typing import Any

from functions.notifications import deliver as delivery


def deliver(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Queue messages to people."""
    return delivery.deliver(event)
