"""Fixtures of appointments."""

from collections.abc import Callable

import pytest

from tests.invitations.appointments.room import Room
from tests.invitations.committee import Committee


@pytest.fixture
def room(committee: Committee, act_as: Callable[[str], None]) -> Room:
    """Deputies and staff at ten in the morning of Friday 20 November 2026."""
    return Room(committee, act_as)
