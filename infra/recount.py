"""Opinions and suggestions counted anew: `make recount ENV=henan ARGS="--from 2026-01"`.

Goes through all that came from that month on, page by page, with the operator's own AWS credentials, which
must be allowed to describe the stack and to invoke its Tally function. Repeating it is harmless.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.admin import AdminError, Client, deployed
from shared.domain.clock import legal_day, month_of, now

KINDS = ("OPINIONS", "SUGGESTIONS")


class Counted(NamedTuple):
    """How many cases were counted, and those that failed."""

    number: int
    failed: list[str]


def recount(client: Client, stack: str, first: date, last: date) -> Counted:
    """Counts what came from the month of one day to that of the other. Raises AdminError where a page
    fails."""
    try:
        outputs = client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["Outputs"]
        function = {o["OutputKey"]: o["OutputValue"] for o in outputs}["TallyFunctionName"]
        pages = [
            page
            for month in _months(first, last)
            for kind in KINDS
            for page in _pages(client, function, {"kind": kind, "month": month})
        ]
    except (BotoCoreError, ClientError, KeyError) as error:
        raise AdminError(f"stack {stack}: {error}") from error
    failed = [case for page in pages for case in page["failed"]]
    return Counted(sum(page["counted"] for page in pages), failed)


def _pages(client: Client, function: str, asked: dict[str, Any]) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        payload = json.dumps({**asked, "after": after}).encode()
        answer = client("lambda").invoke(FunctionName=function, Payload=payload)
        page = json.load(answer["Payload"])
        if "FunctionError" in answer:
            raise AdminError(page.get("errorMessage", "the function failed"))
        yield page
        after = page["after"]
        if after is None:
            return


def _months(first: date, last: date) -> Iterator[str]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield month_of(date(number // 12, number % 12 + 1, 1))


def main() -> int:
    parser = argparse.ArgumentParser(prog="make recount", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    parser.add_argument(
        "--from",
        dest="first",
        required=True,
        type=lambda month: date.fromisoformat(f"{month}-01"),
        help="the first month, such as 2026-01",
    )
    options = parser.parse_args()
    try:
        stack, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        counted = recount(session.client, stack, options.first, legal_day(now()))
    except AdminError as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    print(f"{counted.number} cases counted")
    for case in counted.failed:
        print(f"failed: {case}", file=sys.stderr)
    return 1 if counted.failed else 0


if __name__ == "__main__":
    sys.exit(main())
