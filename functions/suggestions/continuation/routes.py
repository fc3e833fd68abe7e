"""Who goes on with cases, over HTTP: committees pass on what a unit had, offices name successors."""

from typing import Any

from functions.suggestions.continuation import deputies, schemas, units
from functions.suggestions.registry import registered_unit
from functions.suggestions.suggestions import persons, showing
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.routes import OFFICE, TAG, answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer
from shared.domain.roles import OVERSEERS, READERS
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.batches import problem_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/units/{unit_id}/succession",
    methods=["POST"],
    summary="Pass on what a unit has in hand to the unit that succeeds it",
    description="By those who keep the unit, once it takes nothing new: its opinions, suggestions, "
    "promises, letters and appeals, ten at a time, in the order in which they are due. Their time runs on. "
    "Both units, the offices and all concerned are told of each. Ask again with `next` until there is none; "
    "what is left may be tried anew.",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.Succession(),
    answer=schemas.PASSED_PAGE,
    refusals=("unit_not_found", "unit_inactive", "unit_active"),
    tag="Hand-overs",
)
def pass_on_to_successor(call: Call, unit_id: str) -> dict[str, Any]:
    before, said = registered_unit(unit_id), call.body
    call.caller.require_reach(OVERSEERS, before.division)
    unit = units.successor_of(before, said["successor"])
    page = units.succeed(before, unit, said["reason"], said["cursor"], call.caller.person, call.now)
    problem = problem_in(call)
    items = [
        {
            "case": one.case,
            "kind": one.kind,
            "title": one.title,
            "passed": one.refused is None,
            "problem": None if one.refused is None else problem(one.refused),
        }
        for one in page.items
    ]
    return {"items": items, "next": page.next}


@routes.route(
    "/v1/suggestions/unattended",
    summary="Suggestions whose deputy exercises the mandate no more",
    description="Of those in a state: the mandate has ended, or is suspended. A page may be short, or empty, "
    "and still have a next one.",
    access=roles(READERS, within="query:scope"),
    query=schemas.UnattendedListing(),
    answer=schemas.UNATTENDED_PAGE,
    tag=TAG,
)
def list_unattended_suggestions(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    page = deputies.unattended(
        query["scope"], query["state"], call.now, limit=query["limit"], cursor=query["cursor"]
    )
    return page.map(lambda one: {**showing.listed(one[0]), "mandate": one[1]})


@routes.route(
    "/v1/suggestions/{suggestion_id}/successor",
    methods=["POST"],
    summary="Name the deputy who goes on with a suggestion",
    description="By the office of its congress, once the mandate of the deputy who has it has ended or is "
    "suspended: a deputy of the same congress, of this term or the next. Units that have not replied talk "
    "with the new deputy, who rates. All who have to do with it are told; who had it may read it on.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.NamingSuccessor(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "deputy_not_found", "no_mandate_there", "deputy_serves"),
    tag=TAG,
)
def name_successor(call: Call, suggestion_id: str) -> Answer:
    found = suggestions.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    said, by = call.body, call.caller.person
    return answered(call, deputies.name(found, said["deputy"], said["reason"], call.version, by, call.now))
