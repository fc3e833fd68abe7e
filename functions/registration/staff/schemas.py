"""What the routes of staff and roles take and answer."""

from typing import Any

from marshmallow import Schema, fields, validate

from functions.registration.staff.appointments import GIVERS
from shared.domain.ids import is_id
from shared.domain.roles import Role
from shared.domain.stations import Post
from shared.web.schemas import Body, Day, DivisionCode, PersonalName, Phone, ScopeListing, page_of

GIVEN = [str(role) for role in GIVERS]


class NewPosting(Body):
    """Somebody to take up a post at a station."""

    post = fields.Enum(Post, by_value=True, required=True, metadata={"example": "liaison_officer"})
    phone = Phone(required=True)
    name = PersonalName(required=True)
    since = Day(metadata={"example": "2026-01-01", "description": "Not after today; today unless said"})


class HeldIn(DivisionCode):
    """A division's code, or the id of a handling unit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(metadata={"pattern": "^([0-9]{2,12}|u[0-9a-z]{20})$"}, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        if isinstance(value, str) and is_id("u", value):
            return value
        return super()._deserialize(value, *args, **kwargs)


class NewRole(Body):
    """Somebody to be given a role."""

    phone = Phone(required=True)
    name = PersonalName(required=True)
    role = fields.String(
        required=True, validate=validate.OneOf(GIVEN), metadata={"example": "township_staff"}
    )
    scope = HeldIn(required=True)


class RoleAnswer(Schema):
    """A role that somebody was given."""

    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    phone_mask = fields.String(metadata={"example": "138****1234"})
    role = fields.Enum(Role, by_value=True, metadata={"example": "township_staff"})
    scope = fields.String(metadata={"example": "411402001"})
    since = fields.Date(metadata={"example": "2026-01-01"})
    by = fields.String(
        allow_none=True,
        metadata={"example": "p01j9zq3v7k2m8n4p6r5t", "description": "Who gave it; null: the operator"},
    )


class RoleListing(ScopeListing):
    """Roles held in a scope and below it."""

    role = fields.Enum(Role, by_value=True, load_default=None, metadata={"example": "township_staff"})


ROLE_PAGE = page_of(RoleAnswer(), "RolePage")
