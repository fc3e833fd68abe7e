"""Signatures of other deputies over HTTP."""

from functions.suggestions.suggestions import persons, schemas, signing, store
from functions.suggestions.suggestions.routes import AUTHOR, TAG, answered
from shared.domain.roles import Role
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/suggestions/{suggestion_id}/signers",
    methods=["POST"],
    summary="Ask other deputies to sign",
    description="By the deputy who drafted it, before it is submitted: deputies of the same congress, who "
    "are told. Who has not signed when it is submitted is left out.",
    access=signed_in(),
    body=schemas.Asking(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*AUTHOR, "deputy_not_found", "no_mandate_there", "asked_already", "limit_reached"),
    tag=TAG,
)
def ask_to_sign(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    asked = signing.ask(found, call.body["deputies"], call.version, call.caller.person, call.now)
    return answered(call, asked)


@routes.route(
    "/v1/suggestions/{suggestion_id}/signature",
    methods=["POST"],
    summary="Sign a suggestion, decline, or take the signature back",
    description="By a deputy who was asked: the words of the version that was read. A signature can be taken "
    "back until the suggestion is handed over. Who asked is told.",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.Signing(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(
        "case_not_found",
        "case_state",
        "not_asked",
        "signed_already",
        "deputy_not_found",
        "no_mandate_there",
    ),
    tag=TAG,
)
def sign_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_reader(call.caller, found.suggestion)
    signed = call.body["signed"]
    return answered(call, signing.answer(found, signed, call.version, call.caller.person, call.now))
