"""Suggestions over HTTP, as deputies and the office of their congress use them."""

from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.handovers import store as handovers
from functions.suggestions.handovers.handover import Share
from functions.suggestions.suggestions import drafting, office, persons, rating, schemas, showing, store
from functions.suggestions.suggestions.suggestion import KIND, State, Suggestion
from shared.domain.errors import invalid
from shared.domain.roles import READERS, Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
TAG = "Suggestions"
AUTHOR = ("case_not_found", "not_yours", "case_state")
OFFICE = ("case_not_found", "case_state")


@routes.route(
    "/v1/suggestions",
    methods=["POST"],
    summary="Draft a suggestion",
    description="By a deputy, to a congress of which they hold a mandate that is active today. Nobody else "
    "sees a draft, save those who are asked to sign it.",
    access=roles(Role.DEPUTY, within="body:congress"),
    body=schemas.NewSuggestion(),
    answer=schemas.SuggestionAnswer(),
    status=201,
    idempotent=True,
    refusals=("deputy_not_found", "no_mandate_there"),
    tag=TAG,
)
def draft_suggestion(call: Call) -> Answer:
    made = drafting.draft(call.body, call.caller, id_=call.new_id("s"), mark=call.mark, now=call.now)
    return answered(call, made, 201)


@routes.route(
    "/v1/suggestions",
    summary="The suggestions of a scope",
    description="Those in a state, or those submitted in a month, in the order of their submission. Drafts "
    "stand in no list.",
    access=roles(READERS, within="query:scope"),
    query=schemas.SuggestionListing(),
    answer=schemas.SUGGESTION_PAGE,
    tag=TAG,
)
def list_suggestions(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    if (query["state"] is None) is (query["month"] is None):
        raise invalid("query.state", "请在 state 与 month 中选填一项", "give one of state and month")
    page = cases.page(
        KIND,
        query["scope"],
        state=query["state"],
        month=query["month"],
        limit=query["limit"],
        cursor=query["cursor"],
    )
    return page.map(showing.listed)


@routes.route(
    "/v1/me/suggestions",
    summary="The suggestions in which I have a part",
    description="As a deputy: those I drafted, signed or was asked to sign; the newest first. `awaits` says "
    "what each waits for from me.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.OWN_PAGE,
    tag=TAG,
)
def list_my_suggestions(call: Call) -> Page[dict[str, Any]]:
    me = call.caller.person
    page = store.of_deputy(me, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda found: showing.of_deputy(found, me))


@routes.route(
    "/v1/suggestions/{suggestion_id}",
    summary="A suggestion",
    description="For the deputies who sign it, the office, those who read what the division has recorded, "
    "and the units that handle it: with what the rules say is to be done next.",
    access=signed_in(),
    answer=schemas.SuggestionAnswer(),
    refusals=("case_not_found", "role_missing", "out_of_scope"),
    tag=TAG,
)
def get_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id, consistent=False)
    persons.require_reader(call.caller, found.suggestion)
    return answered(call, found.suggestion)


