"""What the routes of invitations take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.invitations.inviting.invitation import LeaveForm, LeaveState, State
from functions.invitations.inviting.selecting import MOST
from shared.domain.divisions import Level
from shared.domain.roles import Role
from shared.web.schemas import Body, GroupId, Listing, Moment, PersonId, ScopeCode, Text, page_of

_FOR_ONE = {"example": "p01j9zq3v7k2m8n4p6r5t"}


class SelectorFields(Body):
    """Whom to invite: deputies whose home lies in `scope`, with what else is said of them, or the standing
    committees' `members` there; or the deputies in a `group`; or those with whom a `member` is linked."""

    scope = ScopeCode(metadata={"example": "411402"})
    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})
    grassroots = fields.Boolean(metadata={"example": True})
    field = Text(30, metadata={"example": "民政"})
    members = fields.Boolean(metadata={"description": "Members of standing committees, not deputies"})
    group = GroupId()
    member = PersonId(metadata={"description": "A member of a standing committee"})

    class Meta(Body.Meta):
        not_in_example = ("members", "group", "member")

    @validates_schema
    def says_where(self, data: dict[str, Any], **_: Any) -> None:
        if sum(name in data for name in ("scope", "group", "member")) != 1:
            raise ValidationError("应填写 scope、group、member 之一|say one of the three", "scope")
        if "scope" not in data and len(data) > 1:
            raise ValidationError("其他条件只能与 scope 并用|what else is said goes with scope", "scope")
        if data.get("members") and {"level", "grassroots", "field"} & data.keys():
            raise ValidationError("组成人员没有这些条件|these are of deputies, not of members", "members")


class InviteeFields(Body):
    """As what somebody is invited."""

    category = fields.String(
        validate=validate.Regexp(r"^[a-z][a-z0-9_]{0,40}$(?!\n)"),
        metadata={"example": "field_invitees", "description": "A word of the rules that ask for categories"},
    )


class Invitees(InviteeFields):
    """Persons by name, or a selector."""

    persons = fields.List(
        PersonId(), validate=validate.Length(1, MOST), metadata={"example": ["p01j9zq3v7k2m8n4p6r5t"]}
    )
    selector = fields.Nested(SelectorFields)

    class Meta(Body.Meta):
        not_in_example = ("persons",)

    @validates_schema
    def says_whom(self, data: dict[str, Any], **_: Any) -> None:
        if len(data.keys() & {"persons", "selector"}) != 1:
            raise ValidationError("应填写 persons 或 selector 之一|say one of the two", "persons")


