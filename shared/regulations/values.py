"""The values that a rule's fields hold: lengths of time, bounds, conditions, periods.

All are immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from shared.regulations.value import Value

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


class Span(Value):
    """A length of time: ``3 working_days``."""

    n: int
    unit: LengthUnit

    def __str__(self) -> str:
        return f"{self.n} {self.unit}"


class Ratio(Value):
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


class Limit(Value):
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


class Bound(Value):
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


class Test(Value):
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


class Condition(Value):
    """Holds when all tests of one of the alternatives of ``when`` hold (or there are none), those of no
    alternative of ``unless``, and none of ``excepts``: the conditions under which another rule stands in
    the place of this one."""

    when: tuple[tuple[Test, ...], ...] = ()
    unless: tuple[tuple[Test, ...], ...] = ()
    excepts: tuple[Condition, ...] = ()

    def holds(self, facts: Facts) -> bool:
        if self.when and not any(all(test.holds(facts) for test in tests) for tests in self.when):
            return False
        if any(all(test.holds(facts) for test in tests) for tests in self.unless):
            return False
        return not any(condition.holds(facts) for condition in self.excepts)

    def __and__(self, other: Condition) -> Condition:
        """The condition that holds where both hold."""
        if not self.when or not other.when:
            when = self.when or other.when
        else:
            when = tuple((*left, *right) for left in self.when for right in other.when)
        return Condition(when, self.unless + other.unless, self.excepts + other.excepts)


ALWAYS = Condition()


class Per(Value):
    """A period: ``month``; ``months`` and ``years`` are blocks of ``n``; ``rolling`` the ``span`` that ends
    on the day asked about."""

    name: PeriodName
    n: int = 1
    span: Span | None = None
