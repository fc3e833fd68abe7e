"""Requests for an inspection with the deputy card over HTTP."""

from dataclasses import replace
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.invitations import registry
from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity, OrganiserKind
from functions.invitations.activities.activity import State as Stage
from functions.invitations.activities.organising import OWN_CARD, require_organiser
from functions.invitations.inspections import store
from functions.invitations.inspections.request import InspectionRequest, State, require_card, rule_of
from functions.invitations.inviting import invitees, selecting
from functions.invitations.inviting.selecting import Inviter
from functions.invitations.resting import rests_on
from shared.domain.clock import legal_day
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.ids import PATTERN
from shared.domain.notices import NoticeKind
from shared.domain.roles import OVERSEERS, Role
from shared.regulations.rulebook import level_of
from shared.store import inbox
from shared.store.envelopes import value_of
from shared.store.inbox import NoticeItem
from shared.store.pages import Page
from shared.store.writing import put
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.schemas import Body, Day, DivisionCode, Listing, Moment, Text, page_of
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Activities"
_ARRANGING = OVERSEERS | {Role.TOWNSHIP_STAFF}


class NewInspectionRequest(Body):
    """What a deputy wants to inspect, and on which days it would suit."""

    division = DivisionCode(
        required=True, metadata={"example": "4114", "description": "Of the congress whose committee is asked"}
    )
    wish = Text(500, required=True, lines=True, metadata={"example": "视察老旧小区加装电梯"})
    first = Day(required=True, metadata={"example": "2026-12-01"})
    last = Day(required=True, metadata={"example": "2026-12-31"})

    @validates_schema
    def in_order(self, data: dict[str, Any], **_: Any) -> None:
        if "first" in data and "last" in data and data["last"] < data["first"]:
            raise ValidationError("不得早于 first|must not lie before first", "last")


class InspectionList(Listing):
    """What the committee of a division was asked for."""

    division = DivisionCode(required=True, metadata={"example": "4114"})


class InspectionArrangement(Body):
    """The inspection, an activity of the committee to which the deputy becomes invited."""

    activity = fields.String(
        required=True,
        validate=validate.Regexp(f"^a{PATTERN}$(?!\n)"),
        metadata={"example": "a01j9zq3v7k2m8n4p6r5t"},
    )


class InspectionRequestAnswer(Schema):
    """A request and what became of it."""

    id = fields.String(metadata={"example": "q01j9zq3v7k2m8n4p6r5t"})
    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    congress = fields.String(metadata={"example": "4114"})
    wish = fields.String(metadata={"example": "视察老旧小区加装电梯"})
    first = fields.Date(metadata={"example": "2026-12-01"})
    last = fields.Date(metadata={"example": "2026-12-31"})
    asked_at = Moment()
    rule = fields.String(allow_none=True, metadata={"example": "dt-07c"})
    state = fields.Enum(State, by_value=True, metadata={"example": "asked"})
    activity = fields.String(allow_none=True, metadata={"example": None})
    arranged_at = Moment(allow_none=True)
    version = fields.Integer(metadata={"example": 1})


@routes.route(
    "/v1/inspection-requests",
    methods=["POST"],
    summary="Ask the committee to arrange an inspection with the deputy card",
    access=roles(Role.DEPUTY, within="body:division"),
    body=NewInspectionRequest(),
    answer=InspectionRequestAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        "deputy_not_found", "mandate_suspended", "mandates_ended", "card_required", "day_out_of_range",
        "conflict",
    ),
    tag=_TAG,
)  # fmt: skip
def request_inspection(call: Call) -> Answer:
    today = legal_day(call.now)
    if call.body["last"] < today:
        raise Refusal("day_out_of_range")
    deputy = registry.deputy(call.caller.person)
    congress = call.body.pop("division")
    mandate = invitees.require_mandate(deputy, congress, today)
    if mandate.division != congress:
        raise Refusal("mandates_ended")
    require_card(deputy)
    part = rule_of(mandate, call.now)
    made = InspectionRequest(
        call.new_id("q"),
        deputy.id,
        deputy.name,
        congress,
        **call.body,
        asked_at=call.now,
        rule=part.id if part else None,
    )
    township = level_of(congress) is Level.TOWNSHIP
    to = inbox.post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, congress)
    data = {"name": deputy.name, "subject": made.wish, **rests_on(part)}
    told = inbox.notice(
        to, NoticeKind.INSPECTION_REQUESTED, f"inspection:{made.id}", call.now, data, cause="asked"
    )
    standing = store.add(made, call.mark, put(told, NoticeItem.pk.does_not_exist()))
    return Answer(standing, version=standing.version)


