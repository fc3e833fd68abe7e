"""What the routes of divisions answer."""

from marshmallow import Schema, fields

from shared.domain.divisions import Level


class DivisionEntry(Schema):
    """A division."""

    code = fields.String(metadata={"example": "4114", "description": "GB/T 2260 code"})
    name = fields.String(metadata={"example": "商丘市"})
    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})


class DivisionAnswer(DivisionEntry):
    """A division and where it lies: ``path`` goes from the province down to it."""

    path = fields.List(fields.Nested(DivisionEntry))


class DivisionList(Schema):
    """Divisions in the order of their codes."""

    items = fields.List(fields.Nested(DivisionEntry))
