"""Supervision over HTTP: the office of the congress records what those who supervise do; units report."""

from typing import Any

from functions.suggestions.suggestions import persons, showing
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.routes import OFFICE, TAG, answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer
from functions.suggestions.suggestions.store import Found
from functions.suggestions.supervision import schemas, store, supervising
from shared.domain.roles import READERS
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.schemas import ScopeListing
from shared.web.service import Routes

routes = Routes(__name__)
_PATH = "/v1/suggestions/{suggestion_id}"


@routes.route(
    "/v1/suggestions/key",
    summary="Key suggestions of a scope",
    description="Those under key supervision (Deputies Law art. 52), the newest first.",
    access=roles(READERS, within="query:scope"),
    query=ScopeListing(),
    answer=schemas.KEY_PAGE,
    tag=TAG,
)
def list_key_suggestions(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    page = store.page(query["scope"], limit=query["limit"], cursor=query["cursor"])
    return page.map(showing.own)


@routes.route(
    f"{_PATH}/key",
    methods=["POST"],
    summary="Record that a suggestion was chosen for key supervision",
    description="By the office, once the meeting that the rules name has chosen it as widely followed "
    "(Deputies Law art. 52): with the day, and the body that leads the supervision. The deputies who signed "
    "and the units are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.ChoosingKey(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "key_already", "key_not_foreseen", "not_supervisor"),
    tag=TAG,
)
def choose_key_suggestion(call: Call, suggestion_id: str) -> Answer:
    found, said = _of_office(call, suggestion_id), call.body
    by, reason = call.caller.person, said["reason"]
    chosen = supervising.choose(
        found, said["on"], said["lead"], said["name"], reason, call.version, by, call.now
    )
    return answered(call, chosen)


@routes.route(
    f"{_PATH}/key/ending",
    methods=["POST"],
    summary="End the key supervision of a suggestion",
    description="By the office, with a reason. The deputies who signed and the units are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.SaidWhy(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "not_key"),
    tag=TAG,
)
def end_key_supervision(call: Call, suggestion_id: str) -> Answer:
    found, reason = _of_office(call, suggestion_id), call.body["reason"]
    return answered(call, supervising.end(found, reason, call.version, call.caller.person, call.now))


@routes.route(
    f"{_PATH}/supervision",
    methods=["POST"],
    summary="Record how the handling of a suggestion is supervised",
    description="By the office, for a body that the rules let supervise (Deputies Law art. 52): a report "
    "demanded of units, a visit, a forum, a check. The units and the deputy are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.Supervising(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "not_supervisor", "handover_not_found"),
    tag=TAG,
)
def supervise_handling(call: Call, suggestion_id: str) -> Answer:
    found, said = _of_office(call, suggestion_id), call.body
    supervised = supervising.supervise(
        found,
        (said["by"], said["name"]),
        said["units"],
        said["means"],
        said["on"],
        said["text"],
        call.version,
        call.caller.person,
        call.now,
    )
    return answered(call, supervised)


@routes.route(
    f"{_PATH}/escalation",
    methods=["POST"],
    summary="Bring a suggestion before those above",
    description="By the office, with a reason, while units handle it, once a round: before the body to which "
    "the rules have major matters reported, else the chairpersons' meeting, in a township the presidium. The "
    "units, the deputies who signed and the office are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.SaidWhy(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "escalated_already"),
    tag=TAG,
)
def escalate_suggestion(call: Call, suggestion_id: str) -> Answer:
    found, reason = _of_office(call, suggestion_id), call.body["reason"]
    return answered(call, supervising.escalate(found, reason, call.version, call.caller.person, call.now))


@routes.route(
    "/v1/units/{unit_id}/suggestions/{suggestion_id}/progress",
    methods=["POST"],
    summary="Report how the handling of a suggestion goes on",
    description="By a unit that has it in hand, asked or not. The office and the deputy are told.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Reporting(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=("case_not_found", "case_state", "handover_not_found", "handover_state"),
    tag=TAG,
)
def report_progress(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    found, text = suggestions.load(suggestion_id), call.body["text"]
    by = call.caller.person
    return answered(call, supervising.report(found, unit_id, text, call.version, by, call.now))


def _of_office(call: Call, suggestion: str) -> Found:
    found = suggestions.load(suggestion)
    persons.require_office(call.caller, found.suggestion)
    return found
