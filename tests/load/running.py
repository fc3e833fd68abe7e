"""Runs a load for a bounded time, waits until all of it has settled, counts."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles
from threading import Lock

from infra import template
from infra.audit import Finding, Snapshot, findings, snapshot
from tests.load.counting import differences
from tests.load.ledger import Ledger
from tests.load.messages import came, everybody
from tests.load.settling import Look, at_rest
from tests.load.town import Town
from tests.load.work import Work

DEAD = "DeadLetters"


@dataclass(frozen=True)
class Outcome:
    """``seconds``: how long requests were sent; ``settled``: how long it took after that until nothing moved;
    ``messages`` came to phones, and ``again`` calls of the gateway were for one that it had;
    ``differences`` and ``findings`` are what should be empty."""

    ledger: Ledger
    seconds: float
    settled: float
    items: int
    messages: int
    again: int
    differences: list[str]
    findings: list[Finding]

    @property
    def requests(self) -> int:
        """Answers that came."""
        return sum(sum(counts.values()) for counts in self.ledger.answers.values())


def run(town: Town, seconds: float, threads: int, mine: Callable[[Finding], bool]) -> Outcome:
    """Each kind of work has ``threads`` clients, one request at a time each, until its pieces or the
    ``seconds`` are over. ``mine``: which findings of the audit are of this town."""
    ledger = Ledger()
    work = Work(town, ledger)
    before = _queued(town)
    begun = time.monotonic()
    with ThreadPoolExecutor(threads * len(work.pieces)) as pool:
        clients = [
            pool.submit(_client, pieces, begun + seconds)
            for pieces in (_Shared(iter(pieces)) for pieces in work.pieces.values())
            for _ in range(threads)
        ]
        for client in clients:
            client.result()
    sent = time.monotonic()
    last = at_rest(lambda: _look(town, ledger, mine, before))
    settled = time.monotonic() - sent
    wrong = last.differences
    if last.queued:
        wrong = [*wrong, f"on their way after {settled:.0f} s: {last.queued} messages"]
    inbox = town.stack.receiver.inbox
    return Outcome(
        ledger,
        sent - begun,
        settled,
        len(last.read),
        len(came(inbox, town)),
        _again(town),
        wrong,
        last.findings,
    )


class _Shared:
    """An iterator that several threads draw from."""

    def __init__(self, pieces: Iterator[Callable[[], None]]) -> None:
        self._pieces, self._lock = pieces, Lock()

    def next(self) -> Callable[[], None] | None:
        with self._lock:
            return next(self._pieces, None)


def _client(pieces: _Shared, until: float) -> None:
    while time.monotonic() < until and (piece := pieces.next()) is not None:
        piece()


def _look(town: Town, ledger: Ledger, mine: Callable[[Finding], bool], before: int) -> Look:
    stack, read = town.stack, _read(town)
    inbox = stack.receiver.inbox
    return Look(
        queued=max(0, _queued(town) - before),
        stored=hash(frozenset(map(repr, read))),
        messages=len(came(inbox, town)) + _again(town),
        differences=differences(ledger, read, inbox, town),
        findings=[one for one in findings(read) if mine(one)],
        read=read,
    )


def _again(town: Town) -> int:
    return sum(town.stack.receiver.inbox.repeated(person.phone) for person in everybody(town))


def _queued(town: Town) -> int:
    """Messages in all queues but that of the dead, whether hidden or not."""
    client = town.stack.client("sqs")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    urls = [town.stack.physical_id(name) for name in template.resources("AWS::SQS::Queue") if name != DEAD]
    told = [client.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"] for url in urls]
    return sum(int(number) for attributes in told for number in attributes.values())


def _read(town: Town) -> Snapshot:
    stack = town.stack
    names = {name: stack.physical_id(name) for name in template.resources("AWS::DynamoDB::Table")}
    return snapshot(stack.client("dynamodb"), names)


def report(outcome: Outcome) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the table: what each kind of request came to."""
    head = ["request", "answers", "accepted", "a second", "median", "95 %", "99 %", "refused", "broken"]
    rows = []
    for kind, counts in sorted(outcome.ledger.answers.items()):
        times = sorted(outcome.ledger.milliseconds[kind])
        cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
        number = sum(counts.values())
        accepted = sum(n for status, n in counts.items() if 200 <= status < 300)
        refused = ", ".join(f"{n} × {status}" for status, n in sorted(counts.items()) if status >= 300)
        rows.append(
            [
                kind,
                f"{number}",
                f"{accepted}",
                f"{number / outcome.seconds:.1f}",
                *(f"{cuts[at]:.0f} ms" for at in (49, 94, 98)),
                refused or "none",
                f"{outcome.ledger.broken[kind] or 'none'}",
            ]
        )
    return head, rows
