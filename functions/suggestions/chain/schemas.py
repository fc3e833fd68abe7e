"""What the routes of the chain take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.handovers.handover import Share
from functions.suggestions.opinions.opinion import Category
from functions.suggestions.opinions.opinion import State as OpinionState
from functions.suggestions.suggestions.schemas import RatingAnswer
from functions.suggestions.suggestions.suggestion import Outcome, State
from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Moment

_OPINION = {"example": "e01j9zq3v7k2m8n4p6r5t"}
_SUGGESTION = {"example": "s01j9zq3v7k2m8n4p6r5t"}
_WHAT = [
    "received", "linked", "submitted", "handed_over", "heard", "replied", "rated", "fed_back",
    "rated_by_resident",
]  # fmt: skip


class LinkedOpinion(Body):
    """The opinion that the suggestion answers too."""

    opinion = fields.String(required=True, validate=validate.Regexp(f"^e{PATTERN}$(?!\n)"), metadata=_OPINION)


class LinkedSuggestion(Body):
    """The suggestion that the opinion led to."""

    suggestion = fields.String(
        required=True, validate=validate.Regexp(f"^s{PATTERN}$(?!\n)"), metadata=_SUGGESTION
    )


class ChainOpinion(Schema):
    """A resident's opinion in a chain: nothing of who brought it, none of their words."""

    id = fields.String(metadata=_OPINION)
    scope = fields.String(metadata={"example": "411402001-01", "description": "Who received it"})
    opened_at = Moment()
    state = fields.Enum(OpinionState, by_value=True)
    category = fields.Enum(Category, by_value=True, allow_none=True)
    place = fields.String(
        allow_none=True,
        metadata={
            "example": "人民路东段",
            "description": "The resident's word: only with the staff's subject",
        },
    )
    subject = fields.String(
        allow_none=True, metadata={"example": "路灯", "description": "What the staff call the matter"}
    )
    voices = fields.Integer(metadata={"example": 3})
    told_at = Moment(allow_none=True, metadata={"description": "When the resident was told an outcome"})
    rating = fields.Enum(Verdict, by_value=True, allow_none=True, metadata={"description": "Of that"})


class ChainUnit(Schema):
    """A unit that has the suggestion in the round that runs."""

    name = fields.String(metadata={"example": "市城市管理局"})
    share = fields.Enum(Share, by_value=True)
    since = Moment()
    replied_at = Moment(allow_none=True)
    outcome = fields.Enum(
        Outcome, by_value=True, allow_none=True, metadata={"description": "To who may read the suggestion"}
    )


class ChainSuggestion(Schema):
    """A deputy's suggestion in a chain."""

    id = fields.String(metadata=_SUGGESTION)
    congress = fields.String(metadata={"example": "4114"})
    deputy = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "李国庆"})
    title = fields.String(metadata={"example": "关于完善路灯照明的建议"})
    state = fields.Enum(State, by_value=True)
    submitted_at = Moment(allow_none=True)
    merged_into = fields.String(allow_none=True, metadata={"example": None})
    round = fields.Integer(metadata={"example": 1})
    voices = fields.Integer(metadata={"example": 0, "description": "Suggestions it stands for"})
    units = fields.List(fields.Nested(ChainUnit))
    rating = fields.Nested(
        RatingAnswer, allow_none=True, metadata={"description": "To who may read the suggestion"}
    )


class ChainStep(Schema):
    """One link of the chain; `with` names the receiver, the deputy or the unit, or says how it was rated."""

    at = Moment()
    what = fields.String(metadata={"example": "handed_over", "enum": _WHAT})
    case = fields.String(metadata=_SUGGESTION)
    party = fields.String(data_key="with", allow_none=True, metadata={"example": "市城市管理局"})


class Chain(Schema):
    """From the residents' opinions over suggestion, hand-over, reply and rating to what residents were told,
    in the order of time. Of earlier rounds the histories tell."""

    opinions = fields.List(fields.Nested(ChainOpinion))
    suggestions = fields.List(fields.Nested(ChainSuggestion))
    steps = fields.List(fields.Nested(ChainStep))
