"""Fixtures of reception days."""

from collections.abc import Callable

import pytest

from tests.invitations.committee import Committee
from tests.invitations.receptions.hall import Hall


@pytest.fixture
def hall(committee: Committee, act_as: Callable[[str], None]) -> Hall:
    """Datong's committee on 20 November 2026."""
    return Hall(committee, act_as)
