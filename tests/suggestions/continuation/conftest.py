"""Fixtures of who goes on with cases."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.suggestions.matters.chamber import Chamber


@pytest.fixture
def chamber(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Chamber:
    """The suggestions service on empty tables, on the morning of 30 November 2026."""
    return Chamber(tables, act_as, monkeypatch)
