"""The list of operations that the package describes is what the code calls: found in its text here, and in
every test as it runs (tests/operations.py)."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import botocore.session
import pynamodb.connection.base as pynamodb_connection
import pytest
from botocore import xform_name

from infra.packaging.operations import ASKED_BY_BOTOCORE, OPERATIONS, PAGED
from shared.store import keys
from tests.operations import _held_against_the_list

ROOT = Path(__file__).resolve().parents[2]
MODELS = {
    "save": "PutItem",
    "update": "UpdateItem",
    "delete": "DeleteItem",
    "refresh": "GetItem",
    "batch_get": "BatchGetItem",
    "batch_write": "BatchWriteItem",
    "count": "Query",
    "rate_limited_scan": "Scan",
    "BatchWrite": "BatchWriteItem",
    "TransactGet": "TransactGetItems",
    "TransactWrite": "TransactWriteItems",
}
"""What pynamodb's models and transactions come to; its connection says so itself."""


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the functions, by its dotted name."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for top in ("functions", "shared")
        for path in (ROOT / top).rglob("*.py")
    }


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def words(tree: ast.Module) -> Iterator[str]:
    """Names after a dot and texts: whatever can name a client's method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def makers() -> dict[str, str]:
    """The service of each module that makes a client (shared.store.clients)."""
    services = set(botocore.session.get_session().get_available_services())
    return {
        name: str(node.args[0].value)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"new", "create_client", "client", "resource"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value in services
    }


def written(service: str) -> set[str]:
    """The operations named in modules that make a client of the service, and in those that import them."""
    model = botocore.session.get_session().get_service_model(service)
    names = {xform_name(operation): operation for operation in model.operation_names}
    of_service = {name for name, made in makers().items() if made == service}
    near = [tree for name, tree in trees().items() if name in of_service or of_service & {*imported(tree)}]
    return {names[word] for tree in near for word in words(tree) if word in names}


def sends() -> dict[str, str]:
    """The operation of each method of pynamodb's connection."""
    tree = ast.parse(Path(pynamodb_connection.__file__).read_text("utf-8"))
    return {
        function.name: getattr(pynamodb_connection, node.args[0].id)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "dispatch"
        and isinstance(node.args[0], ast.Name)
    }


def test_the_code_makes_clients_of_these_services_alone() -> None:
    assert {*makers().values(), "dynamodb"} == set(OPERATIONS)


@pytest.mark.parametrize("service", ["kms", "s3", "sqs"])
def test_the_list_is_what_the_code_names(service: str) -> None:
    assert written(service) == OPERATIONS[service]


def test_the_list_is_what_the_code_asks_of_pynamodb() -> None:
    known = sends() | MODELS
    assert len(sends()) > 10
    used = [tree for tree in trees().values() if any(name.startswith("pynamodb") for name in imported(tree))]
    called = {node.attr for tree in used for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    called |= {node.id for tree in used for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert {known[name] for name in called & set(known)} == OPERATIONS["dynamodb"]


def test_what_is_paged_or_asked_by_botocore_is_of_the_list_s_services() -> None:
    assert all(PAGED[service] <= OPERATIONS[service] for service in PAGED)
    assert set(ASKED_BY_BOTOCORE) <= set(OPERATIONS)


def test_a_call_of_another_operation_fails_a_test(act_as: object, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.reset()
    client = keys._client()
    with pytest.raises(AssertionError, match="kms ListKeys is missing"):
        _held_against_the_list(client, "ListKeys", {})
