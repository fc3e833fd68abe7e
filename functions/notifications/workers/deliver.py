"""Messages on their way to people."""

import logging
from typing import Any

from functions.notifications import deliver as delivery

logging.getLogger("lianluo").setLevel(logging.INFO)


def deliver(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Queue messages to people."""
    return delivery.deliver(event)
