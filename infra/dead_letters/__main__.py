"""Dead letters: `make dead-letters ENV=henan ARGS=list`, then `ARGS="show ID"`, `"redrive ID"`, `"drop ID"`.

Runs with the operator's own AWS credentials. Shows no personal data. What it sends again it removes only
afterwards, so that nothing is lost when it is ended midway; whatever arrives twice then changes nothing.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.admin import AdminError, deployed
from infra.dead_letters.box import Box
from infra.dead_letters.errors import NotSentAgain
from infra.dead_letters.letters import Kind, Letter, details
from infra.dead_letters.sending import Deployed, send
from shared.domain import clock

_LONGEST_CALL = 90
"""Seconds; no function that follows a stream takes longer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which letters: those of ``ids``, or all where none is named; of a kind and a cause, where they are."""

    ids: frozenset[str] = frozenset()
    kind: str | None = None
    cause: str | None = None

    def has(self, letter: Letter) -> bool:
        """Whether it is one of them."""
        named = not self.ids or letter.id in self.ids
        return named and self.kind in {None, letter.kind} and self.cause in {None, letter.cause}


def run(stack: Deployed, command: str, wanted: Wanted) -> Iterator[str]:
    """Does what is asked and says so, line by line. Raises :class:`NotSentAgain` at the end where a letter
    had to stay, AdminError where one of ``ids`` is not there."""
    found: Counter[str] = Counter()
    missing, stay = set(wanted.ids), 0
    with Box(stack.client("sqs"), stack.dead_letters, clock.now()) as box:
        for letter in box:
            if not wanted.has(letter):
                continue
            missing.discard(letter.id)
            found[f"{letter.kind} {letter.cause}"] += 1
            try:
                yield _done(stack, command, letter, box)
            except NotSentAgain as error:
                stay += 1
                yield f"{letter.id}  stays: {error}"
    yield ", ".join(f"{number} {what}" for what, number in sorted(found.items())) or "none"
    if missing:
        raise AdminError(f"not there now: {', '.join(sorted(missing))}")
    if stay:
        raise NotSentAgain(f"{stay} stay in the dead letters")


def _done(stack: Deployed, command: str, letter: Letter, box: Box) -> str:
    match command:
        case "list":
            when = letter.sent.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")
            return f"{letter.id}  {when}  {letter.kind:<10}  {letter.cause}  {letter.what}"
        case "show":
            return json.dumps(details(letter), ensure_ascii=False, indent=2)
        case "redrive":
            send(stack, letter)
            box.remove(letter)
            return f"{letter.id}  sent again: {letter.what}"
        case _:
            box.remove(letter)
            return f"{letter.id}  dropped: {letter.what}"


def main() -> int:
    options = _parser().parse_args()
    if options.command in {"redrive", "drop"} and not (options.ids or options.all):
        print("lianluo: name the letters, or say --all", file=sys.stderr)
        return 1
    try:
        name, region = deployed(options.env)
        session: Any = boto3.Session(region_name=region)
        config = Config(read_timeout=_LONGEST_CALL)
        stack = Deployed.find(lambda service: session.client(service, config=config), name)
        for line in run(stack, options.command, Wanted(frozenset(options.ids), options.kind, options.cause)):
            print(line, flush=True)
    except (AdminError, BotoCoreError, ClientError, NotSentAgain) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make dead-letters", description=__doc__)
    parser.add_argument("--env", required=True, help="the province's environment in infra/samconfig.toml")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("list", "one line each"),
        ("show", "all that may be shown of them"),
        ("redrive", "sent again the way they came, then removed"),
        ("drop", "removed"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("ids", nargs="*", metavar="ID", help="as list shows them; none for all")
        command.add_argument("--kind", choices=sorted(map(str, Kind)))
        command.add_argument("--cause", help="such as TooOld")
        if name in {"redrive", "drop"}:
            command.add_argument("--all", action="store_true", help="all, or all of the kind and the cause")
    return parser


if __name__ == "__main__":
    sys.exit(main())
