"""Fixtures of rosters."""

import copy
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from moto.dynamodb import models
from moto.dynamodb.models.table import Table

from tests.aws import World
from tests.registration.rosters.desk import Desk


@pytest.fixture
def desk(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An administrator of Shangqiu at a desk, on empty tables, at half past nine on 20 November 2026."""
    return Desk(tables, act_as, monkeypatch)


@pytest.fixture
def swift(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto copies whole tables for every operation of a transaction, to undo the ones that fail. For tests
    that make many and in which none fails."""

    def copied(value: Any) -> Any:
        return value if isinstance(value, Table) else copy.deepcopy(value)

    monkeypatch.setattr(models, "copy", SimpleNamespace(deepcopy=copied))
