"""One request as a client of the documentation sends it: under a key of its own, again under the same key
where no answer came or the answer says to try again."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from typing import Any

from infra.local.client import Client, Response
from tests.load.ledger import Ledger, Told

ATTEMPTS = 8
LONGEST_PAUSE = 2.0
"""Seconds: what a test can wait; a client of the documentation heeds the whole Retry-After."""
_AGAIN = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.BAD_GATEWAY}
_RACED = {"conflict", "busy"}
ACCEPTED = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED)


@dataclass(frozen=True)
class Sender:
    """Sends for one kind of work and keeps the ledger."""

    client: Client
    ledger: Ledger
    kind: str

    def send(
        self,
        method: str,
        path: str,
        body: Any,
        *,
        token: str | None = None,
        key: str | None = None,
        version: int | None = None,
        may_tell: Sequence[Told] = (),
    ) -> Response | None:
        """The answer that stands in the end; ``None`` where nobody knows whether it was done: no attempt was
        answered for good, or one was lost and a later one is refused. ``may_tell``: who is told if it was."""
        headers, lost = _headers(key, version), False
        for attempt in range(ATTEMPTS):
            answer = self._once(method, path, body, token, headers)
            lost = lost or answer is None or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            if answer is not None and not _asks_again(answer):
                if lost and answer.status not in ACCEPTED:
                    break
                return answer
            pause = 0.1 * 2**attempt if answer is None else float(answer.headers.get("Retry-After") or 0.2)
            time.sleep(min(LONGEST_PAUSE, pause))
        self.ledger.gave_up(self.kind, may_tell)
        return None

    def _once(
        self, method: str, path: str, body: Any, token: str | None, headers: Mapping[str, str]
    ) -> Response | None:
        begun = time.perf_counter()
        try:
            answer = self.client.send(method, path, body=body, token=token, headers=headers)
        except (OSError, HTTPException):
            self.ledger.broke(self.kind)
            return None
        self.ledger.answered(self.kind, answer.status, (time.perf_counter() - begun) * 1000)
        return answer


def _headers(key: str | None, version: int | None) -> dict[str, str]:
    keyed = {} if key is None else {"Idempotency-Key": key}
    return keyed if version is None else {**keyed, "If-Match": f'"v{version}"'}


def _asks_again(answer: Response) -> bool:
    if answer.status in _AGAIN:
        return True
    return answer.status == HTTPStatus.CONFLICT and answer.json.get("code") in _RACED
