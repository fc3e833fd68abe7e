"""Fixtures of publications."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.publications.newsroom import Newsroom


@pytest.fixture
def newsroom(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """The publications service on empty tables at ten in the morning of 20 November 2026."""
    return Newsroom(tables, act_as, monkeypatch)
