"""Opinions over HTTP to those who received them: lists, detail, history, and every step."""

from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.clocks import citing
from functions.suggestions.handovers import handover
from functions.suggestions.handovers import store as handovers
from functions.suggestions.opinions import handling, merging, schemas, store, views
from functions.suggestions.opinions.handling import Act
from functions.suggestions.opinions.opinion import KIND, Opinion
from functions.suggestions.opinions.routing import HANDLERS
from functions.suggestions.opinions.store import Listed
from shared.domain.errors import invalid
from shared.domain.roles import OVERSEERS, READERS
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Opinions of residents"
_CHANGE = ("case_not_found", "case_state", "conflict", "handover_state")
_BY_RULE = (*_CHANGE, "opinion_not_sorted", "way_other", "way_through")


@routes.route(
    "/v1/opinions",
    summary="The opinions of a scope, in a state or of a month, in the order in which they came",
    description="With `waiting=true`, those to which the resident added or asked something that nobody has "
    "answered yet, in whatever state they are.",
    access=roles(READERS, within="query:scope"),
    query=schemas.OpinionQuery(),
    answer=schemas.OPINION_PAGE,
    tag=_TAG,
)
def list_opinions(call: Call) -> Page[Listed]:
    query = call.query
    state, month = query["state"], query["month"]
    if [state is not None, month is not None, query["waiting"]].count(True) != 1:
        zh, en = "应给出状态、月份、waiting=true 三者之一", "give one of a state, a month and waiting=true"
        raise invalid("query.state", zh, en)
    if query["waiting"]:
        state = store.WAITING
    page = cases.page(
        KIND, query["scope"], state=state, month=month, limit=query["limit"], cursor=query["cursor"]
    )
    return page.map(store.of_list)


@routes.route(
    "/v1/opinions/{receipt}",
    summary="An opinion, what the rules say is to be done with it, and what is owed until when",
    description="Who brought it is told to those who received it, and to nobody who wished to stay unnamed.",
    access=roles(READERS, within="resource"),
    answer=schemas.OpinionDetail(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_opinion(call: Call, receipt: str) -> Answer:
    found = store.load_whole(receipt)
    opinion, chinese = found.opinion, call.language == CHINESE
    call.caller.require_reach(READERS, opinion.scope)
    own = handovers.load(opinion.id, opinion.scope)
    whole = {
        **views.case(opinion, chinese),
        "resident": views.resident(found.resident, opinion, call.caller),
        "clocks": [citing.clock(timed, chinese) for timed in handover.clocks(own, call.now)],
    }
    return Answer(whole, version=opinion.version, dated=True)


@routes.route(
    "/v1/opinions/{receipt}/history",
    summary="All that happened to an opinion, in its order: who, when, why, by which rule",
    access=roles(READERS, within="resource"),
    query=Listing(),
    answer=schemas.HISTORY_PAGE,
    refusals=("case_not_found",),
    tag=_TAG,
)
def list_history_of_opinion(call: Call, receipt: str) -> Page[Any]:
    call.caller.require_reach(READERS, store.load(receipt).opinion.scope)
    return cases.history(receipt, limit=call.query["limit"], cursor=call.query["cursor"])


@routes.route(
    "/v1/opinions/{receipt}",
    methods=["PATCH"],
    summary="Sort an opinion: what it is about, and the facts that rules ask for",
    description="The answer says what the rules of the place then want done.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.OpinionSorting(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def sort_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.sort(handling.find(receipt, act), call.body, act))


@routes.route(
    "/v1/opinions/{receipt}/answer",
    methods=["POST"],
    summary="Answer an opinion on the spot",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_BY_RULE,
    tag=_TAG,
)
def answer_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.answer(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/explanation",
    methods=["POST"],
    summary="Explain, and show the channel that is the proper one",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ExplanationFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_BY_RULE,
    tag=_TAG,
)
def explain_opinion(call: Call, receipt: str) -> Answer:
    act, body = _act(call), call.body
    return _answer(call, handling.explain(handling.find(receipt, act), body["text"], body["channel"], act))


@routes.route(
    "/v1/opinions/{receipt}/forwarding",
    methods=["POST"],
    summary="Forward an opinion to the county's body",
    access=roles(HANDLERS, within="resource"),
    body=schemas.NoteFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_BY_RULE,
    tag=_TAG,
)
def forward_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.forward(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/handover",
    methods=["POST"],
    summary="Hand an opinion over to a unit",
    description="The unit is told, and so is the resident. What goes through the county's body is handed "
    "over by that.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.HandOverFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=(*_BY_RULE, "unit_not_found", "unit_inactive", "already_handed_over"),
    tag=_TAG,
)
def hand_over_opinion(call: Call, receipt: str) -> Answer:
    act, body = _act(call), call.body
    return _answer(call, handling.hand_over(handling.find(receipt, act), body["unit"], body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/return",
    methods=["POST"],
    summary="Send back what was forwarded to the county's body",
    access=roles(OVERSEERS, within="resource"),
    body=schemas.ReturnedFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def return_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.send_back(handling.find(receipt, act), call.body["reason"], act))


@routes.route(
    "/v1/opinions/{receipt}/research",
    methods=["POST"],
    summary="Take an opinion up for research",
    description="What is common and complex may lead to a motion or a suggestion.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_BY_RULE,
    tag=_TAG,
)
def research_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.research(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/result",
    methods=["POST"],
    summary="Note what came of an opinion",
    description="Of research, or of a unit that does not write here itself. The resident is then owed it.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def note_result_of_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.result(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/feedback",
    methods=["POST"],
    summary="Tell the resident the result",
    description="And all whose opinions were joined with it. What led to a deputy's suggestion can be told "
    "as soon as that was replied to.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=(*_CHANGE, "reply_awaited"),
    tag=_TAG,
)
def feed_back_on_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.feed_back(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/reply",
    methods=["POST"],
    summary="Answer what the resident asked or added",
    access=roles(HANDLERS, within="resource"),
    body=schemas.ToldFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def reply_to_resident(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, handling.reply(handling.find(receipt, act), call.body["text"], act))


@routes.route(
    "/v1/opinions/{receipt}/merging",
    methods=["POST"],
    summary="Join an opinion with another that says the same",
    description="No voice is lost: its resident follows the other's course by the same receipt, and is told "
    "the outcome.",
    access=roles(HANDLERS, within="resource"),
    body=schemas.MergeFields(),
    answer=schemas.OpinionCase(),
    if_match=True,
    refusals=(*_CHANGE, "limit_reached"),
    tag=_TAG,
)
def merge_opinion(call: Call, receipt: str) -> Answer:
    act = _act(call)
    return _answer(call, merging.merge(handling.find(receipt, act), call.body["into"], act))


def _act(call: Call) -> Act:
    return Act(call.caller, call.version, call.now)


def _answer(call: Call, opinion: Opinion) -> Answer:
    return Answer(views.case(opinion, call.language == CHINESE), version=opinion.version)
