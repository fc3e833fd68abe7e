"""Numbers over HTTP: hot topics, statistics, the yearly report, lists as workbooks."""

from datetime import date
from typing import Any

from functions.suggestions.numbers import giving, listing, report, schemas, statistics, topics
from functions.suggestions.numbers.giving import Given
from functions.suggestions.opinions.opinion import KIND as OPINIONS
from functions.suggestions.registry import registered_unit
from functions.suggestions.suggestions import persons
from functions.suggestions.suggestions.suggestion import KIND as SUGGESTIONS
from shared.domain.clock import legal_day, month_of
from shared.domain.errors import Refusal, invalid
from shared.domain.roles import OVERSEERS, READERS, Role
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.operation import JSON
from shared.web.pages import HTML
from shared.web.problems import CHINESE
from shared.web.service import Routes
from shared.web.workbooks import XLSX

routes = Routes(__name__)
_TAG = "Numbers"
_UNIT = frozenset({Role.UNIT_STAFF})
_OVER_UNITS = OVERSEERS | {Role.AUDITOR}
_KEPT = (
    "Kept ready: a change of a case shows within seconds, and the cost is the same however many there are."
)
_FILE = {"Content-Disposition": "A name for the file"}


@routes.route(
    "/v1/opinions/topics",
    summary="What residents speak of most",
    description="By category and place, by month, against as long a time before, and the opinions that stand "
    f"for others. {_KEPT}",
    access=roles(READERS, within="query:scope"),
    query=schemas.TopicsQuery(),
    answer=schemas.TopicsAnswer(),
    refusals=("span_too_long",),
    tag=_TAG,
)
def get_topics(call: Call) -> dict[str, Any]:
    last = call.query["last"] or month_of(legal_day(call.now))
    return topics.hottest(call.query["scope"], call.query["first"] or last, last)


@routes.route(
    "/v1/opinions/statistics",
    summary="How the opinions of a year were handled",
    description=f"In total, by month, by category, by unit, and what metrics of the rules come to. {_KEPT}",
    access=roles(READERS, within="query:scope"),
    query=schemas.YearQuery(),
    answer=schemas.StatisticsAnswer(),
    tag=_TAG,
)
def get_statistics_of_opinions(call: Call) -> dict[str, Any]:
    return _of_scope(OPINIONS, call)


@routes.route(
    "/v1/suggestions/statistics",
    summary="How the suggestions of a year were handled",
    description=f"In total, by month, by category, by unit, and what metrics of the rules come to. {_KEPT}",
    access=roles(READERS, within="query:scope"),
    query=schemas.YearQuery(),
    answer=schemas.StatisticsAnswer(),
    tag=_TAG,
)
def get_statistics_of_suggestions(call: Call) -> dict[str, Any]:
    return _of_scope(SUGGESTIONS, call)


@routes.route(
    "/v1/units/{unit_id}/statistics",
    summary="How a unit handled the cases of a year",
    description=f"For its staff, and for those whose role reaches the unit's division. {_KEPT}",
    access=roles(_OVER_UNITS, _UNIT, within="resource"),
    query=schemas.UnitYearQuery(),
    answer=schemas.StatisticsAnswer(),
    refusals=("unit_not_found",),
    tag=_TAG,
)
def get_statistics_of_unit(call: Call, unit_id: str) -> dict[str, Any]:
    unit = registered_unit(unit_id)
    if not call.caller.reaches(_UNIT, unit_id):
        call.caller.require_reach(_OVER_UNITS | _UNIT, unit.division)
    kind = f"{call.query['kind']}s".upper()
    year, today = _year(call)
    return statistics.of_unit(kind, unit_id, unit.division, year, today, call.language == CHINESE)


