"""What tests put in the place of moto's copies undoes a transaction as wholly as they did."""

from collections.abc import Callable

import pytest
from pynamodb.transactions import TransactWrite

from shared.store import engine
from shared.store.engine import Cancelled
from shared.store.records import RecordItem
from tests.aws import World


@pytest.fixture(autouse=True)
def records(act_as: Callable[[str], None]) -> None:
    """The settings of a function that writes records."""
    act_as("CheckinFunction")


def _item(sort: str, first: str | None = None) -> RecordItem:
    return RecordItem(
        "DEPUTY#a", sort, kind="check_in", day="2026-11-20", reference="b", first=first, body={"x": "x"}
    )


def test_a_transaction_that_fails_leaves_no_trace_of_what_it_did_before(tables: World) -> None:
    for sort in ("changed", "removed", "replaced"):
        engine.put(_item(sort, first="2026-01-01"))
    before = tables.items("Records")

    def fill(transaction: TransactWrite) -> None:
        transaction.update(
            _item("changed"), actions=[RecordItem.first.set("2026-02-02"), RecordItem.body["x"].set("y")]
        )
        transaction.delete(_item("removed"))
        transaction.save(_item("replaced", first="2026-03-03"))
        transaction.save(_item("new"))
        transaction.update(_item("made"), actions=[RecordItem.first.set("2026-04-04")])
        transaction.condition_check(RecordItem, "DEPUTY#a", "none", condition=RecordItem.pk.exists())

    with pytest.raises(Cancelled):
        engine.transact(fill)
    assert tables.items("Records") == before


def test_a_transaction_that_succeeds_does_all(tables: World) -> None:
    engine.put(_item("changed"))
    engine.put(_item("removed"))

    def fill(transaction: TransactWrite) -> None:
        transaction.update(_item("changed"), actions=[RecordItem.first.set("2026-02-02")])
        transaction.delete(_item("removed"))
        transaction.save(_item("new"))

    engine.transact(fill)
    assert {item["sk"]["S"]: item.get("first") for item in tables.items("Records")} == {
        "changed": {"S": "2026-02-02"},
        "new": None,
    }
