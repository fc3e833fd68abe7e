"""What tests/README.md says of the engines is what they answer."""

import pytest

from tests.engines import differences

pytestmark = pytest.mark.second_engine


def certain(table: str) -> list[str]:
    """The rows that do not hang on which thread comes first."""
    return [row for row in table.splitlines() if not row.startswith(f"| {differences.PROBES[0].words}")]


def test_the_readme_lists_in_what_the_engines_differ() -> None:
    written = certain(differences.written())
    assert len(written) > 2
    assert certain(differences.table()) == written, "python -m tests.engines.differences --write"
