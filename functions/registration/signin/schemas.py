"""What sign-in takes and answers."""

from marshmallow import Schema, fields, validate

from shared.domain.ids import PATTERN
from shared.domain.roles import Role
from shared.web.schemas import Body, Moment, PersonalName, Phone


class CodeRequest(Body):
    """The phone that a code shall be sent to."""

    phone = Phone(required=True)


class CodeSent(Schema):
    """A code is on its way."""

    challenge = fields.String(
        metadata={"example": "c01j9zq3v7k2m8n4p6r5t", "description": "Answer with this"}
    )
    expires = Moment(metadata={"description": "Until when the code may be answered"})
    resend_after = fields.Integer(
        metadata={"example": 60, "description": "Seconds until another may be asked for"}
    )


class CodeAnswer(Body):
    """The challenge and the code that came by message."""

    challenge = fields.String(
        required=True,
        validate=validate.Regexp(f"^c{PATTERN}$(?!\n)"),
        metadata={"example": "c01j9zq3v7k2m8n4p6r5t"},
    )
    code = fields.String(
        required=True, validate=validate.Regexp("^[0-9]{6}$(?!\n)"), metadata={"example": "123456"}
    )
    name = PersonalName(metadata={"description": "A new resident's name, if they wish to give it"})


class RefreshRequest(Body):
    """The refresh token of the last answer."""

    refresh_token = fields.String(
        required=True,
        validate=validate.Length(20, 200),
        metadata={"example": "s01j9zq3v7k2m8n4p6r5t.1.6b1f"},
    )


class GrantAnswer(Schema):
    """A role and the division or unit in which it is held."""

    role = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    scope = fields.String(metadata={"example": "4114"})


class Tokens(Schema):
    """A short access token and a refresh token that works once."""

    access_token = fields.String(metadata={"example": "eyJhbGciOiJFUzI1NiJ9.e30.c2ln"})
    token_type = fields.String(metadata={"example": "Bearer"})
    expires_in = fields.Integer(metadata={"example": 900, "description": "Seconds"})
    refresh_token = fields.String(metadata={"example": "s01j9zq3v7k2m8n4p6r5t.1.6b1f"})
    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    grants = fields.List(fields.Nested(GrantAnswer))
    registered = fields.Boolean(metadata={"description": "Whether this sign-in registered a new resident"})


class KeySet(Schema):
    """The public keys with which access tokens can be verified (RFC 7517)."""

    keys = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        metadata={
            "example": [
                {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1", "x": "…", "y": "…"}
            ]
        },
    )
