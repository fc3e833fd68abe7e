"""Photos of opinions over HTTP: sent by the holder of the receipt, seen by who may read the opinion."""

from typing import Any

from functions.suggestions.opinions import schemas, store
from functions.suggestions.opinions.opinion import Opinion, Photo
from functions.suggestions.opinions.photos import adding, files
from functions.suggestions.opinions.unit_routes import UNIT, found_by_unit
from shared.domain.ids import new_id
from shared.domain.roles import READERS
from shared.store.objects import ADDRESS_LIFETIME
from shared.web.access import public, roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"


@routes.route(
    "/v1/opinions/follow/photos",
    methods=["POST"],
    summary="Ask for a form to send a photo, by the receipt",
    description="A JPEG or PNG of at most 5 MB; six to an opinion. Then say that it has come.",
    access=public(),
    body=schemas.PhotoAsked(),
    answer=schemas.PhotoForm(),
    status=201,
    refusals=("receipt_wrong", "limit_reached", "too_many_requests"),
    tag=_TAG,
)
def ask_for_photo(call: Call) -> dict[str, Any]:
    body, photo = call.body, new_id("f")
    form = adding.ask(body["receipt"], body["secret"], photo, body["media_type"], call.now)
    return {"photo": photo, "upload": form}


@routes.route(
    "/v1/opinions/follow/photos/arrival",
    methods=["POST"],
    summary="Say that a photo has come",
    description="It is kept as the picture alone: place, device, time and comments are taken out, and what "
    "was sent is removed.",
    access=public(),
    body=schemas.PhotoSent(),
    answer=schemas.PhotoKept(),
    refusals=("receipt_wrong", "photo_not_sent", "photo_invalid", "limit_reached", "stale_version", "busy"),
    tag=_TAG,
)
def take_photo(call: Call) -> Photo:
    body = call.body
    return adding.arrived(body["receipt"], body["secret"], body["photo"], call.now)


@routes.route(
    "/v1/opinions/{receipt}/photos/{photo}",
    summary="Where a photo of an opinion is fetched",
    access=roles(READERS, within="resource"),
    answer=schemas.PhotoAddress(),
    refusals=("case_not_found", "photo_not_found"),
    tag=_TAG,
)
def get_photo(call: Call, receipt: str, photo: str) -> Answer:
    opinion = store.load(receipt).opinion
    call.caller.require_reach(READERS, opinion.scope)
    return _address(opinion, photo)


@routes.route(
    "/v1/units/{unit_id}/opinions/{receipt}/photos/{photo}",
    summary="Where the unit that has an opinion fetches a photo of it",
    access=roles(UNIT, within="resource"),
    answer=schemas.PhotoAddress(),
    refusals=("case_not_found", "photo_not_found"),
    tag=_TAG,
)
def get_photo_of_unit(call: Call, unit_id: str, receipt: str, photo: str) -> Answer:
    return _address(found_by_unit(call, unit_id, receipt).opinion, photo)


def _address(opinion: Opinion, photo: str) -> Answer:
    found = adding.find(opinion, photo)
    url = files.address(opinion.id, found.id, found.media_type)
    told = {"id": found.id, "media_type": found.media_type, "size": found.size}
    return Answer({**told, "url": url, "expires_in": ADDRESS_LIFETIME})
