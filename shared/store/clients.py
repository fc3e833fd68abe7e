"""Clients of AWS's services, and what those of a function have in common."""

from typing import Any

import botocore.session
from botocore.config import Config

AGENT = "lianluo"
"""Sent as ``User-Agent``. Without one botocore composes a long one with every request, twice: of a check-in's
processor time a twentieth."""


def new(service: str, **options: Any) -> Any:
    """A client of ``service``. Short time-outs: a function waits for no service longer than its own caller
    would (connect 2 s, read 5 s), and asks three times at most. ``options`` are botocore's configuration."""
    usual: dict[str, Any] = {
        "connect_timeout": 2,
        "read_timeout": 5,
        "retries": {"mode": "standard", "total_max_attempts": 3},
        "user_agent": AGENT,
    }
    return botocore.session.get_session().create_client(service, config=Config(**{**usual, **options}))
