"""A deputy's mandates over HTTP."""

from functions.registration.deputies import mandates, schemas
from functions.registration.deputies.routes import answer
from shared.domain.roles import OVERSEERS
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/deputies/{deputy_id}/mandates",
    methods=["POST"],
    summary="Add a mandate",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.NewMandate(),
    answer=schemas.DeputyAnswer(),
    status=201,
    idempotent=True,
    refusals=("deputy_not_found", "mandate_exists", "limit_reached", "conflict", "idempotency_key_reused"),
    tag="Deputies",
)
def add_mandate(call: Call, deputy_id: str) -> Answer:
    return answer(mandates.add(deputy_id, call.body, call.new_id("m"), call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/mandates/{mandate_id}/events",
    methods=["POST"],
    summary="Suspend, resume or end a mandate",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.NewMandateEvent(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=(
        "deputy_not_found",
        "mandate_not_found",
        "mandate_transition",
        "mandate_event_order",
        "mandate_reason",
        "limit_reached",
    ),
    tag="Deputies",
    description="By the staff of the congress (Deputies Law art. 61 and 62).",
)
def happen(call: Call, deputy_id: str, mandate_id: str) -> Answer:
    found = mandates.happen(deputy_id, mandate_id, call.body, call.version, call.caller, call.now)
    return answer(found, call)
