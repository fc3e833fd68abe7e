"""Appointments over HTTP."""

from datetime import datetime
from typing import Any

from functions.invitations.appointments import schemas, service, store, timing
from functions.invitations.appointments.appointment import Appointment
from shared.domain.clock import legal_day
from shared.domain.roles import Role
from shared.store.pages import Page
from shared.web.access import roles, signed_in
from shared.web.call import Answer, Call
from shared.web.problems import CHINESE
from shared.web.schemas import Listing
from shared.web.service import Routes

routes = Routes(__name__)
_TAG = "Appointments"
_CHANGE = ("appointment_not_found", "appointment_state", "limit_reached", "conflict")


@routes.route(
    "/v1/appointments",
    methods=["POST"],
    summary="Ask to meet somebody",
    description="A deputy asks to meet a member of the standing committee, the head of one of its bodies, or "
    "of another state organ. The answer says by when it must be arranged, by which article and how that day "
    "was reckoned; where no rule in force gives a time, `clocks` is empty.",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.AppointmentRequest(),
    answer=schemas.AppointmentAnswer(),
    status=201,
    idempotent=True,
    refusals=(
        "deputy_not_found",
        "member_not_found",
        "no_mandate_there",
        "mandate_suspended",
        "conflict",
    ),
    tag=_TAG,
)
def request_appointment(call: Call) -> Answer:
    return _answer(call, service.request(call.body, call.caller, call.new_id, call.mark, call.now))


@routes.route(
    "/v1/me/appointments",
    summary="Those one asked for, or is asked for as a member, newest first",
    access=signed_in(),
    query=Listing(),
    answer=schemas.APPOINTMENT_PAGE,
    tag=_TAG,
)
def list_own_appointments(call: Call) -> Page[dict[str, Any]]:
    page = store.of_person(call.caller.person, limit=call.query["limit"], cursor=call.query["cursor"])
    return page.map(lambda found: _listed(found, call.now))


@routes.route(
    "/v1/divisions/{division}/appointments",
    summary="The appointments that a division's staff arrange",
    access=roles(service.ARRANGERS, Role.AUDITOR, within="path:division"),
    query=schemas.CourseQuery(),
    answer=schemas.APPOINTMENT_PAGE,
    tag=_TAG,
)
def list_appointments(call: Call, division: str) -> Page[dict[str, Any]]:
    overdue = call.query["state"] == "overdue"
    page = store.of_division(
        division,
        "open" if overdue else call.query["state"],
        legal_day(call.now) if overdue else None,
        limit=call.query["limit"],
        cursor=call.query["cursor"],
    )
    return page.map(lambda found: _listed(found, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}",
    summary="An appointment, its course and its times",
    access=roles(service.VIEWERS, within="resource"),
    answer=schemas.AppointmentAnswer(),
    refusals=("appointment_not_found",),
    tag=_TAG,
)
def get_appointment(call: Call, appointment_id: str) -> Answer:
    return _answer(call, service.load(appointment_id, call.caller), dated=True)


@routes.route(
    "/v1/appointments/{appointment_id}/arrangement",
    methods=["POST"],
    summary="Arrange it within the times that the deputy wished for",
    description="Another time is proposed instead (`/proposal`): only what the deputy wished or accepted is "
    "an arrangement, and stops the clock.",
    access=roles(service.ARRANGERS, within="resource"),
    body=schemas.ArrangementFields(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "time_not_wished"),
    tag=_TAG,
)
def arrange_appointment(call: Call, appointment_id: str) -> Answer:
    return _answer(call, service.arrange(appointment_id, call.body, call.version, call.caller, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}/proposal",
    methods=["POST"],
    summary="Propose another time to the deputy",
    description="Also where a time was arranged that can no longer be kept. The clock goes on meanwhile.",
    access=roles(service.ARRANGERS, within="resource"),
    body=schemas.ArrangementFields(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def propose_appointment_time(call: Call, appointment_id: str) -> Answer:
    return _answer(call, service.propose(appointment_id, call.body, call.version, call.caller, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}/reply",
    methods=["POST"],
    summary="Accept the time proposed, or wish for others",
    description="Other wishes are a request anew, and the clock starts again.",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.ReplyFields(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "not_yours", "proposal_past"),
    tag=_TAG,
)
def reply_to_proposal(call: Call, appointment_id: str) -> Answer:
    return _answer(call, service.answer(appointment_id, call.body, call.version, call.caller, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}/decline",
    methods=["POST"],
    summary="Say why it cannot be arranged, or is cancelled",
    description="A rule that gives a time knows no refusal: its clock goes on and is shown.",
    access=roles(service.ARRANGERS, within="resource"),
    body=schemas.ReasonFields(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=_CHANGE,
    tag=_TAG,
)
def decline_appointment(call: Call, appointment_id: str) -> Answer:
    reason = call.body["reason"]
    return _answer(call, service.decline(appointment_id, reason, call.version, call.caller, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}/withdrawal",
    methods=["POST"],
    summary="No longer ask for it",
    access=roles(Role.DEPUTY, within="resource"),
    body=schemas.WithdrawalFields(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "not_yours"),
    tag=_TAG,
)
def withdraw_appointment(call: Call, appointment_id: str) -> Answer:
    reason = call.body["reason"]
    return _answer(call, service.withdraw(appointment_id, reason, call.version, call.caller, call.now))


@routes.route(
    "/v1/appointments/{appointment_id}/outcome",
    methods=["POST"],
    summary="Say whether it took place",
    description="What took place is recorded: of the deputy, and of the member met, else of the committee.",
    access=roles(service.ARRANGERS, Role.MEMBER, within="resource"),
    body=schemas.AppointmentOutcome(),
    answer=schemas.AppointmentAnswer(),
    if_match=True,
    refusals=(*_CHANGE, "appointment_ahead"),
    tag=_TAG,
)
def conclude_appointment(call: Call, appointment_id: str) -> Answer:
    return _answer(call, service.conclude(appointment_id, call.body, call.version, call.caller, call.now))


def _answer(call: Call, found: Appointment, *, dated: bool = False) -> Answer:
    shown = timing.shown(found, call.now, call.language == CHINESE)
    body = {**_listed(found, call.now), "history": found.history, **shown}
    return Answer(body, version=found.version, dated=dated)


def _listed(found: Appointment, now: datetime) -> dict[str, Any]:
    names = (
        "id", "deputy", "deputy_name", "division", "whom", "subject", "state", "requested_at", "wishes",
        "time", "place", "version",
    )  # fmt: skip
    run = timing.owed(found, now)
    overdue = run is not None and run.clock.state == "overdue"
    return {**{name: getattr(found, name) for name in names}, "due": timing.due_day(run), "overdue": overdue}
