"""The board of obligations over HTTP: what is owed, and stating that it was done."""

from datetime import date
from typing import Any

from functions.standing.board import boards, parties, schemas, statements, store
from functions.standing.board.parties import Party
from functions.standing.board.statements import Statement, shown
from functions.standing.days import day_of
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, READERS, STATION_STAFF, Role
from shared.regulations.rules import SubjectKind
from shared.store import corrections
from shared.store.corrections import Action, Correction
from shared.store.pages import Page
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Obligations"
_THEMSELVES = frozenset({Role.DEPUTY, Role.MEMBER, Role.UNIT_STAFF})
_SPEAKERS = STATION_STAFF | OVERSEERS | _THEMSELVES
_NOBODY = (
    "division_not_found",
    "station_not_found",
    "group_not_found",
    "member_not_found",
    "deputy_not_found",
    "unit_not_found",
)
_WHO = (
    "For a division's own bodies the staff of its committee, in a township its own staff too; for a station "
    "its staff; for a group its leaders and the township's staff; a member and a deputy for themselves; for "
    "a handling unit its staff; and those who guide them, within their reach. Where the rule names somebody "
    "else (`by`) only those who guide."
)


@routes.route(
    "/v1/obligations",
    summary="The board of obligations of a division",
    description="What binds its standing committee, their staff, its congress's meetings and the division "
    "itself in the periods that `on` falls in, in the order of the rulebook: the verdict with its article, "
    "what was stated, and who states it. What is known is what is known today.",
    access=roles(READERS, within="query:scope"),
    query=schemas.Board(),
    answer=schemas.BOARD_PAGE,
    refusals=("division_not_found", "day_out_of_range", "invalid_cursor"),
    tag=_TAG,
)
def list_obligations(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    return boards.page(
        query["scope"],
        day_of(call),
        legal_day(call.now),
        call.caller,
        call.language == CHINESE,
        state=query["state"],
        rule=query["rule"],
        limit=query["limit"],
        cursor=query["cursor"],
    )


@routes.route(
    "/v1/obligations/{rule}/statements",
    methods=["POST"],
    summary="State that a duty was done",
    description=f"With the words that the rule names as what shows it. {_WHO}",
    access=roles(_SPEAKERS, within="resource"),
    body=schemas.StatementFields(),
    answer=schemas.StatementAnswer(),
    status=201,
    also={200: "What was stated of the same subject, rule and day before"},
    idempotent=True,
    refusals=(
        *_NOBODY,
        "rule_not_found",
        "rule_not_stated",
        "rule_binds_others",
        "rule_not_in_force",
        "evidence_not_named",
        "day_out_of_range",
    ),
    tag=_TAG,
)
def state_duty(call: Call, rule: str) -> Answer:
    body, today = call.body, legal_day(call.now)
    named, day = body["subject"], body["day"]
    party = parties.load(named["kind"], named["id"])
    asked = statements.rule_of(rule, day)
    party.require_speaker(call.caller, statements.stated_by(asked))
    part, book = statements.require_statable(party, asked, day, today)
    statements.require_evidence(part, book, body["evidence"], call.language == CHINESE)
    statement = Statement(
        rule=rule,
        kind=party.kind,
        subject=party.id,
        day=day,
        evidence=tuple(dict.fromkeys(body["evidence"])),
        by=call.caller.person,
        at=call.now,
        note=body["note"],
        links=tuple(dict.fromkeys(body["links"])),
    )
    standing, made = store.add(party.partition, statement, call.mark)
    return Answer(shown(standing), status=201 if made else 200)


@routes.route(
    "/v1/obligations/{rule}/statements",
    summary="What was stated of a subject under a rule",
    description="Oldest first; withdrawn statements say so. For those who speak for the subject and for "
    "readers of where it belongs.",
    access=roles(READERS, _THEMSELVES, within="resource"),
    query=schemas.StatementListing(),
    answer=schemas.STATEMENT_PAGE,
    refusals=(*_NOBODY, "rule_not_found", "day_out_of_range", "invalid_cursor"),
    tag=_TAG,
)
def list_statements(call: Call, rule: str) -> Page[dict[str, Any]]:
    query = call.query
    last: date = query["until"] or legal_day(call.now)
    first: date = query["since"] or date(last.year, 1, 1)
    if first > last:
        raise Refusal("day_out_of_range")
    party = parties.load(query["kind"], query["subject"])
    party.require_reader(call.caller)
    statements.rule_of(rule, last)
    found = store.page(party.partition, rule, first, last, limit=query["limit"], cursor=query["cursor"])
    return found.map(shown)


@routes.route(
    "/v1/statements/{statement_id}/corrections",
    methods=["POST"],
    summary="Withdraw a statement, or restore a withdrawn one",
    description="The statement itself is never changed. Whoever may state it may withdraw it; those who "
    "guide the subject restore it.",
    access=roles(_SPEAKERS, within="resource"),
    body=schemas.StatementCorrectionFields(),
    answer=schemas.StatementCorrection(),
    status=201,
    also={200: "The correction that the same request made before"},
    idempotent=True,
    refusals=(*_NOBODY, "rule_not_found", "record_not_found", "already_corrected", "not_voided"),
    tag=_TAG,
)
def correct_statement(call: Call, statement_id: str) -> Answer:
    party, day, rule = _named(statement_id)
    if call.body["action"] is Action.RESTORE:
        party.require_overseer(call.caller)
    else:
        party.require_speaker(call.caller, statements.stated_by(statements.rule_of(rule, day)))
    name = call.new_id("c")[:11]
    correction = Correction(
        f"{statement_id}.{name}", statement_id, by=call.caller.person, at=call.now, **call.body
    )
    made = corrections.correct(correction, store.target(party.partition, day, rule), call.mark)
    return Answer(made[0], status=201 if made[1] else 200)


@routes.route(
    "/v1/statements/{statement_id}/corrections",
    summary="All corrections of a statement",
    description="Oldest first, on one page. A statement's own entry in a list tells the last one.",
    access=roles(READERS, _THEMSELVES, within="resource"),
    answer=schemas.CORRECTION_PAGE,
    refusals=(*_NOBODY, "rule_not_found", "record_not_found"),
    tag=_TAG,
)
def list_statement_corrections(call: Call, statement_id: str) -> Page[Correction]:
    party, day, rule = _named(statement_id)
    party.require_reader(call.caller)
    return Page(corrections.of_record(store.target(party.partition, day, rule)), None)


def _named(statement_id: str) -> tuple[Party, date, str]:
    """Whose statement it is, of which day, under which rule. A rule's id says what kind of subject it is."""
    subject, day, rule = statements.parse_id(statement_id)
    kind: SubjectKind = statements.rule_of(rule, day).subject
    return parties.load(kind, subject), day, rule
