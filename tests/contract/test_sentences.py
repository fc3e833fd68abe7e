"""What is wrong with a field is said in Chinese, whatever is wrong with whatever field."""

from collections.abc import Iterator
from typing import Any

import pytest
from marshmallow import Schema, ValidationError, fields

from infra import contract
from shared.web.messages import problem, refusal_of
from shared.web.openapi import routes
from shared.web.openapi.operations import Route

ROUTES = [route for route in routes(contract.apps()) if route.operation.body or route.operation.query]
BAD: list[Any] = [
    *(None, "", " ", "x", "商丘", "９", "a\x00b", "x" * 5000, "9" * 5000),
    *("2026-13-45", "2026-11-20T09:30:00", "2026-11-20T09:30:00+08:00", "25:00", "-1", "1e400"),
    *(0, -1, 1.5, 10**12, float("inf"), True, [], [None], ["x"] * 500, {}, {"x": 1}),
]


def loaded(schema: Schema | None) -> Iterator[fields.Field[Any]]:
    """Every field of a schema and of what stands in it."""
    for field in [] if schema is None else schema.load_fields.values():
        yield from _within(field)


def _within(field: fields.Field[Any]) -> Iterator[fields.Field[Any]]:
    yield field
    if isinstance(field, fields.List):
        yield from _within(field.inner)
    if isinstance(field, fields.Nested):
        yield from loaded(field.schema)


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_no_field_is_answered_in_english_alone_or_with_nothing_said(route: Route) -> None:
    vague = problem("x", "no such sentence").zh
    for field in [*loaded(route.operation.body), *loaded(route.operation.query)]:
        for value in BAD:
            try:
                field.deserialize(value)
            except ValidationError as error:
                for found in refusal_of(error.messages, "body").errors:
                    assert found.zh != vague, f"{field.name} {value!r:.40}: {found.en}"
                    assert any("\u4e00" <= char <= "\u9fff" for char in found.zh)
                    assert found.en
