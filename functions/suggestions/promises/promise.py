"""What a unit promised in its reply: to do what is planned by a day that it named itself."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from functions.suggestions.cases.verdict import Verdict
from shared.domain.clock import legal_day
from shared.domain.errors import invalid

LONGEST = timedelta(days=5 * 366)
"""How far off the day may be: about a term of the congress. No regulation says so."""


class Standing(StrEnum):
    """``open`` until the unit says that it is done; ``reported`` until the deputy has said what it is worth:
    ``kept``, or ``broken``. ``replaced``: the unit has replied anew; ``lifted``: the suggestion was
    withdrawn."""

    OPEN = "open"
    REPORTED = "reported"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    LIFTED = "lifted"


@dataclass(frozen=True, slots=True)
class Postponement:
    """The unit asks for another day, and why."""

    until: date
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Promise:
    """Of the reply of ``unit`` in ``round``. ``asked`` waits for an answer; ``report`` is what the unit says
    was done; ``moved`` how often the day was moved."""

    unit: str
    name: str
    round: int
    made_at: datetime
    until: date
    state: Standing = Standing.OPEN
    asked: Postponement | None = None
    moved: int = 0
    report: str | None = None
    reported_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether the unit owes it, or the deputy a word on it."""
        return self.state in (Standing.OPEN, Standing.REPORTED)

    def overdue(self, now: datetime) -> bool:
        """Whether the unit has let the day pass."""
        return self.state is Standing.OPEN and legal_day(now) > self.until


def require_day(until: date, now: datetime) -> None:
    """Raises ``Refusal("invalid_request")`` for a day that is past, or further off than :data:`LONGEST`."""
    today = legal_day(now)
    if not today <= until <= today + LONGEST:
        raise invalid("body.until", "日期须自今日起五年内", "a day from today on, within five years")


def rated(promise: Promise, result: Verdict) -> Promise:
    """The deputy has said what came of it."""
    kept = result is not Verdict.DISSATISFIED
    return replace(promise, state=Standing.KEPT if kept else Standing.BROKEN, asked=None)


def replied(
    found: tuple[Promise, ...], unit: str, name: str, round_: int, at: datetime, until: date | None
) -> tuple[Promise, ...]:
    """What is promised once the unit has replied: what it promised before is replaced by what it says now."""
    before = next((one for one in found if one.unit == unit), None)
    others = tuple(one for one in found if one.unit != unit)
    if until is not None:
        return (*others, Promise(unit, name, round_, at, until))
    if before is None or not before.waits:
        return found
    return (*others, replace(before, state=Standing.REPLACED, asked=None))


def lifted(found: tuple[Promise, ...]) -> tuple[Promise, ...]:
    """Nothing is owed any more."""
    return tuple(replace(one, state=Standing.LIFTED, asked=None) if one.waits else one for one in found)
