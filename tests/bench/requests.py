"""What each route and each worker asks of AWS: `python -m tests.bench.requests --write`.

The project's own tests send the requests, on DynamoDB Local, which tells the capacity units that it used.
Of every route the median of the requests that it answered well is kept, in figures/requests.json: calls by
operation, units, CPU of this process, bytes of the answer. A worker's tests disturb it on purpose and let it
make from nothing what elsewhere stands already, so of a worker only its ordinary course counts
(test_courses.py): the mean for each record, over all that comes in that course, and of the time the median,
for the first record pays for making the clients. Calls are those of the functions' own clients; what a test
asks itself is none of them. It is what `make cost` multiplies by prices.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from botocore.client import BaseClient

from infra import template
from infra.cost.__main__ import routes
from infra.cost.measured import Measured
from infra.cost.prices import price_list
from infra.cost.province import Assumptions
from infra.packaging.operations import OPERATIONS
from shared.store.clients import AGENT
from shared.web.service import Service
from tests.bench import course, meter, report

FIGURES = Path(__file__).with_name("figures") / "requests.json"
TESTS = (
    "tests/bench/test_courses.py",
    "tests/checkin/test_check_in.py",
    "tests/checkin/test_display.py",
    "tests/checkin/test_lists.py",
    "tests/registration/signin",
    "tests/registration/test_stations.py",
    "tests/suggestions/opinions/test_bringing.py",
    "tests/suggestions/opinions/test_following.py",
    "tests/suggestions/opinions/test_rating.py",
    "tests/suggestions/suggestions/test_first_steps.py",
    "tests/suggestions/suggestions/test_handling.py",
    "tests/suggestions/clocks/test_clocks.py",
    "tests/suggestions/numbers/test_counting.py",
    "tests/invitations/inviting/test_answering.py",
    "tests/notifications/test_inbox.py",
    "tests/standing/test_mine.py",
    "tests/standing/projection/test_listing.py",
    "tests/publications/test_station_information.py",
)
"""Those in which the routes and the workers of infra/cost/assumptions.toml are asked for."""
_client: Any = BaseClient


@dataclass
class Spent:
    """One request's: operations, units read and written, ms of CPU, bytes answered, records taken."""

    operations: Counter[str] = field(default_factory=Counter)
    read: float = 0.0
    written: float = 0.0
    cpu: float = 0.0
    answered: int = 0
    records: int = 1


def handlers() -> list[str]:
    """Of the template, each once: some functions share one."""
    functions = template.resources("AWS::Serverless::Function").values()
    return sorted({function["Properties"]["Handler"] for function in functions})


