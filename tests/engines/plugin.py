"""`pytest --engine dynamodb-local`: the tests' tables stand in DynamoDB Local, each process has its own.

Keys, queues and buckets stay moto's. Tests that look into moto itself are left out.
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
    left_out = "moto_itself" if is_second(config) else "second_engine"
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(left_out)])
    items[:] = [item for item in items if not item.get_closest_marker(left_out)]


def is_second(config: pytest.Config) -> bool:
    """Whether this run is on the second engine."""
    return bool(config.getoption("--engine") == "dynamodb-local")
