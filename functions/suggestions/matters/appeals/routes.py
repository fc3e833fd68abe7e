"""Appeals over HTTP. To whoever may not know of one it is not there."""

from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.clocks import citing
from functions.suggestions.handovers import handover
from functions.suggestions.matters.acting import Act, is_of_office, of_person, office_role
from functions.suggestions.matters.appeals import handling, schemas, views
from functions.suggestions.matters.appeals.appeal import KIND, Appeal
from functions.suggestions.matters.appeals.handling import UNIT
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Appeals"
_MADE = ("unit_not_found", "deputy_not_found", "no_mandate_there", "conflict")
_CHANGE = ("case_not_found", "case_state", "conflict", "handover_state")
_OFFICE = frozenset({Role.COMMITTEE_STAFF, Role.TOWNSHIP_STAFF})


@routes.route(
    "/v1/units/{unit_id}/appeals",
    methods=["POST"],
    summary="Enter the appeal of a deputy whose liberty is restricted",
    description="By the executing organ that received it. Its time to pass it on runs from the receipt, by "
    "the hour; the committee is told.",
    access=roles(UNIT, within="path:unit_id"),
    body=schemas.NewAppeal(),
    answer=schemas.AppealAnswer(),
    status=201,
    idempotent=True,
    refusals=_MADE,
    tag=_TAG,
)
def enter_appeal(call: Call, unit_id: str) -> Answer:
    by = call.caller.person
    made = handling.enter(unit_id, call.body, by, call.new_id("t"), call.mark, call.now)
    return _answer(call, made, 201)


@routes.route(
    "/v1/appeals",
    methods=["POST"],
    summary="Enter an appeal that an organ is known to have",
    description="By the committee's own staff; the organ is told that it is to pass it on, and until when.",
    access=signed_in(),
    body=schemas.AppealHeardOf(),
    answer=schemas.AppealAnswer(),
    status=201,
    idempotent=True,
    refusals=(*_MADE, "role_missing", "out_of_scope"),
    tag=_TAG,
)
def enter_appeal_heard_of(call: Call) -> Answer:
    _require_office(call, call.body["congress"])
    by, organ = call.caller.person, call.body["organ"]
    made = handling.enter(organ, call.body, by, call.new_id("t"), call.mark, call.now)
    return _answer(call, made, 201, in_office=True)


@routes.route(
    "/v1/appeals",
    summary="The appeals of deputies of a congress",
    description="For the committee's own staff: no role from above or beside reaches them.",
    access=signed_in(),
    query=schemas.AppealListing(),
    answer=schemas.APPEAL_PAGE,
    refusals=("role_missing", "out_of_scope"),
    tag=_TAG,
)
def list_appeals(call: Call) -> Page[dict[str, Any]]:
    query, scope = call.query, call.query["scope"]
    _require_office(call, scope)
    found = cases.page(
        KIND, scope, state=query["state"], month=None, limit=query["limit"], cursor=query["cursor"]
    )
    page = found.map(views.of_list)
    return Page([one for one in page.items if one["congress"] == scope], page.next)


@routes.route(
    "/v1/me/appeals",
    summary="My appeals",
    access=signed_in(),
    query=Listing(),
    answer=schemas.APPEAL_PAGE,
    tag=_TAG,
)
def list_my_appeals(call: Call) -> Page[dict[str, Any]]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    page = of_person(KIND, call.caller.person, Appeal, limit=limit, cursor=cursor)
    return page.map(lambda appeal: views.whole(appeal, call.language == CHINESE))


