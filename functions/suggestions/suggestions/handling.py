"""What units do with a suggestion, and what follows: plain values in, plain values out, as in ``states``.

The steps of a unit raise ``handover_not_found`` for one that has no part in the round that runs, and
``handover_state`` where its part does not stand so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from functions.suggestions.cases.case import Entry
from functions.suggestions.handovers.handover import Share
from functions.suggestions.promises import promise
from functions.suggestions.promises.promise import Standing
from functions.suggestions.suggestions.states import Moved, require_state
from functions.suggestions.suggestions.suggestion import (
    MOST_CHANGING,
    MOST_OWING,
    MOST_UNITS,
    Handling,
    Happened,
    Outcome,
    Progress,
    Reply,
    State,
    Suggestion,
    Way,
)
from shared.domain.errors import Refusal, invalid

UNDER_WAY = (State.HANDED_OVER, State.HANDLING)


class Given(NamedTuple):
    """A unit to which the suggestion is handed over."""

    unit: str
    name: str
    share: Share


def hand_over(
    suggestion: Suggestion, units: Sequence[Given], reason: str | None, by: str, at: datetime
) -> Moved:
    """To the units that are to handle it: first, further ones, in the place of those that gave it back, or
    anew for a deputy who was dissatisfied.

    Raises ``already_handed_over`` for a unit that has it already, ``lead_missing`` where none would lead,
    ``limit_reached``.
    """
    again = suggestion.state is State.RATED and suggestion.dissatisfied
    if not again:
        require_state(suggestion, State.ACCEPTED, *UNDER_WAY)
    standing = () if again else suggestion.units
    given = {one.unit for one in units}
    if any(one.live and one.unit in given for one in standing) or len(given) < len(units):
        raise Refusal("already_handed_over")
    left = [one for one in standing if one.unit not in given]
    released = [one.unit for one in standing if one.progress is Progress.RETURNED]
    parts = (
        *(replace(one, progress=Progress.RELEASED) if one.unit in released else one for one in left),
        *(Handling(one.unit, one.name, one.share, at) for one in units),
    )
    if not any(one.live and one.share is Share.LEAD for one in parts):
        raise Refusal("lead_missing")
    _require_few(suggestion, parts)
    number = suggestion.round + 1 if again or suggestion.round == 0 else suggestion.round
    after = replace(suggestion, round=number, units=parts)
    if again:
        voices = tuple(replace(voice, rating=None) for voice in suggestion.voices)
        after = replace(after, rating=None, voices=voices, reason=None, escalation=None)
    told = {"round": number}
    entries = [Entry(Happened.REDO_ORDERED, by, at, reason, told)] if again else []
    entries += [Entry(Happened.REASSIGNED, by, at, reason, {"unit": unit, **told}) for unit in released]
    entries += [Entry(Happened.HANDED_OVER, by, at, reason, told | _named(one)) for one in units]
    return Moved(replace(after, state=state_with(parts)), tuple(entries))


def _require_few(suggestion: Suggestion, parts: Sequence[Handling]) -> None:
    """Raises ``limit_reached`` where more units would have it, or get and lose it, than can be told and
    released in one transaction."""
    live = {one.unit for one in parts if one.live}
    owing = sum(one.live and one.progress in (Progress.PENDING, Progress.ACCEPTED) for one in parts)
    promised = sum(one.state is Standing.OPEN for one in suggestion.promises)
    gone = sum(one.live and one.unit not in live for one in suggestion.units)
    for count, most in (
        (len(live), MOST_UNITS),
        (owing, MOST_OWING - promised),
        (len(live), MOST_CHANGING - gone),
    ):
        if count > most:
            raise Refusal("limit_reached", limit=most)


def accept(suggestion: Suggestion, unit: str, by: str, at: datetime) -> Moved:
    """A unit takes it up."""
    handling = _part(suggestion, unit, Progress.PENDING)
    return _with(suggestion, replace(handling, progress=Progress.ACCEPTED), Happened.ACCEPTED, by, at)


def give_back(suggestion: Suggestion, unit: str, reason: str, by: str, at: datetime) -> Moved:
    """A unit that has not taken it up says why it is not the one to handle it."""
    handling = _part(suggestion, unit, Progress.PENDING)
    after = replace(handling, progress=Progress.RETURNED, reason=reason)
    return _with(suggestion, after, Happened.RETURNED, by, at, reason)


def contact(
    suggestion: Suggestion, unit: str, way: Way, heard: bool, note: str | None, by: str, at: datetime
) -> Moved:
    """A unit talked with the deputy, by whatever ``way``; ``heard``: what the deputy thinks was heard in full
    (Deputies Law art. 51-2)."""
    handling = _part(suggestion, unit, Progress.ACCEPTED)
    after = replace(
        handling,
        contacted_at=handling.contacted_at or at,
        heard_at=handling.heard_at or (at if heard else None),
    )
    data = {"way": way.value, "heard": heard}
    return _with(suggestion, after, Happened.CONTACTED, by, at, note, data)


def contribute(suggestion: Suggestion, unit: str, text: str, by: str, at: datetime) -> Moved:
    """A unit that handles it with others tells the lead what it has to say."""
    handling = _part(suggestion, unit, Progress.ACCEPTED)
    if handling.share is not Share.CO:
        raise Refusal("lead_replies")
    after = replace(handling, progress=Progress.CONTRIBUTED)
    return _with(suggestion, after, Happened.CONTRIBUTED, by, at, data={"text": text})


def reply(
    suggestion: Suggestion,
    unit: str,
    text: str,
    outcome: Outcome,
    signer: str,
    until: date | None,
    by: str,
    at: datetime,
) -> Moved:
    """A lead replies to the deputy, and promises what is planned. Raises ``not_lead``; ``invalid_request``
    where something is planned and no day is named, or the other way round, or none that can be."""
    handling = _part(suggestion, unit, Progress.ACCEPTED)
    if handling.share is not Share.LEAD:
        raise Refusal("not_lead")
    if (outcome is Outcome.PLANNED) is (until is None):
        zh, en = "列入计划的须写明完成日期，其余不写", "a day belongs to what is planned, and only to that"
        raise invalid("body.until", zh, en)
    if until is not None:
        promise.require_day(until, at)
    said = Reply(text, outcome, signer, at, until)
    data = {"text": text, "outcome": outcome.value, "signer": signer}
    if until is not None:
        data["until"] = until.isoformat()
    after = replace(handling, progress=Progress.REPLIED, reply=said)
    promises = promise.replied(suggestion.promises, unit, handling.name, suggestion.round, at, until)
    return _with(replace(suggestion, promises=promises), after, Happened.REPLIED, by, at, data=data)


def _part(suggestion: Suggestion, unit: str, progress: Progress) -> Handling:
    """The unit's part, if it stands so. Raises ``handover_not_found``, ``handover_state``."""
    handling = suggestion.handling(unit)
    if handling is None:
        raise Refusal("handover_not_found")
    require_state(suggestion, *UNDER_WAY)
    if handling.progress is not progress:
        raise Refusal("handover_state", state=handling.progress.value)
    return handling


def _with(
    suggestion: Suggestion,
    handling: Handling,
    what: Happened,
    by: str,
    at: datetime,
    reason: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> Moved:
    units = tuple(handling if one.unit == handling.unit else one for one in suggestion.units)
    told = {"unit": handling.unit, "round": suggestion.round, **(data or {})}
    after = replace(suggestion, units=units, state=state_with(units))
    return Moved(after, (Entry(what, by, at, reason, told),))


def state_with(units: Sequence[Handling]) -> State:
    """The state of a suggestion that is with these units."""
    leads = [one.progress for one in units if one.live and one.share is Share.LEAD]
    if not leads:
        return State.ACCEPTED
    if all(progress is Progress.REPLIED for progress in leads):
        return State.REPLIED
    return State.HANDED_OVER if Progress.PENDING in leads else State.HANDLING


def _named(given: Given) -> dict[str, str]:
    return {"unit": given.unit, "name": given.name, "share": given.share.value}
