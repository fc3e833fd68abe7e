"""Each service as tests find it: on empty tables, with nobody or a few in it, on a morning of November 2026.

A world is imported by the test that asks for it: a folder alone loads no service but its own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.aws import World

if TYPE_CHECKING:
    from tests.checkin.desk import Desk
    from tests.invitations.committee import Committee
    from tests.publications.newsroom import Newsroom
    from tests.registration.office import Office
    from tests.standing.hall import Hall
    from tests.suggestions.opinions.street import Street
    from tests.suggestions.suggestions.congress import Congress

ActAs = Callable[[str], None]


@pytest.fixture
def desk(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Desk":
    """The check-in service at half past nine on 20 November 2026."""
    from tests.checkin.desk import Desk

    return Desk(act_as, monkeypatch)


@pytest.fixture
def office(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Office":
    """The registration service at half past nine on 20 November 2026."""
    from tests.registration.office import Office

    act_as("RegistrationFunction")
    return Office(monkeypatch)


@pytest.fixture
def hall(act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Hall":
    """The standing service on the morning of 20 November 2026, in a city without anybody yet."""
    from tests.standing.hall import Hall

    return Hall(act_as, monkeypatch)


@pytest.fixture
def committee(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Committee":
    """The invitations service at ten in the morning of 20 November 2026."""
    from tests.invitations.committee import Committee

    return Committee(tables, act_as, monkeypatch)


@pytest.fixture
def newsroom(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Newsroom":
    """The publications service at ten in the morning of 20 November 2026."""
    from tests.publications.newsroom import Newsroom

    return Newsroom(tables, act_as, monkeypatch)


@pytest.fixture
def street(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Street":
    """The suggestions service with one station, on the morning of 20 November 2026."""
    from tests.suggestions.opinions.street import Street

    return Street(tables, act_as, monkeypatch)


@pytest.fixture
def congress(tables: World, act_as: ActAs, monkeypatch: pytest.MonkeyPatch) -> "Congress":
    """The suggestions service with three units, on the morning of 30 November 2026."""
    from tests.suggestions.suggestions.congress import Congress

    return Congress(tables, act_as, monkeypatch)
