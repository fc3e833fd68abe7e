"""What the routes of reports of obstruction take and answer."""

from marshmallow import Schema, fields, validate

from functions.suggestions.clocks.citing import CaseRule
from functions.suggestions.matters.obstruction.report import Happened, State, Wrong
from shared.domain.ids import PATTERN
from shared.web.schemas import (
    Body,
    Day,
    DivisionCode,
    Listing,
    Moment,
    PersonId,
    Text,
    page_of,
)

_ID = {"example": "x01j9zq3v7k2m8n4p6r5t"}
_UNIT = {"example": "u01j9zq3v7k2m8n4p6r5t"}
_TEXT = {"example": "持证视察时，单位拒绝提供情况并要求离开。"}
_MARKS = {"example": ["violent"], "description": "What qualifies it, in the words of the rules"}


class NewReport(Body):
    """What a deputy reports: about a registered unit, or in words about whom."""

    congress = DivisionCode(
        required=True, metadata={"example": "4114", "description": "The division of the own congress"}
    )
    receiver = DivisionCode(
        load_default=None,
        allow_none=True,
        metadata={
            "example": "41",
            "description": "Whose committee looks into it: of the same division, or of one above it, where "
            "the own office is concerned",
        },
    )
    wrong = fields.Enum(Wrong, by_value=True, required=True)
    unit = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(f"^u{PATTERN}$(?!\n)"),
        metadata=_UNIT,
    )
    against = Text(200, load_default=None, allow_none=True, metadata={"example": "该单位门卫及值班负责人"})
    happened_on = Day(required=True)
    text = Text(5000, required=True, lines=True, metadata=_TEXT)


class ReportListing(Listing):
    """The reports that the committee of a division looks into: in a state."""

    scope = DivisionCode(required=True, metadata={"example": "4114"})
    state = fields.Enum(State, by_value=True, required=True)


class Assignment(Body):
    """Who looks into it; without, the caller."""

    handler = PersonId(load_default=None, allow_none=True)


class ReportWords(Body):
    """What is asked or added."""

    text = Text(3000, required=True, lines=True, metadata={"example": "当时还有谁在场？"})


class Decision(Body):
    """Whether it is so, what was done about it, and how rules qualify it. `wrong`: what it was, where that is
    something else than what was reported."""

    true = fields.Boolean(required=True, metadata={"example": True})
    wrong = fields.Enum(Wrong, by_value=True, load_default=None, allow_none=True)
    marks = fields.List(
        fields.String(validate=validate.Length(2, 60)),
        load_default=list,
        validate=validate.Length(0, 5),
        metadata=_MARKS,
    )
    text = Text(3000, required=True, lines=True, metadata={"example": "已责令改正，并对责任人批评教育。"})


class ReportReason(Body):
    """Why it is looked into again."""

    reason = Text(500, required=True, lines=True, metadata={"example": "出现新的证据"})


class Reporter(Schema):
    """Who reported."""

    id = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})


class FindingAnswer(Schema):
    """What was decided."""

    true = fields.Boolean()
    text = fields.String(metadata={"example": "已责令改正，并对责任人批评教育。"})
    on = fields.Date(metadata={"example": "2026-12-10"})
    wrong = fields.Enum(Wrong, by_value=True, allow_none=True)
    marks = fields.List(fields.String(), metadata=_MARKS)
    recorded = fields.Boolean(metadata={"description": "Whether the unit has a record of it"})


class ConsequenceAnswer(CaseRule):
    """What follows by a rule, and who sees to it."""

    then = fields.List(fields.String(metadata={"example": "批评教育或者处分"}))
    by = fields.List(fields.String(metadata={"example": "有关单位"}))


class ReportListed(Schema):
    """A report in a list: nothing of who made it."""

    id = fields.String(metadata=_ID)
    receiver = fields.String(metadata={"example": "4114"})
    wrong = fields.Enum(Wrong, by_value=True)
    unit = fields.String(allow_none=True, metadata=_UNIT)
    unit_name = fields.String(allow_none=True, metadata={"example": "市教育局"})
    happened_on = fields.Date(metadata={"example": "2026-11-20"})
    opened_at = Moment()
    state = fields.Enum(State, by_value=True)
    handler = fields.String(allow_none=True, metadata={"example": None})
    true = fields.Boolean(allow_none=True, metadata={"description": "What was decided"})


class ReportAnswer(Schema):
    """A report. `reporter` is told to who looks into it alone, and to the reporter."""

    id = fields.String(metadata=_ID)
    congress = fields.String(metadata={"example": "4114"})
    receiver = fields.String(metadata={"example": "4114"})
    wrong = fields.Enum(Wrong, by_value=True)
    text = fields.String(metadata=_TEXT)
    happened_on = fields.Date(metadata={"example": "2026-11-20"})
    opened_at = Moment()
    unit = fields.String(allow_none=True, metadata=_UNIT)
    unit_name = fields.String(allow_none=True, metadata={"example": "市教育局"})
    against = fields.String(allow_none=True, metadata={"example": None})
    state = fields.Enum(State, by_value=True)
    round = fields.Integer(metadata={"example": 1})
    reporter = fields.Nested(Reporter, allow_none=True)
    handler = fields.String(allow_none=True, metadata={"example": None})
    finding = fields.Nested(FindingAnswer, allow_none=True)
    marks = fields.List(
        fields.String(metadata={"example": "violent"}),
        metadata={"description": "What can qualify it, in the words of the rules"},
    )
    forbidden_by = fields.List(fields.Nested(CaseRule), metadata={"description": "The rules that forbid it"})
    consequences = fields.List(
        fields.Nested(ConsequenceAnswer),
        metadata={"description": "What follows; before the decision, what may"},
    )
    version = fields.Integer(metadata={"example": 1})


class ReportEntry(Schema):
    """Something that happened. `by` is `reporter`, `office`, or a person's id for the committee alone."""

    number = fields.Integer(metadata={"example": 1})
    what = fields.Enum(Happened, by_value=True)
    by = fields.String(allow_none=True, metadata={"example": "reporter"})
    at = Moment()
    reason = fields.String(allow_none=True, metadata={"example": None})
    text = fields.String(allow_none=True, metadata={"example": None})


REPORT_PAGE = page_of(ReportListed(), "ReportPage")
REPORT_HISTORY = page_of(ReportEntry(), "ReportHistory")
