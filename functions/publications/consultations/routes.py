"""Consultations over HTTP, for those who ask."""

from typing import Any

from functions.publications.consultations import commenting, schemas, service, store, views
from functions.publications.consultations.consultation import Article, Consultation, Invited, Wording
from functions.publications.documents import issuers
from functions.publications.documents.issuers import AUDITORS, ISSUERS
from functions.publications.documents.publication import Audience
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Consultations"
_PATH = "/v1/consultations/{consultation_id}"
_FIELDS = (
    "audience_elsewhere",
    "group_not_found",
    "group_dissolved",
    "day_out_of_range",
    "station_not_found",
    "station_closed",
)
_OWN = ("consultation_not_found", "consultation_state")


@routes.route(
    "/v1/consultations",
    methods=["POST"],
    summary="Prepare a consultation",
    description="On a draft, article by article, or a question to people. Deputies are invited by an "
    "audience; everybody may comment where it is public, or through the stations that it names. The occasion "
    "and the matter are words of the rules there. Nobody sees it before it is opened.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.NewConsultation(),
    answer=schemas.ConsultationAnswer(),
    status=201,
    idempotent=True,
    body_limit=schemas.BODY_LIMIT,
    refusals=("division_not_found", "unit_not_found", *_FIELDS, "conflict"),
    tag=_TAG,
)
def draft_consultation(call: Call) -> Answer:
    issuer = call.body.pop("issuer")
    fields, text = _said(call)
    fields |= {"issuer_kind": issuer["kind"], "issuer": issuer["id"]}
    return _answered(service.draft(fields, text, call.new_id("c"), call.mark, call.caller, call.now), call)


