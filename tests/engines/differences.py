"""In what the three engines that stand in for DynamoDB differ: each is asked the same and answers itself.

`python -m tests.engines.differences` prints the table, with `--write` it goes into tests/README.md.
"""

import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from infra.local.engine import Engine
from tests.engines.dynamodb_local import ENDPOINT, DynamoDBLocal
from tests.engines.tables import make_tables

README = Path(__file__).resolve().parent.parent / "README.md"
_PLACE = re.compile(r"(?<=<!-- begin:differences -->\n).*(?=<!-- end:differences -->)", re.DOTALL)
_TABLE = "Registry"
_MOTOS = "cn-northwest-1"
_THREADS = 8
_EACH = 12


class Probe(NamedTuple):
    """One question: what it is about, what DynamoDB documents, and how an engine is asked."""

    words: str
    documented: str
    ask: Callable[[Any], str]


def key(pk: str, sk: str = "s") -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put(client: Any, pk: str, sk: str = "s", **attributes: Any) -> str:
    client.put_item(TableName=_TABLE, Item={**key(pk, sk), **attributes})
    return "taken"


def transact(client: Any, operations: list[dict[str, Any]], **options: Any) -> Any:
    return client.transact_write_items(TransactItems=operations, **options)


def add(pk: str) -> dict[str, Any]:
    return {
        "Update": {
            "TableName": _TABLE,
            "Key": key(pk),
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        }
    }


def number(client: Any, pk: str) -> int:
    found = client.get_item(TableName=_TABLE, Key=key(pk), ConsistentRead=True)
    return int(found.get("Item", {}).get("n", {"N": "0"})["N"])


def query(client: Any, condition: str, values: dict[str, str], **options: Any) -> Any:
    return client.query(
        TableName=_TABLE,
        KeyConditionExpression=condition,
        ExpressionAttributeValues={name: {"S": value} for name, value in values.items()},
        **options,
    )


