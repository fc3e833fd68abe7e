"""Fixtures of the board."""

import pytest

from tests.standing.board.floor import Floor
from tests.standing.hall import Hall


@pytest.fixture
def floor(hall: Hall) -> Floor:
    """The board on empty tables on the morning of 20 November 2026."""
    return Floor(hall)
