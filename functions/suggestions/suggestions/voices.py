"""One suggestion stands for others of the same matter, and what follows: plain values in, plain values out,
as in ``states``. Nobody's rights are lost by it: every deputy is told, reads the replies and rates them."""

from dataclasses import replace
from datetime import datetime

from functions.suggestions.cases.case import Entry
from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.suggestions.origins import MOST_ORIGINS
from functions.suggestions.suggestions.states import NOT_YET_REPLIED, Moved, require_state
from functions.suggestions.suggestions.suggestion import (
    MOST_SIGNERS,
    MOST_VOICES,
    Happened,
    Rating,
    State,
    Suggestion,
    Voice,
)
from shared.domain.errors import Refusal, invalid

NOT_HANDED_OVER = (State.SUBMITTED, State.ACCEPTED)
_LEAVING, _MOST_LEAVING = 11, 84
"""What is written for each suggestion that leaves besides the notices to its deputies, and for all that leave
at once, with those notices: the same deputy may have signed several, and hears of each."""


def merged(
    suggestion: Suggestion, main: Suggestion, reason: str | None, by: str, at: datetime
) -> tuple[Moved, Moved]:
    """The suggestion as one with ``main``, and ``main``. Raises ``case_state`` once either was handed over,
    ``limit_reached``, ``invalid_request`` for itself, another congress's, and what stands for others or is
    under key supervision."""
    _require_not_handed_over(suggestion)
    if suggestion.id == main.id or suggestion.voices or suggestion.key is not None:
        zh = "不能并入自身；已并入他件的、列为重点督办的不能再并"
        en = "not into itself, nor what stands for others or is under key supervision"
        raise invalid("body.into", zh, en)
    if suggestion.congress != main.congress:
        raise invalid("body.into", "须为同一人民代表大会的建议", "it is a suggestion to another congress")
    _require_not_handed_over(main)
    voice = Voice(suggestion.id, suggestion.deputy, suggestion.name, suggestion.signed_by, suggestion.origins)
    after = replace(main, voices=(*main.voices, voice))
    heard = 1 + len(after.signed_by) + sum(1 + len(one.signed_by) for one in after.voices)
    for count, most in (
        (len(after.voices), MOST_VOICES),
        (len(after.concerned), 1 + MOST_SIGNERS),
        (heard, _MOST_LEAVING - _LEAVING * len(after.voices)),
        (len(after.grown_from), MOST_ORIGINS),
    ):
        if count > most:
            raise Refusal("limit_reached", limit=most)
    own = replace(suggestion, state=State.MERGED, merged_into=main.id)
    told = {"suggestion": suggestion.id, "deputy": voice.deputy, "name": voice.name}
    return (
        Moved(own, (Entry(Happened.MERGED, by, at, reason, {"into": main.id}),)),
        Moved(after, (Entry(Happened.JOINED, by, at, reason, told),)),
    )


def _require_not_handed_over(suggestion: Suggestion) -> None:
    """Not what every lead gave back either: who helps has it in hand still."""
    require_state(suggestion, *NOT_HANDED_OVER)
    if suggestion.round:
        raise Refusal("case_state", state=suggestion.state.value)


def parted(
    suggestion: Suggestion, main: Suggestion, reason: str, by: str, at: datetime
) -> tuple[Moved, Moved]:
    """The suggestion on its own again, which the office then checks, and ``main`` without it. Raises
    ``case_state`` once a unit has replied in the round that runs, and while no further one was ordered."""
    require_state(suggestion, State.MERGED)
    require_state(main, *NOT_YET_REPLIED, State.WITHDRAWN)
    if any(one.reply is not None for one in main.units):
        raise Refusal("case_state", state=State.REPLIED.value)
    told = {"suggestion": suggestion.id, "deputy": suggestion.deputy, "name": suggestion.name}
    rest = tuple(one for one in main.voices if one.suggestion != suggestion.id)
    after = replace(main, voices=rest)
    return left(suggestion, reason, by, at), Moved(after, (Entry(Happened.PARTED, by, at, reason, told),))


def left(suggestion: Suggestion, reason: str | None, by: str, at: datetime) -> Moved:
    """The suggestion once nothing stands for it any more."""
    own = replace(suggestion, state=State.SUBMITTED, merged_into=None)
    return Moved(own, (Entry(Happened.LEFT, by, at, reason, {"into": suggestion.merged_into}),))


def rated(
    main: Suggestion, deputy: str, result: Verdict, attitude: Verdict, reason: str | None, at: datetime
) -> Moved:
    """A deputy for whose suggestion ``main`` stands says what the replies are worth, once a round; also of
    what was closed. Dissatisfied with the result, the deputy is owed another round like the one who leads.
    Raises ``not_yours``, ``case_state``, ``rated_already``, ``invalid_request``."""
    own = [one for one in main.voices if one.deputy == deputy]
    if not own:
        raise Refusal("not_yours")
    require_state(main, State.REPLIED, State.RATED, State.CLOSED)
    voice = next((one for one in own if one.rating is None), None)
    if voice is None:
        raise Refusal("rated_already")
    if Verdict.DISSATISFIED in (result, attitude) and reason is None:
        raise invalid("body.reason", "不满意须说明理由", "say why you are dissatisfied")
    given = replace(voice, rating=Rating(result, attitude, at, reason))
    after = replace(main, voices=tuple(given if one is voice else one for one in main.voices))
    told = {
        "result": result.value,
        "attitude": attitude.value,
        "round": main.round,
        "suggestion": voice.suggestion,
    }
    entries = [Entry(Happened.RATED, deputy, at, reason, told)]
    if result is Verdict.DISSATISFIED:
        after = replace(after, state=State.RATED)
        if not main.dissatisfied:
            entries.append(Entry(Happened.DISSATISFIED, deputy, at, reason, {"round": main.round}))
    return Moved(after, tuple(entries))
