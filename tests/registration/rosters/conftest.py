"""Fixtures of rosters."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.registration.rosters.desk import Desk


@pytest.fixture
def desk(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An administrator of Shangqiu at a desk, on empty tables, at half past nine on 20 November 2026."""
    return Desk(tables, act_as, monkeypatch)
