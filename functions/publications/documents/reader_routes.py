"""Bulletins and documents over HTTP: for their readers, and who has read them; what is owed by the rules."""

from typing import Any

from functions.publications.documents import fulfilling, issuers, readers, schemas, service, views
from functions.publications.documents.issuers import AUDITORS
from functions.publications.documents.party_schemas import OfIssuer
from functions.publications.documents.readers import Reach
from shared.domain.clock import legal_day
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Publications"
_PATH = "/v1/publications/{publication_id}"
_OVERSEEN = ("document_not_found",)


@routes.route(
    "/v1/me/publications",
    summary="Bulletins and documents that one was sent",
    description="The latest told first; with `unread` what one has not read in its present version.",
    access=signed_in(),
    query=schemas.OwnListing(),
    answer=schemas.OWN_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_own_documents(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    found = readers.page_of(
        call.caller.person, unread=query["unread"], limit=query["limit"], cursor=query["cursor"]
    )
    return found.map(views.reader)


@routes.route(
    f"{_PATH}/readers/me",
    methods=["PUT"],
    summary="Confirm that one has read a version",
    description="The receipt that its issuer sees. The same again changes nothing.",
    access=signed_in(),
    body=schemas.DocumentChoice(),
    answer=schemas.Reading(),
    refusals=("document_not_found", "document_version_not_found", "document_state", "conflict"),
    tag=_TAG,
)
def confirm_reading(call: Call, publication_id: str) -> dict[str, Any]:
    return views.reader(service.read(publication_id, call.body["number"], call.caller, call.now))


@routes.route(
    f"{_PATH}/readers",
    summary="Who was told, who has read it and who has not",
    description="In the published version. For those who issue it and the auditors of the place. A page that "
    "is asked for by `read` or `scope` may be short and still have a next one.",
    access=roles(AUDITORS, within="resource"),
    query=schemas.ReaderListing(),
    answer=schemas.READER_PAGE,
    refusals=(*_OVERSEEN, "invalid_cursor"),
    tag=_TAG,
)
def list_document_readers(call: Call, publication_id: str) -> Page[dict[str, Any]]:
    found, query = service.overseen(publication_id, call.caller), call.query
    page = readers.page(
        publication_id,
        found.number,
        read=query["read"],
        scope=query["scope"],
        limit=query["limit"],
        cursor=query["cursor"],
    )
    return page.map(views.reader)


@routes.route(
    f"{_PATH}/reach",
    summary="How many were told and how many have read it",
    access=roles(AUDITORS, within="resource"),
    answer=schemas.ReachAnswer(),
    refusals=_OVERSEEN,
    tag=_TAG,
)
def get_document_reach(call: Call, publication_id: str) -> Reach:
    found = service.overseen(publication_id, call.caller)
    return readers.reach(publication_id, found.number)


@routes.route(
    "/v1/publication-duties",
    summary="What the rules want an issuer to tell deputies, and where that stands",
    description="In a year, each item with its article: what is told anew each year, what follows each issue "
    "in time, and the publications that were or are to be it.",
    access=roles(AUDITORS, within="resource"),
    query=OfIssuer(),
    answer=schemas.DutiesAnswer(),
    refusals=("division_not_found", "unit_not_found"),
    tag=_TAG,
)
def list_document_duties(call: Call) -> dict[str, Any]:
    query, now = call.query, call.now
    issuer = issuers.load(query["kind"], query["issuer"])
    issuers.require_oversight(call.caller, issuer)
    owed = service.owed(issuer, query["year"], now)
    book = fulfilling.book_in(issuer, query["year"], legal_day(now))
    return views.duties(issuer, query["year"], owed, book, call.language == CHINESE)
