"""The chain as it is answered: to those who read the case, and what of it is public to the resident."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from functions.suggestions.chain.reading import Grown
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.suggestions.suggestion import Handling, State, Suggestion

PUBLIC = {
    State.SUBMITTED: "submitted",
    State.RETURNED: "submitted",
    State.ACCEPTED: "submitted",
    State.HANDED_OVER: "handed_over",
    State.HANDLING: "handed_over",
    State.REPLIED: "replied",
    State.RATED: "replied",
    State.CLOSED: "closed",
    State.WITHDRAWN: "withdrawn",
}
"""What the resident is told of a suggestion's state."""
MayRead = Callable[[Suggestion], bool]


def became(found: Iterable[Grown]) -> list[dict[str, Any]]:
    """The fields of ``Became``: no words of the suggestion, its replies or their rating."""
    return [
        {
            "name": one.own.name,
            "congress": one.own.congress,
            "submitted_at": one.own.submitted_at,
            "state": PUBLIC.get(one.main.state, "submitted"),
            "units": [unit.name for unit in one.main.units if unit.live],
            "handed_over_at": min((unit.since for unit in one.main.units if unit.live), default=None),
            "replied_at": max((unit.reply.at for unit in one.main.units if unit.reply), default=None),
        }
        for one in found
    ]


def chain(
    opinions: Iterable[Opinion], suggestions: Iterable[Suggestion], may_read: MayRead
) -> dict[str, Any]:
    """The fields of ``Chain``. What came of the replies is told to who may read the suggestion."""
    brought, made = list(opinions), list(suggestions)
    linked = {
        (origin.opinion, one.id): origin.at
        for one in made
        for origin in one.grown_from
        if any(opinion.id == origin.opinion for opinion in brought)
    }
    steps = [
        *(step for opinion in brought for step in _of_opinion(opinion)),
        *(_step(at, "linked", case, opinion) for (opinion, case), at in linked.items()),
        *(step for one in made for step in _of_suggestion(one, rated=may_read(one))),
    ]
    return {
        "opinions": [_opinion(one) for one in brought],
        "suggestions": [_suggestion(one, may_read(one)) for one in made],
        "steps": sorted(steps, key=itemgetter("at")),
    }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    names = ("id", "scope", "opened_at", "state", "category", "subject", "told_at")
    return {
        **{name: getattr(opinion, name) for name in names},
        "place": opinion.place if opinion.subject is not None else None,
        "voices": 1 + len(opinion.merged),
        "rating": opinion.ratings[-1].result if opinion.ratings else None,
    }


def _suggestion(suggestion: Suggestion, known: bool) -> dict[str, Any]:
    names = ("id", "congress", "deputy", "name", "title", "state", "submitted_at", "merged_into", "round")
    return {
        **{name: getattr(suggestion, name) for name in names},
        "units": [_unit(one, known) for one in suggestion.units if one.live],
        "rating": suggestion.rating if known else None,
        "voices": len(suggestion.voices),
    }


def _unit(handling: Handling, known: bool) -> dict[str, Any]:
    reply = handling.reply
    return {
        "name": handling.name,
        "share": handling.share,
        "since": handling.since,
        "replied_at": reply.at if reply else None,
        "outcome": reply.outcome if reply and known else None,
    }


def _of_opinion(opinion: Opinion) -> Iterable[dict[str, Any]]:
    yield _step(opinion.opened_at, "received", opinion.id, opinion.scope)
    if opinion.told_at is not None:
        yield _step(opinion.told_at, "fed_back", opinion.id, None)
    for given in opinion.ratings:
        yield _step(given.at, "rated_by_resident", opinion.id, given.result.value)


def _of_suggestion(suggestion: Suggestion, *, rated: bool) -> Iterable[dict[str, Any]]:
    if suggestion.submitted_at is not None:
        yield _step(suggestion.submitted_at, "submitted", suggestion.id, suggestion.name)
    for one in suggestion.units:
        yield _step(one.since, "handed_over", suggestion.id, one.name)
        if one.heard_at is not None:
            yield _step(one.heard_at, "heard", suggestion.id, one.name)
        if one.reply is not None:
            yield _step(one.reply.at, "replied", suggestion.id, one.name)
    given = [suggestion.rating, *(voice.rating for voice in suggestion.voices)] if rated else []
    for rating in given:
        if rating is not None:
            yield _step(rating.at, "rated", suggestion.id, rating.result.value)


def _step(at: datetime, what: str, case: str, party: str | None) -> dict[str, Any]:
    return {"at": at, "what": what, "case": case, "party": party}
