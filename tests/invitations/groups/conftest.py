"""Fixtures of groups."""

from collections.abc import Callable

import pytest

from tests.invitations.committee import Committee
from tests.invitations.groups.circle import Circle


@pytest.fixture
def circle(committee: Committee, act_as: Callable[[str], None]) -> Circle:
    """Groups on 20 November 2026."""
    return Circle(committee, act_as)
