"""Promises over HTTP: what a unit planned in its reply, by the day that it named, up to the deputy's second
rating. They stand in the answers of their suggestion."""

from typing import Any

from functions.suggestions.handovers import schemas as due
from functions.suggestions.handovers.routes import page as due_page
from functions.suggestions.promises import changing, schemas
from functions.suggestions.suggestions import persons, store
from functions.suggestions.suggestions.routes import answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer
from functions.suggestions.suggestions.units import Work
from shared.domain.errors import invalid
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Promises"
_OF_UNIT = "/v1/units/{unit_id}/suggestions/{suggestion_id}/promise"
_OF_CASE = "/v1/suggestions/{suggestion_id}/promises/{unit_id}"
_STEP = ("case_not_found", "promise_not_found", "promise_state")


@routes.route(
    f"{_OF_UNIT}/fulfilment",
    methods=["POST"],
    summary="Report that a promise is fulfilled",
    description="By the unit that promised something in its reply, whatever became of the suggestion since, "
    "also late. The deputies who signed and the office are told; the deputy rates it.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.Fulfilment(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=_STEP,
    tag=_TAG,
)
def report_fulfilment(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    return answered(call, changing.fulfil(_work(call, unit_id, suggestion_id), call.body["text"]))


@routes.route(
    f"{_OF_UNIT}/postponement",
    methods=["POST"],
    summary="Ask for another day for a promise",
    description="The day stands until the deputy or the office consents to another: both are told.",
    access=roles(persons.UNIT, within="path:unit_id"),
    body=schemas.OtherDay(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=_STEP,
    tag=_TAG,
)
def ask_other_day(call: Call, unit_id: str, suggestion_id: str) -> Answer:
    work, said = _work(call, unit_id, suggestion_id), call.body
    return answered(call, changing.ask(work, said["until"], said["reason"]))


@routes.route(
    f"{_OF_CASE}/postponement",
    methods=["POST"],
    summary="Consent to another day for a promise, or decline it",
    description="By the deputy to whom it was promised, or the office of the congress, which does it for one "
    "who is suspended. The unit, the deputies who signed and the office are told.",
    access=signed_in(),
    body=schemas.DayAnswer(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*_STEP, "role_missing", "out_of_scope", "postponement_not_asked", "deputy_suspended"),
    tag=_TAG,
)
def answer_other_day(call: Call, suggestion_id: str, unit_id: str) -> Answer:
    work, said = _work(call, unit_id, suggestion_id), call.body
    changing.require_consenter(call.caller, work.suggestion, call.now)
    if not said["granted"] and said["reason"] is None:
        raise invalid("body.reason", "不同意须说明理由", "say why it is declined")
    return answered(call, changing.answer(work, said["granted"], said["reason"]))


@routes.route(
    f"{_OF_CASE}/rating",
    methods=["POST"],
    summary="Rate what came of a promise",
    description="By the deputy, once the unit has reported that it is fulfilled, also after the suggestion "
    "was closed. Dissatisfaction with the result owes another round. The office and the unit are told.",
    access=signed_in(),
    body=schemas.PromiseRating(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*_STEP, "not_yours", "deputy_suspended"),
    tag=_TAG,
)
def rate_fulfilment(call: Call, suggestion_id: str, unit_id: str) -> Answer:
    work, said = _work(call, unit_id, suggestion_id), call.body
    persons.require_author(call.caller, work.suggestion)
    persons.require_not_suspended(call.caller.person, work.suggestion.congress, call.now)
    return answered(call, changing.rate(work, said["result"], said["attitude"], said["reason"]))


@routes.route(
    "/v1/me/due",
    summary="What waits for my word as a deputy",
    description="Replies and kept promises that I have yet to rate: first what a rule gives me time for, by "
    "the last instant.",
    access=signed_in(),
    query=due.DueListing(),
    answer=due.DUE_PAGE,
    tag=_TAG,
)
def list_my_due(call: Call) -> Page[dict[str, Any]]:
    return due_page(call, call.caller.person)


def _work(call: Call, unit: str, suggestion: str) -> Work:
    return Work(store.load(suggestion), call.version, unit, call.caller.person, call.now)
