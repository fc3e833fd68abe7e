"""Fixtures of numbers: the worlds of opinions and of suggestions."""

from collections.abc import Callable
from pathlib import Path

import pytest

from functions.suggestions.numbers import measuring
from shared.regulations.library import Library, library
from shared.regulations.loading import parse
from tests.aws import World
from tests.suggestions.opinions.street import Street
from tests.suggestions.suggestions.congress import Congress

SCHEME = Path(__file__).with_name("handling.toml")


@pytest.fixture
def street(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Street:
    """A street of Shangqiu at ten in the morning of 20 November 2026."""
    return Street(tables, act_as, monkeypatch)


@pytest.fixture
def congress(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Congress:
    """The suggestions service on empty tables with three units, on the morning of 30 November 2026."""
    return Congress(tables, act_as, monkeypatch)


@pytest.fixture
def scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented scheme is in force in Shangqiu."""
    packs = Library([*library().packs, parse(SCHEME.read_bytes(), "handling.toml")])
    assert packs.faults == library().faults
    monkeypatch.setattr(measuring, "packs", lambda: packs)
