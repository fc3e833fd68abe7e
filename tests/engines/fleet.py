"""Several processes of the functions at once, as Lambda runs them, against one engine.

A process answers one request at a time and knows nothing of the others: only the engine stands between them.
"""

import importlib
import json
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from shared.domain import clock
from shared.domain.roles import Caller
from shared.web.service import Service
from tests.gateway import event_of

PROCESSES = 6
_NOWHERE = "http://127.0.0.1:9"
"""What stands in for every service of AWS other than the database: nothing listens there."""


@dataclass(frozen=True)
class Request:
    """One request to a function's API."""

    method: str
    path: str
    body: object = None
    caller: Caller | None = None
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Answer:
    """What a process answered, and how many calls of the database it took."""

    status: int
    json: Any
    calls: int

    @property
    def outcome(self) -> str:
        """The status, or the code of the refusal."""
        return self.json["code"] if self.status >= 400 else str(self.status)


def outcomes(answers: Sequence[Answer]) -> dict[str, int]:
    """How often each outcome."""
    return dict(Counter(answer.outcome for answer in answers))


class Fleet:
    """`with Fleet() as fleet:`; ``at_once`` has a function answer many requests at the same moment."""

    def __enter__(self) -> Self:
        self._pool = ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def at_once(
        self,
        service: str,
        environment: Mapping[str, str],
        now: datetime,
        requests: Sequence[Request],
        meanwhile: Callable[[], object] = lambda: None,
    ) -> list[Answer]:
        """The answers of a service ("checkin") in the requests' order. ``environment`` is its function's;
        ``now`` is the time in every process. ``meanwhile`` is called while they are on their way."""
        module = f"functions.{service}.app"
        kept = {**environment, **{name: os.environ[name] for name in os.environ if name.startswith("AWS_")}}
        kept["AWS_ENDPOINT_URL"] = _NOWHERE
        for ready in [self._pool.submit(_prepared, module) for _ in range(PROCESSES)]:
            ready.result()
        app = importlib.import_module(module).app
        events = [_event(app, request) for request in requests]
        answers = [self._pool.submit(_answer, module, kept, now, event) for event in events]
        answers[min(PROCESSES, len(answers) - 1)].result()
        meanwhile()
        return [answer.result() for answer in answers]


def _event(app: Service, request: Request) -> dict[str, Any]:
    return event_of(
        app,
        request.method,
        request.path,
        body=request.body,
        headers=request.headers,
        caller=request.caller,
    )


def _prepared(module: str) -> None:
    """Has imported the function; waits a little, so that each process takes one of these."""
    importlib.import_module(module)
    time.sleep(0.05)


def _answer(module: str, environment: Mapping[str, str], now: datetime, event: dict[str, Any]) -> Answer:
    from tests import costs

    os.environ.clear()
    os.environ.update(environment)
    clock.now = lambda: now
    with costs.counted() as calls:
        answer = importlib.import_module(module).app(event, None)
    body = answer["body"]
    return Answer(answer["statusCode"], json.loads(body) if body else None, len(calls))
