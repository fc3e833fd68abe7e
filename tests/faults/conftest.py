"""Fixtures of faults: the gauntlet, and the worlds that flows go through."""

from collections.abc import Callable, Iterator

import pytest

from functions.notifications.circuits import store as circuits
from tests.aws import World
from tests.checkin.desk import Desk
from tests.faults.gauntlet import Gauntlet
from tests.invitations import committee as organising
from tests.invitations.committee import Committee
from tests.notifications.channel import Gateway
from tests.notifications.letters import Clock
from tests.publications import newsroom as publishing
from tests.publications.newsroom import Newsroom
from tests.registration.office import Office
from tests.standing.hall import Hall
from tests.suggestions.opinions.street import Street
from tests.suggestions.suggestions.congress import Congress

ActAs = Callable[[str], None]


@pytest.fixture
def gauntlet(tables: World, monkeypatch: pytest.MonkeyPatch) -> Gauntlet:
    """Around every request of the test, and around those workers that the worlds below hand events to."""
    made = Gauntlet()
    made.install(monkeypatch)
    for module in (organising, publishing):
        monkeypatch.setattr(module, "work", made.around(module.work))
    return made


@pytest.fixture
def desk(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The check-in service on the morning of 20 November 2026."""
    return Desk(act_as, monkeypatch)


@pytest.fixture
def office(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The registration service on the morning of 20 November 2026."""
    act_as("RegistrationFunction")
    return Office(monkeypatch)


@pytest.fixture
def committee(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Committee:
    """The invitations service on the morning of 20 November 2026."""
    return Committee(tables, act_as, monkeypatch)


@pytest.fixture
def newsroom(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """The publications service on the morning of 20 November 2026."""
    return Newsroom(tables, act_as, monkeypatch)


@pytest.fixture
def street(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Street:
    """A street of Shangqiu on the morning of 20 November 2026."""
    return Street(tables, act_as, monkeypatch)


@pytest.fixture
def congress(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Congress:
    """The suggestions service with three units on the morning of 30 November 2026."""
    return Congress(tables, act_as, monkeypatch)


@pytest.fixture
def hall(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> Hall:
    """The standing service in a city without anybody yet."""
    return Hall(act_as, monkeypatch)


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
