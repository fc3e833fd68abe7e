"""Fixtures of hand-overs."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.suggestions.handovers.desk import Desk


@pytest.fixture
def desk(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The suggestions service on empty tables with two units, at nine in the morning of 30 November 2026."""
    return Desk(tables, act_as, monkeypatch)
