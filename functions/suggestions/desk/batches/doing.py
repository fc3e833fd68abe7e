"""A step taken of many cases, one after the other, each by itself.

What was done stays done. A step is taken from one version only, so that the batch sent again does nothing
twice: where the same person has taken this very step from the version that the item names, it is answered as
done before.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from functions.suggestions.cases import store as cases
from functions.suggestions.cases.case import Case, Entry
from functions.suggestions.desk.templates.template import Template, filled
from functions.suggestions.handovers.handover import Share
from functions.suggestions.opinions import handling
from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.opinion import Happened, Opinion
from functions.suggestions.opinions.store import Found
from functions.suggestions.suggestions import office, persons, store
from functions.suggestions.suggestions.suggestion import MOST_UNITS
from functions.suggestions.suggestions.suggestion import Happened as HappenedToSuggestion
from shared.domain.errors import Refusal
from shared.domain.roles import Caller
from shared.web.batches import checked
from shared.web.call import Call

Problem = Callable[[Refusal], dict[str, Any]]
_HANDED_OVER = HappenedToSuggestion.HANDED_OVER
_MOST_ENTRIES = 2 * MOST_UNITS + 1
"""Entries that one hand-over of a suggestion writes, at most: of the units, of those before, of the round."""


@dataclass(frozen=True, slots=True)
class Done:
    """A case after the step; ``new`` says that it was taken now, and not before."""

    case: Case
    new: bool


def each(
    items: Iterable[Any], schema: Schema, step: Callable[[dict[str, Any]], Done], problem: Problem
) -> Iterator[dict[str, Any]]:
    """What became of each item, in order: the fields of ``ItemDone``."""
    for number, item in enumerate(items):
        try:
            done = step(checked(schema, item, number))
        except Refusal as refusal:
            yield {"status": "refused", "problem": problem(refusal)}
        else:
            case = done.case
            told = {"id": case.id, "state": case.state.value, "version": case.version}
            yield {"status": "done" if done.new else "existing", **told}


def hand_over_opinion(call: Call, item: Mapping[str, Any]) -> Done:
    """One opinion to its unit. Raises what ``handling.hand_over`` raises. Calls: five; three where it was
    done before."""
    unit, text = item["unit"], item["text"]

    def step(found: Found, act: Act) -> Opinion:
        return handling.hand_over(found, unit, text, act)

    return _opinion(call, item, Happened.HANDED_OVER, step, lambda _: {"unit": unit, "text": text})


def answer_opinion(call: Call, item: Mapping[str, Any], text: str | Template) -> Done:
    """One opinion answered. Raises what ``handling.answer`` raises, and ``template_unfilled``. Calls: four;
    three where it was done before."""
    return _tell(call, item, Happened.ANSWERED, handling.answer, text)


def feed_back(call: Call, item: Mapping[str, Any], text: str | Template) -> Done:
    """The result of one opinion told. Raises what ``handling.feed_back`` raises, and ``template_unfilled``.
    Calls: four; three where it was done before."""
    return _tell(call, item, Happened.FED_BACK, handling.feed_back, text)


def hand_over_suggestion(call: Call, item: Mapping[str, Any]) -> Done:
    """One suggestion to its units, by the office of its congress. Raises what ``office.hand_over`` raises.
    Calls: two or three, also where it was done before."""
    found = store.load(item["suggestion"])
    persons.require_office(call.caller, found.suggestion)
    given = [(one["unit"], Share(one["share"])) for one in item["units"]]
    version, reason, by = item["version"], item["reason"], call.caller.person
    if found.suggestion.version != version:
        if not _handed_over(found.suggestion.id, version, given, reason, call.caller):
            raise Refusal("stale_version")
        return Done(found.suggestion, False)
    return Done(office.hand_over(found, given, reason, version, by, call.now), True)


def _tell(
    call: Call,
    item: Mapping[str, Any],
    what: Happened,
    step: Callable[[Found, str, Act], Opinion],
    text: str | Template,
) -> Done:
    def words(opinion: Opinion) -> str:
        return text if isinstance(text, str) else filled(text, opinion)

    def told(found: Found, act: Act) -> Opinion:
        return step(found, words(found.opinion), act)

    return _opinion(call, item, what, told, lambda opinion: {"text": words(opinion)})


def _opinion(
    call: Call,
    item: Mapping[str, Any],
    what: Happened,
    step: Callable[[Found, Act], Opinion],
    said: Callable[[Opinion], Mapping[str, str | None]],
) -> Done:
    receipt, act = item["receipt"], Act(call.caller, item["version"], call.now)
    try:
        return Done(step(handling.find(receipt, act), act), True)
    except Refusal as refusal:
        if refusal.code != "stale_version":
            raise
        opinion = opinions.load(receipt).opinion
        first, _ = _since(receipt, act.version, act.caller)
        wanted = said(opinion).items()
        if first is None or first.what != what or any(first.data.get(name) != word for name, word in wanted):
            raise
        return Done(opinion, False)


def _handed_over(
    suggestion: str, version: int, given: list[tuple[str, Share]], reason: str | None, caller: Caller
) -> bool:
    """Whether this hand-over is what the caller made of that version."""
    _, entries = _since(suggestion, version, caller)
    made = {(one.data["unit"], one.data["share"]): one.reason for one in entries if one.what == _HANDED_OVER}
    return bool(made) and made == {(unit, share.value): reason for unit, share in given}


def _since(case: str, version: int, caller: Caller) -> tuple[Entry | None, list[Entry]]:
    """The first entry that follows a version, and all that the caller wrote with it; none where somebody
    else did. One call."""
    found = cases.entries(case, version + 1, version + _MOST_ENTRIES)
    together = [one for one in found if one.at == found[0].at and one.by == found[0].by == caller.person]
    return next(iter(together), None), together
