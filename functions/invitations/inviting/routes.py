"""Invitations over HTTP, for those who organise the activity."""

from typing import Any

from functions.invitations import jobs
from functions.invitations.activities import organising
from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.inviting import leaving, schemas, selecting, store, views, withdrawing
from functions.invitations.inviting.invitation import Invitation
from functions.invitations.inviting.selecting import Inviter, Selector
from functions.invitations.jobs import Job
from shared.domain.divisions import reaches
from shared.domain.errors import Refusal
from shared.domain.roles import OVERSEERS, READERS
from shared.store.envelopes import value_of
from shared.store.pages import Page
from shared.store.writing import commit, create
from shared.web.access import roles
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
_FITNESS = ("person_not_found", "mandate_suspended", "mandates_ended", "member_left", "invitee_elsewhere")
_ORGANISING = ("activity_not_found", "not_organiser", "group_not_found", "group_dissolved")
_OPEN = ("activity_cancelled", "activity_over")
_RACED = ("conflict",)
_TAG = "Invitations"


@routes.route(
    "/v1/activities/{activity_id}/invitations",
    methods=["POST"],
    summary="Invite up to a thousand people, or everybody whom a selector describes",
    description="Answered at once; a job invites them. Before the announcement they are only selected and "
    "nobody is told. Who cannot be invited is told by the progress, with the reason.",
    access=roles(organising.ORGANISERS, within="resource"),
    body=schemas.Invitees(),
    answer=schemas.ProgressAnswer(),
    status=202,
    idempotent=True,
    refusals=(*_ORGANISING, *_OPEN, "invitee_elsewhere", *_RACED),
    headers={"Location": "Where to ask how far it is"},
    tag=_TAG,
)
def invite_many(call: Call, activity_id: str) -> Answer:
    activity = _own(call, activity_id)
    selecting.require_open(activity)
    persons = call.body.get("persons")
    selector = None if persons is not None else Selector(**call.body["selector"])
    if selector is not None and not reaches(activity.division, selector.scope or activity.division):
        raise Refusal("invitee_elsewhere")
    named = None if persons is None else list(dict.fromkeys(persons))
    job = selecting.job(activity_id, _inviter(call), call.now, call.new_id("j"), named, selector)
    standing = commit(create(jobs.item(job), call.mark, Refusal("conflict", retry_after=1)))
    shown = views.progress(job if standing is None else value_of(standing, Job))
    return Answer(shown, headers={"Location": shown["progress"]})


@routes.route(
    "/v1/activities/{activity_id}/invitations/{person_id}",
    methods=["PUT"],
    summary="Invite one person",
    description="Who is invited already stays so; who was uninvited is invited again.",
    access=roles(organising.ORGANISERS, within="resource"),
    body=schemas.InviteeFields(),
    answer=schemas.InvitationAnswer(),
    refusals=(*_ORGANISING, *_OPEN, *_FITNESS, *_RACED),
    tag=_TAG,
)
def invite_one(call: Call, activity_id: str, person_id: str) -> Answer:
    activity = _own(call, activity_id)
    return _answer(selecting.one(activity, person_id, _inviter(call), call.now))


@routes.route(
    "/v1/activities/{activity_id}/invitations",
    summary="Who is invited, and what they answered",
    access=roles(organising.ORGANISERS | READERS, within="resource"),
    query=schemas.InvitationList(),
    answer=schemas.INVITATION_PAGE,
    refusals=_ORGANISING,
    tag=_TAG,
)
def list_invitations(call: Call, activity_id: str) -> Page[dict[str, Any]]:
    _read(call, activity_id)
    query = call.query
    page = store.of_activity(activity_id, limit=query["limit"], cursor=query["cursor"], state=query["state"])
    return page.map(views.view)


@routes.route(
    "/v1/activities/{activity_id}/counts",
    summary="How many are invited, have accepted, wait for a seat",
    access=roles(organising.VIEWERS | organising.ORGANISERS, within="resource"),
    answer=schemas.CountsAnswer(),
    refusals=("activity_not_found",),
    tag=_TAG,
)
def get_counts(call: Call, activity_id: str) -> dict[str, Any]:
    activity = _load(activity_id)
    organising.require_reader(call.caller, activity)
    counts = {state.value: number for state, number in store.counts(activity_id).items()}
    return {**counts, "capacity": activity.capacity}


