"""Fixtures of standing."""

from collections.abc import Callable

import pytest

from tests.standing.hall import Hall


@pytest.fixture
def hall(act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Hall:
    """The standing service on empty tables on the morning of 20 November 2026."""
    return Hall(act_as, monkeypatch)
