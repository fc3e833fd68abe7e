"""Concerns over HTTP: deputies write, members and the office take down, the office handles, units answer."""

from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.handovers import store as handovers
from functions.suggestions.matters.acting import Act, of_person
from functions.suggestions.matters.letters import (
    bringing,
    handling,
    readers,
    ruling,
    schemas,
    store,
    views,
)
from functions.suggestions.matters.letters.bringing import OFFICE
from functions.suggestions.matters.letters.concern import Concern
from functions.suggestions.matters.letters.store import Found
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
TAG = "Letters, visits and contact"
CHANGE = ("case_not_found", "case_state", "conflict", "handover_state")
_MADE = ("deputy_not_found", "no_mandate_there", "member_not_found", "conflict")


@routes.route(
    "/v1/me/concerns",
    methods=["POST"],
    summary="Write to the committee as a deputy",
    description="To the committee of a congress of which the own mandate is active today, or to a member of "
    "it, who is told too. What becomes of it stands in `GET /v1/me/concerns`, and is told in the inbox.",
    access=roles(Role.DEPUTY, within="body:division"),
    body=schemas.LetterFields(),
    answer=schemas.ConcernAnswer(),
    status=201,
    idempotent=True,
    refusals=_MADE,
    tag=TAG,
)
def write_letter(call: Call) -> Answer:
    made = bringing.write(call.body, call.caller, call.new_id("h"), call.mark, call.now)
    return _answer(call, made, 201)


@routes.route(
    "/v1/me/concerns",
    summary="What I raised with committees and their members",
    access=signed_in(),
    query=Listing(),
    answer=schemas.CONCERN_PAGE,
    tag=TAG,
)
def list_my_concerns(call: Call) -> Page[dict[str, Any]]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    page = of_person(store.OWN, call.caller.person, Concern, limit=limit, cursor=cursor)
    return page.map(views.listed)


@routes.route(
    "/v1/concerns",
    methods=["POST"],
    summary="Take down what a deputy raised by letter, on a visit or in contact",
    description="By those who work for the committee; a member enters what the member heard in contact. The "
    "deputy and the member are told.",
    access=roles(OFFICE, Role.MEMBER, within="body:division"),
    body=schemas.ConcernFields(),
    answer=schemas.ConcernAnswer(),
    status=201,
    idempotent=True,
    refusals=_MADE,
    tag=TAG,
)
def take_concern_down(call: Call) -> Answer:
    made = bringing.take_down(call.body, call.caller, call.new_id("h"), call.mark, call.now)
    return _answer(call, made, 201)


