"""A deputy's mandates over HTTP."""

from functions.registration.deputies import mandates, schemas
from functions.registration.deputies.routes import answer
from shared.domain.ids import marked_id
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
    refusals=("deputy_not_found", "mandate_exists", "limit_reached", "idempotency_key_reused"),
    tag="Deputies",
)
def add_mandate(call: Call, deputy_id: str) -> Answer:
    added = marked_id("m", call.mark)
    return answer(mandates.add(deputy_id, call.body, added, call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/mandates/{mandate_id}",
    methods=["PATCH"],
    summary="Correct what was entered wrongly in a mandate",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.MandateCorrection(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=(
        "deputy_not_found",
        "mandate_not_found",
        "mandate_exists",
        "mandate_events_outside",
        "mandate_end_entered",
    ),
    tag="Deputies",
    description="By the staff who keep what happens to the mandate. What has happened stays in order and "
    "inside the mandate; the change history keeps what stood before, and the reason.",
)
def correct(call: Call, deputy_id: str, mandate_id: str) -> Answer:
    found = mandates.correct(deputy_id, mandate_id, call.body, call.version, call.caller, call.now)
    return answer(found, call)


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


@routes.route(
    "/v1/deputies/{deputy_id}/mandates/{mandate_id}/events/last/withdrawal",
    methods=["POST"],
    summary="Withdraw the last event of a mandate, entered by mistake",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.Withdrawal(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=("deputy_not_found", "mandate_not_found", "mandate_no_event"),
    tag="Deputies",
    description="The mandate is as it was before the event. The change history keeps the event, its "
    "withdrawal and the reason.",
)
def withdraw(call: Call, deputy_id: str, mandate_id: str) -> Answer:
    reason = call.body["reason"]
    return answer(mandates.withdraw(deputy_id, mandate_id, reason, call.version, call.caller, call.now), call)
