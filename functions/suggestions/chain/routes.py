"""The chain over HTTP: opinions are linked with the suggestion that answers them, and all of it is shown."""

from typing import Any

from functions.suggestions.chain import linking, reading, schemas, showing
from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions import views
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.opinions.schemas import OpinionCase
from functions.suggestions.suggestions import persons
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.routes import TAG, answered
from functions.suggestions.suggestions.schemas import SuggestionAnswer
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.errors import Refusal
from shared.domain.roles import READERS
from shared.store.envelopes import require_version
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_OPINIONS = "Opinions of residents"
_LINK = ("case_not_found", "case_state", "opinion_elsewhere", "linked_already", "limit_reached")


@routes.route(
    "/v1/suggestions/{suggestion_id}/origins",
    methods=["POST"],
    summary="Link a suggestion with a resident's opinion that it answers",
    description="By the deputy who drafted it, once it was submitted, or by the office of the congress where "
    "the opinion is in its reach; one by one, up to five. The resident, those who received the opinion and "
    "the deputy are told; what becomes of the suggestion shows by the resident's receipt.",
    access=signed_in(),
    body=schemas.LinkedOpinion(),
    answer=SuggestionAnswer(),
    if_match=True,
    refusals=(*_LINK, "role_missing", "out_of_scope", "deputy_suspended"),
    tag=TAG,
)
def link_opinion(call: Call, suggestion_id: str) -> Answer:
    found = suggestions.load(suggestion_id)
    own = call.caller.person == found.suggestion.deputy
    if own:
        persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    else:
        persons.require_office(call.caller, found.suggestion)
    require_version(found.item, call.version)
    opinion = opinions.load(call.body["opinion"])
    if not own:
        call.caller.require_reach(HANDLERS, opinion.opinion.scope)
    return answered(call, linking.link(found, opinion, call.caller.person, call.now)[0])


@routes.route(
    "/v1/opinions/{receipt}/suggestion",
    methods=["POST"],
    summary="Link an opinion with the deputy's suggestion that it led to",
    description="By those who handle it, with the number that the deputy told them: research of what is "
    "common and complex may lead to a suggestion (Shangqiu art. 20). All concerned are told.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.LinkedSuggestion(),
    answer=OpinionCase(),
    if_match=True,
    refusals=_LINK,
    tag=_OPINIONS,
)
def link_suggestion(call: Call, receipt: str) -> Answer:
    opinion = opinions.load(receipt)
    call.caller.require_reach(HANDLERS, opinion.opinion.scope)
    require_version(opinion.item, call.version)
    found = suggestions.load(call.body["suggestion"])
    if found.suggestion.submitted_at is None:
        raise Refusal("case_not_found")
    after = linking.link(found, opinion, call.caller.person, call.now)[1]
    return Answer(views.case(after, call.language == CHINESE), version=after.version)


@routes.route(
    "/v1/opinions/{receipt}/chain",
    summary="From an opinion to the suggestions it led to, their replies, and back to the resident",
    access=roles(READERS, within="resource"),
    answer=schemas.Chain(),
    refusals=("case_not_found",),
    tag=_OPINIONS,
)
def get_chain_of_opinion(call: Call, receipt: str) -> dict[str, Any]:
    opinion = opinions.load(receipt).opinion
    call.caller.require_reach(READERS, opinion.scope)
    brought = [opinion]
    if opinion.merged_into is not None:
        brought.append(opinions.load(opinion.merged_into).opinion)
    found = reading.grown(id_ for one in brought for id_ in one.suggestions)
    made = {one.id: one for pair in found for one in (pair.own, pair.main)}
    return showing.chain(brought, made.values(), lambda one: persons.knows(call.caller, one))


@routes.route(
    "/v1/suggestions/{suggestion_id}/chain",
    summary="From the residents' opinions that a suggestion answers to what the residents were told",
    description="For whoever may read the suggestion. Nobody learns by it who a resident is.",
    access=signed_in(),
    answer=schemas.Chain(),
    refusals=("case_not_found", "role_missing", "out_of_scope"),
    tag=TAG,
)
def get_chain_of_suggestion(call: Call, suggestion_id: str) -> dict[str, Any]:
    suggestion = suggestions.load(suggestion_id, consistent=False).suggestion
    persons.require_reader(call.caller, suggestion)
    main = reading.main_of(suggestion)
    made: dict[str, Suggestion] = {one.id: one for one in (suggestion, main)}
    return showing.chain(reading.origins(main), made.values(), lambda _: True)
