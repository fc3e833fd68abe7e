"""Calendars over HTTP."""

from marshmallow import Schema, fields

from functions.invitations.feeds import calendars
from shared.web.access import public, signed_in
from shared.web.call import Answer, Call
from shared.web.service import Routes

routes = Routes(__name__)
CALENDAR = "text/calendar"
_TYPE = f"{CALENDAR}; charset=utf-8"
_TAG = "Invitations"
_NOT_KEPT = {"Cache-Control": "no-store"}


class FeedAnswer(Schema):
    """A private calendar."""

    url = fields.String(
        metadata={
            "example": "https://henan.example.cn/v1/calendars/"
            "p01j9zq3v7k2m8n4p6r5t.Zr0v0bJ2kq3Xw8yT5uN1eA.ics",
            "description": "To subscribe to; whoever knows it can read the calendar",
        }
    )


@routes.route(
    "/v1/activities/{activity_id}/calendar.ics",
    summary="One's own invitation as a calendar file",
    access=signed_in(),
    media=(CALENDAR,),
    refusals=("invitation_not_found",),
    tag=_TAG,
)
def get_calendar_file(call: Call, activity_id: str) -> Answer:
    text = calendars.of_invitation(activity_id, call.caller.person, call.now)
    return Answer(text, media_type=_TYPE)


@routes.route(
    "/v1/me/calendar-feed",
    methods=["POST"],
    summary="A new address for one's private calendar",
    description="The address before is dead from then on: ask again where it has become known to others.",
    access=signed_in(),
    answer=FeedAnswer(),
    status=201,
    idempotent=True,
    tag=_TAG,
)
def rotate_calendar(call: Call) -> dict[str, str]:
    return {"url": calendars.rotate(call.caller.person, call.new_id("c"))}


@routes.route(
    "/v1/calendars/{calendar_token}",
    summary="A private calendar, to subscribe to",
    access=public(),
    media=(CALENDAR,),
    headers={"Cache-Control": "Kept by nobody"},
    tag=_TAG,
)
def get_calendar(call: Call, calendar_token: str) -> Answer:
    text = calendars.of_token(calendar_token, call.now)
    return Answer(text, media_type=_TYPE, headers=_NOT_KEPT)
