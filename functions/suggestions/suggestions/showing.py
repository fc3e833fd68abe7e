"""A suggestion as it is answered: with what the rules say is to be done next, and what there must be."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.clocks import citing
from functions.suggestions.handovers import handover
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.promises.promise import Promise
from functions.suggestions.suggestions import awaiting, ruling, sessions, states
from functions.suggestions.suggestions.handling import UNDER_WAY
from functions.suggestions.suggestions.suggestion import Happened, State, Suggestion
from shared.domain.clock import from_text, legal_day
from shared.regulations.rulebook import Rulebook
from shared.regulations.stating import written
from shared.web.citing import cited


def whole(suggestion: Suggestion, now: datetime, chinese: bool) -> dict[str, Any]:
    """The fields of ``SuggestionAnswer``. One call for what is still with the deputy: whether the congress
    sits."""
    rules = ruling.book(suggestion, now)
    asked = suggestion
    if suggestion.state in states.OPEN:
        asked = replace(suggestion, in_session=sessions.in_session(suggestion.congress, legal_day(now)))
    values = {name: getattr(suggestion, name) for name in Suggestion.__dataclass_fields__}
    return {
        **values,
        "facts": written(suggestion.facts),
        "promises": promises(suggestion, now),
        "ways": _ways(asked, rules, chinese),
        "lists": _lists(asked, rules, chinese),
    }


def listed(shown: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of ``SuggestionListed`` of what lists keep."""
    return {
        "category": None,
        **shown,
        "state": State(shown["state"]),
        "submitted_at": from_text(shown["submitted_at"]),
    }


def own(suggestion: Suggestion) -> dict[str, Any]:
    """The same fields of a suggestion itself, also of a draft."""
    values = {name: getattr(suggestion, name) for name in Suggestion.__dataclass_fields__}
    units = [one.name for one in suggestion.units if one.live]
    signers, dissatisfied = len(suggestion.signed_by), suggestion.dissatisfied
    return {**values, "signers": signers, "dissatisfied": dissatisfied, "units": units}


def of_deputy(suggestion: Suggestion, deputy: str) -> dict[str, Any]:
    """The fields of ``OwnSuggestionListed``, to the deputy who has a part in it."""
    return {**own(suggestion), "awaits": awaiting.of(suggestion, deputy)}


def clocks(found: Iterable[HandOver], now: datetime, chinese: bool) -> list[dict[str, Any]]:
    """The fields of ``ClocksOfUnit``, for each unit; for who else owes something by a rule."""
    shown = [
        {
            "unit": one.party,
            "name": one.name,
            "share": one.share,
            "clocks": [citing.clock(timed, chinese) for timed in handover.clocks(one, now)],
        }
        for one in found
    ]
    return [one for one in shown if one["share"] in handover.UNITS or one["clocks"]]


def promises(suggestion: Suggestion, now: datetime) -> list[dict[str, Any]]:
    """The fields of ``PromiseAnswer``, for each unit that promised something."""
    return [
        {name: getattr(one, name) for name in Promise.__dataclass_fields__} | {"overdue": one.overdue(now)}
        for one in suggestion.promises
    ]


def entry(found: Entry) -> dict[str, Any]:
    """The fields of ``SuggestionEntry``."""
    values = {name: getattr(found, name) for name in Entry.__dataclass_fields__}
    return {**values, "what": Happened(found.what)}


def _ways(suggestion: Suggestion, rules: Rulebook, chinese: bool) -> list[dict[str, Any]]:
    language = 0 if chinese else 1
    return [
        {
            **cited(rules, way.part, chinese),
            "act": [rules.word(word)[language] for word in way.branch.act],
            "by": rules.word(way.by)[language] if way.by else None,
            "to": [rules.word(word)[language] for word in way.branch.to],
        }
        for way in ruling.ways(suggestion, rules)
    ]


def _lists(suggestion: Suggestion, rules: Rulebook, chinese: bool) -> list[dict[str, Any]]:
    if suggestion.state in states.OPEN:
        on = ruling.SUBMITTED
    elif suggestion.state in UNDER_WAY:
        on = ruling.REPLIED
    else:
        return []
    language = 0 if chinese else 1
    return [
        {
            **cited(rules, part, chinese),
            "items": [{"item": item, "name": rules.word(item)[language]} for item in part.fields.items],
        }
        for part in ruling.lists(suggestion, rules, on)
    ]
