"""The values that a rule's fields hold: lengths of time, bounds, tallies, conditions, periods.

All are immutable. They are named tuples and not dataclasses because a cold start defines every one of
them, and a dataclass takes ten times as long to define.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Fact = str | bool | int
Facts = Mapping[str, Fact]
"""What is known of a subject, a matter or an activity, by name. What is not known is absent."""

LengthUnit = Literal["hours", "days", "working_days", "weeks", "months", "years"]
LENGTH_UNITS: tuple[LengthUnit, ...] = ("hours", "days", "working_days", "weeks", "months", "years")

CountUnit = Literal["times", "person_times", "items", "days", "persons"]
COUNT_UNITS: tuple[CountUnit, ...] = ("times", "person_times", "items", "days", "persons")

PeriodName = Literal[
    "week", "month", "quarter", "half_year", "year", "months", "years", "rolling", "term",
    "session", "between_sessions",
]  # fmt: skip

Shift = Literal["none", "forward", "backward"]
SHIFTS: tuple[Shift, ...] = ("none", "forward", "backward")


class Span(NamedTuple):
    """A length of time: ``3 working_days``."""

    n: int
    unit: LengthUnit

    def __str__(self) -> str:
        return f"{self.n} {self.unit}"


class Ratio(NamedTuple):
    """A fraction, exact: ``1/2``."""

    top: int
    bottom: int

    def __str__(self) -> str:
        return f"{self.top}/{self.bottom}"


class Limits(NamedTuple):
    """A bound in whole numbers, both ends allowed; ``None`` where it is open."""

    low: int | None
    high: int | None

    def holds(self, count: int) -> bool:
        return (self.low is None or count >= self.low) and (self.high is None or count <= self.high)


class Limit(NamedTuple):
    """One comparison. ``per_level`` gives each level of congress a value of its own; a level that it does
    not name is not bound by it."""

    op: Literal["at_least", "more_than", "at_most", "less_than", "exactly"]
    value: int | Ratio | None
    per_level: tuple[tuple[str, int | Ratio], ...] = ()

    def limits(self, level: Fact | None, whole: int | None) -> Limits | None:
        """This comparison in whole numbers; ``None`` where it does not bind the level, or is a fraction
        of a number that is not known."""
        value = self.value if not self.per_level else dict(self.per_level).get(str(level))
        if value is None or (isinstance(value, Ratio) and whole is None):
            return None
        top, bottom = (value.top * (whole or 0), value.bottom) if isinstance(value, Ratio) else (value, 1)
        floor, ceiling = top // bottom, -(-top // bottom)
        return {
            "at_least": Limits(ceiling, None),
            "more_than": Limits(floor + 1, None),
            "at_most": Limits(None, floor),
            "less_than": Limits(None, ceiling - 1),
            "exactly": Limits(ceiling, floor),
        }[self.op]


class Bound(NamedTuple):
    """Comparisons that must all hold: "at least 3 and more than half". ``out_of`` names the set of whose
    number the fractions are."""

    limits: tuple[Limit, ...]
    out_of: str = ""

    def resolve(self, level: Fact | None, whole: int | None) -> Limits | None:
        """The narrowest whole numbers that satisfy every comparison; ``None`` where none binds."""
        found = [limits for limit in self.limits if (limits := limit.limits(level, whole)) is not None]
        if not found:
            return None
        lows = [limits.low for limits in found if limits.low is not None]
        highs = [limits.high for limits in found if limits.high is not None]
        return Limits(max(lows, default=None), min(highs, default=None))


class Tally(NamedTuple):
    """Which records count, and as what. ``of`` are kinds of record; a record must carry every mark of
    ``marked`` and none of ``unmarked``."""

    of: tuple[str, ...]
    marked: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    unit: CountUnit = "times"


class Test(NamedTuple):
    """One fact and what it must be: one of ``allowed``, or a number within the limits."""

    fact: str
    allowed: tuple[Fact, ...] = ()
    limits: Limits | None = None

    def holds(self, facts: Facts) -> bool:
        """A fact that is not known holds for no value, except that an unknown yes-or-no is a no."""
        value = facts.get(self.fact)
        if self.limits is not None:
            return isinstance(value, int) and not isinstance(value, bool) and self.limits.holds(value)
        if value is None:
            return False in self.allowed
        return value in self.allowed


class Condition(NamedTuple):
    """Holds when all tests of one of the alternatives of ``when`` hold (or there are none) and those of no
    alternative of ``unless``."""

    when: tuple[tuple[Test, ...], ...] = ()
    unless: tuple[tuple[Test, ...], ...] = ()

    def holds(self, facts: Facts) -> bool:
        if self.when and not any(all(test.holds(facts) for test in tests) for tests in self.when):
            return False
        return not any(all(test.holds(facts) for test in tests) for tests in self.unless)


class Per(NamedTuple):
    """A period: ``month``; ``months`` and ``years`` are blocks of ``n``; ``rolling`` the ``span`` that ends
    on the day asked about."""

    name: PeriodName
    n: int = 1
    span: Span | None = None


class Extension(NamedTuple):
    """How a deadline may be made longer. ``form``: not at all, by explaining, or with consent (of ``by``).
    ``add`` adds to the length, ``to`` replaces it (both counted as the deadline is); ``longest`` caps the
    whole; ``times`` is how often."""

    form: Literal["none", "explain", "consent"] = "none"
    by: str = ""
    add: Span | None = None
    to: Span | None = None
    longest: Span | None = None
    times: int = 1