@routes.route(
    "/v1/inspection-requests",
    summary="The inspections that a committee was asked to arrange, the last first",
    access=roles(_ARRANGING, Role.AUDITOR, within="query:division"),
    query=InspectionList(),
    answer=page_of(InspectionRequestAnswer(), "InspectionRequestPage"),
    tag=_TAG,
)
def list_inspection_requests(call: Call) -> Page[InspectionRequest]:
    query = call.query
    return store.page(query["division"], limit=query["limit"], cursor=query["cursor"])


@routes.route(
    "/v1/inspection-requests/{inspection_request_id}",
    summary="A request for an inspection, to the deputy and to the committee",
    access=roles(_ARRANGING, Role.AUDITOR, Role.DEPUTY, within="resource"),
    answer=InspectionRequestAnswer(),
    refusals=("inspection_request_not_found",),
    tag=_TAG,
)
def get_inspection_request(call: Call, inspection_request_id: str) -> Answer:
    found = value_of(store.load(inspection_request_id), InspectionRequest)
    if call.caller.person != found.deputy:
        call.caller.require_reach(_ARRANGING | {Role.AUDITOR}, found.congress)
    return Answer(found, version=found.version)


@routes.route(
    "/v1/inspection-requests/{inspection_request_id}/arrangement",
    methods=["POST"],
    summary="Arrange the inspection: the deputy becomes invited to it",
    description="The activity is an inspection with the card that the same committee holds. Arranged with "
    "the same activity before, nothing changes; with another, only where that one was cancelled.",
    access=roles(_ARRANGING, within="resource"),
    body=InspectionArrangement(),
    answer=InspectionRequestAnswer(),
    refusals=(
        "inspection_request_not_found", "inspection_arranged", "inspection_elsewhere", "activity_not_found",
        "activity_cancelled", "activity_over", "not_organiser", "person_not_found", "mandate_suspended",
        "mandates_ended", "member_left", "invitee_elsewhere", "conflict",
    ),
    tag=_TAG,
)  # fmt: skip
def arrange_inspection(call: Call, inspection_request_id: str) -> Answer:
    item = store.load(inspection_request_id)
    found = value_of(item, InspectionRequest)
    call.caller.require_reach(_ARRANGING, found.congress)
    named = call.body["activity"]
    if found.state is State.ARRANGED:
        if found.activity == named:
            return Answer(found, version=found.version)
        _require_fallen_through(found)
    activity = value_of(activities.load(named, consistent=True), Activity)
    require_organiser(call.caller, activity)
    if (activity.kind, activity.organiser.kind, activity.congress) != (
        OWN_CARD,
        OrganiserKind.COMMITTEE,
        found.congress,
    ):
        raise Refusal("inspection_elsewhere")
    selecting.one(activity, found.deputy, Inviter(call.caller.person), call.now)
    after = replace(
        found,
        state=State.ARRANGED,
        activity=named,
        arranged_by=call.caller.person,
        arranged_at=call.now,
        version=found.version + 1,
    )
    store.save(item, after)
    return Answer(after, version=after.version)


def _require_fallen_through(found: InspectionRequest) -> None:
    """Raises ``inspection_arranged`` unless the inspection that was arranged has been cancelled. One call."""
    before = value_of(activities.load(found.activity or "", consistent=True), Activity)
    if before.state is not Stage.CANCELLED:
        raise Refusal("inspection_arranged")
