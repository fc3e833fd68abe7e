"""Bad weather between the functions of the local stack and their database: what DynamoDB does on a bad day.

Each request may be refused (throttled, clashing, failing), come late, be lost on its way, or be done and its
answer lost or later than anybody waits; now and then nothing goes through for a while. The weather hangs on a
seed, and it is bounded. Of the faults that fit a request the rarest so far comes: none stays away.
"""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from infra.local.servers import Handler, Server
from infra.local.stack import LocalStack
from shared.store.clients import READ_SECONDS
from tests.engines.dynamodb_local import ENDPOINT

_PREFIX = "com.amazonaws.dynamodb.v20120810#"
_WRITING = frozenset({"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"})
_LATE, _TOO_LATE = 0.4, READ_SECONDS + 0.5
"""Seconds; the second is longer than a function waits."""
_SELDOM = 40
"""Of so many faults one is an answer that comes too late: each holds somebody up for seconds."""


class Fault(StrEnum):
    THROTTLED = "throttled"
    CLASH = "another transaction on the same item"
    FAILED = "500"
    LATE = "late"
    LOST = "lost before it was done"
    UNANSWERED = "done, the answer lost"
    TOO_LATE = "done, the answer after the time-out"


class Weather(Server):
    """Stands before the engine at ``endpoint_url``. ``share`` of the requests meet a fault, at most ``most``;
    one in ``calm`` begins an outage of ``outage`` requests, in which nothing at all is done."""

    def __init__(
        self, endpoint_url: str, *, seed: int, share: float, most: int, calm: int = 150, outage: int = 8
    ) -> None:
        self.engine = urlsplit(endpoint_url).netloc
        self.struck: Counter[Fault] = Counter()
        self.requests = 0
        self._chance = random.Random(seed)
        self._share, self._most, self._calm, self._outage = share, most, calm, outage
        self._down = 0
        self._lock = threading.Lock()
        super().__init__(_Through)

    def strikes(self, operation: str) -> Fault | None:
        """What this request meets."""
        with self._lock:
            self.requests += 1
            fault = self._next(operation) if self.struck.total() < self._most else None
            if fault is not None:
                self.struck[fault] += 1
            return fault

    def _next(self, operation: str) -> Fault | None:
        if not self._down and self._chance.randrange(self._calm) == 0:
            self._down = self._outage
        if self._down:
            self._down -= 1
            return self._chance.choice([Fault.THROTTLED, Fault.FAILED, Fault.LOST])
        if self._chance.random() >= self._share:
            return None
        if self.struck[Fault.TOO_LATE] < self.struck.total() // _SELDOM:
            return Fault.TOO_LATE
        fitting = [
            fault
            for fault in Fault
            if fault is not Fault.TOO_LATE and (fault is not Fault.CLASH or operation in _WRITING)
        ]
        return min(fitting, key=lambda fault: (self.struck[fault], self._chance.random()))

    @contextmanager
    def over(self, stack: LocalStack) -> Iterator[None]:
        """Every function of the stack reaches its database through this weather only."""
        functions = stack.client("lambda")
        before: dict[str, Any] = {}
        for page in functions.get_paginator("list_functions").paginate():
            for function in page["Functions"]:
                before[function["FunctionName"]] = function["Environment"]["Variables"]
        for name, variables in before.items():
            changed = {"Variables": {**variables, ENDPOINT: self.url}}
            functions.update_function_configuration(FunctionName=name, Environment=changed)
        try:
            yield
        finally:
            for name, variables in before.items():
                functions.update_function_configuration(
                    FunctionName=name, Environment={"Variables": variables}
                )


def refusal(fault: Fault, operation: str, body: bytes) -> tuple[int, dict[str, Any]]:
    """Status and body with which DynamoDB refuses so."""
    match fault:
        case Fault.FAILED:
            return 500, {"__type": f"{_PREFIX}InternalServerError", "message": "Internal server error"}
        case Fault.CLASH if operation == "TransactWriteItems":
            others = len(json.loads(body)["TransactItems"]) - 1
            clash = {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
            return 400, {
                "__type": f"{_PREFIX}TransactionCanceledException",
                "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons "
                f"[{', '.join(['TransactionConflict', *['None'] * others])}]",
                "CancellationReasons": [clash, *[{"Code": "None"}] * others],
            }
        case Fault.CLASH:
            words = "Transaction is ongoing for the item"
            return 400, {"__type": f"{_PREFIX}TransactionConflictException", "message": words}
    words = "The level of configured provisioned throughput for the table was exceeded."
    return 400, {"__type": f"{_PREFIX}ProvisionedThroughputExceededException", "message": words}


class _Through(Handler):
    server: Weather

    def do_POST(self) -> None:
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fault = self.server.strikes(operation)
        if fault is Fault.LOST:
            self._hang_up()
            return
        if fault is Fault.LATE:
            time.sleep(_LATE)
        elif fault not in (None, Fault.UNANSWERED, Fault.TOO_LATE):
            status, words = refusal(fault, operation, body)
            self.answer(status, json.dumps(words).encode(), "application/x-amz-json-1.0")
            return
        status, answer = self._done(body)
        if fault is Fault.TOO_LATE:
            time.sleep(_TOO_LATE)
        if fault in (Fault.UNANSWERED, Fault.TOO_LATE):
            self._hang_up()
            return
        self.answer(status, answer, "application/x-amz-json-1.0")

    def _done(self, body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection(self.server.engine, timeout=self.timeout)
        try:
            connection.request("POST", self.path, body, dict(self.headers.items()))
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()
