"""What the routes of phones take and answer."""

from marshmallow import Schema, fields

from shared.web.schemas import Body, Phone


class NewPhone(Body):
    """The number by which the person signs in from now on."""

    phone = Phone(required=True)


class PhoneAnswer(Schema):
    """The person and a mask of the number."""

    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    phone_mask = fields.String(metadata={"example": "138****1234"})
