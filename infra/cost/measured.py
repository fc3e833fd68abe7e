"""What one request, one message, one subject of the night uses, from the committed figures of the bench."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from infra import template
from infra.contract import apps
from infra.cost.use import Use
from shared.web.operation import operation_of

FIGURES = template.PATH.parent / "tests" / "bench" / "figures"
REQUESTS, GROWTH = "requests.json", "growth.json"
_FUNCTIONS = template.resources("AWS::Serverless::Function")
_COMMON = template.load()["Globals"]["Function"]
WHOLE_PROCESSOR = 1769
"""MB of memory with which Lambda gives a function one whole processor (AWS)."""


class NotMeasured(LookupError):
    """The figures are not there, or have not this route."""


@dataclass(frozen=True)
class Measured:
    """``assumed``: the assumptions by name (assumptions.toml)."""

    assumed: Mapping[str, Decimal]
    folder: Path = FIGURES

    def request(self, route: str) -> Use:
        """A request through the gateway: its share of checking tokens, if it has one, its logs, its answer
        sent too."""
        work = self.work(route)
        told = Decimal(str(self._of(route)["bytes"])) + self.assumed["header_bytes"]
        checking = self.work("AuthorizerFunction")
        share = Decimal() if route in _public() else Decimal(1) - self.assumed["tokens_kept"]
        passing = Use.of(
            gateway__request=1,
            transfer__gb=told / 10**9,
            cloudwatch__log_gb=self.assumed["gateway_log_bytes"] / 10**9,
        )
        return work + passing + checking * share

    def requests(self, name: str) -> int:
        """Of how many requests, or calls of a worker, the figures are."""
        return int(self._of(name)["requests"])

    def work(self, name: str) -> Use:
        """One call of a function: of a route, or for one record of a worker's course (by its logical id)."""
        of = self._of(name)
        calls = {operation: Decimal(str(count)) for operation, count in of["calls"].items()}
        return self._lambda(Decimal(str(of["cpu_ms"])), calls, name) + Use.of(
            dynamodb__read=str(of["read"]), dynamodb__write=str(of["written"])
        )

    def night(self) -> Use:
        """One subject of the nightly walk as every night is, the first apart: of the largest province that
        was walked through twice."""
        night = self._walked()
        return _walk(night) * (1 / Decimal(night["subjects"]))

    def committees(self) -> Use:
        """All committees of the nightly walk, who are as many in a province of any size."""
        return _walk(self._walked()["committees"])

    def _walked(self) -> Mapping[str, Any]:
        sizes = self._read(GROWTH)["sizes"]
        nights = [one.get("nightly", {}).get("again") for one in sizes.values()]
        walked = [night for night in nights if night is not None and night["complete"]]
        if not walked:
            raise NotMeasured(f"{GROWTH} has no second night that was walked through to its end: make growth")
        return max(walked, key=lambda one: int(one["subjects"]))

    def _lambda(self, cpu_ms: Decimal, calls: Mapping[str, Decimal], name: str) -> Use:
        memory = _memory(name)
        working = cpu_ms * max(Decimal(WHOLE_PROCESSOR) / memory, Decimal(1))
        waiting = sum(calls.values(), Decimal()) * self.assumed["call_ms"]
        starting = self.assumed["cold_share"] * self.assumed["cold_ms"]
        used = Use.of(
            lambda__request=1,
            lambda__gb_second=(working + waiting + starting) / 1000 * memory / 1024,
            cloudwatch__log_gb=self.assumed["function_log_bytes"] / 10**9,
        )
        for operation, count in calls.items():
            used += _elsewhere(operation) * count
        return used

    def _of(self, name: str) -> dict[str, Any]:
        found = self._requests["of"].get(name)
        if found is None:
            raise NotMeasured(f"{REQUESTS} has nothing of {name}: python -m tests.bench.requests --write")
        measured: dict[str, Any] = found
        return measured

    @cached_property
    def _requests(self) -> dict[str, Any]:
        return self._read(REQUESTS)

    def _read(self, name: str) -> dict[str, Any]:
        try:
            figures: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        except FileNotFoundError:
            raise NotMeasured(f"{name} is not in tests/bench/figures") from None
        return figures


@cache
def _public() -> frozenset[str]:
    """The routes that no token is checked for, as they declare it."""
    return frozenset(
        f"{method} {path}"
        for app in apps().values()
        for path, methods in app.routes.items()
        for method, entry in methods.items()
        if not operation_of(entry.view_function).access.signed_in
    )


def _walk(part: Mapping[str, Any]) -> Use:
    return Use.of(
        lambda__request=part["invocations"],
        lambda__gb_second=Decimal(str(part["seconds"])) * _memory("NightlyFunction") / 1024,
        dynamodb__read=str(part["read"]),
        dynamodb__write=str(part["written"]),
        sqs__request=2 * part["invocations"],
    )


def _memory(function: str) -> Decimal:
    """MB; of all that the template gives no other, those that answer requests among them."""
    own = _FUNCTIONS.get(function, {}).get("Properties", {})
    return Decimal(own.get("MemorySize", _COMMON["MemorySize"]))


def _elsewhere(operation: str) -> Use:
    """What a call costs that is not the database's, whose units are counted."""
    service, _, name = operation.partition(".")
    if service == "kms":
        return (
            Use.of(kms__asymmetric=1)
            if name in {"Sign", "Verify", "GetPublicKey"}
            else Use.of(kms__symmetric=1)
        )
    if service == "sqs":
        return Use.of(sqs__request=1)
    return Use()
