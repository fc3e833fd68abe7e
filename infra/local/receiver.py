"""A message gateway for one machine: takes the webhooks that an SMS or WeChat gateway would take.

It checks them as a real gateway must: the signature in constant time, its age, that it was not had before,
and the Idempotency-Key, under which a message counts once. Messages stay in memory, by phone;
`GET /messages?phone=` lists them for tests and for the walk. It can be told to fail.
"""

import json
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from functions.notifications import signing
from functions.notifications.messages import MessageKind
from infra.local.servers import Handler, Server
from shared.domain import phones

LARGEST_BODY = 64 * 1024
"""Bytes."""


class Inbox:
    """Messages by phone; each Idempotency-Key counts once. Safe to use from several threads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._seen: set[str] = set()
        self._messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._repeated: Counter[str] = Counter()

    def add(self, key: str, message: dict[str, Any]) -> bool:
        """Keep a message; False when its key was here before."""
        with self._changed:
            phone = message["to"]["phone"]
            if key in self._seen:
                self._repeated[phone] += 1
                return False
            self._seen.add(key)
            self._messages[phone].append(message)
            self._changed.notify_all()
            return True

    def messages(self, phone: str) -> list[dict[str, Any]]:
        """All messages for a phone, oldest first."""
        with self._changed:
            return list(self._messages[phone])

    def repeated(self, phone: str) -> int:
        """How often a message for a phone came again under a key that was here before."""
        with self._changed:
            return self._repeated[phone]

    def wait_for(self, phone: str, after: int = 0, seconds: float = 30.0) -> dict[str, Any]:
        """The first message for a phone beyond its first `after` ones. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._messages[phone]) > after, seconds):
                raise TimeoutError(f"no message for {phones.mask(phone)} within {seconds:.0f} s")
            return self._messages[phone][after]


class Receiver(Server):
    """Listens on a free port of the loopback address; refuses everything until `trust` is called.

    down: it answers every webhook with 503. fail_every: one webhook in so many fails, every other of those
    after it has kept the message, as a gateway that takes a message and then fails to say so; 0 for none.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.secret = b""
        self.say = say
        self.inbox = Inbox()
        self.down = False
        self.fail_every = 0
        self.calls = 0
        self._accepted: dict[str, float] = {}
        self._counting = threading.Lock()
        super().__init__(_Receive)

    def fails(self) -> tuple[bool, bool]:
        """Counts a webhook; says whether it is to fail before and after the message is kept."""
        with self._counting:
            self.calls += 1
            number = self.calls
        if self.down:
            return True, False
        if not self.fail_every or number % self.fail_every:
            return False, False
        after = number // self.fail_every % 2 == 0
        return not after, after

    def replays(self, signature: str) -> bool:
        """Whether a webhook with this very signature was accepted; remembers it for as long as it holds."""
        now = time.monotonic()
        with self._counting:
            before = self._accepted.get(signature)
            if before is None:
                self._accepted = {
                    known: at for known, at in self._accepted.items() if now - at < 2 * signing.TOLERANCE
                }
                self._accepted[signature] = now
            return before is not None

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
        secret, signature = self.server.secret, self.headers.get(signing.HEADER, "")
        if not secret or not signing.verify(secret, body, signature, int(time.time())):
            self.server.say("a webhook was refused: its signature does not hold")
            self.answer(401, b"{}")
        elif not key:
            self.answer(400, b"{}")
        else:
            self._take(key, signature, body)

    def _take(self, key: str, signature: str, body: bytes) -> None:
        before, after = self.server.fails()
        status = 503 if before else self._kept(key, signature, body)
        self.answer(503 if after else status, b"{}")

    def _kept(self, key: str, signature: str, body: bytes) -> int:
        if self.server.replays(signature):
            self.server.say("a webhook was refused: it was here before")
            return 409
        message = json.loads(body)
        if self.server.inbox.add(key, message):
            self.server.say(_line(message))
        return 200

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        phone = parse_qs(parts.query).get("phone", [""])[0]
        if parts.path != "/messages" or not phone:
            self.answer(404, b"{}")
            return
        found = {"items": self.server.inbox.messages(phone)}
        self.answer(200, json.dumps(found, ensure_ascii=False).encode())


def _line(message: dict[str, Any]) -> str:
    whom = phones.mask(message["to"]["phone"])
    if message["kind"] == MessageKind.ONE_TIME_CODE:
        return f"one-time code for {whom}: {message['data']['code']}"
    return f"{message['kind']} for {whom}: {message['text']}"
