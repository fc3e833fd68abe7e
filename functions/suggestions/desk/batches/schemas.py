"""What the routes of batches take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.suggestions.desk.templates.schemas import template_id
from functions.suggestions.suggestions.schemas import HandingOver
from shared.domain.ids import PATTERN
from shared.web.batches import MOST, AnyShape, ItemProblem
from shared.web.schemas import Body, Text, Whole

_MOST_VERSIONS = 1_000_000
_OPINION = {"example": "e01j9zq3v7k2m8n4p6r5t"}
_UNIT = {"example": "u01j9zq3v7k2m8n4p6r5t"}


def _version() -> Whole:
    said = {"example": 2, "description": "The version that was read, as in `If-Match`"}
    return Whole(1, _MOST_VERSIONS, required=True, metadata=said)


def _items(shape: type[Schema]) -> fields.List[Any]:
    return fields.List(AnyShape(shape, allow_none=True), required=True, validate=validate.Length(1, MOST))


class OpinionOfBatch(Body):
    """One of the opinions."""

    receipt = fields.String(required=True, validate=validate.Regexp(f"^e{PATTERN}$(?!\n)"), metadata=_OPINION)
    version = _version()


class OpinionToHandOver(OpinionOfBatch):
    """One of the opinions, and the unit concerned; `text` goes with it, the resident reads it."""

    unit = fields.String(required=True, validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"), metadata=_UNIT)
    text = Text(1000, load_default=None, allow_none=True, lines=True, metadata={"example": "请研究处理"})


class OpinionsToHandOver(Body):
    """Opinions to hand over."""

    items = _items(OpinionToHandOver)


class OpinionsToTell(Body):
    """What the residents of these opinions are told: a text, or a template filled for each."""

    class Meta(Body.Meta):
        not_in_example = ("text",)

    items = _items(OpinionOfBatch)
    text = Text(2000, load_default=None, allow_none=True, lines=True, metadata={"example": "已修复。"})
    template = template_id(load_default=None, allow_none=True)

    @validates_schema
    def _one_of_both(self, data: dict[str, Any], **_: Any) -> None:
        if (data.get("text") is None) == (data.get("template") is None):
            raise ValidationError("在 text 与 template 中选填一项|give one of text and template", "text")


class SuggestionToHandOver(HandingOver):
    """One of the suggestions, and to whom it is handed over; at least one unit leads."""

    suggestion = fields.String(
        required=True,
        validate=validate.Regexp(f"^s{PATTERN}$(?!\n)"),
        metadata={"example": "s01j9zq3v7k2m8n4p6r5t"},
    )
    version = _version()


class SuggestionsToHandOver(Body):
    """Suggestions to hand over."""

    items = _items(SuggestionToHandOver)


class ItemDone(Schema):
    """What became of one item: done by this request; `existing`, done from the same version by the same
    person before; or refused, with its problem."""

    class Meta:
        optional = ("id", "state", "version", "problem")

    status = fields.String(
        validate=validate.OneOf(["done", "existing", "refused"]), metadata={"example": "done"}
    )
    id = fields.String(metadata=_OPINION)
    state = fields.String(metadata={"example": "handed_over", "description": "Where the case stands now"})
    version = fields.Integer(metadata={"example": 3})
    problem = fields.Nested(ItemProblem)


class BatchDone(Schema):
    """One answer an item, in the order sent."""

    items = fields.List(fields.Nested(ItemDone))
