"""What the routes of numbers take and answer."""

from datetime import date

from marshmallow import RAISE, Schema, fields, validate

from functions.suggestions.opinions.opinion import Category
from functions.suggestions.opinions.opinion import State as OpinionState
from functions.suggestions.suggestions.suggestion import State as SuggestionState
from shared.regulations.verdicts import State
from shared.web.citations import RuleCited
from shared.web.schemas import Body, Day, Digits, DivisionCode, Moment, ScopeCode, Text, Whole, YesNo

_MONTH = validate.Regexp(r"^20[0-9]{2}-(0[1-9]|1[0-2])$(?!\n)")
_UNIT = "u01j9zq3v7k2m8n4p6r5t"
_PER_WORD = {"description": "Cases under each word that occurs"}


class _Query(Schema):
    class Meta:
        unknown = RAISE


class TopicsQuery(_Query):
    """Of which scope, from which month to which: twelve at most."""

    scope = ScopeCode(required=True)
    first = fields.String(
        data_key="from",
        load_default=None,
        validate=_MONTH,
        metadata={"example": "2026-09", "description": "The same as `to` if not said"},
    )
    last = fields.String(
        data_key="to",
        load_default=None,
        validate=_MONTH,
        metadata={"example": "2026-11", "description": "This month if not said"},
    )


def _year() -> Digits:
    return Digits(
        load_default=None,
        validate=validate.Range(2020, date.max.year),
        metadata={"example": 2026, "description": "In which the cases came; this year if not said"},
    )


class YearQuery(_Query):
    """Of which scope and year."""

    scope = ScopeCode(required=True)
    year = _year()
    own = YesNo(
        load_default=False,
        metadata={"example": False, "description": "Of this very scope, without those that it reaches"},
    )


