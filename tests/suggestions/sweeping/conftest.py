"""Fixtures of what the schedule does."""

from tests.suggestions.handovers.conftest import desk

__all__ = ["desk"]
