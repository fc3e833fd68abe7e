"""What residents do with opinions over HTTP: bring one, follow it, add to it, with or without an account."""

from typing import Any

from functions.suggestions.opinions import following, rating, schemas, store, submitting, views
from functions.suggestions.opinions.opinion import Opinion
from functions.suggestions.opinions.store import Listed
from shared.domain.roles import OVERSEERS, STATION_STAFF, Role
from shared.store.pages import Page
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"
_NEW = ("station_not_found", "station_closed", "too_many_requests", "conflict")
_NOBODY = "resident"


@routes.route(
    "/v1/opinions",
    methods=["POST"],
    summary="Bring an opinion without signing in",
    description="To a station, or to the committee or township of a division. The answer is the receipt: "
    "keep its secret, it is told this once. Sent again with the same Idempotency-Key it is answered again "
    "and makes nothing new.",
    access=public(),
    body=schemas.NewOpinionOfResident(),
    answer=schemas.ReceiptAnswer(),
    status=201,
    idempotent=True,
    refusals=_NEW,
    tag=_TAG,
)
def bring_opinion(call: Call) -> Answer:
    id_, mark = resident_id(call)
    return receipt_of(*submitting.submit(call.body, id_, mark, call.now, address=call.source_ip))


@routes.route(
    "/v1/me/opinions",
    methods=["POST"],
    summary="Bring an opinion, signed in",
    description="Its course is told to the inbox too. Who wishes to stay unnamed is not stored, and is told "
    "nothing: then only the receipt leads back.",
    access=signed_in(),
    body=schemas.NewOpinionOfResident(),
    answer=schemas.ReceiptAnswer(),
    status=201,
    idempotent=True,
    refusals=_NEW,
    tag=_TAG,
)
def bring_own_opinion(call: Call) -> Answer:
    person = call.caller.person
    return receipt_of(*submitting.submit(call.body, call.new_id("e"), call.mark, call.now, person=person))


@routes.route(
    "/v1/me/opinions",
    summary="The opinions that I brought with my name, the newest first",
    access=signed_in(),
    query=Listing(),
    answer=schemas.OPINION_PAGE,
    tag=_TAG,
)
def list_own_opinions(call: Call) -> Page[Listed]:
    page = store.of_person(call.caller.person, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(store.listed)


@routes.route(
    "/v1/me/opinions/{receipt}/receipt",
    methods=["POST"],
    summary="Get the receipt of an opinion that I brought with my name once more",
    description="Number and secret, with which all of `/v1/opinions/follow` is open: on another device, or "
    "when the receipt was lost. What was brought without a name has no way back but the receipt itself.",
    access=signed_in(),
    answer=schemas.ReceiptAnswer(),
    refusals=("case_not_found", "conflict"),
    tag=_TAG,
)
def get_own_receipt_again(call: Call, receipt: str) -> Answer:
    return receipt_of(*store.receipt_again(receipt, call.caller.person))


@routes.route(
    "/v1/stations/{station_id}/opinions",
    methods=["POST"],
    summary="Take down an opinion at a station",
    description="By the station's staff, or a deputy who receives residents there. The receipt is handed to "
    "the resident.",
    access=roles(STATION_STAFF | OVERSEERS, Role.DEPUTY, within="path:station_id"),
    body=schemas.OpinionTakenDown(),
    answer=schemas.ReceiptAnswer(),
    status=201,
    idempotent=True,
    refusals=_NEW,
    tag=_TAG,
)
def take_down_opinion(call: Call, station_id: str) -> Answer:
    fields = {**call.body, "station": station_id}
    by = call.caller.person
    return receipt_of(*submitting.submit(fields, call.new_id("e"), call.mark, call.now, recorded_by=by))


@routes.route(
    "/v1/opinions/follow",
    methods=["POST"],
    summary="See what became of an opinion, by its receipt",
    description="A POST, so that the secret stands in no address and no log.",
    access=public(),
    body=schemas.ReceiptFields(),
    answer=schemas.OpinionFollowed(),
    refusals=("receipt_wrong",),
    tag=_TAG,
)
def follow_opinion(call: Call) -> dict[str, Any]:
    return _followed(call)


@routes.route(
    "/v1/opinions/follow/words",
    methods=["POST"],
    summary="Ask or add something to an opinion, by its receipt",
    description="Those who received it are told, and owe an answer. With `unsolved` an answered opinion is "
    "open again.",
    access=public(),
    body=schemas.AddedFields(),
    answer=schemas.OpinionFollowed(),
    status=201,
    idempotent=True,
    refusals=("receipt_wrong", "case_state", "limit_reached", "too_many_requests", "conflict"),
    tag=_TAG,
)
def add_to_opinion(call: Call) -> dict[str, Any]:
    body = call.body
    text, unsolved, mark = body["text"], body["unsolved"], call.mark_as(_NOBODY)
    following.add(body["receipt"], body["secret"], text, unsolved=unsolved, mark=mark, now=call.now)
    return _followed(call)


@routes.route(
    "/v1/opinions/follow/rating",
    methods=["POST"],
    summary="Rate the answer to an opinion, by its receipt",
    description="Once to each round. Who is dissatisfied says why, and is owed another round. Those who "
    "received the opinion and the unit are told.",
    access=public(),
    body=schemas.RatingFields(),
    answer=schemas.OpinionFollowed(),
    status=201,
    idempotent=True,
    refusals=("receipt_wrong", "case_state", "rated_already", "too_many_requests", "conflict"),
    tag=_TAG,
)
def rate_answer_to_opinion(call: Call) -> dict[str, Any]:
    body = call.body
    result, reason = body["result"], body["reason"]
    rating.rate(body["receipt"], body["secret"], result, reason, call.mark_as(_NOBODY), call.now)
    return _followed(call)


def _followed(call: Call) -> dict[str, Any]:
    seen = following.see(call.body["receipt"], call.body["secret"])
    return views.followed(seen, call.language == CHINESE)


def resident_id(call: Call) -> tuple[str, str | None]:
    """The id of what somebody brings who is not signed in, and the mark of the request."""
    return call.new_id_as(_NOBODY, "e"), call.mark_as(_NOBODY)


def receipt_of(opinion: Opinion, secret: str) -> Answer:
    """The receipt, as it is answered."""
    told = {"receipt": opinion.id, "secret": secret, "scope": opinion.scope, "opened_at": opinion.opened_at}
    return Answer(told)
