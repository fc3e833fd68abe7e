"""What the routes of similar opinions take and answer."""

from marshmallow import Schema, fields

from functions.suggestions.opinions.opinion import Category, State
from functions.suggestions.opinions.schemas import OpinionInList
from shared.web.schemas import Body, Day, DivisionCode, StationId, Text

_TEXT = "人民路东段路灯不亮，晚上走路看不见。"


class SimilarFields(Body):
    """What a resident is about to say, and to whom."""

    class Meta(Body.Meta):
        not_in_example = ("division",)

    text = Text(2000, required=True, lines=True, metadata={"example": _TEXT})
    category = fields.Enum(Category, by_value=True, load_default=None, allow_none=True)
    place = Text(100, load_default=None, allow_none=True, metadata={"example": "人民路东段"})
    station = StationId(load_default=None, allow_none=True)
    division = DivisionCode(load_default=None, allow_none=True)


class SimilarOpinion(Schema):
    """An open opinion as strangers see it: never the words of who brought it. The place is shown once staff
    have written the subject."""

    receipt = fields.String(metadata={"example": "e01j9zq3v7k2m8n4p6r5t", "description": "Its number"})
    scope = fields.String(metadata={"example": "411402001-01", "description": "Who received it"})
    day = Day(metadata={"description": "On which it was brought"})
    state = fields.Enum(State, by_value=True)
    voices = fields.Integer(metadata={"example": 3, "description": "How many said it"})
    category = fields.Enum(Category, by_value=True, allow_none=True)
    place = fields.String(allow_none=True, metadata={"example": "人民路东段"})
    subject = fields.String(allow_none=True, metadata={"example": "道路照明"})


class SimilarOpinions(Schema):
    """Those nearest first."""

    items = fields.List(fields.Nested(SimilarOpinion))


class JoinFields(Body):
    """What the resident has to say to it: kept as an opinion of their own, with a receipt of its own."""

    text = Text(2000, required=True, lines=True, metadata={"example": _TEXT})
    place = Text(100, load_default=None, allow_none=True, metadata={"example": "人民路东段"})
    anonymous = fields.Boolean(
        load_default=False,
        metadata={
            "example": False,
            "description": "Nobody then learns who it is; only the receipt leads back",
        },
    )


class LikeOpinion(OpinionInList):
    """An open opinion that says the same, to staff."""

    likeness = fields.Float(metadata={"example": 0.6, "description": "0 to 1, an estimate"})


class LikeOpinions(Schema):
    """Those nearest first."""

    items = fields.List(fields.Nested(LikeOpinion))
