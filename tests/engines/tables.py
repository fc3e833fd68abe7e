"""The tables of template.yaml, made in any engine."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from infra import template

_BATCH = 25
_TAKEN = ("KeySchema", "AttributeDefinitions", "BillingMode", "GlobalSecondaryIndexes", "StreamSpecification")


@cache
def definitions() -> dict[str, dict[str, Any]]:
    """What CreateTable is asked for each table of the template, by logical id; without the table's name."""
    found = {}
    for name, resource in template.resources("AWS::DynamoDB::Table").items():
        found[name] = {key: value for key, value in resource["Properties"].items() if key in _TAKEN}
        if "StreamSpecification" in found[name]:
            found[name]["StreamSpecification"] = {
                "StreamEnabled": True,
                **found[name]["StreamSpecification"],
            }
    return found


def make_tables(client: Any, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Makes every table of the template; answers the physical names by logical id. ``names`` are the physical
    names wanted, by logical id; a table that it does not name is called as in the template."""
    made = {name: (names or {}).get(name, name) for name in definitions()}
    for name, definition in definitions().items():
        client.create_table(TableName=made[name], **definition)
    return made


def empty(client: Any, names: Mapping[str, str]) -> None:
    """Takes every item out of the tables. They are never made anew: DynamoDB Local goes through all streams
    that a table's name has had with every write."""
    scan = client.get_paginator("scan")
    for name in definitions():
        for page in scan.paginate(TableName=names[name], ProjectionExpression="pk, sk"):
            delete(client, names[name], page["Items"])


def delete(client: Any, table: str, keys: Sequence[Mapping[str, Any]]) -> None:
    """Takes the items under these keys out of a table, as many at once as a BatchWriteItem takes (AWS)."""
    for begin in range(0, len(keys), _BATCH):
        part = keys[begin : begin + _BATCH]
        client.batch_write_item(RequestItems={table: [{"DeleteRequest": {"Key": key}} for key in part]})
