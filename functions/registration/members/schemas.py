"""What the routes of members take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates

from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.members import Office
from shared.web.schemas import Body, Day, DivisionCode, PersonalName, Phone, page_of

_UNTIL = {"example": None, "description": "The last day in office; not after today"}


class MemberFields(Body):
    """What may be said of a member at any time."""

    name = PersonalName()
    office = fields.Enum(Office, by_value=True, metadata={"example": "member"})
    until = Day(allow_none=True, metadata=_UNTIL)


class NewMember(Body):
    """A member to register."""

    phone = Phone(required=True)
    name = PersonalName(required=True)
    division = DivisionCode(
        required=True, metadata={"example": "4114", "description": "The standing committee's"}
    )
    office = fields.Enum(Office, by_value=True, required=True, metadata={"example": "member"})
    since = Day(required=True, metadata={"example": "2022-04-20", "description": "Not after today"})

    @validates("division")
    def has_standing_committee(self, value: str, **_: Any) -> None:
        if divisions.get(value).level is Level.TOWNSHIP:
            raise ValidationError("乡镇不设人大常委会|a township has no standing committee")


class MemberAnswer(Schema):
    """A member of a standing committee. ``links`` counts the deputies linked."""

    id = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    phone_mask = fields.String(metadata={"example": "138****1234"})
    division = fields.String(metadata={"example": "4114"})
    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})
    office = fields.Enum(Office, by_value=True, metadata={"example": "member"})
    since = fields.Date(metadata={"example": "2022-04-20"})
    until = fields.Date(allow_none=True, metadata={"example": None})
    links = fields.Integer(metadata={"example": 1})
    version = fields.Integer(metadata={"example": 1})


class LinkedDeputy(Schema):
    """A grassroots deputy whom a member keeps contact with, since a day. ``serving`` is false once all
    mandates are over."""

    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "李国庆"})
    station = fields.String(allow_none=True, metadata={"example": "411402001-01"})
    serving = fields.Boolean()
    since = fields.Date(metadata={"example": "2022-05-01"})


class MemberWithLinks(MemberAnswer):
    """A member and the deputies linked."""

    deputies = fields.List(fields.Nested(LinkedDeputy))


class LinkedMember(Schema):
    """A member who keeps contact with the deputy, since a day."""

    member = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    division = fields.String(metadata={"example": "4114"})
    office = fields.Enum(Office, by_value=True, metadata={"example": "member"})
    since = fields.Date(metadata={"example": "2022-05-01"})


class LinkedMembers(Schema):
    """The members who keep contact with a deputy."""

    items = fields.List(fields.Nested(LinkedMember))


MEMBER_PAGE = page_of(MemberAnswer(), "MemberPage")
