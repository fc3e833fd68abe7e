"""What the webhook carries of a message."""

from typing import Any

Payload = dict[str, Any]
"""``{id, kind, to: {phone}, language, text, data}``."""


class Dropped(Exception):
    """A message that need not be sent any more, or cannot be to anybody: it says why, and is done."""
