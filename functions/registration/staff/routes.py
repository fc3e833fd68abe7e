"""Posts at stations and other roles over HTTP."""

from functions.registration.staff import appointments, posts, schemas
from functions.registration.staff import roles as role_service
from functions.registration.staff.appointments import Appointment
from functions.registration.stations.schemas import StationAnswer
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, Role
from shared.domain.stations import Station
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/stations/{station_id}/staff",
    methods=["POST"],
    summary="Fill a post at a station",
    access=roles(appointments.FILLERS, within="path:station_id"),
    body=schemas.NewPosting(),
    answer=StationAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        "station_not_found",
        "station_closed",
        "post_taken",
        "limit_reached",
        "grant_withdrawn",
        "idempotency_key_reused",
    ),
    tag="Staff",
    description="One head, one or more liaison officers, specialists (Shangqiu art. 8).",
)
def appoint(call: Call, station_id: str) -> Answer:
    today = legal_day(call.now)
    return _station(posts.appoint(station_id, call.body, call.caller, call.new_id, today))


@routes.route(
    "/v1/stations/{station_id}/staff/{post}/{person_id}",
    methods=["DELETE"],
    summary="Leave a post at a station vacant",
    access=roles(appointments.FILLERS, within="path:station_id"),
    answer=StationAnswer(),
    refusals=("station_not_found", "post_not_held", "grant_withdrawn"),
    tag="Staff",
)
def dismiss(call: Call, station_id: str, post: str, person_id: str) -> Answer:
    return _station(posts.dismiss(station_id, post, person_id, call.caller))


@routes.route(
    "/v1/roles",
    summary="Who holds which role in a division",
    access=roles(OVERSEERS, Role.AUDITOR, within="query:scope"),
    query=schemas.RoleListing(),
    answer=schemas.ROLE_PAGE,
    refusals=("invalid_cursor",),
    tag="Staff",
)
def list_roles(call: Call) -> Page[Appointment]:
    query = call.query
    return appointments.page(query["scope"], limit=query["limit"], cursor=query["cursor"], role=query["role"])


@routes.route(
    "/v1/roles",
    methods=["POST"],
    summary="Give somebody a role",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.NewRole(),
    answer=schemas.RoleAnswer(),
    status=201,
    idempotent=True,
    refusals=("unit_not_found", "grant_exists", "grant_withdrawn", "idempotency_key_reused"),
    tag="Staff",
    description="An administrator gives any role of the list, the staff of a committee those of townships, "
    "handling units and auditors; each within their own scope.",
)
def give_role(call: Call) -> Answer:
    return Answer(role_service.give(call.body, call.caller, call.new_id, call.mark, legal_day(call.now)))


@routes.route(
    "/v1/roles/{person_id}/{role}/{scope}",
    methods=["DELETE"],
    summary="Take a role away",
    access=roles(OVERSEERS, within="resource"),
    status=204,
    refusals=("unit_not_found", "grant_not_found", "own_administration", "grant_withdrawn"),
    tag="Staff",
)
def take_role(call: Call, person_id: str, role: str, scope: str) -> Answer:
    role_service.take(person_id, role, scope, call.caller)
    return Answer(None)


def _station(station: Station) -> Answer:
    return Answer(station, version=station.version)
