"""The shapes of the richer values: lengths, bounds, tallies, conditions, periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from shared.domain.divisions import Level
from shared.regulations.faults import Mismatch, Reported
from shared.regulations.shapes import WHOLE, WORD, WORDS, Inline, Place, Shape, one_of, table_of
from shared.regulations.value import Value
from shared.regulations.values import (
    COUNT_UNITS,
    LENGTH_UNITS,
    Bound,
    Condition,
    CountUnit,
    Fact,
    Limit,
    Limits,
    Per,
    Ratio,
    Span,
    Test,
)

_SPAN = rf"([1-9][0-9]{{0,3}}) ({'|'.join(LENGTH_UNITS)}|{'|'.join(unit[:-1] for unit in LENGTH_UNITS)})"
_UNIT = {form: unit for unit in LENGTH_UNITS for form in (unit, unit[:-1])}


def _span(value: Any, _: Place) -> Span:
    found = re.fullmatch(_SPAN, value) if isinstance(value, str) else None
    if found is None:
        missing = isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit())
        raise Mismatch(f"a unit after the number, as in {SPAN.expects}" if missing else SPAN.expects, value)
    return Span(int(found[1]), _UNIT[found[2]])


SPAN: Shape[Span] = Shape(
    f'a length such as "3 months", in {", ".join(LENGTH_UNITS[:-1])} or {LENGTH_UNITS[-1]}', _span
)

# -- bounds ------------------------------------------------------------------------------------------------

_NUMBER = 'a whole number of 1 or more, a fraction such as "1/2", or a percentage such as "60%"'
_FRACTION = r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})|([1-9][0-9]{0,2})%"
_COMPARISONS = ("at_least", "more_than", "at_most", "less_than", "exactly")


def _number(value: Any) -> int | Ratio:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = re.fullmatch(_FRACTION, value) if isinstance(value, str) else None
    if found is None:
        raise Mismatch(_NUMBER, value)
    ratio = Ratio(int(found[3]), 100) if found[3] else Ratio(int(found[1]), int(found[2]))
    if ratio.top > ratio.bottom:
        raise Mismatch("a fraction of at most the whole", value)
    return ratio


def _limits(op: Any, value: Any) -> list[Limit]:
    if isinstance(value, list) and value:
        return [limit for entry in value for limit in _limits(op, entry)]
    if isinstance(value, dict):
        levels = [str(level) for level in Level]
        for level in value:
            if level not in levels:
                raise Mismatch(f"a table by level, of {', '.join(levels)}", value)
        if not value:
            raise Mismatch(_NUMBER, value)
        return [Limit(op, None, tuple((level, _number(number)) for level, number in value.items()))]
    return [Limit(op, _number(value))]


class BoundFields(Value):
    """The keys by which a bound is written."""

    at_least: Annotated[
        object, Shape(_NUMBER, lambda value, _: _limits("at_least", value)), "so many or more"
    ] = ()
    more_than: Annotated[
        object, Shape(_NUMBER, lambda value, _: _limits("more_than", value)), "strictly more"
    ] = ()
    at_most: Annotated[
        object, Shape(_NUMBER, lambda value, _: _limits("at_most", value)), "so many or fewer"
    ] = ()
    less_than: Annotated[
        object, Shape(_NUMBER, lambda value, _: _limits("less_than", value)), "strictly fewer"
    ] = ()
    exactly: Annotated[object, Shape(_NUMBER, lambda value, _: _limits("exactly", value)), "so many"] = ()
    out_of: Annotated[str, WORD, "the set of whose number a fraction is"] = ""


def read_bound(table: Mapping[str, Any], place: Place) -> Bound:
    """The bound that a table's keys make, its fractions being of a named set; faults are reported."""
    return _bound(table, place, needs_whole=True)


def read_share(table: Mapping[str, Any], place: Place) -> Bound:
    """The same where the kind itself says of what its fractions are."""
    return _bound(table, place, needs_whole=False)


def _bound(table: Mapping[str, Any], place: Place, *, needs_whole: bool) -> Bound:
    before = len(place.faults)
    limits: list[Limit] = []
    for op in _COMPARISONS:
        if op in table:
            try:
                limits.extend(_limits(op, table[op]))
            except Mismatch as mismatch:
                place.fault(op, mismatch.expected, mismatch.found)
    out_of = ""
    if "out_of" in table:
        try:
            out_of = WORD.read(table["out_of"], place)
        except Mismatch as mismatch:
            place.fault("out_of", mismatch.expected, mismatch.found)
    bound = Bound(tuple(limits), out_of)
    if len(place.faults) == before:
        _check_bound(bound, place, needs_whole)
    return bound


def _check_bound(bound: Bound, place: Place, needs_whole: bool) -> None:
    values = [value for limit in bound.limits for value in (limit.value, *dict(limit.per_level).values())]
    fractions = any(isinstance(value, Ratio) for value in values)
    if needs_whole and fractions and not bound.out_of:
        place.fault("out_of", "the set of whose number the fraction is", "nothing")
    if bound.out_of and not fractions:
        place.fault("out_of", "a fraction in the bound", "whole numbers only")
    for level in [None, *Level]:
        narrowest = bound.resolve(level, 10_000 if fractions else None)
        low, high = (narrowest.low, narrowest.high) if narrowest else (None, None)
        if low is not None and high is not None and low > high:
            place.fault("at_most", f"no less than the least, {low}", str(high))
            return


BOUND = Inline(BoundFields, read_bound)
"""A bound, written among the fields of its table; a kind that needs one says so in its ``check``."""

