"""Similar opinions over HTTP: to who is about to bring one, to who joins one, to staff who merge them."""

from typing import Any

from functions.suggestions.opinions import limits, store, submitting
from functions.suggestions.opinions.resident_routes import receipt_of, resident_id
from functions.suggestions.opinions.schemas import ReceiptAnswer
from functions.suggestions.opinions.similar import finding, joining, schemas
from functions.suggestions.opinions.similar.entries import Entry
from functions.suggestions.opinions.similar.finding import Wanted
from shared.domain.clock import legal_day
from shared.domain.roles import READERS
from shared.store.writing import commit
from shared.web.access import public, roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"
_JOIN = ("case_not_found", "case_state", "limit_reached", "too_many_requests", "conflict")
_TO_STRANGERS, _TO_STAFF = 5, 20
"""How many are shown. No regulation says so."""


@routes.route(
    "/v1/opinions/similar",
    methods=["POST"],
    summary="Open opinions nearby that say what somebody is about to say",
    description="Nothing is stored of what is sent. Five at most: those of the same township first, then of "
    "the county. Join one instead of bringing the same once more.",
    access=public(),
    body=schemas.SimilarFields(),
    answer=schemas.SimilarOpinions(),
    refusals=("too_many_requests", "conflict"),
    tag=_TAG,
)
def find_similar_opinions(call: Call) -> dict[str, Any]:
    body = call.body
    scope = submitting.named(body)
    commit(limits.counted(limits.SIMILAR, call.source_ip, call.now))
    wanted = Wanted(body["text"], scope, body["category"], body["place"])
    found = finding.similar(wanted, _TO_STRANGERS, lambda entry: not entry.personal)
    return {"items": [_to_stranger(entry) for entry, _ in found]}


@routes.route(
    "/v1/opinions/{receipt}/joining",
    methods=["POST"],
    summary="Join an open opinion without signing in, in own words",
    description="They are an opinion of their own with a receipt of its own, handled as one with the other "
    "from the first moment. The answer is the receipt: keep its secret, it is told this once.",
    access=public(),
    body=schemas.JoinFields(),
    answer=ReceiptAnswer(),
    status=201,
    idempotent=True,
    refusals=_JOIN,
    tag=_TAG,
)
def join_opinion(call: Call, receipt: str) -> Answer:
    id_, mark = resident_id(call)
    return receipt_of(*joining.join(receipt, call.body, id_, mark, call.now, address=call.source_ip))


@routes.route(
    "/v1/me/opinions/{receipt}/joining",
    methods=["POST"],
    summary="Join an open opinion, signed in, in own words",
    description="Its course is told to the inbox too. Each account joins the same opinion once.",
    access=signed_in(),
    body=schemas.JoinFields(),
    answer=ReceiptAnswer(),
    status=201,
    idempotent=True,
    refusals=(*_JOIN, "joined_already"),
    tag=_TAG,
)
def join_opinion_by_name(call: Call, receipt: str) -> Answer:
    person = call.caller.person
    return receipt_of(*joining.join(receipt, call.body, call.new_id("e"), call.mark, call.now, person=person))


@routes.route(
    "/v1/opinions/{receipt}/similar",
    summary="Open opinions nearby that say the same as one, to be merged with it",
    description="As far as the caller's roles reach. Twenty at most: those of the same township first.",
    access=roles(READERS, within="resource"),
    answer=schemas.LikeOpinions(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def list_similar_opinions(call: Call, receipt: str) -> dict[str, Any]:
    opinion, caller = store.load(receipt).opinion, call.caller
    caller.require_reach(READERS, opinion.scope)
    found = finding.similar(
        Wanted(opinion.text, opinion.scope, opinion.category, opinion.place),
        _TO_STAFF,
        lambda entry: entry.id != opinion.id and caller.reaches(READERS, entry.scope),
    )
    likeness = {entry.id: round(alike, 2) for entry, alike in found}
    return {
        "items": [
            {**store.fields_of(other), "likeness": likeness[other.id]} for other in store.several(likeness)
        ]
    }


def _to_stranger(entry: Entry) -> dict[str, Any]:
    return {
        "receipt": entry.id,
        "scope": entry.scope,
        "day": legal_day(entry.opened_at),
        "state": entry.state,
        "voices": entry.voices,
        "category": entry.category,
        "place": None if entry.subject is None else entry.place,
        "subject": entry.subject,
    }
