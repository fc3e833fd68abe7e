"""A county's tables at rest, made by the stores' own items, and what can be done to them."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import Any

from infra.audit.snapshot import Snapshot, Stored, expected
from shared.store.engine import Item
from tests.infra.audit import matters, meetings, people

Change = Callable[[dict[tuple[str, str, str], Stored]], None]


@cache
def _whole() -> tuple[Stored, ...]:
    cases = list(matters.cases_and_lists())
    made: Iterable[Item] = (
        *people.registered(), *people.identified(), *people.recorded(), *cases, *matters.tallies(cases),
        *meetings.met(), *meetings.published(), *meetings.told(), *meetings.short(),
    )  # fmt: skip
    items = (expected(item.table.value.removesuffix("_TABLE").title(), item) for item in made)
    whole = {(item.table, item.pk, item.sk): item for item in items}
    return tuple(whole.values())


def county(change: Change = lambda items: None) -> Snapshot:
    """The county, after what somebody did to its tables."""
    items = {(item.table, item.pk, item.sk): item for item in _whole()}
    change(items)
    return Snapshot(items.values())


def edited(table: str, pk: str, sk: str, **fields: Any) -> Change:
    """Writes other attributes into one item: those of the body under their names, others with ``at_``."""

    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        item = items[table, pk, sk]
        attributes, body = dict(item.fields), dict(item.body)
        for name, value in fields.items():
            if name.startswith("at_"):
                attributes[name.removeprefix("at_")] = value
            else:
                body[name] = value
        items[table, pk, sk] = replace(item, fields={**attributes, **({"body": body} if body else {})})

    return change


def gone(table: str, pk: str, sk: str) -> Change:
    """Removes one item."""

    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        del items[table, pk, sk]

    return change


def moved(table: str, pk: str, sk: str, to_pk: str, to_sk: str, *, leave: bool = False) -> Change:
    """Puts an item under another key; ``leave``: a copy."""

    def change(items: dict[tuple[str, str, str], Stored]) -> None:
        item = items[table, pk, sk] if leave else items.pop((table, pk, sk))
        items[table, to_pk, to_sk] = replace(item, pk=to_pk, sk=to_sk)

    return change
