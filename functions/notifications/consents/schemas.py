"""What the routes of consents take and answer."""

from marshmallow import Schema, fields

from shared.web.schemas import Body, Whole

MOST_AT_ONCE = 20


class NewConsents(Body):
    """How many messages somebody has just agreed to."""

    count = Whole(
        1, MOST_AT_ONCE, required=True, metadata={"example": 1, "description": "Each is for one message"}
    )


class ConsentsAnswer(Schema):
    """How many messages I still agree to."""

    left = fields.Integer(metadata={"example": 3})
