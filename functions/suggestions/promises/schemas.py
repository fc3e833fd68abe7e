"""What the routes of promises take."""

from marshmallow import fields

from functions.suggestions.suggestions.schemas import Rating
from shared.web.schemas import Body, Day, Text


class Fulfilment(Body):
    """What was done of what the reply promised."""

    text = Text(2000, required=True, lines=True, metadata={"example": "三处用房已于6月交付使用。"})


class OtherDay(Body):
    """By what day it is to be done instead, and why."""

    until = Day(required=True, metadata={"example": "2027-09-30"})
    reason = Text(500, required=True, lines=True, metadata={"example": "汛期停工"})


class DayAnswer(Body):
    """Whether the other day is consented to; declined, why."""

    granted = fields.Boolean(required=True, metadata={"example": True})
    reason = Text(500, lines=True, load_default=None, allow_none=True, metadata={"example": "同意"})


class PromiseRating(Rating):
    """What the deputy thinks of what was done, and of how the deputy was dealt with; dissatisfied, why."""
