"""Concerns over HTTP to the unit that has one in hand."""

from functions.suggestions.matters.acting import Act
from functions.suggestions.matters.letters import schemas, units, views
from functions.suggestions.matters.letters.concern import Concern
from functions.suggestions.matters.letters.routes import CHANGE, TAG
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/units/{unit_id}/concerns/{concern_id}",
    summary="What a deputy raised and this unit has in hand",
    access=roles(units.UNIT, within="path:unit_id"),
    answer=schemas.ConcernForUnit(),
    refusals=("case_not_found",),
    tag=TAG,
)
def get_concern_of_unit(call: Call, unit_id: str, concern_id: str) -> Answer:
    return _answer(units.find(concern_id, unit_id, call.caller).concern)


@routes.route(
    "/v1/units/{unit_id}/concerns/{concern_id}/return",
    methods=["POST"],
    summary="Give it back to the committee's office",
    description="With the reason, which the deputy reads too.",
    access=roles(units.UNIT, within="path:unit_id"),
    body=schemas.ConcernReason(),
    answer=schemas.ConcernForUnit(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def return_concern_by_unit(call: Call, unit_id: str, concern_id: str) -> Answer:
    found = units.find(concern_id, unit_id, call.caller)
    return _answer(units.give_back(found, call.body["reason"], _act(call)))


@routes.route(
    "/v1/units/{unit_id}/concerns/{concern_id}/reply",
    methods=["POST"],
    summary="Answer the deputy in writing",
    description="The deputy, the committee's office and the member are told.",
    access=roles(units.UNIT, within="path:unit_id"),
    body=schemas.ConcernReply(),
    answer=schemas.ConcernForUnit(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def answer_concern_by_unit(call: Call, unit_id: str, concern_id: str) -> Answer:
    found = units.find(concern_id, unit_id, call.caller)
    return _answer(units.reply(found, call.body["text"], call.body["signer"], _act(call)))


def _act(call: Call) -> Act:
    return Act(call.caller, call.version, call.now)


def _answer(concern: Concern) -> Answer:
    return Answer(views.to_unit(concern), version=concern.version)
