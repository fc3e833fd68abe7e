"""What the routes of the line of time answer."""

from marshmallow import Schema, fields

from functions.suggestions.clocks.citing import CaseRule
from shared.web.schemas import Day, Moment, page_of


class TimelineEntry(Schema):
    """Something that happened: when, by whom, why, by which rule. `who` says as what somebody acted; `by` is
    the person, for those who read what a division has recorded."""

    what = fields.String(
        metadata={
            "example": "handed_over",
            "description": "As in the history; of a hand-over alone `urged`, `case_due_soon`, "
            "`case_overdue`, `case_urged`, `extension_asked`, `extension_given`, `extension_declined`",
        }
    )
    at = Moment()
    who = fields.String(
        metadata={"example": "staff", "enum": ["staff", "unit", "deputy", "resident", "schedule"]}
    )
    name = fields.String(
        allow_none=True, metadata={"example": None, "description": "The deputy's or the unit's who acted"}
    )
    by = fields.String(allow_none=True, metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    unit = fields.String(
        allow_none=True, metadata={"example": "u01j9zq3v7k2m8n4p6r5t", "description": "The unit concerned"}
    )
    unit_name = fields.String(allow_none=True, metadata={"example": "市民政局"})
    reason = fields.String(allow_none=True, metadata={"example": None})
    text = fields.String(allow_none=True, metadata={"example": None})
    result = fields.String(
        allow_none=True, metadata={"example": None, "description": "A rating, or the outcome of a reply"}
    )
    body = fields.String(
        allow_none=True, metadata={"example": None, "description": "Who consented to more time"}
    )
    due = Day(allow_none=True, metadata={"description": "The last day of the clock that began or is told of"})
    rule = fields.Nested(CaseRule, allow_none=True)


TIMELINE = page_of(TimelineEntry(), "TimelinePage")
