"""Fixtures of check-in."""

from collections.abc import Callable

import pytest

from tests.checkin.desk import Desk


@pytest.fixture
def desk(act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The check-in service on empty tables at half past nine on 20 November 2026."""
    return Desk(act_as, monkeypatch)
