"""`pytest --engine dynamodb-local`: the tests' tables stand in DynamoDB Local, each process has its own.

Keys, queues and buckets stay moto's. Tests without tables and those that look into moto itself are left out.
"""

import os

import pytest

from tests.engines import jars
from tests.engines.dynamodb_local import ENDPOINT, DynamoDBLocal


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=("moto", "dynamodb-local"),
        default="moto",
        help="what holds the tables of the tests",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not is_second(config):
        return
    try:
        jars.java()
        jars.fetched()
    except jars.JavaMissing as missing:
        raise pytest.UsageError(str(missing)) from missing
    if config.getoption("numprocesses", None):  # the tests run in other processes, each with an engine
        return
    engine = DynamoDBLocal()
    config.add_cleanup(engine.stop)
    engine.start()
    os.environ[ENDPOINT] = engine.endpoint_url


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    right = _for_second if is_second(config) else _for_moto
    config.hook.pytest_deselected(items=[item for item in items if not right(item)])
    items[:] = [item for item in items if right(item)]


def _for_moto(item: pytest.Item) -> bool:
    return item.get_closest_marker("second_engine") is None


def _for_second(item: pytest.Item) -> bool:
    if item.get_closest_marker("moto_itself"):
        return False
    return "tables" in getattr(item, "fixturenames", ()) or not _for_moto(item)


def is_second(config: pytest.Config) -> bool:
    """Whether this run is on the second engine."""
    return bool(config.getoption("--engine") == "dynamodb-local")
