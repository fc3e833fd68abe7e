"""After a load: looks until everything rests. What comes twice may come late."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from infra.audit import Finding, Snapshot

SETTLES = 240
"""Seconds that streams, queues and tallies may take after the last request: longer than a queue hides what a
function that died had taken."""
PAUSE = 5
"""Seconds between two looks."""


@dataclass(frozen=True)
class Look:
    """What stands at a moment. ``stored`` and ``messages`` tell whether anything has moved since another;
    ``queued`` are messages on their way, ``differences`` and ``findings`` are what should be empty."""

    queued: int
    stored: int
    messages: int
    differences: list[str]
    findings: list[Finding]
    read: Snapshot = field(compare=False)

    @property
    def is_clean(self) -> bool:
        """Nothing is on its way, nothing is wrong."""
        return not (self.queued or self.differences or self.findings)


def at_rest(look: Callable[[], Look], seconds: float = SETTLES, pause: float = PAUSE) -> Look:
    """The second of two clean looks, a pause apart, between which nothing moved; after so many seconds
    whatever there is then."""
    until = time.monotonic() + seconds
    before = look()
    while True:
        time.sleep(pause)
        found = look()
        if (found.is_clean and found == before) or time.monotonic() > until:
            return found
        before = found
