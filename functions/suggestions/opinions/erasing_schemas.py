"""What the routes of erasure take and answer."""

from marshmallow import Schema, fields

from functions.suggestions.opinions.schemas import ReceiptFields
from shared.web.schemas import Body, Text

_PLACE = {
    "example": False,
    "description": "The place too, where it tells who somebody is; lists and counts by place lose it",
}


class Erasure(Body):
    """How far the erasure goes."""

    place = fields.Boolean(load_default=False, metadata=_PLACE)


class ErasureByReceipt(ReceiptFields):
    """The receipt, and how far the erasure goes."""

    place = fields.Boolean(load_default=False, metadata=_PLACE)


class ErasureRequested(Erasure):
    """How the resident asked for it: without the resident's name."""

    reason = Text(500, required=True, lines=True, metadata={"example": "本人到站书面申请"})


class ErasedAnswer(Schema):
    """What was erased by this request."""

    erased = fields.List(fields.String(), metadata={"example": ["e01j9zq3v7k2m8n4p6r5t"]})
    more = fields.Boolean(metadata={"example": False, "description": "Some are left: send it again"})
