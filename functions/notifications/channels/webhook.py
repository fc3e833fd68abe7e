"""A signed POST to one of the province's message gateways (SMS, WeChat, WeCom)."""

import http.client
import json
from typing import Any
from urllib.parse import urlsplit

from functions.notifications import signing
from functions.notifications.channels.cutting import cut_after
from functions.notifications.channels.errors import Declined, TryAgain

TIMEOUT = 5
"""Seconds that a gateway has for each step of an answer."""

DEADLINE = 12.0
"""Seconds that it has in all."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ABOUT_THE_MESSAGE = frozenset({400, 406, 409, 410, 413, 414, 415, 422})
"""Answers that another attempt would not change. Any other that is not 2xx tells of a gateway that is busy,
failing, or not what it was configured as (an address, a secret): then no message may be dropped unheard."""


def post(url: str, secret: bytes, message_id: str, payload: dict[str, Any], moment: int) -> None:
    """Sends one message. The gateway drops a repeated ``Idempotency-Key``.

    Raises :class:`Declined` for an answer that finds fault with the message itself, :class:`TryAgain` for
    any other that is not 2xx (redirects are not followed) and for failures of the network, ``ValueError``
    for an address without TLS.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ValueError("a message gateway must be reached by https")
    body = json.dumps(payload, ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": message_id,
        signing.HEADER: signing.sign(secret, body, moment),
    }
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=TIMEOUT)
    address = f"{parts.path or '/'}{parts.query and '?'}{parts.query}"
    try:
        with cut_after(DEADLINE, lambda: connection.sock):
            connection.request("POST", address, body, headers)
            status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise TryAgain(type(error).__name__) from error
    finally:
        connection.close()
    if status in _ABOUT_THE_MESSAGE:
        raise Declined(str(status))
    if not http.client.OK <= status < http.client.MULTIPLE_CHOICES:
        raise TryAgain(str(status))