class AnswerFields(Body):
    """The answer. Who declines or asks for leave says why."""

    answer = fields.String(
        required=True, validate=validate.OneOf(("accept", "decline", "leave")), metadata={"example": "accept"}
    )
    reason = Text(200, metadata={"example": "当日在外地开庭"})
    form = fields.Enum(
        LeaveForm,
        by_value=True,
        load_default=LeaveForm.PLATFORM,
        metadata={"example": "platform", "description": "How leave is asked for; a rule may name the form"},
    )

    @validates_schema
    def says_why(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("answer") != "accept" and "reason" not in data:
            raise ValidationError("请说明原因|say why", "reason")


class LeaveDecision(Body):
    """Leave granted or refused; a refusal says why."""

    granted = fields.Boolean(required=True, metadata={"example": True})
    reason = Text(200, metadata={"example": "会议须过半数出席"})

    @validates_schema
    def says_why(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("granted") is False and "reason" not in data:
            raise ValidationError("请说明原因|say why", "reason")


class InvitationWithdrawal(Body):
    """Why somebody is asked no longer."""

    reason = Text(200, required=True, metadata={"example": "会议规模压缩"})


class InviteeSubstitution(Body):
    """Who comes instead, and why."""

    person = PersonId(required=True)
    reason = Text(200, required=True, metadata={"example": "原受邀代表出差"})


class InvitationList(Listing):
    """The invitations of an activity, of one state or all."""

    state = fields.Enum(State, by_value=True, load_default=None, metadata={"example": "accepted"})


class OwnList(Listing):
    """What starts from `from` to `to`: by default from now on, for two years."""

    from_ = Moment(data_key="from", load_default=None)
    to = Moment(load_default=None)


class JobQuery(Schema):
    """Which job."""

    job = fields.String(
        required=True, validate=validate.Length(21, 21), metadata={"example": "j01j9zq3v7k2m8n4p6r5t"}
    )


class LeaveAnswer(Schema):
    """An application for leave. `approvers` are those who have still to answer, in the words of the rules."""

    state = fields.Enum(LeaveState, by_value=True, metadata={"example": "asked"})
    reason = fields.String(metadata={"example": "当日在外地开庭"})
    form = fields.Enum(LeaveForm, by_value=True, metadata={"example": "platform"})
    asked_at = Moment()
    approvers = fields.List(fields.String(), metadata={"example": ["organiser"]})
    rule = fields.String(allow_none=True, metadata={"example": "dt-11.leave"})
    answered_at = Moment(allow_none=True)
    answer = fields.String(allow_none=True, metadata={"example": None})


class AttendedAnswer(Schema):
    """What became of it: the first arrival, the last departure, how well the first is proven."""

    outcome = fields.String(validate=validate.OneOf(["present", "absent"]), metadata={"example": "present"})
    arrived_at = Moment(allow_none=True)
    departed_at = Moment(allow_none=True, metadata={"example": None})
    grade = fields.String(allow_none=True, metadata={"example": "A"})


class InvitationAnswer(Schema):
    """An invitation. `position` is the place in the waiting list, the first being 1."""

    activity = fields.String(metadata={"example": "a01j9zq3v7k2m8n4p6r5t"})
    person = fields.String(metadata=_FOR_ONE)
    name = fields.String(metadata={"example": "王晓梅"})
    invited_as = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    state = fields.Enum(State, by_value=True, metadata={"example": "invited"})
    category = fields.String(allow_none=True, metadata={"example": "field_invitees"})
    kind = fields.String(metadata={"example": "standing_committee_meeting"})
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    starts = Moment()
    ends = Moment()
    place = fields.String(allow_none=True, metadata={"example": "人民会堂第一会议室"})
    station = fields.String(allow_none=True, metadata={"example": None})
    answer_until = Moment()
    cancelled = fields.Boolean(metadata={"description": "The activity does not take place"})
    position = fields.Integer(allow_none=True, metadata={"example": None})
    reason = fields.String(allow_none=True, metadata={"example": None})
    leave = fields.Nested(LeaveAnswer, allow_none=True)
    invited_at = Moment(allow_none=True)
    answered_at = Moment(allow_none=True)
    stands_in_for = fields.String(allow_none=True, metadata={"example": None})
    substitute = fields.String(allow_none=True, metadata={"example": None})
    attendance = fields.Nested(AttendedAnswer, allow_none=True)
    version = fields.Integer(metadata={"example": 1})


class CountsAnswer(Schema):
    """How many invitations are in each state."""

    selected = fields.Integer(metadata={"example": 0})
    invited = fields.Integer(metadata={"example": 12})
    accepted = fields.Integer(metadata={"example": 30})
    waiting = fields.Integer(metadata={"example": 2})
    declined = fields.Integer(metadata={"example": 3})
    on_leave = fields.Integer(metadata={"example": 1})
    withdrawn = fields.Integer(metadata={"example": 0})
    capacity = fields.Integer(allow_none=True, metadata={"example": 30})


class RefusedBasis(Schema):
    """The article on which a refusal rests."""

    instrument = fields.String(metadata={"example": "national"})
    article = fields.String(metadata={"example": "61"})


class RefusedPerson(Schema):
    """Who could not be invited, and why: a code as in a problem."""

    person = fields.String(metadata=_FOR_ONE)
    code = fields.String(metadata={"example": "mandate_suspended"})
    basis = fields.Nested(RefusedBasis, allow_none=True)


class ProgressAnswer(Schema):
    """How far a job is. `done` counts the persons dealt with; `refused` tells the first 200."""

    job = fields.String(metadata={"example": "j01j9zq3v7k2m8n4p6r5t"})
    kind = fields.String(metadata={"example": "select"})
    done = fields.Integer(metadata={"example": 450})
    finished = fields.Boolean(metadata={"example": False})
    refused = fields.List(fields.Nested(RefusedPerson), metadata={"example": []})
    progress = fields.String(
        metadata={
            "example": "/v1/activities/a01j9zq3v7k2m8n4p6r5t/progress?job=j01j9zq3v7k2m8n4p6r5t",
            "description": "Where to ask again",
        }
    )


class LinkedInvitation(Schema):
    """What a signed link tells: no more of the person than a masked name."""

    name = fields.String(metadata={"example": "王**"})
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    starts = Moment()
    ends = Moment()
    place = fields.String(allow_none=True, metadata={"example": "人民会堂第一会议室"})
    answer_until = Moment()
    state = fields.Enum(State, by_value=True, metadata={"example": "invited"})
    leave_asked = fields.Boolean()
    position = fields.Integer(allow_none=True, metadata={"example": None})


INVITATION_PAGE = page_of(InvitationAnswer(), "InvitationPage")
