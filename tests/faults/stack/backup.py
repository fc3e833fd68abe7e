"""What an operator keeps of a stack, and a new stack from it: the tables' items, as recovery to a point in
time gives them back, and the secrets by which phones and receipts are known again."""

from contextlib import contextmanager
from dataclasses import dataclass

from infra.local.stack import LocalStack
from infra.template import resources
from tests.faults.stack import streams
from tests.faults.stack.looking import Items, stored, tables

_WITH_THE_DATA = ("SignInSecret", "CheckInSecret", "InvitationSecret", "OpinionSecret", "AddressSecret")


@dataclass(frozen=True)
class Backup:
    """Items by table and key, and the values of secrets; all by the template's names."""

    items: Items
    secrets: dict[str, str]


def backup(stack: LocalStack) -> Backup:
    return Backup(stored(stack), _secrets(stack))


def restore(kept: Backup, stack: LocalStack) -> None:
    """Into a stack that holds nothing yet. A restored table's stream begins empty."""
    client, names = stack.client("dynamodb"), tables(stack)
    with contextmanager(streams.silent)(stack):
        for name, items in kept.items.items():
            for item in items.values():
                client.put_item(TableName=names[name], Item=item)
    new = _secrets(stack)
    replaced = {new[name]: value for name, value in kept.secrets.items()}
    functions = stack.client("lambda")
    for page in functions.get_paginator("list_functions").paginate():
        for function in page["Functions"]:
            before = function["Environment"]["Variables"]
            after = {name: replaced.get(value, value) for name, value in before.items()}
            if after != before:
                functions.update_function_configuration(
                    FunctionName=function["FunctionName"], Environment={"Variables": after}
                )


def _secrets(stack: LocalStack) -> dict[str, str]:
    client = stack.client("secretsmanager")
    return {
        name: client.get_secret_value(SecretId=stack.physical_id(name))["SecretString"]
        for name in resources("AWS::SecretsManager::Secret")
        if name in _WITH_THE_DATA
    }
