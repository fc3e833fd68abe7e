"""Stations under an invented scheme."""

import pytest

from functions.standing import judging
from functions.standing.assessment import schemes
from functions.standing.projection import listing
from shared.regulations.library import Library, library
from shared.regulations.loading import parse
from tests.aws import World
from tests.standing.assessment.sample import SCHEME, Sample
from tests.standing.hall import Hall
from tests.standing.projection.lists import Lists


@pytest.fixture
def sample(hall: Hall, tables: World, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """Stations of Shangqiu, which no scheme assesses."""
    return Sample(hall, Lists(hall, tables, monkeypatch))


@pytest.fixture
def scheme(monkeypatch: pytest.MonkeyPatch) -> None:
    """The invented scheme is in force in Shangqiu."""
    packs = Library([*library().packs, parse(SCHEME.encode(), "scheme.toml")])
    assert packs.faults == library().faults
    for module in (judging, listing, schemes):
        monkeypatch.setattr(module, "packs", lambda: packs)
