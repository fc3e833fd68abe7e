"""Fixtures of reminders."""

import pytest

from tests.invitations.committee import Committee
from tests.invitations.reminding.mornings import Mornings


@pytest.fixture
def mornings(committee: Committee, monkeypatch: pytest.MonkeyPatch) -> Mornings:
    """Guangxi's schedule."""
    return Mornings(committee, monkeypatch)