@routes.route(
    "/v1/consultations",
    summary="What an organ consulted on in a year",
    description="By the day on which it was prepared, newest first. For those who ask and the auditors of "
    "the place.",
    access=roles(AUDITORS, within="resource"),
    query=schemas.ConsultationListing(),
    answer=schemas.LISTED_PAGE,
    refusals=("division_not_found", "unit_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_consultations(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    issuer = issuers.load(query["kind"], query["issuer"])
    issuers.require_oversight(call.caller, issuer)
    found = store.page(issuer, query["year"], limit=query["limit"], cursor=query["cursor"])
    return found.map(lambda one: views.listed(one, call))


@routes.route(
    "/v1/consultation-duties",
    summary="The occasions on which rules have deputies consulted",
    description="With the article of each, and the consultations of the year that were for it: what is "
    "missing, and whether it was there before the occasion.",
    access=roles(AUDITORS, within="resource"),
    query=schemas.ConsultationDutiesOf(),
    answer=schemas.ConsultationDuties(),
    refusals=("division_not_found", "unit_not_found"),
    tag=_TAG,
)
def list_consultation_duties(call: Call) -> dict[str, Any]:
    query = call.query
    issuer = issuers.load(query["kind"], query["issuer"])
    issuers.require_oversight(call.caller, issuer)
    return views.duties(issuer, query["year"], service.duties(issuer, query["year"], call.now), call)


@routes.route(
    _PATH,
    summary="A consultation, with its text",
    description="For those who are invited or would be, everybody signed in where it is for everybody, who "
    "asks, and auditors; before it is opened for the last two only.",
    access=signed_in(),
    answer=schemas.ConsultationAnswer(),
    refusals=("consultation_not_found",),
    tag=_TAG,
)
def get_consultation(call: Call, consultation_id: str) -> Answer:
    found = commenting.see(consultation_id, call.caller, call.now)
    return Answer(views.seen(found, call), version=found.consultation.version, dated=True)


@routes.route(
    _PATH,
    methods=["PUT"],
    summary="Change a consultation that is not open yet",
    access=roles(ISSUERS, within="resource"),
    body=schemas.ConsultationFields(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    body_limit=schemas.BODY_LIMIT,
    refusals=(*_OWN, *_FIELDS),
    tag=_TAG,
)
def change_consultation(call: Call, consultation_id: str) -> Answer:
    fields, text = _said(call)
    changed = service.rewrite(consultation_id, fields, text, call.version, call.caller, call.now)
    return _answered(changed, call)


@routes.route(
    f"{_PATH}/opening",
    methods=["POST"],
    summary="Open a consultation",
    description="The audience is invited in the background, each once; the stations' liaison officers are "
    "told.",
    access=roles(ISSUERS, within="resource"),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=(*_OWN, "day_out_of_range", "conflict"),
    tag=_TAG,
)
def open_consultation(call: Call, consultation_id: str) -> Answer:
    return _answered(service.open_(consultation_id, call.version, call.caller, call.now), call)


@routes.route(
    f"{_PATH}/deadline",
    methods=["POST"],
    summary="Give more time",
    description="Who is invited is told. Also where the last day is over, until it is summed up.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.LaterDay(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=(*_OWN, "day_out_of_range", "conflict"),
    tag=_TAG,
)
def move_consultation(call: Call, consultation_id: str) -> Answer:
    due = call.body["due"]
    return _answered(service.move(consultation_id, due, call.version, call.caller, call.now), call)


@routes.route(
    f"{_PATH}/withdrawal",
    methods=["POST"],
    summary="Ask no longer",
    access=roles(ISSUERS, within="resource"),
    body=schemas.ConsultationWithdrawal(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=(*_OWN, "conflict"),
    tag=_TAG,
)
def withdraw_consultation(call: Call, consultation_id: str) -> Answer:
    reason = call.body["reason"]
    return _answered(service.withdraw(consultation_id, reason, call.version, call.caller, call.now), call)


@routes.route(
    f"{_PATH}/summary",
    methods=["PUT"],
    summary="Sum up what was said and what became of it",
    description="Once the last day is over. Everybody who could comment reads it.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.SummaryFields(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=(*_OWN, "consultation_running", "conflict"),
    tag=_TAG,
)
def sum_up_consultation(call: Call, consultation_id: str) -> Answer:
    summary = call.body["summary"]
    return _answered(service.sum_up(consultation_id, summary, call.version, call.caller, call.now), call)


@routes.route(
    f"{_PATH}/preparations",
    methods=["POST"],
    summary="Note what else was done for the occasion",
    description="What a rule wants besides: deputies' motions and suggestions were studied (Tianjin art. 6).",
    access=roles(ISSUERS, within="resource"),
    body=schemas.PreparedFields(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=("consultation_not_found", "day_out_of_range", "limit_reached"),
    tag=_TAG,
)
def note_preparation(call: Call, consultation_id: str) -> Answer:
    done = service.prepare(consultation_id, call.body, call.version, call.caller, call.now)
    return _answered(done, call)


@routes.route(
    f"{_PATH}/occasion",
    methods=["PUT"],
    summary="Note the day of the occasion",
    description="On which the draft was deliberated, the plan drafted: what was not done by then is missing.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.OccasionFields(),
    answer=schemas.ConsultationAnswer(),
    if_match=True,
    refusals=("consultation_not_found", "occasion_not_named", "day_out_of_range"),
    tag=_TAG,
)
def note_occasion(call: Call, consultation_id: str) -> Answer:
    on = call.body["on"]
    return _answered(service.happened(consultation_id, on, call.version, call.caller, call.now), call)


@routes.route(
    f"{_PATH}/invited",
    summary="Who is invited to comment",
    access=roles(AUDITORS, within="resource"),
    query=Listing(),
    answer=schemas.INVITED_PAGE,
    refusals=("consultation_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_invited(call: Call, consultation_id: str) -> Page[Invited]:
    found = service.overseen(consultation_id, call.caller)
    return store.invited(found.id, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    f"{_PATH}/comments",
    summary="The comments",
    description="For who asks; auditors read them without names. With `waiting` those that were not "
    "answered. A page that is asked for by `article` or `waiting` may be short and still have a next one.",
    access=roles(AUDITORS, within="resource"),
    query=schemas.CommentListing(),
    answer=schemas.COMMENT_PAGE,
    refusals=("consultation_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_comments(call: Call, consultation_id: str) -> Page[dict[str, Any]]:
    found, query = service.overseen(consultation_id, call.caller), call.query
    page = store.comments(
        found.id,
        article=query["article"],
        waiting=query["waiting"],
        limit=query["limit"],
        cursor=query["cursor"],
    )
    named = issuers.issues(call.caller, found.issuer)
    return page.map(lambda one: views.comment(one, own=False, named=named))


@routes.route(
    f"{_PATH}/answers",
    methods=["POST"],
    summary="Tell who commented what became of it",
    description="One outcome for up to forty comments. Who signed in is told; who did not reads it by the "
    "receipt. Said again, nothing changes.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.CommentsReply(),
    answer=schemas.CommentsAnswered(),
    refusals=("consultation_not_found", "comment_not_found", "fed_back_already", "conflict"),
    tag=_TAG,
)
def answer_comments(call: Call, consultation_id: str) -> dict[str, Any]:
    body = call.body
    done = service.answer(
        consultation_id, body["comments"], body["outcome"], body["text"], call.caller, call.now
    )
    return {"items": [views.comment(one, own=False) for one in done]}


def _said(call: Call) -> tuple[dict[str, Any], Wording]:
    body = dict(call.body)
    articles = [
        Article(number, one["text"], one["heading"]) for number, one in enumerate(body.pop("articles"), 1)
    ]
    said = body.pop("audience")
    audience = None
    if said is not None:
        audience = Audience(
            said["scope"],
            tuple(dict.fromkeys(said["roles"])),
            said["level"],
            tuple(dict.fromkeys(said["groups"])),
            tuple(dict.fromkeys(said["fields_"])),
        )
    text = Wording(body.pop("introduction"), tuple(articles))
    body |= {"audience": audience, "stations": tuple(dict.fromkeys(body["stations"]))}
    return body, text


def _answered(found: Consultation, call: Call) -> Answer:
    return Answer(views.own(found, call), version=found.version, dated=True)
