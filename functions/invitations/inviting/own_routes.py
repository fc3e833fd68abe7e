"""One's own invitations over HTTP: signed in, or by a signed link."""

from datetime import datetime, timedelta
from typing import Any

from functions.invitations.inviting import answering, leaving, links, schemas, store, views
from functions.invitations.inviting.invitation import Invitation, State
from shared.domain.errors import Refusal
from shared.store.pages import Page
from shared.web.access import public, signed_in
from shared.web.call import Answer, Call
from shared.web.pages import HTML
from shared.web.service import Routes

routes = Routes(__name__)
_AHEAD = timedelta(days=731)
_TAG = "Invitations"
_ANSWERING = (
    "invitation_not_found",
    "invitation_withdrawn",
    "activity_cancelled",
    "activity_over",
    "reply_too_late",
    "mandate_suspended",
    "mandates_ended",
    "member_left",
    "leave_form",
    "conflict",
)


@routes.route(
    "/v1/activities/{activity_id}/invitations/me",
    methods=["PUT"],
    summary="Answer an invitation",
    description="`accept` takes a seat, or the next place in the waiting list (state `waiting`). `leave` "
    "asks for leave, until the activity begins; the seat is kept until leave is granted. One can change "
    "one's mind until the answer is due. The same answer again changes nothing.",
    access=signed_in(),
    body=schemas.AnswerFields(),
    answer=schemas.InvitationAnswer(),
    refusals=_ANSWERING,
    tag=_TAG,
)
def answer_invitation(call: Call, activity_id: str) -> Answer:
    found = _answered(activity_id, call.caller.person, call.body, call.now)
    return Answer(views.with_position(found), version=found.version)


@routes.route(
    "/v1/activities/{activity_id}/invitations/me",
    summary="One's own invitation to an activity",
    access=signed_in(),
    answer=schemas.InvitationAnswer(),
    refusals=("invitation_not_found",),
    tag=_TAG,
)
def get_own_invitation(call: Call, activity_id: str) -> Answer:
    found = _told(activity_id, call.caller.person)
    return Answer(views.with_position(found), version=found.version, dated=True)


@routes.route(
    "/v1/me/invitations",
    summary="What one is invited to, in the order of time",
    access=signed_in(),
    query=schemas.OwnList(),
    answer=schemas.INVITATION_PAGE,
    tag=_TAG,
)
def list_own_invitations(call: Call) -> Page[dict[str, Any]]:
    query = call.query
    first = query["from_"] or min(call.now, query["to"] or call.now)
    last = query["to"] or first + _AHEAD
    page = store.of_person(call.caller.person, first, last, limit=query["limit"], cursor=query["cursor"])
    return page.map(views.view)


@routes.route(
    "/i",
    summary="What the link in an invitation opens: a page to answer by",
    description="The same page for everybody. Its script reads the token from the link's fragment, which no "
    "browser sends, and answers by `/v1/invitations/{invitation_token}`.",
    access=public(),
    media=(HTML,),
    headers={"Content-Security-Policy": "The page's own style sheet and script; it talks to this API only"},
    tag=_TAG,
)
def show_invitation_page(_: Call) -> Answer:
    from functions.invitations.inviting import page  # most requests show no page

    headers = {"Content-Security-Policy": page.POLICY}
    return Answer(page.page(), headers=headers, media_type=f"{HTML}; charset=utf-8")


@routes.route(
    "/v1/invitations/{invitation_token}",
    summary="The invitation behind a signed link",
    description="Without signing in, until the answer is due.",
    access=public(),
    answer=schemas.LinkedInvitation(),
    headers={"Cache-Control": "Kept by nobody"},
    refusals=("invitation_not_found", "invitation_withdrawn", "activity_cancelled", "link_expired"),
    tag=_TAG,
)
def get_linked_invitation(call: Call, invitation_token: str) -> Answer:
    found = _told(*links.read(invitation_token))
    if found.state is State.WITHDRAWN:
        raise Refusal("invitation_withdrawn")
    if found.cancelled:
        raise Refusal("activity_cancelled")
    if call.now > found.answer_until:
        raise Refusal("link_expired")
    return Answer(views.linked(found), headers=_NOT_KEPT)


@routes.route(
    "/v1/invitations/{invitation_token}",
    methods=["PUT"],
    summary="Answer the invitation behind a signed link",
    access=public(),
    body=schemas.AnswerFields(),
    answer=schemas.LinkedInvitation(),
    headers={"Cache-Control": "Kept by nobody"},
    refusals=_ANSWERING,
    tag=_TAG,
)
def answer_linked_invitation(call: Call, invitation_token: str) -> Answer:
    found = _answered(*links.read(invitation_token), call.body, call.now)
    return Answer(views.linked(found), headers=_NOT_KEPT)


_NOT_KEPT = {"Cache-Control": "no-store"}


def _answered(activity: str, person: str, said: dict[str, Any], now: datetime) -> Invitation:
    match said["answer"]:
        case "accept":
            return answering.accept(activity, person, now)
        case "decline":
            return answering.decline(activity, person, said["reason"], now)
        case _:
            return leaving.ask(activity, person, said["reason"], said["form"], now)


def _told(activity: str, person: str) -> Invitation:
    """The invitation, once the person was told of it. One call."""
    found = store.value(store.load(activity, person))
    if found.invited_at is None:
        raise Refusal("invitation_not_found")
    return found
