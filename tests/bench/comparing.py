"""Things that run in turn, again and again: medians, and ratios within a round, which a busy machine slows
alike."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Spread(NamedTuple):
    """The middle of some numbers, and what a quarter of them lies below and above."""

    low: float
    median: float
    high: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.low:.2f}-{self.high:.2f})"


def spread(numbers: Iterable[float]) -> Spread:
    """Of at least two numbers."""
    low, median, high = statistics.quantiles(list(numbers), n=4, method="inclusive")
    return Spread(low, median, high)


def ratios(ones: Iterable[T], others: Iterable[T], of: Callable[[T], float]) -> Spread:
    """How ``of`` one compares with ``of`` the other that ran beside it, pair by pair."""
    return spread(of(one) / of(other) for one, other in zip(ones, others, strict=True))


def median(things: Sequence[T], of: Callable[[T], float]) -> float:
    """The middle of what ``of`` tells of each."""
    return statistics.median(of(thing) for thing in things)


class Bar(NamedTuple):
    """What is asked of a number: at most this much. It is kept or missed, never rounded into place."""

    what: str
    most: float
    found: float
    shown: str = ""

    @property
    def met(self) -> bool:
        """Whether the number stays within the bar."""
        return self.found <= self.most

    def __str__(self) -> str:
        found = self.shown or f"{self.found:.2f}"
        return (
            f"- {self.what}: at most {self.most:g}, measured {found}: **{'met' if self.met else 'MISSED'}**"
        )
