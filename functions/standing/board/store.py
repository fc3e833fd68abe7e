"""Statements in the Records table: one of a subject, rule and day, never changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from functions.standing.board.statements import Statement
from shared.domain.errors import Refusal
from shared.domain.ids import shares_key
from shared.regulations.inputs import ATTESTATION
from shared.store import engine, pages
from shared.store import records as keys
from shared.store.codec import from_plain, to_plain
from shared.store.corrections import Target, last_of
from shared.store.pages import Page
from shared.store.records import RecordItem


def target(partition: str, day: date, rule: str) -> Target:
    """Where a statement's record stands."""
    return Target(partition, day, ATTESTATION, rule)


def add(partition: str, statement: Statement, mark: str | None) -> tuple[Statement, bool]:
    """Writes the statement if there is none of its subject, rule and day: the standing one, and whether this
    call made it. One call, two where one stands.

    Raises ``idempotency_key_reused`` where the same key came with another request for it.
    """
    body: dict[str, Any] = to_plain(statement) | ({} if mark is None else {"request": mark})
    item = keys.item(
        partition, statement.day, ATTESTATION, statement.rule, body=body, marks=statement.evidence
    )
    if engine.insert(item):
        return statement, True
    standing = engine.get(RecordItem, item.pk, item.sk, consistent=True)
    if standing is None:
        raise Refusal("conflict", retry_after=1)
    first = standing.body.as_dict().get("request")  # type: ignore[no-untyped-call]
    if shares_key(first, mark) and first != mark:
        raise Refusal("idempotency_key_reused")
    return _of(standing), False


def page(
    partition: str, rule: str, first: date, last: date, *, limit: int, cursor: str | None
) -> Page[Statement]:
    """A page of what was stated under a rule from ``first`` to ``last``, oldest first, withdrawn ones too.
    One call; a page may be short and have a next one."""
    found = pages.partition_page(
        RecordItem,
        partition,
        limit=limit,
        cursor=cursor,
        between=keys.period(first, last),
        condition=(RecordItem.kind == ATTESTATION) & (RecordItem.reference == rule),
    )
    return found.map(_of)


def named(partition: str, statements: Iterable[tuple[date, str]]) -> dict[str, Statement]:
    """The statements of these days and rules, by id. One call per 100, none for none."""
    sorts = [keys.record_sort(day, ATTESTATION, rule) for day, rule in statements]
    found = map(_of, engine.get_many(RecordItem, [(partition, sort) for sort in sorts]))
    return {statement.id: statement for statement in found}


def _of(item: RecordItem) -> Statement:
    stated = from_plain(Statement, item.body.as_dict())  # type: ignore[no-untyped-call]
    return replace(stated, correction=last_of(item))
