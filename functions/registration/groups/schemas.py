"""What the routes of deputy groups take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from shared.domain.divisions import reaches
from shared.domain.groups import GroupKind
from shared.web.schemas import Body, DivisionCode, GroupId, PersonId, ScopeListing, Text, page_of

_UNIT = {"example": "411402", "description": "Large groups: whose deputies it gathers (Datong art. 3)"}
_SUBJECT = {"example": None, "description": "Professional groups: what it works on (Shenzhen art. 7)"}


class GroupFields(Body):
    """What may be said of a group at any time. Leader and deputy leader are members of it."""

    name = Text(60, metadata={"example": "梁园区代表大组"})
    electing_unit = Text(100, allow_none=True, metadata=_UNIT)
    subject = Text(60, allow_none=True, metadata=_SUBJECT)
    leader = PersonId(allow_none=True)
    deputy_leader = PersonId(allow_none=True, metadata={"example": None})

    @validates_schema
    def two_people(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("leader") is not None and data["leader"] == data.get("deputy_leader"):
            raise ValidationError("组长和副组长不能是同一人|must not be the leader", "deputy_leader")


class NewGroup(Body):
    """A group to make. ``congress`` is the division unless said, or the parent's."""

    division = DivisionCode(required=True, metadata={"example": "411402"})
    kind = fields.Enum(GroupKind, by_value=True, required=True, metadata={"example": "large"})
    name = Text(60, required=True, metadata={"example": "梁园区代表大组"})
    congress = DivisionCode(
        metadata={"example": "4114", "description": "Division of the congress whose deputies it organises"}
    )
    parent = GroupId(
        allow_none=True,
        metadata={"example": None, "description": "Small groups: the large group that they are part of"},
    )
    electing_unit = Text(100, allow_none=True, metadata=_UNIT)
    subject = Text(60, allow_none=True, metadata=_SUBJECT)

    @validates_schema
    def consistent(self, data: dict[str, Any], **_: Any) -> None:
        if "congress" in data and not reaches(data["congress"], data["division"]):
            raise ValidationError("小组所在区划不在该人大的辖区内|must hold the group's division", "congress")
        if data.get("parent") is not None and data["kind"] is not GroupKind.SMALL:
            raise ValidationError("只有小组可以属于大组|only small groups are part of another", "parent")


class GroupAnswer(Schema):
    """A deputy group."""

    id = fields.String(metadata={"example": "g01j9zq3v7k2m8n4p6r5t"})
    kind = fields.Enum(GroupKind, by_value=True, metadata={"example": "large"})
    division = fields.String(metadata={"example": "411402"})
    congress = fields.String(metadata={"example": "4114"})
    name = fields.String(metadata={"example": "梁园区代表大组"})
    parent = fields.String(allow_none=True, metadata={"example": None})
    electing_unit = fields.String(allow_none=True, metadata=_UNIT)
    subject = fields.String(allow_none=True, metadata=_SUBJECT)
    leader = fields.String(allow_none=True, metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    deputy_leader = fields.String(allow_none=True, metadata={"example": None})
    size = fields.Integer(metadata={"example": 1, "description": "How many members it has"})
    parts = fields.Integer(metadata={"example": 0, "description": "How many small groups are part of it"})
    dissolved_on = fields.Date(allow_none=True, metadata={"example": None})
    dissolved_by = fields.String(allow_none=True, metadata={"example": None})
    version = fields.Integer(metadata={"example": 1})


class GroupMember(Schema):
    """A deputy in the group, since a day. ``serving`` is false once all mandates are over."""

    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    serving = fields.Boolean()
    since = fields.Date(metadata={"example": "2024-05-01"})


class GroupWithMembers(GroupAnswer):
    """A deputy group and its members."""

    members = fields.List(fields.Nested(GroupMember))


class GroupList(Schema):
    """The groups that a deputy is in."""

    items = fields.List(fields.Nested(GroupAnswer))


class MoveFields(Body):
    """The group to move to: of the same kind and congress."""

    to = GroupId(required=True)


class GroupListing(ScopeListing):
    """Groups of a scope, of one kind if said."""

    kind = fields.Enum(GroupKind, by_value=True, load_default=None, metadata={"example": "large"})


GROUP_PAGE = page_of(GroupAnswer(), "GroupPage")
