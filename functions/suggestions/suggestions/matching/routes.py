"""Talks with units about a draft, over HTTP: for the deputy, and for the units that are shown it."""

from typing import Any

from functions.suggestions.suggestions import persons, ruling, store
from functions.suggestions.suggestions.matching import matching, schemas
from functions.suggestions.suggestions.matching.talk import Advice
from functions.suggestions.suggestions.routes import AUTHOR, TAG, answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer, SuggestionReason
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.citing import cited
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_DRAFT = "/v1/units/{unit_id}/drafts/{suggestion_id}"


@routes.route(
    "/v1/suggestions/{suggestion_id}/talks",
    methods=["POST"],
    summary="Show a draft to units",
    description="By the deputy who drafted it, before it is submitted: units that may have to handle it, "
    "which are told and say what they think of it. One that has answered is asked anew.",
    access=signed_in(),
    body=schemas.Showing(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(
        *AUTHOR,
        "deputy_suspended",
        "unit_not_found",
        "unit_inactive",
        "unit_elsewhere",
        "shown_already",
        "limit_reached",
    ),
    tag=TAG,
)
def show_draft(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    body, by = call.body, call.caller.person
    return answered(call, matching.show(found, body["units"], body["note"], call.version, by, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/talks/{unit_id}/ending",
    methods=["POST"],
    summary="Show a draft to a unit no longer",
    description="By the deputy who drafted it. The unit is told; what it said stays.",
    access=signed_in(),
    body=SuggestionReason(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*AUTHOR, "talk_not_found"),
    tag=TAG,
)
def end_talk(call: Call, suggestion_id: str, unit_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    reason, by = call.body["reason"], call.caller.person
    return answered(call, matching.end(found, unit_id, reason, call.version, by, call.now))


@routes.route(
    "/v1/units/{unit_id}/drafts",
    summary="The drafts that a unit is shown",
    description="Suggestions in preparation on which deputies ask for the unit's view; the newest first.",
    access=roles(persons.UNIT, within="path:unit_id"),
    query=Listing(),
    answer=schemas.DRAFT_PAGE,
    tag=TAG,
)
def list_drafts_of_unit(call: Call, unit_id: str) -> Page[dict[str, Any]]:
    page = matching.of_unit(unit_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda one: _listed(one, unit_id))


@routes.route(
    _DRAFT,
    summary="A draft that a unit is shown",
    description="As it stands, until the deputy submits it, withdraws it, or shows it to the unit no longer.",
    access=roles(persons.UNIT, within="path:unit_id"),
    answer=schemas.DraftShown(),
    refusals=("case_not_found", "talk_not_found"),
    tag=TAG,
)
def get_draft_of_unit(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    return _shown(call, store.load(suggestion_id, consistent=False).suggestion, unit_id)


@routes.route(
    f"{_DRAFT}/advice",
    methods=["POST"],
    summary="Say what the unit thinks of a draft",
    description="Of the version that was read: whether the matter is the unit's, what is being done about "
    "it, what the unit advises. The deputy is told. Nothing of it binds either side.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Advising(),
    answer=schemas.DraftShown(),
    if_match=True,
    refusals=("case_not_found", "talk_not_found"),
    tag=TAG,
)
def advise_on_draft(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    said = call.body
    advice = Advice(said["remit"], call.now, said["doing"], said["advice"])
    found = store.load(suggestion_id)
    return _shown(call, matching.advise(found, unit_id, advice, call.version, call.caller.person), unit_id)


def _listed(suggestion: Suggestion, unit: str) -> dict[str, Any]:
    talk = matching.open_talk(suggestion, unit)
    names = ("congress", "name", "title")
    own = {name: getattr(suggestion, name) for name in names}
    answered_ = talk.advice is not None
    return {**own, "suggestion": suggestion.id, "since": talk.since, "answered": answered_}


def _shown(call: Call, suggestion: Suggestion, unit: str) -> Answer:
    talk, rules = matching.open_talk(suggestion, unit), ruling.book(suggestion, call.now)
    part = None if talk.rule is None else rules.part(talk.rule)
    rule = None if part is None else cited(rules, part, call.language == CHINESE)
    names = ("text", "category", "version")
    whole = {name: getattr(suggestion, name) for name in names}
    said = {"note": talk.note, "advice": talk.advice, "rule": rule}
    return Answer({**_listed(suggestion, unit), **whole, **said}, version=suggestion.version)
