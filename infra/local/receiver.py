"""A message gateway for one machine: takes the webhooks that an SMS or WeChat gateway would take.

It checks them as a real gateway must: the signature in constant time, its age, and the
Idempotency-Key, under which a message counts once. Messages stay in memory, by phone;
`GET /messages?phone=` lists them for tests and for the walk.
"""

import hashlib
import hmac
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from infra.local.servers import Handler, Server

TOLERANCE = 300
"""Seconds by which a signature's time may be off."""

LARGEST_BODY = 64 * 1024


class BadSignature(Exception):
    """The webhook is not from our stack, or too old."""


def sign(secret: bytes, body: bytes, at: int) -> str:
    """The Lianluo-Signature header of a body sent at a time (Unix seconds)."""
    digest = hmac.new(secret, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def verify(secret: bytes, body: bytes, signature: str, now: float) -> None:
    """Raise BadSignature unless the header `t=<unix>,v1=<hex>` signs this body and is recent."""
    if not secret:
        raise BadSignature("the stack's secret is not known yet")
    parts = dict(part.partition("=")[::2] for part in signature.split(","))
    if not parts.get("t", "").isdecimal() or abs(now - int(parts["t"])) > TOLERANCE:
        raise BadSignature("the signature has no time, or one that is over five minutes off")
    if not hmac.compare_digest(signature.encode(), sign(secret, body, int(parts["t"])).encode()):
        raise BadSignature("the signature does not fit the body")


class Inbox:
    """Messages by phone; each Idempotency-Key counts once. Safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._seen: set[str] = set()
        self._messages: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, key: str, message: dict[str, Any]) -> bool:
        """Keep a message; False when its key was here before."""
        with self._changed:
            if key in self._seen:
                return False
            self._seen.add(key)
            self._messages[message["phone"]].append(message)
            self._changed.notify_all()
            return True

    def messages(self, phone: str) -> list[dict[str, Any]]:
        """All messages for a phone, oldest first."""
        with self._changed:
            return list(self._messages[phone])

    def wait_for(self, phone: str, after: int = 0, seconds: float = 10.0) -> dict[str, Any]:
        """The first message for a phone beyond its first `after` ones. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._messages[phone]) > after, seconds):
                raise TimeoutError(f"no message for {masked(phone)} within {seconds:.0f} s")
            return self._messages[phone][after]


class Receiver(Server):
    """Listens on a free port of the loopback address; refuses everything until `trust` is called."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.secret = b""
        self.say = say
        self.inbox = Inbox()
        super().__init__(_Receive)

    def trust(self, secret: str) -> None:
        """The secret by which the stack signs."""
        self.secret = secret.encode()

    @property
    def webhook_url(self) -> str:
        """Where the stack sends its messages."""
        return f"{self.url}/webhook"


class _Receive(Handler):
    server: Receiver

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self.close_connection = True
            self.answer(413, b"{}")
            return
        body = self.rfile.read(length)
        key = self.headers.get("Idempotency-Key", "")
        try:
            verify(self.server.secret, body, self.headers.get("Lianluo-Signature", ""), time.time())
            message = json.loads(body)
            if not key or not message["phone"]:
                raise ValueError("no Idempotency-Key or no phone")
        except BadSignature as error:
            self.server.say(f"a webhook was refused: {error}")
            self.answer(401, b"{}")
            return
        except (ValueError, KeyError, TypeError) as error:
            self.server.say(f"a webhook was refused: {error}")
            self.answer(400, b"{}")
            return
        if self.server.inbox.add(key, message):
            self.server.say(_line(message))
        self.answer(200, b"{}")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        phone = parse_qs(parts.query).get("phone", [""])[0]
        if parts.path != "/messages" or not phone:
            self.answer(404, b"{}")
            return
        found = {"items": self.server.inbox.messages(phone)}
        self.answer(200, json.dumps(found, ensure_ascii=False).encode())


def masked(phone: str) -> str:
    """138****1234"""
    return f"{phone[:3]}****{phone[-4:]}"


def _line(message: dict[str, Any]) -> str:
    if "code" in message:
        return f"one-time code for {masked(message['phone'])}: {message['code']}"
    return f"message for {masked(message['phone'])}: {message.get('text', '')}"
