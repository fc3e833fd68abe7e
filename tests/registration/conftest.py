"""Fixtures of registration."""

from collections.abc import Callable

import pytest

from tests.registration.office import Office


@pytest.fixture
def office(act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Office:
    """The registration service on empty tables at half past nine on 20 November 2026."""
    act_as("RegistrationFunction")
    return Office(monkeypatch)
