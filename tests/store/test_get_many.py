"""Many items by their keys: one call per hundred, whatever the engine leaves unanswered asked again."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.registry import RegistryItem
from tests.costs import counted


@pytest.fixture(autouse=True)
def table(act_as: Callable[[str], None]) -> None:
    act_as("RegistrationFunction")
    for number in range(0, 120, 2):
        engine.put(RegistryItem(f"P{number}", "S", version=1, body={}))


def keys(count: int) -> list[tuple[str, str]]:
    return [(f"P{number}", "S") for number in range(count)]


@pytest.mark.parametrize(("asked", "found", "calls"), [(0, 0, 0), (1, 1, 1), (100, 50, 1), (120, 60, 2)])
def test_what_exists_is_found_by_the_hundred(asked: int, found: int, calls: int) -> None:
    with counted() as made:
        items = engine.get_many(RegistryItem, keys(asked) * 2)
    assert sorted(item.pk for item in items) == sorted(f"P{number}" for number in range(0, asked, 2))
    assert (len(items), len(made)) == (found, calls)


def test_what_the_engine_leaves_unanswered_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine._table_connection("test-Registry").batch_get_item
    leave = iter((2, 1, 0))

    def partly(asked: list[Any], **options: Any) -> Any:
        left = next(leave)
        answer = whole(asked[left:], **options)
        return {**answer, "UnprocessedKeys": {"test-Registry": {"Keys": asked[:left]}} if left else {}}

    monkeypatch.setattr(engine._table_connection("test-Registry"), "batch_get_item", partly)
    assert len(engine.get_many(RegistryItem, keys(6))) == 3
    monkeypatch.setattr(
        engine._table_connection("test-Registry"),
        "batch_get_item",
        lambda asked, **_: {"Responses": {}, "UnprocessedKeys": {"test-Registry": {"Keys": asked}}},
    )
    with pytest.raises(Refusal, match="busy"):
        engine.get_many(RegistryItem, keys(6))