def _conflicts(client: Any) -> str:
    """Transactions that change one item at the same moment, none of them sent again."""
    told: Counter[str] = Counter()

    def work() -> None:
        for _ in range(_EACH):
            try:
                transact(client, [add("clash"), add("clash2")])
                told["done"] += 1
            except Exception as error:  # a thread's failure is an answer too
                told[type(error).__name__] += 1

    threads = [threading.Thread(target=work) for _ in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lost = told["done"] - number(client, "clash")
    if lost:
        return "changes are lost"
    return "none lost; " + ("some are cancelled" if set(told) > {"done"} else "one waits for the other")


def _token(client: Any) -> str:
    for _ in range(2):
        transact(client, [add("token")], ClientRequestToken="one-and-the-same")
    return "done once" if number(client, "token") == 1 else "done twice"


def _twice(client: Any) -> str:
    operation = {"Put": {"TableName": _TABLE, "Item": key("twice")}}
    transact(client, [operation, operation])
    return "taken"


def _foreign_cursor(client: Any) -> str:
    put(client, "one"), put(client, "other")
    found = query(client, "pk = :p", {":p": "one"}, ExclusiveStartKey=key("other"))
    return f"taken, {len(found['Items'])} items"


def _outside(client: Any) -> str:
    put(client, "prefix", "a1")
    condition, values = "pk = :p AND begins_with(sk, :s)", {":p": "prefix", ":s": "a"}
    found = query(client, condition, values, ExclusiveStartKey=key("prefix", "zz"))
    return f"taken, {len(found['Items'])} items"


def _between(client: Any) -> str:
    found = query(client, "pk = :p AND sk BETWEEN :a AND :b", {":p": "one", ":a": "2", ":b": "1"})
    return f"taken, {len(found['Items'])} items"


def _consistent(client: Any) -> str:
    query(client, "gsi1pk = :p", {":p": "one"}, IndexName="by_scope", ConsistentRead=True)
    return "taken"


def _reserved(client: Any) -> str:
    values = {":v": {"S": "open"}}
    client.update_item(
        TableName=_TABLE,
        Key=key("word"),
        UpdateExpression="SET status = :v",
        ExpressionAttributeValues=values,
    )
    return "taken"


def _unused(client: Any) -> str:
    client.get_item(
        TableName=_TABLE,
        Key=key("x"),
        ProjectionExpression="pk",
        ExpressionAttributeNames={"#unused": "y"},
    )
    return "taken"


def _same_keys(client: Any) -> str:
    client.batch_get_item(RequestItems={_TABLE: {"Keys": [key("x"), key("x")]}})
    return "taken"


def _too_many(client: Any) -> str:
    transact(client, [{"Put": {"TableName": _TABLE, "Item": key("many", str(n))}} for n in range(101)])
    return "taken"


def _too_heavy(client: Any) -> str:
    heavy = {"x": {"S": "y" * 300_000}}
    operations = [
        {"Put": {"TableName": _TABLE, "Item": {**key("heavy", str(n)), **heavy}}} for n in range(15)
    ]
    transact(client, operations)
    return "taken"


def _standing(client: Any) -> str:
    put(client, "standing", n={"N": "7"})
    operation = {
        "Put": {
            "TableName": _TABLE,
            "Item": key("standing"),
            "ConditionExpression": "attribute_not_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }
    try:
        transact(client, [operation])
    except ClientError as error:
        (reason,) = error.response["CancellationReasons"]
        return "answered" if reason.get("Item", {}).get("n") == {"N": "7"} else "not answered"
    return "taken"


def _capacity(client: Any) -> str:
    answer = client.put_item(TableName=_TABLE, Item=key("cost"), ReturnConsumedCapacity="TOTAL")
    one = answer.get("ConsumedCapacity", {}).get("CapacityUnits")
    item = {**key("cost2"), "gsi1pk": {"S": "a"}, "gsi1sk": {"S": "b"}, "x": {"S": "y" * 3000}}
    answer = client.put_item(TableName=_TABLE, Item=item, ReturnConsumedCapacity="TOTAL")
    more = answer.get("ConsumedCapacity", {}).get("CapacityUnits")
    return "counted" if (one, more) == (1, 6) else f"{one} and {more}"


def _transacted(client: Any) -> str:
    """Two units for each of ten items of less than a KB."""
    operations = [{"Put": {"TableName": _TABLE, "Item": key("ten", str(n))}} for n in range(10)]
    told = transact(client, operations, ReturnConsumedCapacity="TOTAL").get("ConsumedCapacity", [])
    units = sum(part["CapacityUnits"] for part in told)
    return "counted" if units == 20 else f"{units:g}"


def _expired(client: Any) -> str:
    put(client, "expired", expires={"N": "1"})
    return "still there" if "Item" in client.get_item(TableName=_TABLE, Key=key("expired")) else "gone"


PROBES = (
    Probe("transactions over one item at once", "none lost; some are cancelled", _conflicts),
    Probe("one ClientRequestToken sent twice", "done once", _token),
    Probe("one item twice in a transaction", "refused", _twice),
    Probe("101 operations in a transaction", "refused", _too_many),
    Probe("4.5 MB in a transaction", "refused", _too_heavy),
    Probe("the item in the way of a cancelled put", "answered", _standing),
    Probe("an item of 410 KB", "refused", lambda client: put(client, "big", x={"S": "y" * 410_000})),
    Probe("an empty key", "refused", lambda client: put(client, "")),
    Probe("an empty key of an index", "refused", lambda client: put(client, "gsi", gsi1pk={"S": ""})),
    Probe("a number of 39 digits", "refused", lambda client: put(client, "n", n={"N": "1" * 39})),
    Probe("an empty set", "refused", lambda client: put(client, "set", x={"SS": []})),
    Probe("a start key of another partition", "refused", _foreign_cursor),
    Probe("a start key outside the prefix asked for", "refused", _outside),
    Probe("BETWEEN with its ends exchanged", "refused", _between),
    Probe("a consistent read of an index", "refused", _consistent),
    Probe("a reserved word as a name", "refused", _reserved),
    Probe("a name that no expression uses", "refused", _unused),
    Probe("a key twice in one BatchGetItem", "refused", _same_keys),
    Probe("capacity units of a put, and of one of 3 KB in an index", "counted", _capacity),
    Probe("capacity units of a transaction of ten puts", "counted", _transacted),
    Probe("an item past its `expires`, asked for at once", "still there", _expired),
)


def asked(client: Any) -> list[str]:
    """What an engine answers to each probe."""
    make_tables(client)
    return [_outcome(probe, client) for probe in PROBES]


def _outcome(probe: Probe, client: Any) -> str:
    try:
        return probe.ask(client)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        return "refused" if code == "ValidationException" else f"refused ({code})"


@contextmanager
def _moto() -> Iterator[Any]:
    """In a region of its own, and nothing is reset: what tests keep in moto stays."""
    mock = mock_aws()
    mock.start(reset=False)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv(ENDPOINT, raising=False)  # by it tests may be on another engine
            client = boto3.client(
                "dynamodb", _MOTOS, aws_access_key_id="testing", aws_secret_access_key="testing"
            )
            yield client
            for table in client.list_tables()["TableNames"]:
                client.delete_table(TableName=table)
    finally:
        mock.stop(remove_data=False)


@contextmanager
def _ministack() -> Iterator[Any]:
    engine = Engine()
    engine.start()
    try:
        yield engine.client("dynamodb")
    finally:
        engine.stop()


@contextmanager
def _dynamodb_local() -> Iterator[Any]:
    with DynamoDBLocal() as engine:
        yield engine.client()


ENGINES = {"moto": _moto, "ministack": _ministack, "DynamoDB Local": _dynamodb_local}


def table() -> str:
    """The rows in which an engine answers other than DynamoDB documents, as Markdown."""
    columns = []
    for engine in ENGINES.values():
        with engine() as client:
            columns.append(asked(client))
    lines = ["| | DynamoDB | " + " | ".join(ENGINES) + " |", "|---|---|---|---|---|"]
    for probe, *answers in zip(PROBES, *columns, strict=True):
        if set(answers) != {probe.documented}:
            shown = ["as documented" if answer == probe.documented else answer for answer in answers]
            lines.append(f"| {probe.words} | {probe.documented} | " + " | ".join(shown) + " |")
    return "\n".join(lines) + "\n"


def written() -> str:
    """The table that stands in tests/README.md."""
    match = _PLACE.search(README.read_text("utf-8"))
    return match.group() if match else ""


def main() -> None:
    found = table()
    if "--write" in sys.argv:
        text = README.read_text("utf-8")
        README.write_text(_PLACE.sub(lambda _: found, text), "utf-8")
    sys.stdout.write(found)


if __name__ == "__main__":
    main()
