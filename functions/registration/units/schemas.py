"""What the routes of handling units take and answer."""

from marshmallow import fields, validate

from shared.web.schemas import Body, DivisionCode, ScopeListing, Text, YesNo, page_of

_LANDLINE = r"^(0[0-9]{2,3}-?[0-9]{7,8}(转[0-9]{1,6})?|[48]00-?[0-9]{3,4}-?[0-9]{3,4})$(?!\n)"


class UnitFields(Body):
    """What may be said of a handling unit at any time."""

    name = Text(80, metadata={"example": "商丘市住房和城乡建设局"})
    category = Text(40, allow_none=True, metadata={"example": "城建"})
    contact = Text(40, allow_none=True, metadata={"example": "办公室"})
    telephone = fields.String(
        allow_none=True,
        validate=validate.Regexp(_LANDLINE),
        metadata={"example": "0370-3281234", "description": "A landline; mobile numbers are not shown"},
    )
    active = fields.Boolean(metadata={"description": "An inactive unit takes nothing new"})


class NewUnit(UnitFields):
    """A handling unit to register."""

    division = DivisionCode(required=True)
    name = Text(80, required=True, metadata={"example": "商丘市住房和城乡建设局"})
    number = Text(40, metadata={"example": "SQ-014", "description": "The office's own number for it"})


class UnitAnswer(UnitFields):
    """A handling unit."""

    id = fields.String(metadata={"example": "u01j9zq3v7k2m8n4p6r5t"})
    division = fields.String(metadata={"example": "4114"})
    number = fields.String(allow_none=True, metadata={"example": "SQ-014"})
    version = fields.Integer(metadata={"example": 1})


class UnitListing(ScopeListing):
    """Handling units of a scope."""

    active = YesNo(load_default=None, metadata={"example": True})


UNIT_PAGE = page_of(UnitAnswer(), "UnitPage")
