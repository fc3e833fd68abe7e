"""All tables audited: `make audit ENV=henan`.

Reads every table whole with the operator's own AWS credentials, which must be allowed to describe the stack
and to scan its tables, and says what is not as it must be. It changes nothing. What changes while it reads
can look torn: beside live traffic use ``--again 60``, which reads twice and tells what was so both times.
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

SHOWN = 20
"""Findings of one code that are shown, unless all are asked for."""


def tables(client: Client, stack: str, instead: Mapping[str, str]) -> dict[str, str]:
    """The names of a stack's tables by their names in the template; ``instead`` are others in their place,
    such as those that were restored. Raises AdminError."""
    known = template.resources("AWS::DynamoDB::Table")
    strange = sorted(instead.keys() - known.keys())
    if strange:
        raise AdminError(f"no table is called {', '.join(strange)}; there are {', '.join(known)}")
    describe = client("cloudformation").describe_stack_resource
    return {
        name: instead.get(name)
        or describe(StackName=stack, LogicalResourceId=name)["StackResourceDetail"]["PhysicalResourceId"]
        for name in known
    }


def audit(client: Client, names: Mapping[str, str], again: int, say: Callable[[str], None]) -> list[Finding]:
    """What is found, after ``again`` seconds once more: then only what was found both times. 0: once."""
    found = _read(client, names, say)
    if again and found:
        say(f"{len(found)} findings; reading again in {again} seconds")
        time.sleep(again)
        still = {(one.code, one.key) for one in _read(client, names, say)}
        found = [one for one in found if (one.code, one.key) in still]
    return found


def _read(client: Client, names: Mapping[str, str], say: Callable[[str], None]) -> list[Finding]:
    read = snapshot(client("dynamodb"), names)
    say(f"{len(read)} items in {len(names)} tables")
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
    """Exit status: 0 for nothing found, 1 for findings or where it could not look."""
    parser = argparse.ArgumentParser(prog="make audit", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    parser.add_argument("--again", type=int, default=0, help="read twice, so many seconds apart")
    parser.add_argument("--all", action="store_true", help="show every finding")
    parser.add_argument(
        "--table",
        action="append",
        default=[],
        metavar="NAME=TABLE",
        help="another table in the place of the stack's, such as Registry=registry-restored",
    )
    options = parser.parse_args()
    instead = dict(pair.partition("=")[::2] for pair in options.table)
    try:
        stack, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        names = tables(session.client, stack, instead)
        found = audit(session.client, names, options.again, lambda line: print(line, flush=True))
    except (AdminError, BotoCoreError, ClientError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    for line in report(found, len(found) if options.all else SHOWN):
        print(line)
    print(f"{len(found)} findings" if found else "all as it must be")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
