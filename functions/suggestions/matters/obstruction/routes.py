"""Reports of obstruction over HTTP. To whoever may not know of a report it is not there."""

from typing import Any

from functions.suggestions.cases import store as cases
from functions.suggestions.matters.acting import Act, is_of_office, of_person, office_role
from functions.suggestions.matters.obstruction import handling, schemas, views
from functions.suggestions.matters.obstruction.report import KIND, Report
from shared.domain.errors import Refusal
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Reports of obstruction"
_CHANGE = ("case_not_found", "case_state", "conflict")
_OFFICE = frozenset({Role.COMMITTEE_STAFF, Role.TOWNSHIP_STAFF})


@routes.route(
    "/v1/obstruction-reports",
    methods=["POST"],
    summary="Report that a deputy's duty was obstructed",
    description="That somebody refused to assist, obstructed or retaliated: by a deputy, also by one whose "
    "mandate rests or has ended. Read by the own staff of the committee that looks into it, never by who "
    "works for the unit accused; the reporter's name by who looks into it alone.",
    access=signed_in(),
    body=schemas.NewReport(),
    answer=schemas.ReportAnswer(),
    status=201,
    idempotent=True,
    refusals=("deputy_not_found", "no_mandate_there", "unit_not_found", "conflict"),
    tag=_TAG,
)
def report_obstruction(call: Call) -> Answer:
    made = handling.make(call.body, call.caller, call.new_id("x"), call.mark, call.now)
    return _answer(call, made, 201)


@routes.route(
    "/v1/me/obstruction-reports",
    summary="The reports that I made",
    access=signed_in(),
    query=Listing(),
    answer=schemas.REPORT_PAGE,
    tag=_TAG,
)
def list_my_reports(call: Call) -> Page[dict[str, Any]]:
    limit, cursor = call.query["limit"], call.query["cursor"]
    return of_person(KIND, call.caller.person, Report, limit=limit, cursor=cursor).map(views.own)


@routes.route(
    "/v1/obstruction-reports",
    summary="The reports that a committee looks into",
    description="For its own staff: no role from above or beside reaches them. Nothing of who reported; of "
    "reports about a unit for which the caller works too, nothing at all.",
    access=signed_in(),
    query=schemas.ReportListing(),
    answer=schemas.REPORT_PAGE,
    refusals=("role_missing", "out_of_scope"),
    tag=_TAG,
)
def list_reports(call: Call) -> Page[dict[str, Any]]:
    query, caller = call.query, call.caller
    scope = query["scope"]
    caller.require({office_role(scope)})
    if not is_of_office(caller, scope):
        raise Refusal("out_of_scope", scope=scope)
    page = cases.page(
        KIND, scope, state=query["state"], month=None, limit=query["limit"], cursor=query["cursor"]
    )
    found = page.map(views.of_list)
    visible = [
        one
        for one in found.items
        if one["receiver"] == scope and not (one["unit"] and caller.reaches({Role.UNIT_STAFF}, one["unit"]))
    ]
    return Page(visible, found.next)


@routes.route(
    "/v1/obstruction-reports/{report_id}",
    summary="A report of obstruction",
    description="For who made it, and for the own staff of the committee that looks into it: with what "
    "follows by the rules.",
    access=signed_in(),
    answer=schemas.ReportAnswer(),
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_report(call: Call, report_id: str) -> Answer:
    return _answer(call, _readable(call, report_id))


@routes.route(
    "/v1/obstruction-reports/{report_id}/history",
    summary="All that happened to a report",
    access=signed_in(),
    query=Listing(),
    answer=schemas.REPORT_HISTORY,
    refusals=("case_not_found",),
    tag=_TAG,
)
def list_history_of_report(call: Call, report_id: str) -> Page[dict[str, Any]]:
    report = _readable(call, report_id)
    named = call.caller.person != report.deputy
    page = cases.history(report_id, limit=call.query["limit"], cursor=call.query["cursor"])
    return Page(views.entries(page.items, named=named), page.next)


@routes.route(
    "/v1/obstruction-reports/{report_id}/assignment",
    methods=["POST"],
    summary="Say who looks into a report",
    description="One of the committee's own staff, who then knows who reported; not who works for the unit "
    "accused. The deputy is told that somebody does.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.Assignment(),
    answer=schemas.ReportAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "handler_unfit"),
    tag=_TAG,
)
def assign_report(call: Call, report_id: str) -> Answer:
    act = _act(call)
    found = handling.in_office(report_id, act)
    return _answer(call, handling.assign(found, call.body["handler"], act))


@routes.route(
    "/v1/obstruction-reports/{report_id}/words",
    methods=["POST"],
    summary="Ask the reporter, or add to the report",
    description="By who looks into it, and by who made it; the other side is told.",
    access=signed_in(),
    body=schemas.ReportWords(),
    answer=schemas.ReportAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "not_yours", "limit_reached"),
    tag=_TAG,
)
def add_to_report(call: Call, report_id: str) -> Answer:
    act = _act(call)
    found = handling.load(report_id)
    _require_readable(call, found.report)
    act.require(found.item)
    return _answer(call, handling.add(found, call.body["text"], act))


@routes.route(
    "/v1/obstruction-reports/{report_id}/decision",
    methods=["POST"],
    summary="Decide on a report",
    description="By who looks into it. Found true of a registered unit, it becomes the unit's record on the "
    "day it happened, from which the rules conclude what follows. The deputy is told.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.Decision(),
    answer=schemas.ReportAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "not_yours"),
    tag=_TAG,
)
def decide_on_report(call: Call, report_id: str) -> Answer:
    act, body = _act(call), call.body
    found = handling.in_office(report_id, act)
    decided = handling.decide(found, body["true"], body["wrong"], body["marks"], body["text"], act)
    return _answer(call, decided)


@routes.route(
    "/v1/obstruction-reports/{report_id}/reopening",
    methods=["POST"],
    summary="Look into a report again",
    description="What was recorded of the unit counts no longer, and is kept. The deputy is told.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.ReportReason(),
    answer=schemas.ReportAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "limit_reached"),
    tag=_TAG,
)
def reopen_report(call: Call, report_id: str) -> Answer:
    act = _act(call)
    found = handling.in_office(report_id, act)
    return _answer(call, handling.reopen(found, call.body["reason"], act))


def _act(call: Call) -> Act:
    return Act(call.caller, call.version, call.now)


def _readable(call: Call, report_id: str) -> Report:
    report = handling.load(report_id).report
    _require_readable(call, report)
    return report


def _require_readable(call: Call, report: Report) -> None:
    if call.caller.person != report.deputy and not handling.sees(call.caller, report):
        raise Refusal("case_not_found")


def _answer(call: Call, report: Report, status: int | None = None) -> Answer:
    shown = views.whole(report, call.caller, call.language == CHINESE)
    return Answer(shown, status=status, version=report.version)
