"""Fixtures of the tests of notifications."""

from collections.abc import Callable, Iterator

import pytest

from functions.notifications.circuits import store as circuits
from tests.notifications.channel import Gateway
from tests.notifications.letters import Clock


@pytest.fixture
def gateway(act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    act_as("DeliverFunction")
    circuits.forget()
    made = Gateway()
    monkeypatch.setenv("WEBHOOK_URL", made.url)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock."""
    return Clock(monkeypatch)