SHARE = Inline(BoundFields, read_share)


# -- tallies -----------------------------------------------------------------------------------------------


class Tally(Value):
    """Which records count, and as what."""

    of: Annotated[tuple[str, ...], WORDS, "the kinds of record that count"]
    marked: Annotated[tuple[str, ...], WORDS, "marks that a record must carry, all of them"] = ()
    unmarked: Annotated[tuple[str, ...], WORDS, "marks that a record must not carry"] = ()
    unit: Annotated[CountUnit, one_of(*COUNT_UNITS), "what is counted of the records"] = "times"


TALLY: Shape[Tally] = table_of(Tally)

# -- conditions --------------------------------------------------------------------------------------------


class _FactLimits(Value):
    at_least: Annotated[int | None, WHOLE, "so many or more"] = None
    at_most: Annotated[int | None, WHOLE, "so many or fewer"] = None


def _test(fact: str, value: Any, place: Place) -> Test:
    choices = place.vocabulary.facts[fact]
    if not choices:
        bounds = table_of(_FactLimits).read(value, place.inside(fact))
        return Test(fact, (), Limits(bounds.at_least, bounds.at_most))
    allowed: list[Fact] = value if isinstance(value, list) else [value]
    for one in allowed:
        if not any(one is choice or (isinstance(one, str) and one == choice) for choice in choices):
            raise Mismatch(
                f"of {', '.join('true' if c is True else 'false' if c is False else c for c in choices)}", one
            )
    if not allowed:
        raise Mismatch("at least one value", value)
    return Test(fact, tuple(allowed))


def _tests(value: Any, place: Place) -> tuple[Test, ...]:
    if not isinstance(value, dict) or not value:
        raise Mismatch(CONDITION.expects, value)
    found: list[Test] = []
    for fact, wanted in value.items():
        if fact not in place.vocabulary.facts:
            place.fault(fact, "a known fact (built in, or declared under [facts] of this pack)", f'"{fact}"')
            continue
        try:
            found.append(_test(fact, wanted, place))
        except Mismatch as mismatch:
            place.fault(fact, mismatch.expected, mismatch.found)
        except Reported:
            continue
    if len(found) < len(value):
        raise Reported
    return tuple(found)


def _alternatives(value: Any, place: Place) -> tuple[tuple[Test, ...], ...]:
    if isinstance(value, list) and value:
        return tuple(_tests(entry, place) for entry in value)
    return (_tests(value, place),)


CONDITION: Shape[tuple[tuple[Test, ...], ...]] = Shape(
    "a table of facts and what they must be, or a list of such tables of which one must hold", _alternatives
)


class ConditionFields(Value):
    """The keys by which a condition is written."""

    when: Annotated[tuple[tuple[Test, ...], ...], CONDITION, "facts that must hold"] = ()
    unless: Annotated[tuple[tuple[Test, ...], ...], CONDITION, "facts that must not hold"] = ()


def read_condition(table: Mapping[str, Any], place: Place) -> Condition:
    """The condition that a table's keys make; faults are reported."""
    return Condition(_side("when", table, place), _side("unless", table, place))


def _side(key: str, table: Mapping[str, Any], place: Place) -> tuple[tuple[Test, ...], ...]:
    if key not in table:
        return ()
    try:
        return CONDITION.read(table[key], place.inside(key))
    except Mismatch as mismatch:
        place.fault(key, mismatch.expected, mismatch.found)
    except Reported:
        pass
    return ()


CONDITIONS = Inline(ConditionFields, read_condition)

# -- periods and extensions --------------------------------------------------------------------------------

_PLAIN = ("week", "month", "quarter", "half_year", "year", "term", "session", "between_sessions")
_MONTHS = (2, 3, 4, 6)


def _per(value: Any, place: Place) -> Per:
    if isinstance(value, str) and value in _PLAIN:
        return Per(value)  # type: ignore[arg-type]
    if isinstance(value, str):
        rolling = value.removeprefix("rolling ")
        try:
            span = _span(rolling, place)
        except Mismatch:
            raise Mismatch(PER.expects, value) from None
        if rolling != value and span.unit in ("days", "weeks", "months", "years"):
            return Per("rolling", span=span)
        if rolling == value and (
            (span.unit == "months" and span.n in _MONTHS) or (span.unit == "years" and span.n > 1)
        ):
            return Per(span.unit, span.n)
    raise Mismatch(PER.expects, value)


PER: Shape[Per] = Shape(
    f'{", ".join(_PLAIN)}, a block such as "2 months" (2, 3, 4 or 6) or "2 years", or "rolling 3 months"',
    _per,
)


class Extension(Value):
    """How a deadline may be made longer."""

    form: Annotated[
        Literal["none", "explain", "consent"], one_of("none", "explain", "consent"), "what it takes"
    ]
    by: Annotated[str, WORD, "who consents, or to whom it is explained"] = ""
    add: Annotated[Span | None, SPAN, "how much is added"] = None
    to: Annotated[Span | None, SPAN, "how long it becomes, counted from the same start"] = None
    longest: Annotated[Span | None, SPAN, "the longest it may be in all"] = None
    times: Annotated[int, WHOLE, "how often"] = 1

    def check(self) -> list[tuple[str, str, str]]:
        if self.form == "none":
            return [("form", 'no length where the form is "none"', "a length")] if self.add or self.to else []
        if (self.add is None) == (self.to is None):
            return [
                (
                    "add",
                    "either add (how much more) or to (how long in all)",
                    "both" if self.add else "neither",
                )
            ]
        return []


EXTENSION: Shape[Extension] = table_of(Extension)
