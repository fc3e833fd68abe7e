"""Fixtures of what the schedule does."""

from tests.suggestions.handovers.conftest import desk
from tests.suggestions.suggestions.conftest import congress

__all__ = ["congress", "desk"]
