"""When a channel that fails is left alone, and when it is asked again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FAILURES = 5
"""Failures in a row after which a channel rests."""

FIRST_REST = timedelta(seconds=15)
LONGEST_REST = timedelta(minutes=1)
"""Short beside the five minutes of a one-time code: one that is asked for while the gateway is down can still
come in time."""

PROBE = timedelta(seconds=30)
"""How long whoever asks again after a rest has it to itself; no call takes longer."""


@dataclass(frozen=True, slots=True)
class Circuit:
    """``failures`` in a row; ``rests_until``: nobody calls before (aware), and then one alone."""

    failures: int = 0
    rests_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether nobody is to call now."""
        return self.rests_until is not None and now < self.rests_until


WELL = Circuit()
"""Of a channel that answers."""


def asking(circuit: Circuit, now: datetime) -> Circuit:
    """While one message asks whether the channel answers again: the others go on waiting."""
    return Circuit(circuit.failures, now + PROBE)


def failed(circuit: Circuit, now: datetime, longest: timedelta, *, asked: bool) -> Circuit:
    """After one more failure. Each rest is twice as long as the one before, up to ``longest``.

    A call that was under way when the rest began, and had not been let through to ask, changes nothing.
    """
    if circuit.rests(now) and not asked:
        return circuit
    failures = circuit.failures + 1
    if failures < FAILURES:
        return Circuit(failures)
    return Circuit(failures, now + min(longest, FIRST_REST * 2 ** min(failures - FAILURES, 20)))
