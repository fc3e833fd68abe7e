"""Publication over HTTP: for the office and the deputy who decide on it, and for everybody who reads it."""

from typing import Any

from functions.suggestions.publishing import changing, schemas
from functions.suggestions.publishing import store as public
from functions.suggestions.publishing.store import Listed
from functions.suggestions.suggestions import persons, store
from functions.suggestions.suggestions.routes import answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer
from shared.domain.errors import invalid
from shared.store.pages import Page
from shared.web.access import public as anybody
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Published suggestions"
_PATH = "/v1/suggestions/{suggestion_id}/publication"
_STEP = ("case_not_found", "case_state", "publication_state")


@routes.route(
    _PATH,
    methods=["POST"],
    summary="Propose to publish a suggestion and its replies",
    description="By the office of its congress, once it was replied to; after an objection or a new round "
    "again. The deputy is asked, and nothing is public before the deputy has agreed.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.Proposal(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=_STEP,
    tag=_TAG,
)
def propose_publication(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    proposed = changing.propose(found, call.body["with_rating"], call.version, call.caller.person, call.now)
    return answered(call, proposed)


@routes.route(
    f"{_PATH}/answer",
    methods=["POST"],
    summary="Agree to publication, or object",
    description="By the deputy. With the consent it is public: title, text, the deputy's name, units, "
    "replies and what they promise, the rating where that was proposed. Telephone and identity card numbers "
    "in the words are masked. The office and the units are told. Not while the mandate is suspended.",
    access=signed_in(),
    body=schemas.Consent(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*_STEP, "not_yours", "deputy_suspended"),
    tag=_TAG,
)
def answer_publication(call: Call, suggestion_id: str) -> Answer:
    found, said = store.load(suggestion_id), call.body
    persons.require_author(call.caller, found.suggestion)
    persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    if not said["consents"] and said["reason"] is None:
        raise invalid("body.reason", "不同意公开须说明理由", "say why you object")
    by, now = call.caller.person, call.now
    return answered(call, changing.answer(found, said["consents"], said["reason"], call.version, by, now))


@routes.route(
    f"{_PATH}/withdrawal",
    methods=["POST"],
    summary="Take a publication back",
    description="By the deputy or the office of the congress, which does it for one who is suspended; also "
    "while it is only proposed. It stands in no public list any more; whoever is concerned is told.",
    access=signed_in(),
    body=schemas.TakingBack(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=("case_not_found", "publication_state", "role_missing", "out_of_scope", "deputy_suspended"),
    tag=_TAG,
)
def withdraw_publication(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    return answered(call, changing.withdraw(found, call.body["reason"], call.version, call.caller, call.now))


@routes.route(
    "/v1/published-suggestions",
    summary="Suggestions that are public, with their replies",
    description="To the congress of a division and of those in it; the newest first. For everybody.",
    access=anybody(),
    query=schemas.PublicListing(),
    answer=schemas.PUBLIC_PAGE,
    tag=_TAG,
)
def list_published_suggestions(call: Call) -> Page[Listed]:
    query = call.query
    return public.page(query["division"], limit=query["limit"], cursor=query["cursor"])


@routes.route(
    "/v1/published-suggestions/{suggestion_id}",
    summary="A suggestion that is public",
    description="With the replies that its deputy agreed to publish. For everybody.",
    access=anybody(),
    answer=schemas.PublicSuggestion(),
    refusals=("not_published",),
    tag=_TAG,
)
def get_published_suggestion(call: Call, suggestion_id: str) -> dict[str, Any]:
    copy = public.load(suggestion_id)
    listed = {name: getattr(copy.listed, name) for name in Listed.__dataclass_fields__}
    return {**listed, "text": copy.text, "replies": copy.replies, "rating": copy.rating}
