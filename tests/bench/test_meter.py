"""Units of calls, by examples worked out by hand."""

from typing import Any

import pytest

from tests.bench.meter import Units, telling, transacted, used


def _put(**attributes: Any) -> dict[str, Any]:
    return {"Put": {"TableName": "T", "Item": {"pk": {"S": "a"}, "sk": {"S": "b"}, **attributes}}}


INDEX = {"gsi1pk": {"S": "x"}, "gsi1sk": {"S": "y"}}


@pytest.mark.parametrize(
    ("entry", "units"),
    [
        (_put(), 2),
        (_put(**INDEX), 3),
        (_put(body={"S": "x" * 1500}), 4),
        (_put(body={"S": "x" * 1500}, **INDEX), 6),
        ({"Update": {"TableName": "T", "Key": {}}}, 2),
        ({"Delete": {"TableName": "T", "Key": {}}}, 2),
        ({"ConditionCheck": {"TableName": "T", "Key": {}}}, 2),
    ],
)
def test_a_part_of_a_transaction_costs_two_for_each_kilobyte_and_one_in_the_index(
    entry: dict[str, Any], units: int
) -> None:
    assert transacted(entry) == units


def test_of_a_transaction_the_engine_s_word_is_not_taken() -> None:
    told = {"ConsumedCapacity": [{"CapacityUnits": 4.0}]}
    asked = {"TransactItems": [_put(**INDEX)] * 65 + [_put()]}
    assert used("TransactWriteItems", asked, told) == Units(written=65 * 3 + 2)


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_a_single_item_is_written_as_the_engine_says(operation: str) -> None:
    assert used(operation, {}, {"ConsumedCapacity": {"CapacityUnits": 3.0}}) == Units(written=3.0)


def test_a_batch_is_all_of_its_tables() -> None:
    told = {"ConsumedCapacity": [{"CapacityUnits": 1.5}, {"CapacityUnits": 2.0}]}
    assert used("BatchGetItem", {}, told) == Units(read=3.5)
    assert used("BatchWriteItem", {}, told) == Units(written=3.5)


def test_a_query_is_read_and_what_tells_nothing_costs_nothing() -> None:
    assert used("Query", {}, {"ConsumedCapacity": {"CapacityUnits": 0.5}}) == Units(read=0.5)
    assert used("Query", {}, {}) == Units()


def test_the_engine_is_asked_and_the_call_stays_as_it_was() -> None:
    call = {"TableName": "T"}
    assert telling(call) == {"TableName": "T", "ReturnConsumedCapacity": "TOTAL"}
    assert call == {"TableName": "T"}
