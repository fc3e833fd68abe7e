"""Fixtures of all tests."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import aws

pytest_plugins = ["tests.stack", "tests.worlds", "tests.engines.plugin", "tests.operations"]

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
"""No test is timed, those of properties neither: a busy machine is no fault of what they test."""


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[aws.World]:
    """The template's tables, keys, queue and bucket in moto, empty."""
    with aws.world(monkeypatch) as made:
        yield made


@pytest.fixture
def act_as(tables: aws.World, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``act_as("CheckinFunction")``: this process has that function's environment, and no other's."""

    def set_environment(function: str) -> None:
        for name in aws.function_settings():
            monkeypatch.delenv(name, raising=False)
        for name, value in tables.environment(function).items():
            monkeypatch.setenv(name, value)

    return set_environment
