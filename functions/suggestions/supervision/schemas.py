"""What the routes of supervision take and answer."""

from marshmallow import fields, validate

from functions.suggestions.suggestions.schemas import KeyAnswer, SuggestionListed, Word
from functions.suggestions.suggestions.suggestion import MOST_UNITS
from functions.suggestions.supervision.states import Means
from shared.domain.ids import PATTERN
from shared.web.schemas import Body, Day, Text, page_of

_NAME = {"example": "城乡建设环境保护委员会", "description": "What it is called there"}
_BODY = {"example": "special_committee", "description": "Who supervises, in a word of the rules"}
_UNITS = {
    "example": ["u01j9zq3v7k2m8n4p6r5t"],
    "description": "Which units; without any, all that have it",
}


class ChoosingKey(Body):
    """The meeting's choice, as the office records it."""

    on = Day(required=True, metadata={"example": "2026-12-10", "description": "The day of the meeting"})
    lead = Word(required=True, metadata=_BODY)
    name = Text(60, required=True, metadata=_NAME)
    reason = Text(500, lines=True, load_default=None, allow_none=True, metadata={"example": "群众普遍关注"})


class SaidWhy(Body):
    """Why."""

    reason = Text(500, required=True, lines=True, metadata={"example": "两次催办仍未答复"})


class Supervising(Body):
    """A body that supervises has units report (`demand`), visits, calls together or looks into it."""

    by = Word(required=True, metadata=_BODY)
    name = Text(60, required=True, metadata=_NAME)
    means = fields.Enum(Means, by_value=True, required=True, metadata={"example": "demand"})
    on = Day(load_default=None, allow_none=True, metadata={"example": "2026-12-20"})
    text = Text(2000, required=True, lines=True, metadata={"example": "请书面报告办理进展。"})
    units = fields.List(
        fields.String(validate=validate.Regexp(f"^u{PATTERN}$(?!\n)")),
        load_default=list,
        validate=validate.Length(0, MOST_UNITS),
        metadata=_UNITS,
    )


class Reporting(Body):
    """How the handling goes on."""

    text = Text(2000, required=True, lines=True, metadata={"example": "选址已定，正在办理用地手续。"})


class KeySuggestion(SuggestionListed):
    """A suggestion under key supervision."""

    key = fields.Nested(KeyAnswer())


KEY_PAGE = page_of(KeySuggestion(), "KeySuggestionPage")
