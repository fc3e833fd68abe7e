"""Looking at a stack: what stands in its tables, whether it rests, what an audit finds, what phones got."""

from collections import Counter
from typing import Any

from infra.audit import findings, snapshot
from infra.local.stack import LocalStack
from infra.template import resources
from tests.e2e.pipeline import until, waiting
from tests.faults.stack.life import Life

Items = dict[str, dict[tuple[str, str], dict[str, Any]]]
"""By table and key."""
SECONDS = 300.0


def tables(stack: LocalStack) -> dict[str, str]:
    """The tables' names by the template's."""
    return {name: stack.physical_id(name) for name in resources("AWS::DynamoDB::Table")}


def stored(stack: LocalStack) -> Items:
    """Everything in every table."""
    client = stack.client("dynamodb")
    found: Items = {}
    for name, table in tables(stack).items():
        pages = client.get_paginator("scan").paginate(TableName=table, ConsistentRead=True)
        items = [item for page in pages for item in page["Items"]]
        found[name] = {(item["pk"]["S"], item["sk"]["S"]): item for item in items}
    return found


def audited(stack: LocalStack) -> list[str]:
    """What the audit finds, in words."""
    found = findings(snapshot(stack.client("dynamodb"), tables(stack)))
    return [f"{one.code} {one.key}: {one.words}" for one in found]


def settle(stack: LocalStack) -> None:
    """Waits until streams and queues have done their work: then nothing changes any more."""
    last: list[Any] = [None]

    def rests() -> bool:
        before, last[0] = last[0], stored(stack)
        queued = waiting(stack)
        return not queued and before == last[0]

    until(rests, "the stack does not come to rest", SECONDS)


def messages(stack: LocalStack, life: Life) -> Counter[tuple[str, str]]:
    """How often each kind of message came to each phone."""
    inbox = stack.receiver.inbox
    return Counter(
        (phone, message["kind"])
        for phone in [*life.phones, *life.residents]
        for message in inbox.messages(f"+86{phone}")
    )
