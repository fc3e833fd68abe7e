"""What the routes of the e-mail address take and answer."""

from typing import Any

from marshmallow import Schema, fields, validate

from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Moment

_WRONG = "邮箱地址不正确|not an address of e-mail"


class MailAddress(fields.Email):
    """An address in ASCII; its domain in small letters, a name of the net: no host of the mail server's own
    (``localhost``), no number (``[10.0.0.1]``)."""

    default_error_messages = {"invalid": _WRONG}

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        local, at, domain = str(super()._deserialize(value, *args, **kwargs)).rpartition("@")
        if "." not in domain or not domain[-1].isalpha():
            raise self.make_error("invalid")
        return f"{local}{at}{domain.lower()}"


class AddressFields(Body):
    """The address that a code shall be sent to."""

    address = MailAddress(
        required=True,
        validate=[
            validate.Length(3, 254),
            validate.Regexp(r"^[!-~]+$(?!\n)", error=_WRONG),
        ],
        metadata={"example": "zhang.san@example.cn"},
    )


class AddressAsked(Schema):
    """A code is on its way to the address."""

    confirmation = fields.String(
        metadata={"example": "c01j9zq3v7k2m8n4p6r5t", "description": "Answer with this"}
    )
    expires = Moment(metadata={"description": "Until when the code may be answered"})


class AddressCode(Body):
    """The code that came by e-mail."""

    confirmation = fields.String(
        required=True,
        validate=validate.Regexp(f"^c{PATTERN}$(?!\n)"),
        metadata={"example": "c01j9zq3v7k2m8n4p6r5t"},
    )
    code = fields.String(
        required=True, validate=validate.Regexp("^[0-9]{6}$(?!\n)"), metadata={"example": "123456"}
    )


class AddressAnswer(Schema):
    """My address; null where I have none."""

    address = fields.String(allow_none=True, metadata={"example": "zhang.san@example.cn"})
    confirmed_at = Moment(allow_none=True)
    sends = fields.Boolean(metadata={"example": True, "description": "Whether this province sends e-mail"})
