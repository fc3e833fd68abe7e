"""Consultations over HTTP, for those who are asked: signed in, at a station, or without signing in."""

from typing import Any

from functions.publications.consultations import commenting, schemas, store, views
from functions.publications.consultations.consultation import Comment, Invited, Listed
from shared.domain.roles import OVERSEERS, STATION_STAFF
from shared.store.pages import Page
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Consultations"
_NOBODY = "commenter"
_NEW = ("consultation_not_found", "consultation_over", "too_many_requests", "conflict")


@routes.route(
    "/v1/me/consultations",
    summary="What one was invited to comment on",
    description="The latest first.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.OWN_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_own_consultations(call: Call) -> Page[Invited]:
    query = call.query
    return store.invitations_of(call.caller.person, limit=query["limit"], cursor=query["cursor"])


@routes.route(
    "/v1/me/comments",
    summary="What one commented, and what became of it",
    description="The latest first.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.COMMENT_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_own_comments(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    found = store.comments_of(call.caller.person, limit=query["limit"], cursor=query["cursor"])
    return found.map(lambda one: views.comment(one, own=True))


@routes.route(
    "/v1/consultations/{consultation_id}/comments",
    methods=["POST"],
    summary="Comment on a consultation, signed in",
    description="On an article or the whole, until its last day is over. By those who are invited or would "
    "be, and by everybody where it is for everybody; who is asked at stations only says at which.",
    access=signed_in(),
    body=schemas.CommentSigned(),
    answer=schemas.CommentAnswer(),
    status=201,
    idempotent=True,
    refusals=_NEW,
    tag=_TAG,
)
def comment_on_consultation(call: Call, consultation_id: str) -> dict[str, Any]:
    made = commenting.comment(consultation_id, call.body, call.new_id("y"), call.mark, call.caller, call.now)
    return views.comment(made, own=True)


@routes.route(
    "/v1/public-consultations",
    summary="What everybody may comment on in a division",
    description="Asked by its organs themselves: the latest last day first.",
    access=public(),
    query=schemas.PlaceListing(),
    answer=schemas.PUBLIC_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_public_consultations(call: Call) -> Page[Listed]:
    query = call.query
    return store.listed(query["division"], limit=query["limit"], cursor=query["cursor"])


@routes.route(
    "/v1/stations/{station_id}/questions",
    summary="What people are asked at a station",
    description="The latest last day first, also what is over.",
    access=public(),
    query=Listing(),
    answer=schemas.PUBLIC_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_station_questions(call: Call, station_id: str) -> Page[Listed]:
    return store.listed(station_id, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    "/v1/public-consultations/{consultation_id}",
    summary="A consultation of everybody, with its text",
    access=public(),
    answer=schemas.ConsultationAnswer(),
    refusals=("consultation_not_found",),
    tag=_TAG,
)
def get_public_consultation(call: Call, consultation_id: str) -> Answer:
    found = commenting.show(consultation_id)
    return Answer(views.seen(found, call), version=found.consultation.version, dated=True)


@routes.route(
    "/v1/public-consultations/{consultation_id}/comments",
    methods=["POST"],
    summary="Comment without signing in",
    description="The answer is the receipt: keep its secret, it is told this once. Sent again with the same "
    "Idempotency-Key it is answered again and makes nothing new.",
    access=public(),
    body=schemas.CommentUnsigned(),
    answer=schemas.CommentReceipt(),
    status=201,
    idempotent=True,
    refusals=_NEW,
    tag=_TAG,
)
def comment_unsigned(call: Call, consultation_id: str) -> dict[str, Any]:
    made, secret = commenting.comment_unsigned(
        consultation_id,
        call.body,
        call.new_id_as(_NOBODY, "y", consultation_id),
        call.mark_as(_NOBODY),
        call.source_ip,
        call.now,
    )
    return _receipt(made, secret)


@routes.route(
    "/v1/stations/{station_id}/questions/{consultation_id}/comments",
    methods=["POST"],
    summary="Take down a comment at a station",
    description="By the station's staff, for a resident, who is handed the receipt.",
    access=roles(STATION_STAFF, OVERSEERS, within="path:station_id"),
    body=schemas.CommentTakenDown(),
    answer=schemas.CommentReceipt(),
    status=201,
    idempotent=True,
    refusals=("consultation_not_found", "consultation_over", "conflict"),
    tag=_TAG,
)
def take_down_comment(call: Call, station_id: str, consultation_id: str) -> dict[str, Any]:
    by = call.caller.person
    made, secret = commenting.take_down(
        consultation_id, station_id, call.body, call.new_id("y"), call.mark, by, call.now
    )
    return _receipt(made, secret)


@routes.route(
    "/v1/comments/follow",
    methods=["POST"],
    summary="See what became of a comment, by its receipt",
    description="A POST, so that the secret stands in no address and no log.",
    access=public(),
    body=schemas.CommentReceiptFields(),
    answer=schemas.CommentAnswer(),
    refusals=("receipt_wrong",),
    tag=_TAG,
)
def follow_comment(call: Call) -> dict[str, Any]:
    found = commenting.follow(call.body["receipt"], call.body["secret"])
    return views.comment(found, own=True)


def _receipt(made: Comment, secret: str) -> dict[str, Any]:
    return {"receipt": f"{made.consultation}.{made.id}", "secret": secret, "at": made.at}
