"""Fixtures of opinions."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.suggestions.opinions.street import Street


@pytest.fixture
def street(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Street:
    """A street of Shangqiu at ten in the morning of 20 November 2026."""
    return Street(tables, act_as, monkeypatch)
