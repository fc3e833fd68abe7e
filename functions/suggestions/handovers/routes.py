"""What units have in hand and what is due, over HTTP."""

from datetime import datetime
from typing import Any

from functions.suggestions.clocks import citing
from functions.suggestions.handovers import extending, handover, schemas, store, urging
from functions.suggestions.handovers.handover import HandOver
from functions.suggestions.handovers.store import Due
from functions.suggestions.registry import registered_unit
from shared.domain.errors import invalid
from shared.domain.roles import OVERSEERS, READERS, STATION_STAFF, Role
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Hand-overs"
_UNIT = frozenset({Role.UNIT_STAFF})
_URGERS = OVERSEERS | STATION_STAFF
_OFFICE = OVERSEERS | {Role.TOWNSHIP_STAFF}
_CHANGE = ("handover_not_found", "handover_state", "conflict")
_OVER_UNITS = OVERSEERS | {Role.AUDITOR}
_ORDER = (
    "In the order in which it is due: first what a rule wants promptly, then by the last instant, last what "
    "no rule gives a time for. Of each hand-over the clock that is owed first."
)


@routes.route(
    "/v1/units/{unit_id}/due",
    summary="What a unit has in hand, by the time it is due",
    description=f"For its staff, and for those whose role reaches the unit's division. {_ORDER}",
    access=roles(_OVER_UNITS, _UNIT, within="resource"),
    query=schemas.DueListing(),
    answer=schemas.DUE_PAGE,
    refusals=("unit_not_found",),
    tag=_TAG,
)
def list_due_of_unit(call: Call, unit_id: str) -> Page[dict[str, Any]]:
    if not call.caller.reaches(_UNIT, unit_id):
        call.caller.require_reach(_OVER_UNITS | _UNIT, registered_unit(unit_id).division)
    return page(call, unit_id)


@routes.route(
    "/v1/due",
    summary="What is due in a division or at a station",
    description=f"Of every case that the scope reaches. {_ORDER}",
    access=roles(READERS, within="query:scope"),
    query=schemas.ScopeDueListing(),
    answer=schemas.DUE_PAGE,
    tag=_TAG,
)
def list_due(call: Call) -> Page[dict[str, Any]]:
    return page(call, call.query["scope"])


@routes.route(
    "/v1/units/{unit_id}/handovers/{case_id}",
    summary="A case in the hands of a unit",
    description="What happened, and every clock with the rule, the event that started it and how the last "
    "day was reckoned. For the unit's staff, and for those whose role reaches the case.",
    access=roles(READERS, _UNIT, within="resource"),
    answer=schemas.HandOverAnswer(),
    refusals=("handover_not_found",),
    tag=_TAG,
)
def get_handover(call: Call, unit_id: str, case_id: str) -> Answer:
    found = store.load(case_id, unit_id)
    if not call.caller.reaches(_UNIT, unit_id):
        call.caller.require_reach(READERS | _UNIT, found.about.scope)
    return _answer(call, found)


@routes.route(
    "/v1/units/{unit_id}/handovers/{case_id}/urging",
    methods=["POST"],
    summary="Urge a unit to handle a case",
    description="By those whose role reaches the case, overdue or not; the unit's staff are told. Once in "
    "three days for a case, whoever urges. Of what is overdue the unit is told by itself, each week.",
    access=roles(_URGERS, within="resource"),
    body=schemas.Urging(),
    answer=schemas.HandOverAnswer(),
    refusals=(*_CHANGE, "urged_lately"),
    tag=_TAG,
)
def urge(call: Call, unit_id: str, case_id: str) -> Answer:
    before = store.load(case_id, unit_id, consistent=True)
    call.caller.require_reach(_URGERS, before.about.scope)
    return _answer(call, urging.urge(before, call.caller.person, call.body["reason"], call.now))


@routes.route(
    "/v1/units/{unit_id}/handovers/{case_id}/extension-request",
    methods=["POST"],
    summary="Ask for more time, or explain why it is needed",
    description="Where the rule of a clock that runs lets the time be made longer by explaining, it is "
    "longer with that; where it asks for consent, the office of the case's division is told. Refused with "
    "the article where the rule knows no extension, or no further one; ten times in a round at most.",
    access=roles(_UNIT, within="path:unit_id"),
    body=schemas.ExtensionRequest(),
    answer=schemas.HandOverAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "extension_refused", "limit_reached"),
    tag=_TAG,
)
def ask_extension(call: Call, unit_id: str, case_id: str) -> Answer:
    before = store.load(case_id, unit_id, consistent=True)
    by, reason = call.caller.person, call.body["reason"]
    return _answer(call, extending.ask(before, call.version, by, reason, call.now))


@routes.route(
    "/v1/units/{unit_id}/handovers/{case_id}/extension",
    methods=["POST"],
    summary="Consent to more time, or decline it",
    description="By the staff of the case's division, for the body that the rule names: `body`, a word of "
    "the rules, required with `granted`. The unit is told; of a consent the deputies concerned too. Never "
    "past the end that the rule sets, and not once the time is over.",
    access=roles(_OFFICE, within="resource"),
    body=schemas.ExtensionAnswer(),
    answer=schemas.HandOverAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "extension_refused", "extension_not_asked"),
    tag=_TAG,
)
def answer_extension(call: Call, unit_id: str, case_id: str) -> Answer:
    before = store.load(case_id, unit_id, consistent=True)
    call.caller.require_reach(_OFFICE, before.about.scope)
    by, body, reason = call.caller.person, call.body["body"], call.body["reason"]
    if not call.body["granted"]:
        return _answer(call, extending.decline(before, call.version, by, reason, call.now))
    if body is None:
        raise invalid("body.body", "同意延期须写明由谁同意", "a consent names who consented")
    return _answer(call, extending.consent(before, call.version, body, by, reason, call.now))


def page(call: Call, of: str) -> Page[dict[str, Any]]:
    """A page of what is due from somebody or in a scope, by the query of ``DueListing``."""
    query = call.query
    found = store.due(of, until=query["until"], limit=query["limit"], cursor=query["cursor"])
    return found.map(lambda due: _shown(due, call.now))


def _shown(due: Due, now: datetime) -> dict[str, Any]:
    values = {name: getattr(due, name) for name in Due.__dataclass_fields__}
    overdue = due.due_at is not None and now > due.due_at
    return {**values, "overdue": overdue}


def _answer(call: Call, found: HandOver) -> Answer:
    body = _whole(found, call.now, call.language == CHINESE)
    return Answer(body, version=found.version, dated=True)


def _whole(found: HandOver, now: datetime, chinese: bool) -> dict[str, Any]:
    about = found.about
    return {
        "case": about.case,
        "kind": about.what,
        "scope": about.scope,
        "title": about.title,
        "party": found.party,
        "name": found.name,
        "share": found.share,
        "state": found.state,
        "since": found.since,
        "version": found.version,
        "steps": found.steps,
        "longer": found.longer,
        "clocks": [citing.clock(timed, chinese) for timed in handover.clocks(found, now)],
    }
