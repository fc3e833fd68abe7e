"""Opinions over HTTP to the unit that has one in hand. It never learns who brought it."""

from functions.suggestions.opinions import handling, schemas, store, views
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.store import Found
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.store.envelopes import require_version
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"
UNIT = frozenset({Role.UNIT_STAFF})
_CHANGE = ("case_not_found", "case_state", "handover_state", "conflict")


@routes.route(
    "/v1/units/{unit_id}/opinions/{receipt}",
    summary="An opinion that was handed over to a unit",
    access=roles(UNIT, within="resource"),
    answer=schemas.OpinionForUnit(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_opinion_of_unit(call: Call, unit_id: str, receipt: str) -> Answer:
    opinion = found_by_unit(call, unit_id, receipt).opinion
    return Answer(views.to_unit(opinion), version=opinion.version)


@routes.route(
    "/v1/units/{unit_id}/opinions/{receipt}/return",
    methods=["POST"],
    summary="Give an opinion back to those who handed it over",
    description="With the reason, which they and the resident read.",
    access=roles(UNIT, within="resource"),
    body=schemas.ReturnedFields(),
    answer=schemas.OpinionForUnit(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def return_opinion_by_unit(call: Call, unit_id: str, receipt: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    found = found_by_unit(call, unit_id, receipt)
    require_version(found.item, act.version)
    opinion = handling.returned_by_unit(found, call.body["reason"], act)
    return Answer(views.to_unit(opinion), version=opinion.version)


@routes.route(
    "/v1/units/{unit_id}/opinions/{receipt}/result",
    methods=["POST"],
    summary="Say what the unit did about an opinion",
    description="To those who received it, who tell the resident.",
    access=roles(UNIT, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionForUnit(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def note_result_by_unit(call: Call, unit_id: str, receipt: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    found = found_by_unit(call, unit_id, receipt)
    require_version(found.item, act.version)
    opinion = handling.result_of_unit(found, call.body["text"], act)
    return Answer(views.to_unit(opinion), version=opinion.version)


def found_by_unit(call: Call, unit: str, receipt: str) -> Found:
    """The opinion, to the staff of the unit that has it now; to others it is not there."""
    found = store.load(receipt)
    if found.opinion.unit != unit or not call.caller.reaches(UNIT, unit):
        raise Refusal("case_not_found")
    return found
