"""What the routes of the caller's own entry take and answer."""

from marshmallow import Schema, fields

from functions.registration.deputies.schemas import DeputyAnswer
from functions.registration.members.schemas import MemberAnswer
from functions.registration.signin.schemas import GrantAnswer
from shared.web.schemas import Body, PersonalName


class Me(Schema):
    """The caller. ``grants`` are as they stand; the token has them from its next refresh."""

    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(allow_none=True, metadata={"example": "王晓梅"})
    phone_mask = fields.String(allow_none=True, metadata={"example": "138****1234"})
    grants = fields.List(fields.Nested(GrantAnswer))
    deputy = fields.Nested(DeputyAnswer, allow_none=True)
    member = fields.Nested(MemberAnswer, allow_none=True)


class MyFields(Body):
    """What a resident says of themself."""

    name = PersonalName(required=True)
