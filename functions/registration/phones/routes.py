"""Phones over HTTP."""

from functions.registration.phones import schemas, service
from shared.domain.roles import Role
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/persons/{person_id}/phone",
    methods=["POST"],
    summary="Move a person to another phone number",
    access=roles(Role.ADMIN, within="resource"),
    body=schemas.NewPhone(),
    answer=schemas.PhoneAnswer(),
    refusals=("person_not_found", "phone_taken"),
    tag="Staff",
    description="The old number is free for whoever has it now, and every sign-in by it ends. "
    "The administrator must reach all that the person holds.",
)
def move_phone(call: Call, person_id: str) -> dict[str, str]:
    mask = service.move(person_id, call.body["phone"], call.caller, call.now)
    return {"person": person_id, "phone_mask": mask}


@routes.route(
    "/v1/persons/{person_id}/phone",
    methods=["DELETE"],
    summary="Take a phone number from a person",
    access=roles(Role.ADMIN, within="resource"),
    status=204,
    refusals=("person_not_found",),
    tag="Staff",
)
def release_phone(call: Call, person_id: str) -> Answer:
    service.release(person_id, call.caller, call.now)
    return Answer(None)
