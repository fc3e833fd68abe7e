"""Fixtures of the chain from residents' opinions to what came of them."""

import pytest

from tests.suggestions.chain.street import Street
from tests.suggestions.suggestions.congress import Congress


@pytest.fixture
def street(congress: Congress) -> Street:
    """A resident's opinion that the township's staff have taken up for research."""
    return Street(congress)
