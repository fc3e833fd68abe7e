"""Handling units over HTTP. Everybody signed in may see them; the committee's staff keep them."""

from functions.registration.units import schemas, service, store
from shared.domain.roles import OVERSEERS
from shared.domain.units import Unit
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/units",
    summary="Handling units of a division",
    access=signed_in(),
    query=schemas.UnitListing(),
    answer=schemas.UNIT_PAGE,
    refusals=("invalid_cursor",),
    tag="Handling units",
)
def list_units(call: Call) -> Page[Unit]:
    query = call.query
    return store.page(query["scope"], limit=query["limit"], cursor=query["cursor"], active=query["active"])


@routes.route(
    "/v1/units",
    methods=["POST"],
    summary="Register a handling unit",
    access=roles(OVERSEERS, within="body:division"),
    body=schemas.NewUnit(),
    answer=schemas.UnitAnswer(),
    status=201,
    idempotent=True,
    refusals=("unit_exists",),
    tag="Handling units",
)
def register_unit(call: Call) -> Answer:
    return _answer(service.register(call.body, call.mark))


@routes.route(
    "/v1/units/{unit_id}",
    summary="A handling unit",
    access=signed_in(),
    answer=schemas.UnitAnswer(),
    refusals=("unit_not_found",),
    tag="Handling units",
)
def get_unit(call: Call, unit_id: str) -> Answer:
    return _answer(value_of(store.load(unit_id), Unit))


@routes.route(
    "/v1/units/{unit_id}",
    methods=["PATCH"],
    summary="Change a handling unit",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.UnitFields(),
    answer=schemas.UnitAnswer(),
    if_match=True,
    refusals=("unit_not_found",),
    tag="Handling units",
)
def change_unit(call: Call, unit_id: str) -> Answer:
    return _answer(service.change(unit_id, call.body, call.version, call.caller))


def _answer(unit: Unit) -> Answer:
    return Answer(unit, version=unit.version)
