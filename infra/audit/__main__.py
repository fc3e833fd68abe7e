"""All tables audited: `make audit ENV=henan`.

Reads every table whole with the operator's own AWS credentials, which must be allowed to describe the stack
and to scan its tables, and says what is not as it must be. It changes nothing. What changes while it reads
can look torn: beside live traffic use ``--again 60``, which reads twice and tells what was so both times. It
leaves the functions most of what a table's partition can bear, and asks for no consistent reads: these take
twice as much and make no moment of a Scan either.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra import template
from infra.admin import AdminError, Client, deployed
from infra.audit import Finding, findings, snapshot
from infra.audit.scanning import Pace

SHOWN = 20
"""Findings of one code that are shown, unless all are asked for."""
UNITS = 500
"""Read units a second, of the 3,000 that a partition bears: 4 MB a second, eventually consistent."""
FOUND, NOT_LOOKED = 1, 2
"""Exit statuses: there is something to find; nobody knows, as the tables were not read to their end."""


def tables(client: Client, stack: str, instead: Mapping[str, str]) -> dict[str, str]:
    """The names of a stack's tables by their names in the template; ``instead`` are others in their place,
    such as those that were restored. Raises AdminError."""
    known = template.resources("AWS::DynamoDB::Table")
    strange = sorted(instead.keys() - known.keys())
    if strange:
        raise AdminError(f"no table is called {', '.join(strange)}; there are {', '.join(known)}")
    describe = client("cloudformation").describe_stack_resource
    return {
        name: instead[name]
        if name in instead
        else describe(StackName=stack, LogicalResourceId=name)["StackResourceDetail"]["PhysicalResourceId"]
        for name in known
    }


def audit(
    client: Client,
    names: Mapping[str, str],
    again: int,
    say: Callable[[str], None],
    *,
    units: float = UNITS,
    consistent: bool = False,
) -> list[Finding]:
    """What is found, after ``again`` seconds once more: then only what was found both times. 0: once.
    ``units``: how many read units it may take in a second."""
    for name, table in names.items():
        say(f"{name}: {table}")
    found = _read(client, names, say, units, consistent)
    if again and found:
        say(f"{len(found)} findings; reading again in {again} seconds")
        time.sleep(again)
        still = {(one.code, one.key) for one in _read(client, names, say, units, consistent)}
        found = [one for one in found if (one.code, one.key) in still]
    return found


def _read(
    client: Client, names: Mapping[str, str], say: Callable[[str], None], units: float, consistent: bool
) -> list[Finding]:
    pace = Pace(units)
    read = snapshot(client("dynamodb"), names, consistent=consistent, pace=pace)
    say(f"{len(read)} items in {len(names)} tables, {pace.used:.0f} read units")
    return findings(read)


def report(found: list[Finding], shown: int) -> list[str]:
    """The lines that say it: a count for each code, and as many findings of each as are to be shown."""
    lines = []
    for code, number in sorted(Counter(one.code for one in found).items()):
        of_code = [one for one in found if one.code is code]
        settles = ", may be on its way" if all(one.settles for one in of_code) else ""
        lines.append(f"{code}: {number}{settles}")
        lines += [f"  {one.key}: {one.words}" for one in of_code[:shown]]
        if number > shown:
            lines.append(f"  and {number - shown} more")
    return lines


def main() -> int:
    """Exit status: 0 for nothing found, 1 for findings, 2 where it could not look."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    parser.add_argument("--again", type=int, default=0, help="read twice, so many seconds apart")
    parser.add_argument("--all", action="store_true", help="show every finding")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        type=_pair,
        metavar="NAME=TABLE",
        help="another table in the place of the stack's, such as Registry=registry-restored",
    )
    parser.add_argument(
        "--units", type=_positive, default=UNITS, help=f"read units a second at most ({UNITS})"
    )
    parser.add_argument("--consistent", action="store_true", help="consistent reads, twice the units")
    options = parser.parse_args()
    instead = dict(options.table)
    if len(instead) < len(options.table):
        parser.error("--table: the same table twice")
    try:
        stack, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        names = tables(session.client, stack, instead)
        found = audit(
            session.client, names, options.again, lambda line: print(line, flush=True),
            units=options.units, consistent=options.consistent,
        )  # fmt: skip
    except (AdminError, BotoCoreError, ClientError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return NOT_LOOKED
    except MemoryError:
        print("lianluo: this machine has too little memory for all tables", file=sys.stderr)
        return NOT_LOOKED
    for line in report(found, len(found) if options.all else SHOWN):
        print(line)
    print(f"{len(found)} findings" if found else "all as it must be")
    return FOUND if found else 0


def _pair(text: str) -> tuple[str, str]:
    name, _, table = text.partition("=")
    if not name or not table:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=TABLE, such as Registry=registry-restored")
    return name, table


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("more than 0")
    return number


if __name__ == "__main__":
    sys.exit(main())