class Recorder:
    """Listens to every function of the template."""

    def __init__(self) -> None:
        self.found: dict[str, list[Spent]] = defaultdict(list)
        self._open: list[Spent] = []

    def listen(self) -> None:
        """From now on; before any test imports what is listened to."""
        _client._make_api_call = self._asked(_client._make_api_call)
        service: Any = Service
        service.__call__ = self._route(service.__call__)
        for name, _, attribute in (handler.rpartition(".") for handler in handlers()):
            module = import_module(name)
            handler = getattr(module, attribute)
            if not isinstance(handler, Service):
                setattr(module, attribute, self._worker(f"{name}.{attribute}", handler))

    def _asked(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def ask(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
            if not self._open or client.meta.config.user_agent != AGENT:
                return original(client, operation, arguments)
            service = client.meta.service_model.service_name
            spent = self._open[-1]
            if service != "dynamodb":
                answer = original(client, operation, arguments)
            else:
                answer = original(client, operation, meter.telling(arguments))
                units = meter.used(operation, arguments, answer)
                spent.read += units.read
                spent.written += units.written
            spent.operations[f"{service}.{operation}"] += 1
            return answer

        return ask

    def _route(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(app: Service, event: Any, context: Any) -> Any:
            with self._listening() as spent:
                answer = original(app, event, context)
            spent.answered = len(answer["body"])
            if answer["statusCode"] < 300:
                self.found[f"{event['httpMethod']} {event['resource']}"].append(spent)
            return answer

        return call

    def _worker(self, handler: str, original: Callable[..., Any]) -> Callable[..., Any]:
        """Kept under the logical id of the function whose course runs: some share a handler."""

        @wraps(original)
        def work(event: Any, context: Any) -> Any:
            function = course.running()
            if function is None or course.handler(function) != handler:
                return original(event, context)
            with self._listening() as spent:
                answer = original(event, context)
            spent.records = len(event.get("Records", ())) or 1
            if not (isinstance(answer, dict) and answer.get("batchItemFailures")):
                self.found[function].append(spent)
            return answer

        return work

    @contextmanager
    def _listening(self) -> Iterator[Spent]:
        spent = Spent()
        self._open.append(spent)
        began = time.process_time()
        try:
            yield spent
        finally:
            spent.cpu = (time.process_time() - began) * 1000
            self._open.pop()


def summary(found: dict[str, list[Spent]]) -> dict[str, dict[str, Any]]:
    """Medians of routes; of workers the means for each record of their course, and of time the median."""
    return {name: _middle(spent) if " " in name else _mean(spent) for name, spent in sorted(found.items())}


def _middle(spent: list[Spent]) -> dict[str, Any]:
    return _figure(spent, len(spent), lambda value: median(value(one) for one in spent))


def _mean(spent: list[Spent]) -> dict[str, Any]:
    records = sum(one.records for one in spent)
    found = _figure(spent, records, lambda value: sum(value(one) for one in spent) / records)
    return {**found, "cpu_ms": round(median(one.cpu / one.records for one in spent), 2)}


def _figure(
    spent: list[Spent], count: int, middle: Callable[[Callable[[Spent], float]], float]
) -> dict[str, Any]:
    names = sorted({name for one in spent for name in one.operations})
    calls = {name: round(middle(lambda one, name=name: one.operations[name]), 2) for name in names}  # type: ignore[misc]
    return {
        "requests": count,
        "calls": {name: called for name, called in calls.items() if called},
        "read": round(middle(lambda one: one.read), 2),
        "written": round(middle(lambda one: one.written), 2),
        "cpu_ms": round(middle(lambda one: one.cpu), 2),
        "bytes": round(middle(lambda one: one.answered), 2),
    }


def strangers(figures: Mapping[str, Any]) -> list[str]:
    """Calls in the figures that no function may make: then something else was measured with them."""
    allowed = {f"{service}.{name}" for service, names in OPERATIONS.items() for name in names}
    return [
        f"{name}: {call}"
        for name, one in figures["of"].items()
        for call in one["calls"]
        if call not in allowed
    ]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.requests", description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the figures")
    parser.add_argument("--prices", action="store_true", help="measure nothing: write what kept figures cost")
    parser.add_argument("tests", nargs="*", help="whose requests are measured anew; all if none is named")
    asked = parser.parse_args()
    if asked.prices:
        report.write("cost", _shown(json.loads(FIGURES.read_text("utf-8"))))
        return 0
    try:
        if asked.write:
            report.clean()
    except report.Uncommitted as reason:
        print(f"lianluo: {reason}", file=sys.stderr)
        return 1
    recorder = Recorder()
    recorder.listen()
    options = ["-q", "-p", "no:cacheprovider", "--engine", "dynamodb-local", "--no-header"]
    status = pytest.main([*options, *(asked.tests or TESTS)])
    kept = json.loads(FIGURES.read_text("utf-8")) if asked.tests and FIGURES.exists() else None
    figures = merged(kept, summary(recorder.found), report.machine())
    if strange := strangers(figures):
        print(
            f"lianluo: no operation of a function (infra/packaging/operations.py): {', '.join(strange)}",
            file=sys.stderr,
        )
        return 1
    text = json.dumps(figures, ensure_ascii=False, indent=1)
    if asked.write and status == pytest.ExitCode.OK:
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(text + "\n", "utf-8")
        report.write("cost", _shown(figures))
    else:
        print(text)
    return int(status)


def merged(kept: Mapping[str, Any] | None, new: Mapping[str, Any], machine: str) -> dict[str, Any]:
    """New figures, and those kept that nobody measured anew: each of those names what it was measured on."""
    of = (
        {}
        if kept is None
        else {name: {"machine": kept["machine"], **one} for name, one in kept["of"].items()}
    )
    return {"machine": machine, "of": dict(sorted({**of, **new}.items()))}


def _shown(figures: Mapping[str, Any]) -> str:
    """A million requests of each main route, at the prices of both partitions."""
    assumed = Assumptions.read({}, "41")
    parts = [routes(assumed, Measured(assumed.numbers), price_list(name)) for name in ("aws", "aws-cn")]
    return "\n".join([f"{figures['machine']}.", *older(figures), "", *parts])


def older(figures: Mapping[str, Any]) -> list[str]:
    """A line for each earlier measuring from which there still are figures, with their names."""
    of: dict[str, list[str]] = {}
    for name, one in figures["of"].items():
        if "machine" in one:
            of.setdefault(one["machine"], []).append(f"`{name}`")
    return [f"\n{', '.join(names)}: {machine}." for machine, names in of.items()]


if __name__ == "__main__":
    sys.exit(main())
