"""Bulletins and documents over HTTP: for those who issue them."""

from typing import Any

from functions.publications.documents import issuers, schemas, service, store, views
from functions.publications.documents.issuers import AUDITORS, ISSUERS
from functions.publications.documents.publication import Audience, Publication, Version
from shared.domain.errors import invalid
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Publications"
_PATH = "/v1/publications/{publication_id}"
_WHO = (
    "By the staff of the standing committee that issues it, in a township its own too; of a unit by its "
    "staff and those who guide it."
)
_FIELDS = ("audience_elsewhere", "audience_partial", "group_not_found", "group_dissolved", "day_out_of_range")
_OWN = ("document_not_found", "document_state")


@routes.route(
    "/v1/publications",
    methods=["POST"],
    summary="Draft a bulletin or a document",
    description=f"{_WHO} Nobody else sees the draft; its day of issue is that from which rules count.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.NewPublication(),
    answer=schemas.DocumentAnswer(),
    status=201,
    idempotent=True,
    refusals=("division_not_found", "unit_not_found", *_FIELDS, "conflict"),
    tag=_TAG,
)
def draft_document(call: Call) -> Answer:
    issuer = call.body.pop("issuer")
    fields = {**_fields(call), "issuer_kind": issuer["kind"], "issuer": issuer["id"]}
    return _answered(service.draft(fields, call.new_id("d"), call.mark, call.caller, call.now))


@routes.route(
    "/v1/publications",
    summary="What an issuer published in a year",
    description="Newest first; what was issued and is not yet published stands under its day of issue. For "
    "those who issue it and the auditors of the place.",
    access=roles(AUDITORS, within="resource"),
    query=schemas.IssuerListing(),
    answer=schemas.LISTED_PAGE,
    refusals=("division_not_found", "unit_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_documents(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    issuer = issuers.load(query["kind"], query["issuer"])
    issuers.require_oversight(call.caller, issuer)
    page = store.page(issuer, query["year"], query["state"], limit=query["limit"], cursor=query["cursor"])
    return page.map(views.listed)


@routes.route(
    _PATH,
    summary="A bulletin or a document",
    description="With its published version. For those who were told of it, whom its audience includes now, "
    "who issues it, and auditors; drafts for the last two only.",
    access=signed_in(),
    answer=schemas.DocumentAnswer(),
    refusals=("document_not_found",),
    tag=_TAG,
)
def get_document(call: Call, publication_id: str) -> Answer:
    found = service.see(publication_id, call.caller, call.now)
    return Answer(views.seen(found), version=found.publication.version, dated=True)


@routes.route(
    _PATH,
    methods=["PUT"],
    summary="Change a draft",
    description=f"{_WHO} What is published has versions instead.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.DraftFields(),
    answer=schemas.DocumentAnswer(),
    if_match=True,
    refusals=(*_OWN, *_FIELDS),
    tag=_TAG,
)
def change_document(call: Call, publication_id: str) -> Answer:
    changed = service.rewrite(publication_id, _fields(call), call.version, call.caller, call.now)
    return _answered(changed)


@routes.route(
    f"{_PATH}/versions",
    methods=["POST"],
    summary="Add a version",
    description="Words, a file (at most 20 MiB), or both. For a file a form is answered by which it is sent "
    "to the store directly; then its arrival is confirmed. Nobody is told before it is published.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.NewDocumentVersion(),
    answer=schemas.DocumentVersionMade(),
    status=201,
    idempotent=True,
    refusals=(*_OWN, "limit_reached", "conflict"),
    tag=_TAG,
)
def add_document_version(call: Call, publication_id: str) -> dict[str, Any]:
    body = call.body
    if body["text"] is None and body["filename"] is None:
        raise invalid("body", "须有文字或者文件", "send words, a file, or both")
    if (body["filename"] is None) != (body["media_type"] is None):
        raise invalid("body.media_type", "文件名与类型须同时给出", "a file has a name and a media type")
    made, form = service.add_version(publication_id, body, call.mark, call.caller, call.now)
    return {**views.version(made), "upload": form}


@routes.route(
    f"{_PATH}/versions",
    summary="The versions of a bulletin or a document",
    description="Newest first. For whoever may read it those that were published; for who issues it all.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.VERSION_PAGE,
    refusals=("document_not_found", "invalid_cursor"),
    tag=_TAG,
)
def list_document_versions(call: Call, publication_id: str) -> Page[dict[str, Any]]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    found = service.versions(publication_id, call.caller, call.now, limit=limit, cursor=cursor)
    return found.map(views.version)


@routes.route(
    f"{_PATH}/versions/{{number}}/arrival",
    methods=["POST"],
    summary="Confirm that a version's file has been sent",
    description="From then on it can be published. Confirmed again, nothing changes.",
    access=roles(ISSUERS, within="resource"),
    answer=schemas.DocumentVersion(),
    refusals=("document_not_found", "document_version_not_found", "document_not_sent", "conflict"),
    tag=_TAG,
)
def confirm_document_version(call: Call, publication_id: str, number: str) -> dict[str, Any]:
    arrived: Version = service.arrive(publication_id, int(number), call.caller, call.now)
    return views.version(arrived)


@routes.route(
    f"{_PATH}/publishing",
    methods=["POST"],
    summary="Publish a version",
    description=f"{_WHO} Its audience is told in the background, each once; of a later version its readers "
    "with what is new. The first time, what it is by the rules is recorded as told that day.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.DocumentChoice(),
    answer=schemas.DocumentAnswer(),
    if_match=True,
    refusals=(
        *_OWN,
        "document_version_not_found",
        "document_version_old",
        "document_not_sent",
        "conflict",
    ),
    tag=_TAG,
)
def publish_document(call: Call, publication_id: str) -> Answer:
    number = call.body["number"]
    return _answered(service.publish(publication_id, number, call.version, call.caller, call.now))


@routes.route(
    f"{_PATH}/withdrawal",
    methods=["POST"],
    summary="Withdraw what is published, or give a draft up",
    description="Its readers are told why and can read it no longer; what it had fulfilled by the rules is "
    "void, unless the same was told the same day by another.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.DocumentWithdrawal(),
    answer=schemas.DocumentAnswer(),
    if_match=True,
    refusals=(*_OWN, "conflict"),
    tag=_TAG,
)
def withdraw_document(call: Call, publication_id: str) -> Answer:
    reason = call.body["reason"]
    return _answered(service.withdraw(publication_id, reason, call.version, call.caller, call.now))


@routes.route(
    f"{_PATH}/dispatches",
    methods=["POST"],
    summary="Note that it was also sent by another channel",
    description="One that a rule names for what it is: Datong sends its two bulletins by post.",
    access=roles(ISSUERS, within="resource"),
    body=schemas.NewDispatch(),
    answer=schemas.DocumentAnswer(),
    if_match=True,
    refusals=(*_OWN, "day_out_of_range", "limit_reached"),
    tag=_TAG,
)
def note_dispatch(call: Call, publication_id: str) -> Answer:
    return _answered(service.dispatch(publication_id, call.body, call.version, call.caller, call.now))


def _fields(call: Call) -> dict[str, Any]:
    body = dict(call.body)
    said = body.pop("audience")
    audience = Audience(
        said["scope"],
        tuple(dict.fromkeys(said["roles"])),
        said["level"],
        tuple(dict.fromkeys(said["groups"])),
        tuple(dict.fromkeys(said["fields_"])),
    )
    return {**body, "items": tuple(body["items"]), "audience": audience}


def _answered(found: Publication) -> Answer:
    return Answer(views.own(found), version=found.version)
