"""What assessments and rankings take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from functions.standing.days import on_day
from functions.standing.draft_fields import draft_field, pack_field
from functions.standing.schemas import InstrumentName, PeriodAnswer
from shared.web.schemas import Body, ScopeCode, ScopeListing, Whole, page_of

MOST_STATIONS = 25
"""A page's stations: each costs a query."""
_STATION, _NAME = "411402001-01", "平原街道人大代表联络站"
_RECORD = f"{_STATION}.20261103.a01j9zq3v7k2m8n4p6r5t"


class ScoreAnswer(Schema):
    """One metric: how much of what was reached, what that is worth, and what proves it."""

    rule = fields.String(metadata={"example": "ex-13a"})
    article = fields.String(metadata={"example": "13"})
    says = fields.String(metadata={"example": "意见按期答复率占考核的六十分，撤回的不计。"})
    period = fields.Nested(PeriodAnswer)
    numerator = fields.Integer(metadata={"example": 9})
    denominator = fields.Integer(
        metadata={"example": 10, "description": "0: nothing could be measured, and the metric takes no part"}
    )
    points = fields.Integer(
        allow_none=True,
        metadata={"example": 5400, "description": "Hundredths of a point, out of `weight` points"},
    )
    weight = fields.Integer(metadata={"example": 60})
    meets = fields.Boolean(
        allow_none=True, metadata={"example": None, "description": "The metric's target, if it has one"}
    )
    evidence = fields.List(
        fields.String(),
        allow_none=True,
        metadata={
            "example": [_RECORD],
            "description": "The records of the numerator by id; null on a page of several stations",
        },
    )


class AssessmentAnswer(Schema):
    """What a scheme comes to in a period."""

    instrument = fields.Nested(InstrumentName)
    period = fields.String(metadata={"example": "2026", "description": "`current` of no calendar period"})
    hundredths = fields.Integer(
        allow_none=True,
        metadata={
            "example": 9000,
            "description": "Of 100 points, in hundredths: what was reached of what could be measured. Null "
            "where nothing could",
        },
    )
    rounded = fields.Integer(
        allow_none=True, metadata={"example": 90, "description": "Of 100 points, whole, halves up"}
    )
    points = fields.Integer(metadata={"example": 5400, "description": "Hundredths of a point reached"})
    measured = fields.Integer(metadata={"example": 60, "description": "Weights of what could be measured"})
    weight = fields.Integer(metadata={"example": 100, "description": "All weights of the scheme here"})
    scores = fields.List(fields.Nested(ScoreAnswer))


class StationAssessment(Schema):
    """A station by each scheme that binds it, in the order of the rulebook; no scheme, no assessment."""

    station = fields.String(metadata={"example": _STATION})
    name = fields.String(metadata={"example": _NAME})
    on = fields.Date(metadata={"example": "2026-11-20"})
    assessments = fields.List(fields.Nested(AssessmentAnswer))


class AssessmentsWanted(Body):
    """Which stations on which day; by the schemes in force or by one that is tried."""

    class Meta(Body.Meta):
        not_in_example = ("pack", "draft")

    scope = ScopeCode(required=True, metadata={"example": "411402"})
    on = on_day()
    pack = pack_field()
    draft = draft_field()
    limit = Whole(1, MOST_STATIONS, load_default=MOST_STATIONS, metadata={"example": 25})
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(1, 1024),
        metadata={"description": "`next` of the page before", "example": None},
    )

    @validates_schema
    def _one_scheme(self, data: dict[str, Any], **_: Any) -> None:
        if data["pack"] is not None and data["draft"] is not None:
            raise ValidationError({"draft": ["pack 与 draft 不能同时给出|pack or draft, not both"]})


class RankingListing(ScopeListing):
    """By which scheme, in which period."""

    scheme = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z][a-z0-9-]{0,40}$(?!\n)"),
        metadata={
            "example": "example-county",
            "description": "The id of an instrument with metrics",
        },
    )
    period = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^(?:[0-9]{4}[-~A-Z0-9]{0,8}|current)$(?!\n)"),
        metadata={
            "example": "2026",
            "description": "`2026`, `2026-H2`, `2026-Q4`, `2026-11`, `2026-11~12`, `2026-W47` or `current`; "
            "if not said, the longest of the scheme that today falls in",
        },
    )


class RankedStation(Schema):
    """A station and its place."""

    rank = fields.Integer(
        allow_none=True,
        metadata={
            "example": 1,
            "description": "Equals share one; null where nothing could be measured",
        },
    )
    station = fields.String(metadata={"example": _STATION})
    name = fields.String(metadata={"example": _NAME})
    hundredths = fields.Integer(
        allow_none=True, metadata={"example": 9000, "description": "Of 100 points, in hundredths"}
    )
    rounded = fields.Integer(allow_none=True, metadata={"example": 90})
    measured = fields.Integer(metadata={"example": 60, "description": "Weights of what could be measured"})
    weight = fields.Integer(metadata={"example": 100, "description": "All weights of the scheme here"})


STATION_PAGE = page_of(StationAssessment(), "AssessmentPage")
RANKING_PAGE = page_of(RankedStation(), "RankingPage")
