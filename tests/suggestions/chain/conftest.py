"""Fixtures of the chain from residents' opinions to what came of them."""

from collections.abc import Callable

import pytest

from tests.aws import World
from tests.suggestions.chain.street import Street
from tests.suggestions.suggestions.congress import Congress


@pytest.fixture
def congress(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Congress:
    """The suggestions service on empty tables with three units, on the morning of 30 November 2026."""
    return Congress(tables, act_as, monkeypatch)


@pytest.fixture
def street(congress: Congress) -> Street:
    """A resident's opinion that the township's staff have taken up for research."""
    return Street(congress)
