"""What the routes of appointments take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.invitations.appointments.appointment import Act, State, Whom
from functions.invitations.appointments.citations import WayAnswer
from shared.web.citations import ClockAnswer
from shared.web.schemas import Body, DivisionCode, Listing, Moment, PersonId, Text, page_of

_LATER = {"example": "2026-11-25T10:00:00+08:00"}
MOST_WISHES = 5


class CounterpartFields(Body):
    """With whom: a `member` by id; the head of a `committee_body` (a special committee or working body of
    the standing committee) or of another `organ` by its name."""

    class Meta(Body.Meta):
        not_in_example = ("name",)

    kind = fields.Enum(Whom, by_value=True, required=True, metadata={"example": "member"})
    id = PersonId(load_default=None, allow_none=True)
    name = Text(60, load_default=None, allow_none=True, metadata={"example": "法制委员会"})

    @validates_schema
    def says_whom(self, data: dict[str, Any], **_: Any) -> None:
        wanted, other = ("id", "name") if data["kind"] is Whom.MEMBER else ("name", "id")
        if data[wanted] is None or data[other] is not None:
            raise ValidationError(f"应填写 {wanted}|give {wanted} and nothing else", wanted)


class SpanFields(Body):
    """From when to when, within a day."""

    starts = Moment(required=True)
    ends = Moment(required=True, metadata=_LATER)


class AppointmentRequest(Body):
    """A request to meet somebody. `division` is that of the congress to which the deputy belongs; `wishes`
    are times within which it would suit, none meaning any."""

    whom = fields.Nested(CounterpartFields, required=True, data_key="with")
    division = DivisionCode(required=True, metadata={"example": "4403"})
    subject = Text(500, required=True, lines=True, metadata={"example": "就养老服务条例草案听取意见"})
    wishes = fields.List(
        fields.Nested(SpanFields), load_default=list, validate=validate.Length(max=MOST_WISHES)
    )


class ArrangementFields(SpanFields):
    """When and where."""

    place = Text(200, required=True, metadata={"example": "市人大常委会会客室"})
    note = Text(500, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class ReasonFields(Body):
    """Why it cannot be arranged, or is cancelled."""

    reason = Text(500, required=True, lines=True, metadata={"example": "该负责人出国访问"})


class WithdrawalFields(Body):
    """Why it is no longer asked for, if that is to be said."""

    reason = Text(500, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class ReplyFields(Body):
    """Accept the time proposed, or wish for other times."""

    class Meta(Body.Meta):
        not_in_example = ("wishes",)

    accept = fields.Boolean(required=True)
    wishes = fields.List(
        fields.Nested(SpanFields), load_default=list, validate=validate.Length(max=MOST_WISHES)
    )
    note = Text(500, load_default=None, allow_none=True, lines=True, metadata={"example": None})

    @validates_schema
    def one_or_the_other(self, data: dict[str, Any], **_: Any) -> None:
        if data["accept"] == bool(data["wishes"]):
            raise ValidationError("接受，或者填写其他时间|accept, or wish for other times", "wishes")


class AppointmentOutcome(Body):
    """Whether it took place, and how."""

    held = fields.Boolean(required=True)
    face_to_face = fields.Boolean(load_default=True, metadata={"description": "Not by telephone or video"})
    note = Text(2000, load_default=None, allow_none=True, lines=True, metadata={"example": None})


class CourseQuery(Listing):
    """`open` waits to be arranged, in the order of due days; `overdue` is what of it is late; `arranged` in
    the order of days; `done` is over."""

    state = fields.String(
        load_default="open",
        validate=validate.OneOf(("open", "overdue", "arranged", "done")),
        metadata={"example": "overdue"},
    )


class SpanAnswer(Schema):
    """From when to when."""

    starts = Moment()
    ends = Moment(metadata=_LATER)


class CounterpartAnswer(Schema):
    """With whom; `id` is a member's."""

    kind = fields.Enum(Whom, by_value=True, metadata={"example": "member"})
    id = fields.String(allow_none=True, metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})


class AppointmentStep(Schema):
    """One thing that happened."""

    act = fields.Enum(Act, by_value=True, metadata={"example": "requested"})
    at = Moment()
    by = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    note = fields.String(allow_none=True, metadata={"example": None})
    time = fields.Nested(SpanAnswer, allow_none=True)
    place = fields.String(allow_none=True, metadata={"example": None})
    wishes = fields.List(fields.Nested(SpanAnswer))


class AppointmentListed(Schema):
    """An appointment in a list. `due` is the last day by which the rules want it arranged, null where none
    gives a time or nothing is owed."""

    id = fields.String(metadata={"example": "o01j9zq3v7k2m8n4p6r5t"})
    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    deputy_name = fields.String(metadata={"example": "李国庆"})
    division = fields.String(metadata={"example": "4403"})
    whom = fields.Nested(CounterpartAnswer, data_key="with")
    subject = fields.String(metadata={"example": "就养老服务条例草案听取意见"})
    state = fields.Enum(State, by_value=True, metadata={"example": "requested"})
    requested_at = Moment()
    due = fields.Date(allow_none=True, metadata={"example": "2026-11-25"})
    overdue = fields.Boolean()
    wishes = fields.List(fields.Nested(SpanAnswer))
    time = fields.Nested(
        SpanAnswer, allow_none=True, metadata={"description": "The time proposed or arranged"}
    )
    place = fields.String(allow_none=True, metadata={"example": None})
    version = fields.Integer(metadata={"example": 1})


class AppointmentAnswer(AppointmentListed):
    """An appointment with its course, the times that rules give, and what they say is to be done."""

    clocks = fields.List(fields.Nested(ClockAnswer))
    ways = fields.List(fields.Nested(WayAnswer))
    history = fields.List(fields.Nested(AppointmentStep))


APPOINTMENT_PAGE = page_of(AppointmentListed(), "AppointmentPage")