@routes.route(
    "/v1/concerns",
    summary="What deputies raised in a scope",
    description="Letters and visits, or what members heard in contact: in a state, or of a month.",
    access=roles(readers.LISTERS, within="query:scope"),
    query=schemas.ConcernListing(),
    answer=schemas.CONCERN_PAGE,
    tag=TAG,
)
def list_concerns(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    state, month = query["state"], query["month"]
    if (state is None) == (month is None):
        raise invalid("query.state", "应给出状态或者月份之一", "give a state or a month, one of them")
    kind, limit, cursor = store.list_of(query["kind"]), query["limit"], query["cursor"]
    page = cases.page(kind, query["scope"], state=state, month=month, limit=limit, cursor=cursor)
    return page.map(store.of_list)


@routes.route(
    "/v1/concerns/{concern_id}",
    summary="What a deputy raised",
    description="For the deputy, the member, and those who work for the committee or oversee it: what the "
    "rules want done and whether it was, who has it in hand, how often they were urged, what they owe.",
    access=signed_in(),
    answer=schemas.ConcernDetail(),
    refusals=("case_not_found",),
    tag=TAG,
)
def get_concern(call: Call, concern_id: str) -> Answer:
    concern, chinese = _readable(call, concern_id), call.language == CHINESE
    found = handovers.of_case(concern.id)
    whole = {**views.whole(concern, chinese), "parties": views.parties(found, call.now, chinese)}
    return Answer(whole, version=concern.version, dated=True)


@routes.route(
    "/v1/concerns/{concern_id}/history",
    summary="All that happened to what a deputy raised",
    description="Who acted is told to those who work for the committee or oversee it.",
    access=signed_in(),
    query=Listing(),
    answer=schemas.CONCERN_HISTORY,
    refusals=("case_not_found",),
    tag=TAG,
)
def list_history_of_concern(call: Call, concern_id: str) -> Page[dict[str, Any]]:
    concern = _readable(call, concern_id)
    book, named = ruling.book_of(concern), readers.of_office(call.caller, concern)
    page = cases.history(concern_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda entry: views.entry(entry, book, call.language == CHINESE, named=named))


@routes.route(
    "/v1/concerns/{concern_id}",
    methods=["PATCH"],
    summary="State what it is, as the rules ask",
    description="The answer says what the rules then want done.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernSorting(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def sort_concern(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.sort(found, call.body["facts"], act))


@routes.route(
    "/v1/concerns/{concern_id}/report",
    methods=["POST"],
    summary="Note that the chairpersons' meeting was told",
    description="The deputy hears of that.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernReport(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def report_concern(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.report(found, call.body["day"], call.body["text"], act))


@routes.route(
    "/v1/concerns/{concern_id}/forwarding",
    methods=["POST"],
    summary="Forward it to a part of the committee",
    description="To a special committee or working body; the deputy is told.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernForwarding(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "way_other"),
    tag=TAG,
)
def forward_concern(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    body = call.body
    return _answer(call, handling.forward(found, body["body"], body["name"], body["text"], act))


@routes.route(
    "/v1/concerns/{concern_id}/handover",
    methods=["POST"],
    summary="Pass it on to a unit",
    description="In the name that the rule gives. The unit is to answer the deputy in writing, and is urged "
    "until it does. The unit and the deputy are told.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernHandOver(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "way_other", "unit_not_found", "unit_inactive", "already_handed_over"),
    tag=TAG,
)
def hand_concern_over(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.hand_over(found, call.body["unit"], call.body["text"], act))


@routes.route(
    "/v1/concerns/{concern_id}/return",
    methods=["POST"],
    summary="Take back what was passed on",
    description="The body gave it back, or the unit is not the right one.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernReason(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def take_concern_back(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.send_back(found, call.body["reason"], act))


@routes.route(
    "/v1/concerns/{concern_id}/result",
    methods=["POST"],
    summary="Note what the unit did",
    description="As it told the office: from now on its written answer to the deputy is owed.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernWords(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=CHANGE,
    tag=TAG,
)
def note_result_of_concern(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.note_result(found, call.body["text"], act))


@routes.route(
    "/v1/concerns/{concern_id}/reply",
    methods=["POST"],
    summary="Answer the deputy",
    description="Where the rules let the office handle it itself; or with what the body wrote, or a unit "
    "that does not work here. The deputy and the member are told.",
    access=roles(OFFICE, within="resource"),
    body=schemas.ConcernWords(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "way_other"),
    tag=TAG,
)
def answer_concern(call: Call, concern_id: str) -> Answer:
    found, act = _in_office(call, concern_id)
    return _answer(call, handling.reply(found, call.body["text"], call.body["signer"], act))


@routes.route(
    "/v1/concerns/{concern_id}/feedback",
    methods=["POST"],
    summary="Tell the deputy what became of it, as the member",
    description="By the member with whom it was raised, or by the office for them, once it was answered.",
    access=roles(OFFICE, Role.MEMBER, within="resource"),
    body=schemas.ConcernWords(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "told_already"),
    tag=TAG,
)
def feed_back_on_concern(call: Call, concern_id: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    found = store.load(concern_id)
    handling.may_feed_back(found, act)
    act.require(found.item)
    return _answer(call, handling.feed_back(found, call.body["text"], act))


@routes.route(
    "/v1/concerns/{concern_id}/unsolved",
    methods=["POST"],
    summary="Say that the answer solves nothing",
    description="By the deputy who raised it: the next round begins.",
    access=signed_in(),
    body=schemas.ConcernReason(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "limit_reached"),
    tag=TAG,
)
def reopen_concern(call: Call, concern_id: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    return _answer(call, handling.unsolved(_own(concern_id, act), call.body["reason"], act))


@routes.route(
    "/v1/concerns/{concern_id}/withdrawal",
    methods=["POST"],
    summary="Withdraw what was raised",
    description="By the deputy, or by the office where it was entered in error; until it was answered.",
    access=signed_in(),
    body=schemas.ConcernReason(),
    answer=schemas.ConcernAnswer(),
    if_match=True,
    refusals=(*CHANGE, "role_missing", "out_of_scope"),
    tag=TAG,
)
def withdraw_concern(call: Call, concern_id: str) -> Answer:
    act = Act(call.caller, call.version, call.now)
    found = _raised(call, concern_id, act)
    return _answer(call, handling.withdraw(found, call.body["reason"], act))


def _in_office(call: Call, concern_id: str) -> tuple[Found, Act]:
    act = Act(call.caller, call.version, call.now)
    return handling.find(concern_id, act), act


def _raised(call: Call, concern_id: str, act: Act) -> Found:
    """To the deputy, who may have an office elsewhere, and to those who work for the committee. One call."""
    found = store.load(concern_id)
    if found.concern.deputy != call.caller.person:
        if not call.caller.holds(OFFICE):
            raise Refusal("case_not_found")
        handling.require_office(found, act)
    act.require(found.item)
    return found


def _own(concern_id: str, act: Act) -> Found:
    found = store.load(concern_id)
    if found.concern.deputy != act.caller.person:
        raise Refusal("case_not_found")
    act.require(found.item)
    return found


def _readable(call: Call, concern_id: str) -> Concern:
    concern = store.load(concern_id).concern
    readers.require(call.caller, concern)
    return concern


def _answer(call: Call, concern: Concern, status: int | None = None) -> Answer:
    shown = views.whole(concern, call.language == CHINESE)
    return Answer(shown, status=status, version=concern.version)
