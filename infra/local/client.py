"""HTTP as the mobile app speaks it, for the walk, the sample's loader and the tests."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlsplit

from infra.local.receiver import Inbox
from shared.domain import phones


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @cached_property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.body.decode(errors="replace")


class Unexpected(Exception):
    """The API answered with another status than the caller needs; the message is its answer."""


class Client:
    """A client of one base URL, with the same token in every request if one is given."""

    def __init__(self, base_url: str, token: str | None = None) -> None:
        self.base_url = base_url
        self.token = token
        self._host = urlsplit(base_url).netloc

    def send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """One request on a connection of its own. A mapping or list is sent as JSON, bytes as they are."""
        raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json"} if raw is not None else {}
        bearer = self.token if token is None else token
        if bearer is not None:
            sent["Authorization"] = f"Bearer {bearer}"
        connection = HTTPConnection(self._host, timeout=60)
        try:
            connection.request(method, path, raw, {**sent, **(headers or {})})
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **options: Any) -> Response:
        """A GET request."""
        return self.send("GET", path, **options)

    def post(self, path: str, body: object = None, **options: Any) -> Response:
        """A POST request; without a body an empty object is sent."""
        return self.send("POST", path, body={} if body is None else body, **options)

    def must(self, status: int, method: str, path: str, **options: Any) -> Response:
        """The answer, which must have this status; raises :class:`Unexpected`."""
        answer = self.send(method, path, **options)
        if answer.status != status:
            raise Unexpected(f"{method} {path} answered {answer.status}: {answer.text}")
        return answer


def sign_in(base_url: str, inbox: Inbox, phone: str) -> Client:
    """Signs in as the owner of ``phone`` with the code that reaches it; a client with the token.

    Raises :class:`Unexpected` where the API refuses, ``TimeoutError`` where no code arrives.
    """
    number = phones.normalise(phone)
    client = Client(base_url)
    before = len(inbox.messages(number))
    if (first := client.post("/v1/sign-in/codes", {"phone": phone})).status == HTTPStatus.TOO_MANY_REQUESTS:
        time.sleep(min(60, int(first.headers.get("Retry-After", "60"))))  # a phone gets one code a minute
        first = client.post("/v1/sign-in/codes", {"phone": phone})
    if first.status != HTTPStatus.ACCEPTED:
        raise Unexpected(f"POST /v1/sign-in/codes answered {first.status}: {first.text}")
    sent = first.json
    code = inbox.wait_for(number, before)["data"]["code"]
    answer = {"challenge": sent["challenge"], "code": code}
    signed = client.must(201, "POST", "/v1/sign-in/tokens", body=answer).json
    return Client(base_url, signed["access_token"])