@routes.route(
    "/v1/suggestions/{suggestion_id}/history",
    summary="What happened to a suggestion",
    description="In its order: who did what, when and why, with the words of each submission and reply.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.HISTORY_PAGE,
    refusals=("case_not_found", "role_missing", "out_of_scope"),
    tag=TAG,
)
def list_history_of_suggestion(call: Call, suggestion_id: str) -> Page[dict[str, Any]]:
    found = store.load(suggestion_id, consistent=False)
    persons.require_reader(call.caller, found.suggestion)
    page = cases.history(suggestion_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(showing.entry)


@routes.route(
    "/v1/suggestions/{suggestion_id}/clocks",
    summary="Until when what is owed in a suggestion",
    description="For whoever may read it, the deputies first: of every unit each clock with its rule, the "
    "event that started it, and how the last day was reckoned; and what units promised by which day.",
    access=signed_in(),
    answer=schemas.ClocksOfSuggestion(),
    refusals=("case_not_found", "role_missing", "out_of_scope"),
    tag=TAG,
)
def get_clocks_of_suggestion(call: Call, suggestion_id: str) -> dict[str, Any]:
    found = store.load(suggestion_id, consistent=False)
    persons.require_reader(call.caller, found.suggestion)
    given = handovers.of_case(suggestion_id)
    return {
        "items": showing.clocks(given, call.now, call.language == CHINESE),
        "promises": showing.promises(found.suggestion, call.now),
    }


@routes.route(
    "/v1/suggestions/{suggestion_id}",
    methods=["PATCH"],
    summary="Change a suggestion",
    description="By the deputy who drafted it, until it is submitted and once it came back. Who had signed "
    "another title or text is asked anew.",
    access=signed_in(),
    body=schemas.SuggestionFields(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=AUTHOR,
    tag=TAG,
)
def edit_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    return answered(call, drafting.edit(found, call.body, call.version, call.caller.person, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/submission",
    methods=["POST"],
    summary="Submit a suggestion",
    description="Refused with the article where the rules want something that is not there, or bar the "
    "matter. The office is told; the deputy has a record of it.",
    access=signed_in(),
    body=schemas.Submission(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(
        *AUTHOR,
        "deputy_not_found",
        "no_mandate_there",
        "suggestion_barred",
        "suggestion_incomplete",
        "several_matters",
        "talk_missing",
    ),
    tag=TAG,
)
def submit_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    stated = call.body["stated"]
    return answered(call, drafting.submit(found, stated, call.version, call.caller.person, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/check",
    methods=["POST"],
    summary="Check a suggestion",
    description="By the office of its congress: it takes it in, with what it states of the matter, or sends "
    "it back with a reason. The deputies who signed are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.Checking(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=OFFICE,
    tag=TAG,
)
def check_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    body = call.body
    checked = office.check(
        found,
        body["accepted"],
        body["reason"],
        body["facts"],
        call.version,
        call.caller.person,
        call.now,
    )
    return answered(call, checked)


@routes.route(
    "/v1/suggestions/{suggestion_id}/handover",
    methods=["POST"],
    summary="Hand a suggestion over",
    description="By the office of its congress: to the units that are to handle it, to further ones, to "
    "others in the place of those that gave it back, or anew for a deputy who was dissatisfied. The units' "
    "time begins. The units and the deputies who signed are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.HandingOver(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(
        *OFFICE,
        "unit_not_found",
        "unit_inactive",
        "unit_elsewhere",
        "already_handed_over",
        "handover_state",
        "lead_missing",
        "limit_reached",
    ),
    tag=TAG,
)
def hand_suggestion_over(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    given = [(one["unit"], Share(one["share"])) for one in call.body["units"]]
    reason, by = call.body["reason"], call.caller.person
    return answered(call, office.hand_over(found, given, reason, call.version, by, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/rating",
    methods=["POST"],
    summary="Rate the replies to a suggestion",
    description="By the deputy who drafted it, once a round, also after it was closed unrated. "
    "Also once the mandate has ended, until a successor is named; not while it is suspended. "
    "Dissatisfaction with the result owes another round. The office and the units are told.",
    access=signed_in(),
    body=schemas.Rating(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*AUTHOR, "rated_already", "deputy_suspended"),
    tag=TAG,
)
def rate_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    said, by = call.body, call.caller.person
    rated = rating.rate(found, said["result"], said["attitude"], said["reason"], call.version, by, call.now)
    return answered(call, rated)


@routes.route(
    "/v1/suggestions/{suggestion_id}/closing",
    methods=["POST"],
    summary="Close a suggestion",
    description="By the office of its congress, once it was replied to. Refused while the deputy is "
    "dissatisfied: another round is owed; and while a rule gives the deputy time to rate. What units "
    "promised stays owed. The deputies who signed and the units are told.",
    access=roles(persons.OFFICE, within="resource"),
    body=schemas.SuggestionReason(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*OFFICE, "round_owed", "rating_awaited"),
    tag=TAG,
)
def close_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_office(call.caller, found.suggestion)
    reason, by = call.body["reason"], call.caller.person
    return answered(call, office.close(found, reason, call.version, by, call.now))


@routes.route(
    "/v1/suggestions/{suggestion_id}/withdrawal",
    methods=["POST"],
    summary="Withdraw a suggestion",
    description="By the deputy who drafted it, as long as nobody has replied, or instead of another round; "
    "after the submission with a reason. Whoever has to do with it is told.",
    access=signed_in(),
    body=schemas.SuggestionReason(),
    answer=schemas.SuggestionAnswer(),
    if_match=True,
    refusals=(*AUTHOR, "stands_for_others", "deputy_suspended"),
    tag=TAG,
)
def withdraw_suggestion(call: Call, suggestion_id: str) -> Answer:
    found = store.load(suggestion_id)
    persons.require_author(call.caller, found.suggestion)
    persons.require_not_suspended(call.caller.person, found.suggestion.congress, call.now)
    reason, by = call.body["reason"], call.caller.person
    return answered(call, rating.withdraw(found, reason, call.version, by, call.now))


def answered(call: Call, suggestion: Suggestion, status: int | None = None) -> Answer:
    """The suggestion as every route answers it."""
    shown = showing.whole(suggestion, call.now, call.language == CHINESE)
    return Answer(shown, status=status, version=suggestion.version, dated=suggestion.state is State.DRAFT)
