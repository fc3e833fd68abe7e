"""Suggestions handled as one, over HTTP: for the office that joins them, and for their deputies."""

from functions.suggestions.suggestions import merging, persons, schemas, store
from functions.suggestions.suggestions.routes import OFFICE, TAG, answered
from shared.domain.errors import Refusal
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)


@routes.route(
    "/v1/suggestions/{suggestion_id}/merging",
    methods=["POST"],
    summary="Join a suggestion with another of the same matter",
    description="By the office of the congress, before either is handed over. The other stands for it: its "
    "deputies are told whatever is told of the other, read its replies, and its leading deputy rates them.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.Merging(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "limit_reached"),
    tag=TAG,
)
def merge_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    into, reason, by = call.body["into"], call.body["reason"], call.caller.person
    return answered(call, merging.merge(found, into, reason, call.version, by, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/parting",
    methods=["POST"],
    summary="Take a suggestion out of the one that stands for it",
    description="By its leading deputy or the office of the congress, until a unit has replied to the other "
    "in the round that runs. It is then as it was submitted, to be checked and handed over on its own.",
    access=signed_in(),
    body=schemas.Parting(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "role_missing", "out_of_scope", "deputy_suspended"),
    tag=TAG,
)
def part_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    if call.caller.person == found.suggestion.deputy:
        persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    else:
        persons.require_office(call.caller, found.suggestion)
    reason, by = call.body["reason"], call.caller.person
    return answered(call, merging.part(found, reason, call.version, by, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/voices/rating",
    methods=["POST"],
    summary="Rate the replies to the suggestion that stands for one's own",
    description="By a deputy whose suggestion was joined with this one, once a round, also after it was "
    "closed. Dissatisfaction with the result owes another round, whoever else is content.",
    access=signed_in(),
    body=schemas.Rating(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=("case_not_found", "not_yours", "case_state", "rated_already", "deputy_suspended"),
    tag=TAG,
)
def rate_as_voice(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    suggestion, by = found.suggestion, call.caller.person
    if not any(voice.deputy == by for voice in suggestion.voices):
        raise Refusal("not_yours" if persons.knows(call.caller, suggestion) else "case_not_found")
    persons.require_not_suspended(by, suggestion.congress, call.now)
    said = call.body
    rated = merging.rate(found, said["result"], said["attitude"], said["reason"], call.version, by, call.now)
    return answered(call, rated)