@routes.route(
    "/v1/appeals/{appeal_id}",
    summary="An appeal, and until when the organ was or is to pass it on",
    description="For the committee's own staff, who read what it says once it was passed on, and the deputy.",
    access=signed_in(),
    answer=schemas.AppealDetail(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_appeal(call: Call, appeal_id: str) -> Answer:
    appeal = _readable(call, appeal_id)
    return _detail(call, appeal, in_office=appeal.deputy != call.caller.person)


@routes.route(
    "/v1/appeals/{appeal_id}/history",
    summary="All that happened to an appeal",
    access=signed_in(),
    query=Listing(),
    answer=schemas.APPEAL_HISTORY,
    refusals=("case_not_found",),
    tag=_TAG,
)
def list_history_of_appeal(call: Call, appeal_id: str) -> Page[dict[str, Any]]:
    _readable(call, appeal_id)
    page = cases.history(appeal_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(views.entry)


@routes.route(
    "/v1/units/{unit_id}/appeals/{appeal_id}",
    summary="An appeal that this organ received",
    access=roles(UNIT, within="path:unit_id"),
    answer=schemas.AppealDetail(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_appeal_of_organ(call: Call, unit_id: str, appeal_id: str) -> Answer:
    return _detail(call, handling.of_organ(appeal_id, unit_id, call.caller).appeal)


@routes.route(
    "/v1/units/{unit_id}/appeals/{appeal_id}/forwarding",
    methods=["POST"],
    summary="Pass an appeal on to the committee",
    description="At this moment. The committee and the deputy are told.",
    access=roles(UNIT, within="path:unit_id"),
    body=schemas.AppealForwarding(),
    answer=schemas.AppealAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def forward_appeal(call: Call, unit_id: str, appeal_id: str) -> Answer:
    found = handling.of_organ(appeal_id, unit_id, call.caller)
    return _answer(call, handling.forward(found, call.body["text"], _act(call)))


@routes.route(
    "/v1/appeals/{appeal_id}/arrival",
    methods=["POST"],
    summary="Note that an appeal has come in another way",
    description="By the committee's own staff: on paper, through others. When it came ends the organ's time.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.AppealArrival(),
    answer=schemas.AppealAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def note_arrival_of_appeal(call: Call, appeal_id: str) -> Answer:
    act, body = _act(call), call.body
    found = handling.in_office(appeal_id, act)
    return _answer(call, handling.arrive(found, body["text"], body["arrived_at"], act), in_office=True)


@routes.route(
    "/v1/appeals/{appeal_id}/settlement",
    methods=["POST"],
    summary="Note what the committee did about an appeal",
    description="The deputy and the organ are told.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.AppealSettlement(),
    answer=schemas.AppealAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "deputy_not_found", "no_mandate_there"),
    tag=_TAG,
)
def settle_appeal(call: Call, appeal_id: str) -> Answer:
    act, body = _act(call), call.body
    found = handling.in_office(appeal_id, act)
    return _answer(call, handling.settle(found, body["text"], body["deputy"], act), in_office=True)


@routes.route(
    "/v1/appeals/{appeal_id}/withdrawal",
    methods=["POST"],
    summary="Withdraw an appeal",
    description="By the committee's own staff: the deputy took it back, or it was entered in error. The "
    "organ then owes nothing more; all are told.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.AppealReason(),
    answer=schemas.AppealAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def withdraw_appeal(call: Call, appeal_id: str) -> Answer:
    act = _act(call)
    found = handling.in_office(appeal_id, act)
    return _answer(call, handling.withdraw(found, call.body["reason"], act), in_office=True)


def _act(call: Call) -> Act:
    return Act(call.caller, call.version, call.now)


def _require_office(call: Call, division: str) -> None:
    call.caller.require({office_role(division)})
    if not is_of_office(call.caller, division):
        raise Refusal("out_of_scope", scope=division)


def _readable(call: Call, appeal_id: str) -> Appeal:
    appeal = handling.load(appeal_id).appeal
    if appeal.deputy != call.caller.person and not is_of_office(call.caller, appeal.congress):
        raise Refusal("case_not_found")
    return appeal


def _answer(call: Call, appeal: Appeal, status: int | None = None, *, in_office: bool = False) -> Answer:
    shown = views.whole(appeal, call.language == CHINESE, in_office=in_office)
    return Answer(shown, status=status, version=appeal.version)


def _detail(call: Call, appeal: Appeal, *, in_office: bool = False) -> Answer:
    chinese = call.language == CHINESE
    clocks = handover.clocks(handling.clocks_of(appeal), call.now)
    shown = views.whole(appeal, chinese, in_office=in_office)
    whole = {**shown, "clocks": [citing.clock(timed, chinese) for timed in clocks]}
    return Answer(whole, version=appeal.version, dated=True)
