"""Clients of AWS's services, and what those of a function have in common."""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

AGENT = "lianluo"
"""Sent as ``User-Agent``. Without one botocore composes a long one with every request, twice: of a check-in's
processor time a twentieth."""


CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 1, 3, 3
"""All attempts in vain, with the pauses between them, end before the shortest time that a function has: its
caller is then told to try again, and the function is not killed with nothing said."""


@cache
def session() -> Session:
    """The one session of this process: each registers some hundred hooks and looks for credentials anew."""
    made = get_session()
    made.set_default_client_config(Config(user_agent=AGENT))
    return made


def new(service: str, **options: Any) -> Any:
    """A client of ``service``, which waits and asks again as said above. ``options`` are botocore's
    configuration."""
    usual: dict[str, Any] = {
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": READ_SECONDS,
        "retries": {"mode": "standard", "total_max_attempts": ATTEMPTS},
    }
    return session().create_client(service, config=Config(**{**usual, **options}))
