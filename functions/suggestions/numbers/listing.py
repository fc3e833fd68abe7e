"""A whole list at once, for a workbook."""

from enum import StrEnum
from typing import Any

from functions.suggestions.cases import store as cases
from shared.domain.errors import Refusal

MOST = 2000
"""Rows of a workbook: so many are read and written within a second or two. No regulation says so."""


def rows(kind: str, scope: str, state: StrEnum | None, month: str | None) -> list[dict[str, Any]]:
    """What lists show of the cases of a month, in a state, or both, in their order. A call per megabyte.
    Raises ``too_many_rows``: a narrower scope or one month may have fewer."""
    found: list[dict[str, Any]] = []
    cursor, read = None, 0
    while True:
        by_state = None if month is not None else state
        page = cases.page(kind, scope, state=by_state, month=month, limit=MOST + 1, cursor=cursor)
        read += len(page.items)
        if read > MOST:
            raise Refusal("too_many_rows", most=MOST)
        found += [one for one in page.items if state is None or one["state"] == state.value]
        cursor = page.next
        if cursor is None:
            return found
