"""How a request names the draft to try."""

from marshmallow import ValidationError, fields, validate

from functions.standing.drafts import MOST_BYTES

BODY_LIMIT = 128 * 1024
"""Room for a pack whose Chinese is written as escapes."""


def _short_enough(text: str) -> None:
    if len(text.encode()) > MOST_BYTES:
        raise ValidationError(f"不得超过 {MOST_BYTES} 字节|at most {MOST_BYTES} bytes")


def pack_field() -> fields.String:
    """The text of a pack."""
    return fields.String(
        load_default=None,
        validate=[validate.Length(1, MOST_BYTES), _short_enough],
        metadata={
            "example": '[instrument]\nid = "example"',
            "description": "The text (TOML) of a rule pack; what it says of its status and days is not asked",
        },
    )


def draft_field() -> fields.String:
    """The id of a draft of the package."""
    return fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[a-z][a-z0-9-]{0,40}$"),
        metadata={"example": "shenzhen", "description": "The id of a draft that comes with this system"},
    )
