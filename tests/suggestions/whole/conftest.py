"""Fixtures of whole courses."""

from collections.abc import Callable, Iterator

import pytest

from infra.audit import findings, of_items
from tests.aws import World
from tests.suggestions.opinions.street import Street
from tests.suggestions.suggestions.congress import Congress


@pytest.fixture
def congress(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Congress:
    """The suggestions service on empty tables with three units, on the morning of 30 November 2026."""
    return Congress(tables, act_as, monkeypatch)


@pytest.fixture
def street(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Street:
    """A street of Shangqiu at ten in the morning of 20 November 2026."""
    return Street(tables, act_as, monkeypatch)


@pytest.fixture
def audited(tables: World) -> Iterator[None]:
    """Whatever was done: in the end each list, history and hand-over is as the cases say. Tallies follow by
    a stream, which does not run here."""
    yield
    assert findings(of_items({"Suggestions": tables.items("Suggestions")}), settled=False) == []
