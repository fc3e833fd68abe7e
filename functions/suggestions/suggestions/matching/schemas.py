"""What the routes of talks with units take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.clocks.citing import CaseRule
from functions.suggestions.suggestions.matching.talk import Remit
from functions.suggestions.suggestions.suggestion import MOST_UNITS
from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Moment, Text, page_of

_UNIT = {"example": "u01j9zq3v7k2m8n4p6r5t"}
_NAME = {"example": "市民政局"}
_NOTE = {"example": "请告知现有规划有无安排。"}
_DOING = {"example": "专项规划正在编制。"}
_ADVICE = {"example": "建议写明适用的小区范围。"}
_TITLE = {"example": "关于完善社区养老用房的建议"}


class Showing(Body):
    """The units that are to see the draft, and what is asked of them."""

    units = fields.List(
        fields.String(validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"), metadata=_UNIT),
        required=True,
        validate=validate.Length(1, MOST_UNITS),
    )
    note = Text(500, lines=True, load_default=None, allow_none=True, metadata=_NOTE)


class Advising(Body):
    """Whether the matter is the unit's, what is being done about it, and what it would say of the draft."""

    remit = fields.Enum(Remit, by_value=True, required=True, metadata={"example": "ours"})
    doing = Text(500, lines=True, load_default=None, allow_none=True, metadata=_DOING)
    advice = Text(500, lines=True, load_default=None, allow_none=True, metadata=_ADVICE)


class AdviceAnswer(Schema):
    """What a unit said of a draft."""

    remit = fields.Enum(Remit, by_value=True, metadata={"example": "ours"})
    doing = fields.String(allow_none=True, metadata=_DOING)
    advice = fields.String(allow_none=True, metadata=_ADVICE)
    at = Moment()


class TalkAnswer(Schema):
    """A talk with a unit before the submission; without `ended_at` the unit still sees the draft."""

    unit = fields.String(metadata=_UNIT)
    name = fields.String(metadata=_NAME)
    since = Moment()
    note = fields.String(allow_none=True, metadata=_NOTE)
    rule = fields.String(
        allow_none=True, metadata={"example": "sz-28a.a", "description": "The rule that asks for it"}
    )
    advice = fields.Nested(AdviceAnswer(), allow_none=True)
    ended_at = Moment(allow_none=True)


class DraftListed(Schema):
    """A draft that a unit is shown, in its list."""

    suggestion = fields.String(metadata={"example": "s01j9zq3v7k2m8n4p6r5t"})
    congress = fields.String(metadata={"example": "4403"})
    name = fields.String(metadata={"example": "李国庆", "description": "The deputy"})
    title = fields.String(metadata=_TITLE)
    since = Moment()
    answered = fields.Boolean(metadata={"description": "Whether the unit has said something of it"})


class DraftShown(DraftListed):
    """The draft as it stands, for a unit that is shown it."""

    text = fields.String(metadata={"example": "建议把社区养老用房纳入新建小区的规划条件。"})
    category = fields.String(allow_none=True, metadata={"example": "民政"})
    note = fields.String(allow_none=True, metadata=_NOTE)
    advice = fields.Nested(AdviceAnswer(), allow_none=True)
    rule = fields.Nested(CaseRule(), allow_none=True)
    version = fields.Integer(metadata={"example": 2})


DRAFT_PAGE = page_of(DraftListed(), "DraftPage")
