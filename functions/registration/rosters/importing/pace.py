"""How much time an import has, and how it waits when the tables are busy."""

import random
import time
from collections.abc import Callable

LAST_MOMENT = 30.0
"""Seconds before the function's end at which no further rows are begun."""

_LONGEST = 5.0


class OutOfTime(Exception):
    """The function would be ended before all rows are in. The event is delivered again, and rows that are
    in already cost one read in a hundred: so the import goes on where it was."""


class Pace:
    """``remaining`` says how many seconds the function still has."""

    def __init__(self, remaining: Callable[[], float]) -> None:
        self._remaining = remaining

    def require(self) -> None:
        """Raises :class:`OutOfTime` near the function's end."""
        if self._remaining() < LAST_MOMENT:
            raise OutOfTime

    def wait(self, attempt: int) -> None:
        """Waits longer the more often it was in vain, up to five seconds, and never in step with others."""
        self.require()
        time.sleep(random.uniform(0.5, 1) * min(_LONGEST, 0.1 * 2**attempt))  # noqa: S311 - jitter
