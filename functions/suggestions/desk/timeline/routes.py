"""The line of time of a case over HTTP."""

from collections.abc import Mapping
from typing import Any

from functions.suggestions.cases.case import Entry
from functions.suggestions.desk.timeline import schemas, store
from functions.suggestions.desk.timeline.line import SCHEDULE, Line
from functions.suggestions.handovers import store as handovers
from functions.suggestions.opinions import routing
from functions.suggestions.opinions import store as opinions
from functions.suggestions.opinions.opinion import RESIDENT, Happened
from functions.suggestions.opinions.unit_routes import UNIT, found_by_unit
from functions.suggestions.suggestions import persons, ruling
from functions.suggestions.suggestions import store as suggestions
from functions.suggestions.suggestions.suggestion import Happened as ToSuggestion
from functions.suggestions.suggestions.suggestion import Suggestion
from shared.domain.roles import READERS
from shared.regulations.rulebook import Rulebook
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Call
from shared.web.citing import cited
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Desk"
_PAGED = (
    "In the order of time: the history of the case, and what happened to its hand-overs besides: the party "
    "was warned or urged, more time was asked for, given or declined. A page has `limit` entries of the "
    "history, and what happened between them."
)
_BY_UNIT = frozenset({Happened.RETURNED, Happened.RESULT_KNOWN})
"""What a unit does with an opinion."""
_BY_UNIT_TOO = frozenset(
    {
        ToSuggestion.ADVISED,
        ToSuggestion.ACCEPTED,
        ToSuggestion.RETURNED,
        ToSuggestion.CONTACTED,
        ToSuggestion.CONTRIBUTED,
        ToSuggestion.PROGRESS_REPORTED,
        ToSuggestion.REPLIED,
        ToSuggestion.PROGRESS_REPORTED,
        ToSuggestion.POSTPONEMENT_ASKED,
        ToSuggestion.FULFILLED,
    }
)
"""What a unit does with a suggestion."""


@routes.route(
    "/v1/opinions/{receipt}/timeline",
    summary="All that happened to an opinion and its hand-overs, in the order of time",
    description=_PAGED,
    access=roles(READERS, within="resource"),
    query=Listing(),
    answer=schemas.TIMELINE,
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_timeline_of_opinion(call: Call, receipt: str) -> Page[dict[str, Any]]:
    opinion = opinions.load(receipt).opinion
    call.caller.require_reach(READERS, opinion.scope)
    page = store.page(
        receipt,
        handovers.of_case(receipt),
        _acting,
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        now=call.now,
    )
    book = routing.book_of(opinion)
    return page.map(lambda line: _shown(line, book, call, {}, named=True))


@routes.route(
    "/v1/units/{unit_id}/opinions/{receipt}/timeline",
    summary="What happened to an opinion in the hands of a unit, in the order of time",
    description=f"Nothing of the resident, and nothing of what others did. {_PAGED}",
    access=roles(UNIT, within="resource"),
    query=Listing(),
    answer=schemas.TIMELINE,
    refusals=("case_not_found",),
    tag=_TAG,
)
def get_timeline_of_opinion_of_unit(call: Call, unit_id: str, receipt: str) -> Page[dict[str, Any]]:
    opinion = found_by_unit(call, unit_id, receipt).opinion
    page = store.page(
        receipt,
        [handovers.load(receipt, unit_id)],
        lambda entry: _acting(entry) if entry.data.get("unit") == unit_id else None,
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        now=call.now,
    )
    book = routing.book_of(opinion)
    return page.map(lambda line: _shown(line, book, call, {}, named=False))


@routes.route(
    "/v1/suggestions/{suggestion_id}/timeline",
    summary="All that happened to a suggestion and its hand-overs, in the order of time",
    description=f"For whoever may read it; a unit sees of hand-overs its own. {_PAGED}",
    access=signed_in(),
    query=Listing(),
    answer=schemas.TIMELINE,
    refusals=("case_not_found", "role_missing", "out_of_scope"),
    tag=_TAG,
)
def get_timeline_of_suggestion(call: Call, suggestion_id: str) -> Page[dict[str, Any]]:
    suggestion, caller = suggestions.load(suggestion_id, consistent=False).suggestion, call.caller
    persons.require_reader(caller, suggestion)
    reads = caller.reaches(READERS, suggestion.congress)
    whole = reads or persons.has_part(caller.person, suggestion)
    held = handovers.of_case(suggestion_id)
    deputies = _deputies(suggestion)
    page = store.page(
        suggestion_id,
        [one for one in held if whole or caller.reaches(UNIT, one.party)],
        lambda entry: _acting_on(entry, deputies),
        limit=call.query["limit"],
        cursor=call.query["cursor"],
        now=call.now,
    )
    book = ruling.book(suggestion, call.now)
    return page.map(lambda line: _shown(line, book, call, deputies, named=reads))


def _acting(entry: Entry) -> str:
    """As what somebody acted on an opinion."""
    if entry.by in (RESIDENT, SCHEDULE):
        return entry.by
    return "unit" if entry.what in _BY_UNIT and "unit" in entry.data else "staff"


def _acting_on(entry: Entry, deputies: Mapping[str, str]) -> str:
    """As what somebody acted on a suggestion."""
    if entry.by == SCHEDULE:
        return SCHEDULE
    if entry.what in _BY_UNIT_TOO and "unit" in entry.data:
        return "unit"
    return "deputy" if entry.by in deputies else "staff"


def _deputies(suggestion: Suggestion) -> dict[str, str]:
    """The names of the deputies who have a part in it, by id."""
    known = {one.deputy: one.name for one in suggestion.signers}
    known |= {one.deputy: one.name for one in suggestion.formers}
    known |= {one.deputy: one.name for one in suggestion.voices}
    return known | {suggestion.deputy: suggestion.name}


def _shown(
    line: Line, book: Rulebook, call: Call, deputies: Mapping[str, str], *, named: bool
) -> dict[str, Any]:
    """The fields of ``TimelineEntry``; ``named``: for who may know the person."""
    chinese, data = call.language == CHINESE, line.data
    name = line.unit_name if line.who == "unit" else deputies.get(line.by) if line.who == "deputy" else None
    return {
        "what": line.what,
        "at": line.at,
        "who": line.who,
        "name": name,
        "by": line.by if named else None,
        "unit": line.unit,
        "unit_name": line.unit_name,
        "reason": line.reason,
        "text": data.get("text"),
        "result": data.get("rating") or data.get("result") or data.get("outcome"),
        "body": None if line.body is None else book.word(line.body)[0 if chinese else 1],
        "due": line.due,
        "rule": _rule(line, book, chinese),
    }


def _rule(line: Line, book: Rulebook, chinese: bool) -> dict[str, Any] | None:
    """The rule under which it was done, or that gives the time."""
    part = book.part(line.data["rule"]) if "rule" in line.data else None
    if part is not None:
        return cited(book, part, chinese)
    if line.timed is not None:
        return cited(line.timed.book, line.timed.run.part, chinese)
    return None
