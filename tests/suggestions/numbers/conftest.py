"""Fixtures of numbers: the worlds of opinions and of suggestions."""

from pathlib import Path

import pytest

from functions.suggestions.numbers import measuring
from shared.regulations.library import Library, library
from shared.regulations.loading import parse

SCHEME = Path(__file__).with_name("handling.toml")


@pytest.fixture
def scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented scheme is in force in Shangqiu."""
    packs = Library([*library().packs, parse(SCHEME.read_bytes(), "handling.toml")])
    assert packs.faults == library().faults
    monkeypatch.setattr(measuring, "packs", lambda: packs)
