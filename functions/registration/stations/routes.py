"""Stations over HTTP. Everybody may see a station; its township and those above it change it."""

from functions.registration.stations import schemas, service, store
from shared.domain.clock import legal_day
from shared.domain.roles import OVERSEERS, STATION_STAFF, Role
from shared.domain.stations import Station
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.web.access import public, roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_BUILDERS = OVERSEERS | {Role.TOWNSHIP_STAFF}


@routes.route(
    "/v1/stations",
    summary="Stations of a division",
    access=public(),
    query=schemas.StationListing(),
    answer=schemas.STATION_PAGE,
    refusals=("invalid_cursor",),
    tag="Stations",
)
def list_stations(call: Call) -> Page[Station]:
    query = call.query
    return store.page(
        query["scope"],
        limit=query["limit"],
        cursor=query["cursor"],
        type_=query["type"],
        status=query["status"],
    )


@routes.route(
    "/v1/stations",
    methods=["POST"],
    summary="Register a station",
    access=roles(_BUILDERS, within="body:division"),
    body=schemas.NewStation(),
    answer=schemas.StationAnswer(),
    status=201,
    idempotent=True,
    refusals=("station_exists",),
    tag="Stations",
)
def register_station(call: Call) -> Answer:
    return _answer(service.register(call.body, call.caller, call.mark))


@routes.route(
    "/v1/stations/{station_id}",
    summary="A station",
    access=public(),
    answer=schemas.StationAnswer(),
    refusals=("station_not_found",),
    tag="Stations",
)
def get_station(call: Call, station_id: str) -> Answer:
    return _answer(value_of(store.load(station_id), Station))


@routes.route(
    "/v1/stations/{station_id}",
    methods=["PATCH"],
    summary="Change a station",
    access=roles(STATION_STAFF, OVERSEERS, within="path:station_id"),
    body=schemas.StationFields(),
    answer=schemas.StationAnswer(),
    if_match=True,
    refusals=("station_not_found",),
    tag="Stations",
)
def change_station(call: Call, station_id: str) -> Answer:
    return _answer(service.change(station_id, call.body, call.version, call.caller))


@routes.route(
    "/v1/stations/{station_id}/closure",
    methods=["POST"],
    summary="Close a station",
    access=roles(OVERSEERS, within="path:station_id"),
    answer=schemas.StationAnswer(),
    refusals=("station_not_found", "station_closed"),
    tag="Stations",
)
def close_station(call: Call, station_id: str) -> Answer:
    return _answer(service.close(station_id, legal_day(call.now)))


@routes.route(
    "/v1/stations/{station_id}/reopening",
    methods=["POST"],
    summary="Open a closed station again",
    access=roles(OVERSEERS, within="path:station_id"),
    answer=schemas.StationAnswer(),
    refusals=("station_not_found", "station_open"),
    tag="Stations",
)
def reopen_station(call: Call, station_id: str) -> Answer:
    return _answer(service.reopen(station_id))


@routes.route(
    "/v1/stations/{station_id}/code-rotations",
    methods=["POST"],
    summary="Replace the station's codes",
    access=roles(STATION_STAFF, OVERSEERS, within="path:station_id"),
    answer=schemas.StationAnswer(),
    refusals=("station_not_found", "station_closed"),
    tag="Stations",
)
def rotate_codes(call: Call, station_id: str) -> Answer:
    return _answer(service.rotate(station_id))


def _answer(station: Station) -> Answer:
    return Answer(station, version=station.version)
