"""The caller's own entry over HTTP."""

from typing import Any

from functions.registration.me import schemas, service
from shared.domain.clock import legal_day
from shared.web.access import signed_in
from shared.web.call import Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/me",
    summary="Who I am here",
    access=signed_in(),
    answer=schemas.Me(),
    tag="Me",
)
def get_me(call: Call) -> dict[str, Any]:
    return service.show(call.caller.person, legal_day(call.now))


@routes.route(
    "/v1/me",
    methods=["PATCH"],
    summary="Give my name, as a resident",
    access=signed_in(),
    body=schemas.MyFields(),
    answer=schemas.Me(),
    refusals=("name_registered", "person_not_found"),
    tag="Me",
)
def change_me(call: Call) -> dict[str, Any]:
    return service.rename(call.caller.person, call.body["name"], legal_day(call.now))
