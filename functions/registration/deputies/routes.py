"""Deputies over HTTP: the entry, its list and its history."""

from typing import Any

from functions.registration.deputies import history, schemas, service, store, views
from functions.registration.deputies.history import Change, What
from shared.domain.clock import legal_day
from shared.domain.deputies import Card, Deputy
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/deputies",
    summary="Deputies of a division or a station",
    access=roles(READERS, within="query:scope"),
    query=schemas.DeputyListing(),
    answer=schemas.DEPUTY_PAGE,
    refusals=("invalid_cursor",),
    tag="Deputies",
)
def list_deputies(call: Call) -> Page[dict[str, Any]]:
    query, today = call.query, legal_day(call.now)
    tags = [store.GRASSROOTS] if query["grassroots"] else []
    if query["field"] is not None:
        tags.append(store.field_tag(query["field"]))
    if query["placed"] is not None:
        tags.append(store.PLACED if query["placed"] else store.UNPLACED)
    found = store.page(
        query["scope"],
        limit=query["limit"],
        cursor=query["cursor"],
        today=today,
        serving=query["serving"],
        level=query["level"],
        tags=tags,
    )
    return found.map(lambda deputy: views.whole(deputy, today))


@routes.route(
    "/v1/deputies",
    methods=["POST"],
    summary="Register a deputy",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.NewDeputy(),
    answer=schemas.DeputyAnswer(),
    status=201,
    idempotent=True,
    refusals=("deputy_exists", "mandate_exists", "idempotency_key_reused"),
    tag="Deputies",
    description="Each mandate's congress or electing division must lie in the caller's scope.",
)
def register_deputy(call: Call) -> Answer:
    return answer(service.register(call.body, call.caller, call.new_id, call.mark, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}",
    summary="A deputy",
    access=signed_in(),
    answer=schemas.DeputyAnswer(),
    refusals=("deputy_not_found",),
    tag="Deputies",
    description="Whole to the deputy and to those whose scope holds the deputy's home; "
    "to others name, mandates, station and whether the deputy still serves.",
)
def get_deputy(call: Call, deputy_id: str) -> Answer:
    found = store.read(deputy_id)
    if views.may_see_all(call.caller, found):
        return answer(found, call)
    public = views.public(found, legal_day(call.now))
    return Answer(public, version=found.version, dated=True)


@routes.route(
    "/v1/deputies/{deputy_id}",
    methods=["PATCH"],
    summary="Change a deputy's entry",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.DeputyFields(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=("deputy_not_found", "armed_forces_placement"),
    tag="Deputies",
)
def change_deputy(call: Call, deputy_id: str) -> Answer:
    return answer(service.change(deputy_id, call.body, call.version, call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/card",
    methods=["PUT"],
    summary="Note the deputy card that was issued",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.CardFields(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=("deputy_not_found",),
    tag="Deputies",
)
def issue_card(call: Call, deputy_id: str) -> Answer:
    return answer(service.issue_card(deputy_id, Card(**call.body), call.version, call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/placement",
    methods=["PUT"],
    summary="Place a deputy in a station",
    access=roles(service.PLACERS, within="resource"),
    body=schemas.PlacementFields(),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=(
        "deputy_not_found",
        "station_not_found",
        "station_closed",
        "armed_forces_placement",
        "mandates_ended",
    ),
    tag="Deputies",
    description="Both the deputy's home until now and the station must lie in the caller's scope.",
)
def place(call: Call, deputy_id: str) -> Answer:
    station = call.body["station_id"]
    return answer(service.place(deputy_id, station, call.version, call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/placement",
    methods=["DELETE"],
    summary="Take a deputy out of the station",
    access=roles(service.PLACERS, within="resource"),
    answer=schemas.DeputyAnswer(),
    if_match=True,
    refusals=("deputy_not_found", "not_placed"),
    tag="Deputies",
)
def unplace(call: Call, deputy_id: str) -> Answer:
    return answer(service.unplace(deputy_id, call.version, call.caller, call.now), call)


@routes.route(
    "/v1/deputies/{deputy_id}/changes",
    summary="The history of a deputy's entry",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    query=schemas.ChangeListing(),
    answer=schemas.CHANGE_PAGE,
    refusals=("deputy_not_found", "invalid_cursor"),
    tag="Deputies",
)
def list_changes(call: Call, deputy_id: str) -> Page[Change]:
    what = call.query["what"]
    return _changes(call, deputy_id, [] if what is None else [what])


@routes.route(
    "/v1/deputies/{deputy_id}/placements",
    summary="In which stations a deputy was placed",
    access=roles(READERS, Role.DEPUTY, within="resource"),
    query=Listing(),
    answer=schemas.CHANGE_PAGE,
    refusals=("deputy_not_found", "invalid_cursor"),
    tag="Deputies",
)
def list_placements(call: Call, deputy_id: str) -> Page[Change]:
    return _changes(call, deputy_id, [What.PLACED, What.UNPLACED])


def _changes(call: Call, deputy_id: str, what: list[What]) -> Page[Change]:
    views.require_sight(call.caller, store.read(deputy_id))
    return history.page(deputy_id, limit=call.query["limit"], cursor=call.query["cursor"], what=what)


def answer(deputy: Deputy, call: Call) -> Answer:
    """The whole entry under its version; what its mandates are depends on the day."""
    return Answer(views.whole(deputy, legal_day(call.now)), version=deputy.version, dated=True)
