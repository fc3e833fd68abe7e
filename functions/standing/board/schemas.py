"""What the board of obligations takes and answers."""

from marshmallow import Schema, fields, validate

from functions.standing.days import on_day
from functions.standing.schemas import SubjectName, VerdictAnswer
from shared.domain.ids import PATTERN
from shared.domain.places import ID_PATTERN
from shared.regulations.rules import SubjectKind
from shared.regulations.verdicts import State
from shared.store.corrections import Action
from shared.web.parameters import PARAMETERS
from shared.web.schemas import Body, Day, DivisionCode, Listing, Moment, Text, page_of

_DEPUTY = "p01j9zq3v7k2m8n4p6r5t"
_STAFF = "p7k2m8n4p6r5t01j9zq3v"
_STATEMENT = f"{_DEPUTY}.20261120.nat-47.b"
_RULE = validate.Regexp(f"^{PARAMETERS['rule'].pattern}$(?!\n)")
_SUBJECT = validate.Regexp(rf"^(?:[0-9]{{2,12}}|{ID_PATTERN}|[pgu]{PATTERN})$(?!\n)")
_WORD = validate.Regexp(r"^[a-z][a-z0-9_]{0,63}$(?!\n)")
_LINK = validate.Regexp(
    r"^https://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#][!-~]*)?$(?!\n)"
)
_ID_OF = (
    "A division's code for what it has of its own (`committee`, `staff`, `meeting`, `division`); the id of a "
    "station, group, member, deputy or handling unit"
)


class SubjectFields(Body):
    """Whom a statement is about."""

    kind = fields.Enum(SubjectKind, by_value=True, required=True, metadata={"example": "deputy"})
    id = fields.String(required=True, validate=_SUBJECT, metadata={"example": _DEPUTY, "description": _ID_OF})


class StatementFields(Body):
    """That a duty was done, and what shows it."""

    subject = fields.Nested(SubjectFields, required=True)
    day = Day(
        required=True,
        metadata={"description": "The legal day spoken of; it chooses the period. At most two years back"},
    )
    evidence = fields.List(
        fields.String(validate=_WORD),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={"example": ["training"], "description": "Words that the rule names as what shows it"},
    )
    note = Text(
        1000, lines=True, load_default=None, allow_none=True, metadata={"example": "参加市人大代表培训班"}
    )
    links = fields.List(
        fields.String(validate=[validate.Length(max=500), _LINK]),
        load_default=list,
        validate=validate.Length(max=5),
        metadata={"example": ["https://www.example.cn/2026/11/20/training.html"]},
    )


class StatementCorrectionFields(Body):
    """What to do with a statement, and why."""

    action = fields.Enum(Action, by_value=True, required=True, metadata={"example": "void"})
    reason = Text(200, required=True, metadata={"example": "日期有误"})


class StatementCorrection(Schema):
    """A correction of a statement: it stands beside it, and the statement itself is never changed."""

    id = fields.String(metadata={"example": f"{_STATEMENT}.c4p6r5t01j9"})
    record = fields.String(metadata={"example": _STATEMENT, "description": "The statement"})
    action = fields.Enum(Action, by_value=True, metadata={"example": "void"})
    reason = fields.String(metadata={"example": "日期有误"})
    by = fields.String(metadata={"example": _STAFF, "description": "Who corrected"})
    at = Moment(metadata={"example": "2026-11-20T10:00:00+08:00"})


class StatementAnswer(Schema):
    """A statement as it was made."""

    id = fields.String(metadata={"example": _STATEMENT, "description": "What verdicts name as evidence"})
    rule = fields.String(metadata={"example": "nat-47.b"})
    subject = fields.Nested(SubjectName)
    day = fields.Date(metadata={"example": "2026-11-20", "description": "The legal day spoken of"})
    evidence = fields.List(fields.String(), metadata={"example": ["training"]})
    note = fields.String(allow_none=True, metadata={"example": "参加市人大代表培训班"})
    links = fields.List(
        fields.String(), metadata={"example": ["https://www.example.cn/2026/11/20/training.html"]}
    )
    by = fields.String(metadata={"example": _DEPUTY, "description": "Who stated it"})
    at = Moment()
    counted = fields.Boolean(metadata={"description": "False once it was withdrawn", "example": True})
    correction = fields.Nested(
        StatementCorrection,
        allow_none=True,
        metadata={"example": None, "description": "The last one, if any"},
    )


class WordName(Schema):
    """A word of rules and its name."""

    word = fields.String(metadata={"example": "budget"})
    name = fields.String(metadata={"example": "预算"})


class Statable(Schema):
    """Who states what is asked, and what may show it."""

    who = fields.String(metadata={"example": "committee"})
    name = fields.String(metadata={"example": "常务委员会"})
    you = fields.Boolean(metadata={"description": "Whether the caller may", "example": True})
    evidence = fields.List(
        fields.Nested(WordName), metadata={"description": "A statement names one of them; any if none"}
    )


class ObligationAnswer(VerdictAnswer):
    """What is owed in a period, where it stands, and what was stated of it."""

    subject = fields.Nested(SubjectName)
    may_state = fields.Nested(
        Statable, allow_none=True, metadata={"description": "Null for what other records prove"}
    )
    statements = fields.List(
        fields.Nested(StatementAnswer), metadata={"description": "The latest; `evidence` names all"}
    )


class Board(Listing):
    """The board of a division on a day."""

    class Meta(Listing.Meta):
        not_in_example = ("state", "rule")

    scope = DivisionCode(required=True, metadata={"example": "4114"})
    on = on_day()
    state = fields.Enum(State, by_value=True, load_default=None, metadata={"example": "open"})
    rule = fields.String(
        load_default=None,
        validate=_RULE,
        metadata={"example": "sq-22", "description": "A rule, with all its parts, or one part"},
    )


class StatementListing(Listing):
    """What was stated of a subject in a period."""

    kind = fields.Enum(SubjectKind, by_value=True, required=True, metadata={"example": "deputy"})
    subject = fields.String(
        required=True, validate=_SUBJECT, metadata={"example": _DEPUTY, "description": _ID_OF}
    )
    since = Day(
        data_key="from",
        load_default=None,
        metadata={"example": "2026-01-01", "description": "First day; of the year of the last, if not said"},
    )
    until = Day(
        data_key="to",
        load_default=None,
        metadata={"example": "2026-12-31", "description": "Last day; today if not said"},
    )


BOARD_PAGE = page_of(ObligationAnswer(), "ObligationPage")
STATEMENT_PAGE = page_of(StatementAnswer(), "StatementPage")
CORRECTION_PAGE = page_of(StatementCorrection(), "StatementCorrectionPage")
