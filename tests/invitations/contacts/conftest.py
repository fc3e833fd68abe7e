"""Fixtures of contacts."""

from collections.abc import Callable

import pytest

from tests.invitations.committee import Committee
from tests.invitations.contacts.log import Log


@pytest.fixture
def log(committee: Committee, act_as: Callable[[str], None]) -> Log:
    """Members and deputies on 20 November 2026."""
    return Log(committee, act_as)
