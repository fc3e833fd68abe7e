"""What stations make public, over HTTP: everybody reads it, the station's staff keep it."""

from typing import Any

from functions.publications.stations import schemas, service
from shared.domain.deputies import Deputy
from shared.domain.roles import OVERSEERS, STATION_STAFF
from shared.store.pages import Page
from shared.web.access import public, roles
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Stations"
_PATH = "/v1/stations/{station_id}/public-information"
_ITEM = f"{_PATH}/{{item}}"
_OWN = roles(STATION_STAFF, OVERSEERS, within="path:station_id")


@routes.route(
    _PATH,
    summary="What a station makes public, and what is missing",
    description="The items that a rule names (Shangqiu art. 9), and of a station that is a legislative "
    "contact point what it has of that (art. 14). For everybody.",
    access=public(),
    answer=schemas.PublicInformation(),
    refusals=("station_not_found",),
    tag=_TAG,
)
def get_public_information(call: Call, station_id: str) -> dict[str, Any]:
    return service.seen(station_id, call.now, call.language == CHINESE)


@routes.route(
    f"{_PATH}/deputies",
    summary="The deputies placed in a station",
    description="Once the station has made them public: names, fields and congresses of who serves today. A "
    "page may be short and still have a next one.",
    access=public(),
    query=Listing(),
    answer=schemas.DEPUTY_PAGE,
    refusals=("station_not_found", "public_item_not_shown", "invalid_cursor"),
    tag=_TAG,
)
def list_public_deputies(call: Call, station_id: str) -> Page[Deputy]:
    return service.deputies(station_id, call.now, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    _ITEM,
    methods=["PUT"],
    summary="Make an item public, or change its words",
    description="By the station's staff and those who guide it. The same again changes nothing.",
    access=_OWN,
    body=schemas.PublicItemFields(),
    answer=schemas.PublicInformation(),
    refusals=("station_not_found", "station_closed", "public_item_not_named", "conflict"),
    tag=_TAG,
)
def publish_station_item(call: Call, station_id: str, item: str) -> dict[str, Any]:
    service.publish(station_id, item, call.body["text"], call.caller, call.now)
    return service.seen(station_id, call.now, call.language == CHINESE)


@routes.route(
    f"{_ITEM}/withdrawal",
    methods=["POST"],
    summary="Take an item back",
    description="It is public no more, and the record of it is void.",
    access=_OWN,
    body=schemas.PublicItemWithdrawal(),
    answer=schemas.PublicInformation(),
    refusals=("station_not_found", "public_item_not_shown", "conflict"),
    tag=_TAG,
)
def withdraw_station_item(call: Call, station_id: str, item: str) -> dict[str, Any]:
    service.take_back(station_id, item, call.body["reason"], call.caller, call.now)
    return service.seen(station_id, call.now, call.language == CHINESE)


@routes.route(
    "/v1/stations/{station_id}/legislative-contact-point",
    methods=["PUT"],
    summary="Say what a station has as a legislative contact point",
    description="All that there is: both signs, both functions, one place, one staff. For a station that is "
    "registered as one, where a rule asks for it.",
    access=_OWN,
    body=schemas.ContactPointFields(),
    answer=schemas.PublicInformation(),
    refusals=("station_not_found", "station_closed", "not_contact_point", "conflict"),
    tag=_TAG,
)
def describe_contact_point(call: Call, station_id: str) -> dict[str, Any]:
    has = tuple(dict.fromkeys(call.body["has"]))
    service.join(station_id, has, call.caller, call.now)
    return service.seen(station_id, call.now, call.language == CHINESE)
