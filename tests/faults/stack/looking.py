"""Looking at a stack: what stands in its tables, whether it rests, what an audit finds, what phones got."""

import time
from collections import Counter
from typing import Any

from infra.audit import findings, snapshot
from infra.local.stack import LocalStack
from infra.template import resources
from shared.store.clients import READ_SECONDS
from tests.e2e.pipeline import until, waiting
from tests.faults.stack.life import Life

Items = dict[str, dict[tuple[str, str], dict[str, Any]]]
"""By table and key."""
SECONDS = 300.0
VOLATILE = frozenset({"version", "expires"})
"""Attributes that tell how often something was written and until when it is kept, not what."""
NOTED_LATER = "DELIVERY#"
"""Of a message that went while its note was lost the note is made when it comes again."""
REST = 3 * READ_SECONDS
"""Seconds in which nothing changes: longer than a worker's step takes, be it with an answer that was lost."""


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


def changed(before: Items, after: Items) -> list[str]:
    """What differs: keys that came or went, and attributes whose values are others."""
    found = []
    for table, items in after.items():
        kept = before[table]
        came = {key for key in set(items) - set(kept) if not key[0].startswith(NOTED_LATER)}
        found += [f"{table} {key} came or went" for key in sorted(came | set(kept) - set(items))]
        for key in sorted(set(items) & set(kept)):
            old, new = kept[key], items[key]
            names = [name for name in sorted({*old, *new} - VOLATILE) if old.get(name) != new.get(name)]
            found += [f"{table} {key} {name}: {old.get(name)} -> {new.get(name)}" for name in names]
    return found


def audited(stack: LocalStack) -> list[str]:
    """What the audit finds, in words."""
    found = findings(snapshot(stack.client("dynamodb"), tables(stack)))
    return [f"{one.code} {one.key}: {one.words}" for one in found]


def settle(stack: LocalStack) -> None:
    """Waits until streams and queues have done their work: then nothing changes any more."""
    last: Items = {}
    since = time.monotonic()

    def rests() -> bool:
        nonlocal last, since
        found = stored(stack)
        if waiting(stack) or found != last:
            last, since = found, time.monotonic()
        return time.monotonic() - since > REST

    until(rests, "the stack does not come to rest", SECONDS)


def messages(stack: LocalStack, life: Life) -> Counter[tuple[str, str]]:
    """How often each kind of message came to each phone."""
    inbox = stack.receiver.inbox
    return Counter(
        (phone, message["kind"])
        for phone in [*life.phones, *life.residents]
        for message in inbox.messages(f"+86{phone}")
    )
