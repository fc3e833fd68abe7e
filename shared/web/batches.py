"""Many of one kind in one request: each item is checked, done and answered by itself, so that a bad one
harms no other."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, ValidationError, fields

from shared.domain.errors import Refusal
from shared.web import problems
from shared.web.call import Call
from shared.web.messages import refusal_of

MOST = 25
"""Items sent at once, at most: each is a transaction of its own, all within a function's 15 seconds."""


class AnyShape(fields.Nested):
    """Says in the contract what an item should be, and takes anything: :func:`checked` looks at each."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Any:
        return value


class BasisOfProblem(Schema):
    """The article on which a refusal rests."""

    instrument = fields.String(metadata={"example": "shangqiu"})
    article = fields.String(metadata={"example": "20(3)"})


class ItemProblem(Schema):
    """Why one item of a batch was refused: as the problem document it would have been by itself."""

    class Meta:
        optional = ("errors", "basis")

    type = fields.String(metadata={"example": "urn:lianluo:problem:code_expired"})
    title = fields.String(metadata={"example": "签到码已过期，请扫描屏幕上的新码"})
    status = fields.Integer(metadata={"example": 410})
    code = fields.String(metadata={"example": "code_expired"})
    instance = fields.String(metadata={"example": "urn:lianluo:request:6f0c2f5e"})
    errors = fields.List(
        fields.Dict(keys=fields.String(), values=fields.String()),
        metadata={"example": [{"field": "body.items.0.code", "message": "缺少必填项"}]},
    )
    basis = fields.Nested(BasisOfProblem, metadata={"description": "Where a rule refuses"})


def checked(schema: Schema, item: Any, number: int) -> dict[str, Any]:
    """The item of that place as its schema has it; raises ``invalid_request`` with the fields."""
    try:
        loaded: dict[str, Any] = schema.load(item)
    except ValidationError as error:
        raise refusal_of(error.messages, f"body.items.{number}") from error
    return loaded


def problem_in(call: Call) -> Callable[[Refusal], dict[str, Any]]:
    """Puts refusals of items into the words of the caller."""
    return lambda refusal: problems.document(refusal, call.language, call.request_id)[1]
