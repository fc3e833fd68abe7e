"""What supervision does to a suggestion: plain values in, plain values out. All raise
``Refusal("case_state")`` where the state does not allow the step."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from functions.suggestions.cases.case import Entry
from functions.suggestions.suggestions.handling import UNDER_WAY
from functions.suggestions.suggestions.states import Moved, require_state
from functions.suggestions.suggestions.suggestion import (
    Escalation,
    Handling,
    Happened,
    Key,
    Progress,
    State,
    Suggestion,
)
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal, invalid

WITH_THE_CONGRESS = (State.SUBMITTED, State.ACCEPTED, *UNDER_WAY, State.REPLIED, State.RATED)


class Means(StrEnum):
    """How a body supervises: it has units report, visits, calls together, looks into it."""

    DEMAND = "demand"
    VISIT = "visit"
    FORUM = "forum"
    CHECK = "check"


def choose(suggestion: Suggestion, key: Key, rule: str, reason: str | None, by: str) -> Moved:
    """It is under key supervision. Raises ``key_already``; ``invalid_request`` for a day before the
    submission or to come."""
    require_state(suggestion, *WITH_THE_CONGRESS)
    if suggestion.key is not None:
        raise Refusal("key_already")
    _require_past(suggestion, key.on, key.at)
    told = {"rule": rule, "by": key.by, "on": str(key.on), "lead": key.lead, "name": key.name}
    return Moved(replace(suggestion, key=key), (Entry(Happened.KEY_CHOSEN, by, key.at, reason, told),))


def end(suggestion: Suggestion, reason: str, by: str, at: datetime) -> Moved:
    """It is no longer. Raises ``not_key``."""
    if suggestion.key is None:
        raise Refusal("not_key")
    return Moved(replace(suggestion, key=None), (Entry(Happened.KEY_ENDED, by, at, reason),))


def supervise(
    suggestion: Suggestion,
    units: Collection[str],
    means: Means,
    on: date,
    told: dict[str, str],
    by: str,
    at: datetime,
) -> Moved:
    """A body supervises: of units that have it in hand it may demand a report. ``told`` says who and what.
    Raises ``handover_not_found`` for a unit that has it not."""
    demands = means is Means.DEMAND
    require_state(suggestion, *UNDER_WAY, *(() if demands else (State.REPLIED, State.RATED)))
    live = {one.unit for one in suggestion.units if one.live and not (demands and _is_done(one))}
    if not live or not live.issuperset(units):
        raise Refusal("handover_not_found")
    _require_past(suggestion, on, at)
    asked = set(units) or live
    parts = (
        replace(one, demanded_at=one.demanded_at or at) if demands and one.unit in asked else one
        for one in suggestion.units
    )
    data = {**told, "means": means.value, "on": str(on), "units": sorted(asked), "round": suggestion.round}
    after = replace(suggestion, units=tuple(parts))
    return Moved(after, (Entry(Happened.SUPERVISED, by, at, data=data),))


def report(suggestion: Suggestion, unit: str, text: str, by: str, at: datetime) -> Moved:
    """A unit that has it in hand says how it goes on, asked or not. Raises ``handover_not_found``,
    ``handover_state`` where it has done its part."""
    part = suggestion.handling(unit)
    if part is None or not part.live:
        raise Refusal("handover_not_found")
    require_state(suggestion, *UNDER_WAY)
    if _is_done(part):
        raise Refusal("handover_state", state=part.progress.value)
    told = {"unit": unit, "text": text, "round": suggestion.round, "demanded": part.demanded_at is not None}
    units = (replace(one, demanded_at=None) if one is part else one for one in suggestion.units)
    after = replace(suggestion, units=tuple(units))
    return Moved(after, (Entry(Happened.PROGRESS_REPORTED, by, at, data=told),))


def escalate(suggestion: Suggestion, escalation: Escalation, by: str) -> Moved:
    """It is brought before those above, once a round. Raises ``escalated_already``."""
    require_state(suggestion, *UNDER_WAY)
    if suggestion.escalation is not None:
        raise Refusal("escalated_already")
    told = {"to": escalation.to, "round": suggestion.round}
    if escalation.rule is not None:
        told["rule"] = escalation.rule
    after = replace(suggestion, escalation=escalation)
    return Moved(after, (Entry(Happened.ESCALATED, by, escalation.at, escalation.reason, told),))


def _is_done(part: Handling) -> bool:
    return part.progress in (Progress.REPLIED, Progress.CONTRIBUTED)


def _require_past(suggestion: Suggestion, on: date, at: datetime) -> None:
    if not legal_day(suggestion.opened_at) <= on <= legal_day(at):
        raise invalid("body.on", "应在提出之日以后，不晚于今天", "from the day of the submission up to today")
