"""Fixtures of the projection."""

import pytest

from tests.aws import World
from tests.standing.hall import Hall
from tests.standing.projection.lists import Lists


@pytest.fixture
def lists(hall: Hall, tables: World, monkeypatch: pytest.MonkeyPatch) -> Lists:
    """The lists of who is short, empty."""
    return Lists(hall, tables, monkeypatch)
