"""What can happen to a promise, and what follows for its suggestion: plain values in, plain values out.

Each step raises ``promise_not_found`` where the unit has promised nothing, and ``promise_state`` where the
promise does not stand so. It can be reported and rated whatever became of the suggestion: closing one ends
no promise.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.promises import promise
from functions.suggestions.promises.promise import Postponement, Promise, Standing
from functions.suggestions.suggestions.states import Moved
from functions.suggestions.suggestions.suggestion import Happened, Rating, State, Suggestion
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid

_ANSWERED = (State.REPLIED, State.RATED, State.CLOSED)
"""States in which no round is under way."""


def ask(suggestion: Suggestion, unit: str, until: date, reason: str, by: str, at: datetime) -> Moved:
    """The unit asks for another day; one that it asked for before is asked for no more. Raises
    ``invalid_request`` for a day that cannot be."""
    found = _of(suggestion, unit, Standing.OPEN)
    promise.require_day(until, at)
    if until == found.until:
        raise invalid("body.until", "日期未变", "it is the day already")
    after = replace(found, asked=Postponement(until, reason, at))
    return _with(suggestion, after, Happened.POSTPONEMENT_ASKED, by, at, reason, until=until.isoformat())


def answer(
    suggestion: Suggestion, unit: str, granted: bool, reason: str | None, by: str, at: datetime
) -> Moved:
    """The office or the deputy consents to the day that was asked for, or does not. Raises
    ``postponement_not_asked``, and ``invalid_request`` for a day that is past by now: nobody would hear that
    it is."""
    found = _of(suggestion, unit, Standing.OPEN)
    if found.asked is None:
        raise Refusal("postponement_not_asked")
    if not granted:
        after = replace(found, asked=None)
        return _with(suggestion, after, Happened.POSTPONEMENT_DECLINED, by, at, reason)
    until = found.asked.until
    if until < legal_day(at):
        raise invalid("body.granted", "申请的日期已过", "the day asked for is past")
    after = replace(found, asked=None, until=until, moved=found.moved + 1)
    return _with(suggestion, after, Happened.POSTPONED, by, at, reason, until=until.isoformat())


def fulfil(suggestion: Suggestion, unit: str, report: str, by: str, at: datetime) -> Moved:
    """The unit says what it has done; the deputy's word is owed."""
    found = _of(suggestion, unit, Standing.OPEN)
    after = replace(found, state=Standing.REPORTED, asked=None, report=report, reported_at=at)
    return _with(suggestion, after, Happened.FULFILLED, by, at, text=report)


def rate(
    suggestion: Suggestion,
    unit: str,
    result: Verdict,
    attitude: Verdict,
    reason: str | None,
    by: str,
    at: datetime,
) -> Moved:
    """The deputy says what the fulfilment is worth. Dissatisfied with it, another round is owed, also of what
    was closed; while a round is under way it runs on."""
    found = _of(suggestion, unit, Standing.REPORTED)
    if Verdict.DISSATISFIED in (result, attitude) and reason is None:
        raise invalid("body.reason", "不满意须说明理由", "say why you are dissatisfied")
    said = {"result": result.value, "attitude": attitude.value}
    after = promise.rated(found, result)
    moved = _with(suggestion, after, Happened.PROMISE_RATED, by, at, reason, **said)
    if after.state is Standing.KEPT or suggestion.dissatisfied or suggestion.state not in _ANSWERED:
        return moved
    owed = replace(moved.after, rating=Rating(result, attitude, at, reason), state=State.RATED)
    more = Entry(Happened.DISSATISFIED, by, at, reason, {"round": suggestion.round, "unit": unit})
    return Moved(owed, (*moved.entries, more))


def _of(suggestion: Suggestion, unit: str, state: Standing) -> Promise:
    found = suggestion.promise(unit)
    if found is None:
        raise Refusal("promise_not_found")
    if found.state is not state:
        raise Refusal("promise_state", state=found.state.value)
    return found


def _with(
    suggestion: Suggestion,
    after: Promise,
    what: Happened,
    by: str,
    at: datetime,
    reason: str | None = None,
    **data: Any,
) -> Moved:
    promises = tuple(after if one.unit == after.unit else one for one in suggestion.promises)
    told = {"unit": after.unit, "round": after.round, **data}
    return Moved(replace(suggestion, promises=promises), (Entry(what, by, at, reason, told),))
