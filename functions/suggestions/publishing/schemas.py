"""What the routes of publication take and answer."""

from marshmallow import Schema, fields

from functions.suggestions.cases.verdict import Verdict
from functions.suggestions.suggestions.suggestion import Outcome
from shared.web.schemas import Body, DivisionCode, Listing, Moment, Text, page_of


class Proposal(Body):
    """What is to be published beside the suggestion and the replies."""

    with_rating = fields.Boolean(
        load_default=False,
        metadata={"example": False, "description": "Also what the deputy thinks of the replies"},
    )


class Consent(Body):
    """Whether the deputy agrees; objecting, why."""

    consents = fields.Boolean(required=True, metadata={"example": True})
    reason = Text(500, lines=True, load_default=None, allow_none=True, metadata={"example": None})


class TakingBack(Body):
    """Why it is no longer to be public."""

    reason = Text(500, lines=True, required=True, metadata={"example": "内容有误"})


class PublicListing(Listing):
    """Of which division's congress, and of those in it."""

    division = DivisionCode(required=True, metadata={"example": "4114"})


class PublicListed(Schema):
    """A suggestion that is public, with its replies."""

    id = fields.String(metadata={"example": "s01j9zq3v7k2m8n4p6r5t"})
    congress = fields.String(metadata={"example": "4114"})
    title = fields.String(metadata={"example": "关于完善社区养老用房的建议"})
    category = fields.String(allow_none=True, metadata={"example": "民政"})
    name = fields.String(metadata={"example": "李国庆", "description": "The deputy who leads the signers"})
    signers = fields.Integer(metadata={"example": 2, "description": "Other deputies who signed"})
    submitted_on = fields.Date(metadata={"example": "2026-11-30"})
    published_at = Moment()
    units = fields.List(fields.String(), metadata={"example": ["市民政局"]})


class PublicReply(Schema):
    """What a unit replied."""

    unit = fields.String(metadata={"example": "市民政局"})
    text = fields.String(metadata={"example": "已列入明年计划。"})
    outcome = fields.Enum(Outcome, by_value=True, metadata={"example": "planned"})
    on = fields.Date(metadata={"example": "2027-01-20"})
    until = fields.Date(
        allow_none=True, metadata={"example": "2027-06-30", "description": "Until when it is to be done"}
    )


class PublicRating(Schema):
    """What the deputy thinks of the replies, and of how the units dealt with the deputy."""

    result = fields.Enum(Verdict, by_value=True, metadata={"example": "satisfied"})
    attitude = fields.Enum(Verdict, by_value=True, metadata={"example": "satisfied"})


class PublicSuggestion(PublicListed):
    """The suggestion and the replies of the round that was published."""

    text = fields.String(metadata={"example": "建议把社区养老用房纳入新建小区的规划条件。"})
    replies = fields.List(fields.Nested(PublicReply()))
    rating = fields.Nested(PublicRating(), allow_none=True)


PUBLIC_PAGE = page_of(PublicListed(), "PublicSuggestionPage")