@routes.route(
    "/v1/suggestions/report",
    summary="The yearly report on the suggestions of a congress",
    description="Of those made to this very congress in the year (Deputies Law art. 51-3), with the rules "
    "that say to whom the report is owed, and since when they have it. A workbook or, in Chinese, a page to "
    "print where `Accept` names its type first.",
    access=roles(READERS, within="query:scope"),
    query=schemas.ReportQuery(),
    answer=schemas.HandlingReport(),
    media=(JSON, XLSX, HTML),
    headers={**_FILE, "Content-Security-Policy": "Of a page: nothing but its own style sheet"},
    tag=_TAG,
)
def get_handling_report(call: Call) -> dict[str, Any] | Answer:
    year, today = _year(call)
    congress, media = call.query["scope"], call.accept.split(",")[0].split(";")[0].strip().lower()
    chinese = call.language == CHINESE or media == HTML
    told = report.of_year(congress, year, giving.load(congress, year), today, call.now, chinese)
    if media == XLSX:
        from functions.suggestions.numbers import workbooks  # most requests write no workbook

        return _workbook(f"suggestions-{congress}-{year}", workbooks.report(told, chinese))
    if media == HTML:
        from functions.suggestions.numbers import page  # few requests print anything

        headers = {"Content-Security-Policy": page.POLICY}
        return Answer(page.report_page(told), headers=headers, media_type=f"{HTML}; charset=utf-8")
    return told


@routes.route(
    "/v1/suggestions/report/statements",
    methods=["POST"],
    summary="State that the yearly report was given",
    description="To the committee, to the session, to the public: by the office of this very congress. What "
    "is stated again with another day holds from then on, and the former is kept. The same again changes "
    "nothing.",
    access=roles(persons.OFFICE, within="body:scope"),
    body=schemas.ReportStatement(),
    answer=schemas.HandlingReport(),
    refusals=("limit_reached", "not_yours", "conflict"),
    tag=_TAG,
)
def state_that_report_was_given(call: Call) -> dict[str, Any]:
    body, today = call.body, legal_day(call.now)
    congress, year = body["scope"], body["year"]
    if not persons.is_office_of(call.caller, congress):
        raise Refusal("not_yours")
    if year > today.year:
        raise invalid("body.year", "尚未到该年", "that year has not begun")
    report.require_item(congress, year, body["what"], today)
    given = Given(body["what"], body["on"], call.caller.person, call.now, body["note"])
    stated = giving.state(congress, year, given)
    return report.of_year(congress, year, stated, today, call.now, call.language == CHINESE)


@routes.route(
    "/v1/opinions/sheet",
    summary="The opinions of a scope as a workbook",
    description="Those of a month, in a state, or both; nothing of who brought them, nor how they put it. "
    "Too many are refused whole.",
    access=roles(READERS, within="query:scope"),
    query=schemas.OpinionSheetQuery(),
    media=(XLSX,),
    headers=_FILE,
    refusals=("too_many_rows",),
    tag=_TAG,
)
def get_sheet_of_opinions(call: Call) -> Answer:
    from functions.suggestions.numbers import workbooks  # most requests write no workbook

    listed = _listed(OPINIONS, call)
    return _workbook("opinions", workbooks.opinions(listed, call.language == CHINESE))


@routes.route(
    "/v1/suggestions/sheet",
    summary="The suggestions of a scope as a workbook",
    description="Those of a month, in a state, or both. Too many are refused whole.",
    access=roles(READERS, within="query:scope"),
    query=schemas.SuggestionSheetQuery(),
    media=(XLSX,),
    headers=_FILE,
    refusals=("too_many_rows",),
    tag=_TAG,
)
def get_sheet_of_suggestions(call: Call) -> Answer:
    from functions.suggestions.numbers import workbooks  # most requests write no workbook

    listed = _listed(SUGGESTIONS, call)
    return _workbook("suggestions", workbooks.suggestions(listed, call.language == CHINESE))


def _of_scope(kind: str, call: Call) -> dict[str, Any]:
    year, today = _year(call)
    scope, own = call.query["scope"], call.query["own"]
    return statistics.of_scope(kind, scope, year, today, call.language == CHINESE, own=own)


def _year(call: Call) -> tuple[int, date]:
    """The year asked of, and today. Raises ``invalid_request`` for one that has not begun."""
    today = legal_day(call.now)
    year = call.query["year"] or today.year
    if year > today.year:
        raise invalid("query.year", "尚未到该年", "that year has not begun")
    return year, today


def _listed(kind: str, call: Call) -> list[dict[str, Any]]:
    query = call.query
    if query["state"] is None and query["month"] is None:
        raise invalid("query.month", "应给出月份或者状态", "give a month or a state")
    return listing.rows(kind, query["scope"], query["state"], query["month"])


def _workbook(name: str, content: bytes) -> Answer:
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return Answer(content, headers=headers, media_type=XLSX)
