"""The local stack under load: `make load ARGS="--seconds 60 --people 100 --write"`.

Starts the stack, lets many clients check in, sign in, bring opinions and make suggestions at the same time,
then counts every accepted answer against the tables and the messages that came, and audits all tables.
"""

import argparse
import sys

from infra.local.engine import EngineError
from infra.local.stack import LocalStack
from tests.bench.report import machine, table, write
from tests.load.running import Outcome, report, run
from tests.load.town import Town

STREET, STATIONS = "411402001", 10
FIRST_PHONE = 13_990_000_000
MOST_PEOPLE, MOST_SECONDS, MOST_CLIENTS = 1_000, 600, 32
"""Bounds: everything runs on this one machine."""


def told(outcome: Outcome, clients: int) -> str:
    """What is printed, and written beside the other measurements."""
    accepted = len(outcome.ledger.promises)
    counted = [*outcome.differences, *map(str, outcome.findings)]
    kept = "all kept once: none lost, none doubled" if not outcome.differences else "not all kept"
    clean = "finds nothing" if not outcome.findings else f"finds {len(outcome.findings)} things"
    lines = [
        f"{machine()}.",
        "",
        f"{clients} clients of each kind for {outcome.seconds:.0f} s, every fourth request sent twice at the "
        f"same moment (of two that change the same, one is refused); {outcome.requests} answers, "
        f"{outcome.requests / outcome.seconds:.0f} a second.",
        "",
        table(*report(outcome)),
        "",
        f"{accepted} promises, and the {len(outcome.ledger.owed)} notices and {outcome.messages} messages by "
        f"which people are told of them, counted {outcome.settled:.0f} s after the last request: {kept}. "
        f"The gateway was called {outcome.again} times more, each under the key of a message that it had. "
        f"The audit of all {outcome.items} items {clean}.",
        *([""] if counted else []),
        *(f"- {line}" for line in counted[:50]),
    ]
    return "\n".join(lines)


def main() -> int:
    """Exit status: 0 when every promise was kept and the audit finds nothing."""
    parser = argparse.ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, choices=range(1, MOST_SECONDS + 1), metavar="N")
    parser.add_argument("--people", type=int, default=100, choices=range(1, MOST_PEOPLE + 1), metavar="N")
    parser.add_argument("--clients", type=int, default=8, choices=range(1, MOST_CLIENTS + 1), metavar="N")
    parser.add_argument("--write", action="store_true", help="into tests/bench/README.md")
    options = parser.parse_args()
    try:
        with LocalStack(port=0) as stack:
            town = Town(stack, STREET, stations=STATIONS, people=options.people, first=FIRST_PHONE)
            town.build()
            outcome = run(town, options.seconds, options.clients, lambda finding: True)
    except EngineError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    text = told(outcome, options.clients)
    print(text)
    if options.write:
        write("load", text)
    return 1 if outcome.differences or outcome.findings else 0


if __name__ == "__main__":
    sys.exit(main())
