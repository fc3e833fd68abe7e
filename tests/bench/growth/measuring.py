"""What a request costs in DynamoDB: calls and units."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.client import BaseClient

from infra.contract import apps
from shared.web.service import Service
from tests.bench import meter
from tests.bench.growth.reads import Read
from tests.bench.growth.workshop import Workshop
from tests.gateway import event_of, handle

_client: Any = BaseClient


@dataclass
class Spent:
    """Calls, and what they used: units of reading and of writing."""

    calls: int = 0
    read: float = 0
    written: float = 0
    of: dict[str, int] = field(default_factory=dict)

    def add(self, operation: str, units: meter.Units) -> None:
        self.calls += 1
        self.of[operation] = self.of.get(operation, 0) + 1
        self.read += units.read
        self.written += units.written


@contextmanager
def spending() -> Iterator[Spent]:
    """What this process's calls to DynamoDB use inside the block."""
    spent = Spent()
    original = _client._make_api_call

    def counting(self: Any, operation: str, arguments: dict[str, Any]) -> Any:
        if self.meta.service_model.service_name != "dynamodb":
            return original(self, operation, arguments)
        answer = original(self, operation, meter.telling(arguments))
        spent.add(operation, meter.used(operation, arguments, answer))
        return answer

    _client._make_api_call = counting
    try:
        yield spent
    finally:
        _client._make_api_call = original


class Refused(Exception):
    """A request that was to be answered, and what came instead."""


@dataclass(frozen=True)
class Measured:
    """A route, which of its requests, and what the request cost."""

    route: str
    where: str
    calls: int
    units: float

    def plain(self) -> list[Any]:
        """As it is kept."""
        return [self.route, self.where, self.calls, self.units]


class Reader:
    """Sends requests to the function of the template that has the route."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._apps = apps()

    def routes(self) -> set[str]:
        """Every GET of the contract."""
        return {
            path for app in self._apps.values() for path, methods in app.routes.items() if "GET" in methods
        }

    def read(self, read: Read) -> Measured:
        """Raises LookupError where no function has the route, Refused where the answer is not 200."""
        function, app, event = self._event(read)
        self._workshop.act_as(function)
        handle(app, event)  # what a new process asks once (keys, connections) is not the request's
        with spending() as spent:
            answer = handle(app, event)
        if answer.status != 200:
            raise Refused(f"GET {read.path} {dict(read.query)}: {answer.status} {answer.text[:400]}")
        return Measured(str(event["resource"]), read.where, spent.calls, spent.read)

    def _event(self, read: Read) -> tuple[str, Service, dict[str, Any]]:
        for function, app in self._apps.items():
            try:
                event = event_of(
                    app,
                    "GET",
                    read.path,
                    query=dict(read.query),
                    caller=read.by,
                    headers={"Accept": read.accept},
                )
            except LookupError:
                continue
            return function, app, event
        raise LookupError(f"no function answers GET {read.path}")