@routes.route(
    "/v1/activities/{activity_id}/progress",
    summary="How far a job is: an inviting, an announcement, a change, a cancellation",
    access=roles(organising.ORGANISERS | READERS, within="resource"),
    query=schemas.JobQuery(),
    answer=schemas.ProgressAnswer(),
    refusals=(*_ORGANISING, "job_not_found"),
    tag=_TAG,
)
def get_progress(call: Call, activity_id: str) -> dict[str, Any]:
    _read(call, activity_id)
    job = jobs.progress(call.query["job"])
    if job is None or job.about != activity_id:
        raise Refusal("job_not_found")
    return views.progress(job)


@routes.route(
    "/v1/activities/{activity_id}/invitations/{person_id}/withdrawal",
    methods=["POST"],
    summary="Withdraw an invitation",
    description="A seat that becomes free goes to the first who waits.",
    access=roles(organising.ORGANISERS, within="resource"),
    body=schemas.InvitationWithdrawal(),
    answer=schemas.InvitationAnswer(),
    refusals=(*_ORGANISING, *_OPEN, "invitation_not_found", "invitation_attended", *_RACED),
    tag=_TAG,
)
def withdraw_invitation(call: Call, activity_id: str, person_id: str) -> Answer:
    activity = _own(call, activity_id)
    reason, by = call.body["reason"], call.caller.person
    return _answer(withdrawing.withdraw(activity, person_id, reason, by, call.now))


@routes.route(
    "/v1/activities/{activity_id}/invitations/{person_id}/substitute",
    methods=["POST"],
    summary="Let another come instead, with the same seat",
    description="Of the same electing unit, group or standing committee.",
    access=roles(organising.ORGANISERS, within="resource"),
    body=schemas.InviteeSubstitution(),
    answer=schemas.InvitationAnswer(),
    refusals=(
        *_ORGANISING,
        *_OPEN,
        *_FITNESS,
        "invitation_not_found",
        "invitation_withdrawn",
        "invitation_attended",
        "invited_already",
        "substitute_unrelated",
        *_RACED,
    ),
    tag=_TAG,
)
def substitute_invitee(call: Call, activity_id: str, person_id: str) -> Answer:
    activity = _own(call, activity_id)
    other, reason = call.body["person"], call.body["reason"]
    return _answer(withdrawing.substitute(activity, person_id, other, reason, call.caller.person, call.now))


@routes.route(
    "/v1/activities/{activity_id}/invitations/{person_id}/leave",
    methods=["POST"],
    summary="Grant or refuse leave",
    description="By whom the rules name: the organiser, or for another body the staff of the standing "
    "committee. Granted leave excuses from what the rules ask of this kind of activity on its days.",
    access=roles(organising.ORGANISERS, within="resource"),
    body=schemas.LeaveDecision(),
    answer=schemas.InvitationAnswer(),
    refusals=(*_ORGANISING, *_OPEN, "invitation_not_found", "leave_not_asked", "leave_answered", *_RACED),
    tag=_TAG,
)
def answer_leave(call: Call, activity_id: str, person_id: str) -> Answer:
    activity = _load(activity_id)
    if not call.caller.reaches(OVERSEERS, activity.congress):
        organising.require_organiser(call.caller, activity)
    turn = leaving.whose_turn(activity, person_id)
    if turn == leaving.ORGANISER:
        organising.require_organiser(call.caller, activity)
    else:
        call.caller.require_reach(OVERSEERS, activity.congress)
    said = leaving.Answer(call.body["granted"], call.body.get("reason"), call.caller.person)
    return _answer(leaving.answer(activity, person_id, said, call.now))


def _inviter(call: Call) -> Inviter:
    return Inviter(call.caller.person, call.body.get("category"))


def _load(activity_id: str) -> Activity:
    return value_of(activities.load(activity_id, consistent=True), Activity)


def _own(call: Call, activity_id: str) -> Activity:
    activity = _load(activity_id)
    organising.require_organiser(call.caller, activity)
    return activity


def _read(call: Call, activity_id: str) -> None:
    activity = _load(activity_id)
    if call.caller.reaches(READERS, activity.scope):
        return
    if not call.caller.holds(organising.ORGANISERS):
        call.caller.require_reach(READERS, activity.scope)
    organising.require_organiser(call.caller, activity)


def _answer(invitation: Invitation) -> Answer:
    return Answer(views.view(invitation), version=invitation.version)
