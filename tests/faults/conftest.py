"""Fixtures of faults: the gauntlet, and the worlds that flows go through."""

from collections.abc import Callable, Iterator

import pytest

from functions.notifications.circuits import store as circuits
from infra import template
from tests.aws import World
from tests.faults.gauntlet import Gauntlet
from tests.invitations import committee as organising
from tests.notifications.channel import Gateway
from tests.notifications.letters import Clock
from tests.publications import newsroom as publishing

ActAs = Callable[[str], None]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Function) -> Iterator[None]:
    """The workers that a test is said to be of (``worker``) have gone through its gauntlet."""
    yield
    functions = template.resources("AWS::Serverless::Function")
    for mark in item.iter_markers("worker"):
        promised = {functions[name]["Properties"]["Handler"] for name in mark.args}
        gauntlet = item.funcargs["gauntlet"]
        assert isinstance(gauntlet, Gauntlet)
        gone = gauntlet.tally.handlers
        assert promised <= gone, f"{promised - gone} went through no gauntlet"


@pytest.fixture
def gauntlet(tables: World, monkeypatch: pytest.MonkeyPatch) -> Gauntlet:
    """Around every request of the test, and around those workers that the worlds below hand events to."""
    made = Gauntlet()
    made.install(monkeypatch)
    for module in (organising, publishing):
        monkeypatch.setattr(module, "work", made.around(module.work))
    return made


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of notifications."""
    return Clock(monkeypatch)


@pytest.fixture
def gateway(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """A message gateway on loopback."""
    act_as("DeliverFunction")
    circuits.forget()
    made = Gateway()
    monkeypatch.setenv("WEBHOOK_URL", made.url)
    yield made
    made.server.shutdown()
    made.server.server_close()
