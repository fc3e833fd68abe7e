"""Fixtures of invitations."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.invitations.committee import Committee


@pytest.fixture
def committee(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Committee:
    """The invitations service on empty tables at ten in the morning of 20 November 2026."""
    return Committee(tables, act_as, monkeypatch)
