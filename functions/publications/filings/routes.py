"""Filings over HTTP: made by those who place deputies, taken by those above."""

from typing import Any

from functions.publications.filings import schemas, service, store
from functions.publications.filings.filing import Filing
from shared.domain.errors import invalid
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Filings"
_PATH = "/v1/filings/{filing_id}"


@routes.route(
    "/v1/filings",
    methods=["POST"],
    summary="Report the placements of a division upward",
    description="Which deputy is in which station, as registered now: of a township its own, of a county its "
    "own and what each township last filed (Shangqiu art. 11). Those above are told.",
    access=roles(OVERSEERS, Role.TOWNSHIP_STAFF, within="body:division"),
    body=schemas.NewFiling(),
    answer=schemas.FilingAnswer(),
    status=201,
    idempotent=True,
    refusals=("division_not_found", "filing_not_asked", "limit_reached", "conflict"),
    tag=_TAG,
)
def file_placements(call: Call) -> Answer:
    made = service.file(call.body["division"], call.new_id("l"), call.mark, call.caller, call.now)
    return _answered(made)


@routes.route(
    "/v1/filings",
    summary="What a division filed, newest first",
    access=roles(READERS, within="query:division"),
    query=schemas.FilingListing(),
    answer=schemas.FILING_PAGE,
    refusals=("invalid_cursor",),
    tag=_TAG,
)
def list_filings(call: Call) -> Page[Filing]:
    return store.page(call.query["division"], limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    "/v1/divisions/{division}/filings",
    summary="What each division below last filed, and which have not",
    access=roles(READERS, within="path:division"),
    answer=schemas.FilingOverview(),
    refusals=("division_not_found",),
    tag=_TAG,
)
def get_filings_below(call: Call, division: str) -> dict[str, Any]:
    return {"division": division, "below": service.overview(division)}


@routes.route(
    _PATH,
    summary="A filing",
    access=roles(READERS, within="resource"),
    answer=schemas.FilingAnswer(),
    refusals=("filing_not_found",),
    tag=_TAG,
)
def get_filing(call: Call, filing_id: str) -> Answer:
    return _answered(service.seen(filing_id, call.caller))


@routes.route(
    f"{_PATH}/answer",
    methods=["POST"],
    summary="Take a filing to the record, or return it",
    description="By the staff of the committee that it was sent to. Who filed is told; of what is returned "
    "the record is void, and it is filed anew.",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.FilingReply(),
    answer=schemas.FilingAnswer(),
    if_match=True,
    refusals=("filing_not_found", "filing_answered", "conflict"),
    tag=_TAG,
)
def answer_filing(call: Call, filing_id: str) -> Answer:
    taken, reason = call.body["taken"], call.body["reason"]
    if taken == (reason is not None):
        raise invalid("body.reason", "退回须说明理由，备案无须理由", "say why it is returned, and only then")
    return _answered(service.answer(filing_id, reason, call.version, call.caller, call.now))


def _answered(filing: Filing) -> Answer:
    return Answer(filing, version=filing.version)
