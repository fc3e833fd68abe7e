"""Every function of template.yaml started anew and asked one thing, beside a boto3 client that makes one put.

The client runs again after every few functions, so that a machine that grows busy slows both sides of a
ratio.
"""

from collections.abc import Mapping
from typing import NamedTuple

from tests.bench import endpoint, instant, processes
from tests.bench.comparing import Spread, median, spread
from tests.bench.instant import cold_cpu, cold_wall
from tests.bench.processes import Layout, Measured
from tests.bench.report import table
from tests.bench.starts import NOW, Stage, Start, stage

BAR = 1.0
_BESIDE = 4
"""Functions between two clients."""


class Took(NamedTuple):
    """What a start took, how many requests it made itself, and the processor time of the clients before and
    after it (mean, milliseconds)."""

    start: Measured
    calls: int
    client: float


Pairs = dict[Start, list[Took]]


def measured(layout: Layout, url: str, *, rounds: int) -> str:
    """The table."""
    return told(run(layout, stage(), url, rounds=rounds))


def run(layout: Layout, made: Stage, url: str, *, rounds: int) -> Pairs:
    """Every start once a round. Raises :class:`processes.Failed` where one does not succeed."""
    found: Pairs = {}
    bare = layout.peer("bare", made.environments["CheckinFunction"])
    secret = made.environments["CheckinFunction"]["CHECK_IN_SECRET"].encode()

    def client() -> float:
        return processes.run(bare, instant.events(secret, 1), endpoint=url).cold.cpu

    for _ in range(rounds):
        before = client()
        for place in range(0, len(made.starts), _BESIDE):
            some = made.starts[place : place + _BESIDE]
            took = [one(layout, made, start, url) for start in some]
            after = client()
            for start, (each, calls) in zip(some, took, strict=True):
                found.setdefault(start, []).append(Took(each, calls, (before + after) / 2))
            before = after
    return found


def one(layout: Layout, made: Stage, start: Start, url: str) -> tuple[Measured, int]:
    """A function started anew on what is stored, and asked; how many requests it made to the endpoint.
    Raises :class:`processes.Failed`."""
    environment = {**made.environments[start.function], **_gateways(url)}
    contestant = layout.ours(start.function, made.handlers[start.function], environment)
    endpoint.seed(url, made.tables, made.objects)
    took = processes.run(contestant, [start.event], endpoint=url, now=NOW)
    (answer,) = took.answers
    refused = [status for status in took.statuses if status >= 300]
    if refused or (isinstance(answer, Mapping) and answer.get("batchItemFailures")):
        raise processes.Failed(f"{start.function}, {start.asked}: {answer}")
    return took, endpoint.seed(url)


def _gateways(url: str) -> dict[str, str]:
    return {"WEBHOOK_URL": f"{url}/messages"}


def told(pairs: Pairs) -> str:
    """The table: a line for each start, and the bar."""
    rows = []
    over = []
    for start, took in pairs.items():
        ratio = _ratio(took)
        alone = [each.start for each in took]
        name = start.function.removesuffix("Function")
        rows.append(
            (
                f"{name}: {start.asked}",
                str(took[0].calls),
                f"{median(alone, lambda one: one.imported.cpu):.0f}",
                f"{median(alone, cold_cpu):.0f}",
                f"{median(alone, cold_wall):.0f}",
                str(ratio),
                f"{median(alone, lambda one: one.peak):.0f}",
                "met" if ratio.median <= BAR else "**MISSED**",
            )
        )
        if ratio.median > BAR:
            over.append(f"{name} ({start.asked})")
    bare = spread(each.client for took in pairs.values() for each in took)
    head = (
        f"boto3 client: {bare.median:.0f} ms",
        "calls",
        "import, CPU ms",
        "cold, CPU ms",
        "cold, wall ms",
        "x boto3 (quartiles)",
        "peak MiB",
        f"at most {BAR:g}",
    )
    verdict = f"**MISSED** by {len(over)} of {len(rows)}: {'; '.join(over)}" if over else "**met** by all"
    bar = f"- cold start of every function, CPU, x boto3 client, at most {BAR:g}: {verdict}"
    return f"{table(head, rows)}\n\n{bar}"


def _ratio(took: list[Took]) -> Spread:
    return spread(cold_cpu(each.start) / each.client for each in took)
