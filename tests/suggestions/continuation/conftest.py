"""Fixtures of who goes on with cases."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.suggestions.matters.chamber import Chamber
from tests.suggestions.opinions.street import Street
from tests.suggestions.suggestions.congress import Congress


@pytest.fixture
def congress(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Congress:
    """The suggestions service on empty tables with three units, on the morning of 30 November 2026."""
    return Congress(tables, act_as, monkeypatch)


@pytest.fixture
def street(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Street:
    """The suggestions service on empty tables with one station, on the morning of 20 November 2026."""
    return Street(tables, act_as, monkeypatch)


@pytest.fixture
def chamber(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Chamber:
    """The suggestions service on empty tables, on the morning of 30 November 2026."""
    return Chamber(tables, act_as, monkeypatch)
