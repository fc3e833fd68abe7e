"""People who work with the local stack as the API's words ask it of a client: what was not answered, or was
refused as busy, is sent again; what another may have changed is read again."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from uuid import uuid4

from infra.local.client import Client, Response, Unexpected
from infra.local.stack import LocalStack
from infra.local.walk.steps import Steps
from infra.sample.load import Loaded
from tests.e2e.client import token_for
from tests.e2e.pipeline import until

PATIENCE = 25
"""Times that a request is sent."""
_PAUSE = 0.3
"""Seconds, in the place of the one that answers ask for."""
AGAIN = frozenset({(409, "conflict"), (503, "busy")})
"""Refusals that ask for patience: status and code."""


class Ledger:
    """What was answered, and how often each refusal that asks for patience."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.refused: Counter[tuple[int, str]] = Counter()
        self.read_again = 0

    def note(self, status: int, code: str) -> None:
        with self._lock:
            self.refused[status, code] += 1


class Patient(Client):
    """Sends a creation under one Idempotency-Key however often. ``ledger`` is everybody's."""

    ledger = Ledger()

    def send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        named = dict(headers or {})
        if method == "POST" and "If-Match" not in named:
            named.setdefault("Idempotency-Key", str(uuid4()))
        for _ in range(PATIENCE):
            try:
                answer = super().send(method, path, body=body, token=token, headers=named)
            except (OSError, HTTPException) as error:
                last = repr(error)
                continue
            last = answer.text
            if answer.status < HTTPStatus.CONFLICT:
                return answer
            refused = answer.status, str(answer.json.get("code", answer.text))
            if refused not in AGAIN and answer.status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return answer
            self.ledger.note(*refused)
            time.sleep(_PAUSE)
        raise Unexpected(f"{method} {path} was refused {PATIENCE} times, last as {last}")

    def must(self, status: int, method: str, path: str, **options: Any) -> Response:
        answer = self.send(method, path, **options)
        version = (options.get("headers") or {}).get("If-Match")
        if answer.status == HTTPStatus.PRECONDITION_FAILED and version is not None:
            self.ledger.read_again += 1
            stands = self.send("GET", path if method == "PATCH" else path.rpartition("/")[0])
            if stands.status == HTTPStatus.OK and stands.json["version"] == int(version.strip('"v')) + 1:
                return stands  # nobody else changes it: it was this request, done and not answered for
        if (status, answer.status) == (HTTPStatus.CREATED, HTTPStatus.OK):
            return answer
        if answer.status != status:
            raise Unexpected(f"{method} {path} answered {answer.status}: {answer.text}")
        return answer


class Town(Steps):
    """The walk's steps, taken by people whom ``enrol`` gave a role."""

    def __init__(self, stack: LocalStack) -> None:
        super().__init__(stack, Loaded({}), lambda line: None)

    def becomes(self, holds: Callable[[], bool], what: str) -> None:
        """As in the walk, with the time that bad weather takes."""
        until(holds, what)

    def enrol(self, role: str, grant: str, person: str) -> Patient:
        """Somebody who holds a grant; `enter(role)` finds them."""
        client = Patient(self.stack.base_url, token_for(self.stack, grant, person=person))
        self._entered[role] = client
        return client

    def sign_in(self, phone: str) -> tuple[Patient, str]:
        """By the code that comes to the phone; the client, and who it is."""
        inbox, client = self.stack.receiver.inbox, Patient(self.stack.base_url)
        number = f"+86{phone}"
        asked = client.must(202, "POST", "/v1/sign-in/codes", body={"phone": phone}).json
        code = inbox.wait_for(number, 0, 120)["data"]["code"]
        answer = {"challenge": asked["challenge"], "code": code}
        token = client.must(201, "POST", "/v1/sign-in/tokens", body=answer).json["access_token"]
        signed = Patient(self.stack.base_url, token)
        return signed, str(signed.must(200, "GET", "/v1/me").json["person"])