class UnitYearQuery(_Query):
    """Of which kind of case and year."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(["opinion", "suggestion"]),
        metadata={"example": "suggestion"},
    )
    year = _year()


class ReportQuery(_Query):
    """Of which congress and year."""

    scope = DivisionCode(required=True, metadata={"example": "4114", "description": "Of the congress"})
    year = _year()


class _SheetQuery(_Query):
    """Those that came in a month, those in a state, or both."""

    scope = ScopeCode(required=True)
    month = fields.String(load_default=None, validate=_MONTH, metadata={"example": "2026-11"})


class OpinionSheetQuery(_SheetQuery):
    """Those that came in a month, those in a state, or both."""

    state = fields.Enum(OpinionState, by_value=True, load_default=None, metadata={"example": "received"})


class SuggestionSheetQuery(_SheetQuery):
    """Those that were submitted in a month, those in a state, or both."""

    state = fields.Enum(SuggestionState, by_value=True, load_default=None, metadata={"example": "handling"})


class MonthNumbers(Schema):
    """Of what came in one month."""

    month = fields.String(metadata={"example": "2026-11"})
    cases = fields.Integer(metadata={"example": 12})
    voices = fields.Integer(metadata={"example": 15, "description": "With those who joined"})


class Compared(Schema):
    """Against as long a time before."""

    cases = fields.Integer(metadata={"example": 12})
    voices = fields.Integer(metadata={"example": 15})
    before = fields.Integer(metadata={"example": 9, "description": "Voices in the time before"})
    trend = fields.String(
        metadata={"example": "rising", "enum": ["new", "rising", "steady", "falling"]},
    )


class HotCategory(Compared):
    """What it is about."""

    category = fields.String(
        allow_none=True,
        metadata={"example": "utilities", "enum": [None, *(one.value for one in Category)]},
    )
    months = fields.List(fields.Nested(MonthNumbers))


class HotPlace(Compared):
    """Where, as residents put it, and who received it there."""

    scope = fields.String(metadata={"example": "411402001-01"})
    place = fields.String(metadata={"example": "人民路东段"})


class HotGroup(Schema):
    """An opinion that stands for others too."""

    id = fields.String(metadata={"example": "e01j9zq3v7k2m8n4p6r5t"})
    scope = fields.String(metadata={"example": "411402001-01"})
    opened_at = Moment()
    state = fields.String(metadata={"example": "handed_over", "enum": [one.value for one in OpinionState]})
    voices = fields.Integer(metadata={"example": 4})
    category = fields.String(allow_none=True, metadata={"example": "utilities"})
    place = fields.String(allow_none=True, metadata={"example": "人民路东段"})
    subject = fields.String(allow_none=True, metadata={"example": "夜间照明"})


class TopicsAnswer(Schema):
    """What residents speak of most; each list begins with the most voices, groups with the newest."""

    scope = fields.String(metadata={"example": "4114"})
    first = fields.String(data_key="from", metadata={"example": "2026-09"})
    last = fields.String(data_key="to", metadata={"example": "2026-11"})
    before_first = fields.String(data_key="before_from", metadata={"example": "2026-06"})
    before_last = fields.String(data_key="before_to", metadata={"example": "2026-08"})
    cases = fields.Integer(metadata={"example": 120})
    voices = fields.Integer(metadata={"example": 150})
    before = fields.Integer(metadata={"example": 90, "description": "Voices in the time before"})
    months = fields.List(fields.Nested(MonthNumbers))
    categories = fields.List(fields.Nested(HotCategory))
    places = fields.List(fields.Nested(HotPlace))
    groups = fields.List(fields.Nested(HotGroup))


class Promised(Schema):
    """What became of what units said they would do."""

    open = fields.Integer(metadata={"example": 3})
    overdue = fields.Integer(metadata={"example": 1, "description": "Of the open ones"})
    reported = fields.Integer(metadata={"example": 1, "description": "As done; the deputy has yet to say"})
    kept = fields.Integer(metadata={"example": 4})
    broken = fields.Integer(metadata={"example": 0})


def _per_word(**example: int) -> fields.Dict:
    return fields.Dict(
        keys=fields.String(), values=fields.Integer(), metadata={**_PER_WORD, "example": example}
    )


class Numbers(Schema):
    """Of those that came in the year, as they stand today. `on_time`, `late`, `pending` and `overdue` count
    what units owed and owe under a rule with a last day: each unit and round by itself."""

    cases = fields.Integer(metadata={"example": 40})
    voices = fields.Integer(metadata={"example": 62, "description": "With who joined or signed"})
    in_session = fields.Integer(metadata={"example": 31})
    key = fields.Integer(metadata={"example": 2, "description": "Under key supervision"})
    escalated = fields.Integer(metadata={"example": 0, "description": "Brought before who is above"})
    answered = fields.Integer(metadata={"example": 36, "description": "At least once"})
    average_days = fields.Integer(
        allow_none=True, metadata={"example": 71, "description": "Until the first answer"}
    )
    on_time = fields.Integer(metadata={"example": 50})
    late = fields.Integer(metadata={"example": 2})
    pending = fields.Integer(metadata={"example": 4})
    overdue = fields.Integer(metadata={"example": 1, "description": "Of the pending ones"})
    returned = fields.Integer(metadata={"example": 1, "description": "Given back by a unit"})
    states = _per_word(replied=4, closed=32)
    rounds = _per_word(**{"1": 38, "2": 2})
    result = _per_word(satisfied=30, mostly_satisfied=3)
    attitude = _per_word(satisfied=33)
    outcomes = _per_word(done=20, planned=9, explained=7)
    promises = fields.Nested(Promised)


class NumbersOfMonth(Numbers):
    """Of what came in one month."""

    month = fields.String(metadata={"example": "2026-11"})


class NumbersOfCategory(Numbers):
    """Of one category."""

    category = fields.String(allow_none=True, metadata={"example": "民政"})


class NumbersOfUnit(Numbers):
    """What one unit had to do with them."""

    unit = fields.String(metadata={"example": _UNIT})
    name = fields.String(metadata={"example": "市民政局"})


class MetricAnswer(RuleCited):
    """A metric of the rules in force, and what it comes to in the period of the day."""

    label = fields.String(metadata={"example": "2026", "description": "The period"})
    first = fields.Date(allow_none=True, data_key="from", metadata={"example": "2026-01-01"})
    last = fields.Date(allow_none=True, data_key="to", metadata={"example": "2026-12-31"})
    numerator = fields.Integer(metadata={"example": 36})
    denominator = fields.Integer(metadata={"example": 40})
    points = fields.Integer(
        allow_none=True, metadata={"example": 5400, "description": "Hundredths; null: nothing to measure"}
    )
    weight = fields.Integer(metadata={"example": 60})
    meets = fields.Boolean(allow_none=True, metadata={"description": "The target, if there is one"})


class StatisticsAnswer(Schema):
    """How the cases of a year were handled."""

    of = fields.String(metadata={"example": "4114", "description": "The scope, or the unit"})
    kind = fields.String(metadata={"example": "suggestion", "enum": ["opinion", "suggestion"]})
    year = fields.Integer(metadata={"example": 2026})
    own = fields.Boolean()
    on = fields.Date(metadata={"example": "2026-11-20", "description": "The day as of which it is told"})
    total = fields.Nested(Numbers)
    months = fields.List(fields.Nested(NumbersOfMonth))
    categories = fields.List(fields.Nested(NumbersOfCategory), metadata={"description": "Thirty at most"})
    units = fields.List(fields.Nested(NumbersOfUnit), metadata={"description": "A hundred at most"})
    metrics = fields.List(fields.Nested(MetricAnswer))


class ReportOwed(RuleCited):
    """To whom the report is owed, by which rule, and since when they have it."""

    citation = fields.String(metadata={"example": "《……代表法》第五十一条第三款"})
    items = fields.List(fields.String(), metadata={"example": ["handling_report"]})
    what = fields.List(fields.String(), metadata={"example": ["建议办理情况报告"]})
    to = fields.List(fields.String(), metadata={"example": ["常务委员会"]})
    state = fields.Enum(State, by_value=True, metadata={"example": "met"})
    given_on = fields.Date(
        allow_none=True, metadata={"example": "2026-12-20", "description": "As was stated; null: not yet"}
    )
    note = fields.String(allow_none=True, metadata={"example": "市六届人大常委会第二十次会议"})


class ReportStatement(Body):
    """That the report of a year was given: `what`, of the `items` owed, on which day, and how."""

    scope = DivisionCode(required=True, metadata={"example": "4114", "description": "Of the congress"})
    year = Whole(2020, date.max.year, required=True, metadata={"example": 2026})
    what = fields.String(
        required=True,
        validate=validate.Regexp(r"^[a-z][a-z0-9_]{0,63}$(?!\n)"),
        metadata={"example": "handling_report"},
    )
    on = Day(required=True, metadata={"example": "2026-12-20"})
    note = Text(
        200,
        load_default=None,
        allow_none=True,
        metadata={
            "example": "市六届人大常委会第二十次会议",
            "description": "How: the meeting, the number, the address",
        },
    )


class HandlingReport(StatisticsAnswer):
    """The yearly report of a congress."""

    congress = fields.String(metadata={"example": "商丘市人民代表大会"})
    owed = fields.List(fields.Nested(ReportOwed))
