"""What the routes of standing answer."""

from marshmallow import Schema, fields

from functions.standing.days import on_day
from shared.domain.divisions import Level
from shared.domain.mandates import MandateStatus
from shared.regulations.rules import Modality, SubjectKind
from shared.regulations.verdicts import State
from shared.web.schemas import Listing, YesNo, page_of

DEPUTY = "p01j9zq3v7k2m8n4p6r5t"
RECORD = f"{DEPUTY}.20261120.411402001-01"
_SENTENCE = (
    "《商丘市人大代表联络站工作条例》第十三条第二款：市代表一年至少进站两次。"
    "2026年：要求2，已计1，还差1，截至2026年12月31日，进行中。"
)


class InstrumentName(Schema):
    """The regulation that a verdict rests on."""

    id = fields.String(metadata={"example": "shangqiu"})
    title = fields.String(metadata={"example": "商丘市人大代表联络站工作条例"})


class PeriodAnswer(Schema):
    """The days that a verdict is about, both included."""

    label = fields.String(metadata={"example": "2026"})
    first = fields.Date(
        data_key="from",
        allow_none=True,
        metadata={"example": "2026-01-01", "description": "Null where all time counts"},
    )
    last = fields.Date(
        data_key="to",
        allow_none=True,
        metadata={"example": "2026-12-31", "description": "Null while no end is known"},
    )


class VerdictAnswer(Schema):
    """Where somebody stands under one rule in one period, and what proves it."""

    rule = fields.String(metadata={"example": "sq-13b"})
    article = fields.String(metadata={"example": "13"})
    instrument = fields.Nested(InstrumentName)
    kind = fields.String(metadata={"example": "quota"})
    modality = fields.Enum(
        Modality,
        by_value=True,
        metadata={"example": "must", "description": "Only must and must_not are ever held against somebody"},
    )
    says = fields.String(metadata={"example": "市人大代表每年进站活动不少于二次。"})
    period = fields.Nested(PeriodAnswer)
    required = fields.Integer(metadata={"example": 2})
    limit = fields.Integer(
        allow_none=True, metadata={"example": None, "description": "The most that is allowed, if any"}
    )
    counted = fields.Integer(metadata={"example": 1})
    remaining = fields.Integer(metadata={"example": 1})
    state = fields.Enum(State, by_value=True, metadata={"example": "open"})
    due = fields.Date(allow_none=True, metadata={"example": "2026-12-31"})
    evidence = fields.List(
        fields.String(),
        metadata={
            "example": [RECORD],
            "description": "What makes up `counted`: records by id, or who and what was counted of a set",
        },
    )
    because = fields.List(
        fields.String(),
        metadata={
            "example": [],
            "description": "What else decided: `on_leave`, `suspended`, `in_session` and `circumstances` "
            "excuse; `prorated`, `part_period`, `too_many`, `not_binding`; `missing:`, `not_allowed:` and "
            "`then:` with a word",
        },
    )
    with_ = fields.String(
        data_key="with",
        allow_none=True,
        metadata={"example": None, "description": "The other of a pair, where it is owed with each"},
    )
    recorded = fields.Boolean(
        metadata={
            "description": "Whether this system records what would prove it. Where it does not yet, `state` "
            "says only that nothing is there, and nobody should be held to it"
        }
    )
    provisional = fields.Boolean(
        metadata={"description": "A day rests on holidays that have not been announced yet", "example": False}
    )
    sentence = fields.String(metadata={"example": _SENTENCE})


class MandateStanding(Schema):
    """One mandate: each counts on its own."""

    id = fields.String(metadata={"example": "m01j9zq3v7k2m8n4p6r5t"})
    level = fields.Enum(Level, by_value=True, metadata={"example": "city"})
    division = fields.String(metadata={"example": "4114", "description": "Of the congress"})
    term = fields.Integer(metadata={"example": 6})
    status = fields.Enum(MandateStatus, by_value=True, metadata={"example": "active"})
    rulebook = fields.String(
        metadata={"example": "411402001", "description": "The division whose rulebook binds it"}
    )
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class DeputyStanding(Schema):
    """Where a deputy stands: every mandate of the day with its verdicts, in the order of the rulebook."""

    deputy = fields.String(metadata={"example": DEPUTY})
    name = fields.String(metadata={"example": "王晓梅"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    mandates = fields.List(fields.Nested(MandateStanding))


class StationStanding(Schema):
    """Where a station stands."""

    station = fields.String(metadata={"example": "411402001-01"})
    name = fields.String(metadata={"example": "平原街道人大代表联络站"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class GroupStanding(Schema):
    """Where a deputy group stands."""

    group = fields.String(metadata={"example": "g01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "梁园区代表大组"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class MemberStanding(Schema):
    """Where a member of a standing committee stands."""

    member = fields.String(metadata={"example": DEPUTY})
    name = fields.String(metadata={"example": "赵文博"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class SubjectName(Schema):
    """Whom something is about."""

    kind = fields.Enum(SubjectKind, by_value=True, metadata={"example": "deputy"})
    id = fields.String(
        metadata={"example": DEPUTY, "description": "A division's code for what it has of its own"}
    )


class UnitStanding(Schema):
    """Where a handling unit stands."""

    unit = fields.String(metadata={"example": "u01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "商丘市教育局"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class BodyVerdict(VerdictAnswer):
    """Where one of a division's own bodies stands under one rule in one period."""

    subject = fields.Nested(SubjectName)


class CommitteeStanding(Schema):
    """Where a division's standing committee, their staff, its congress's meetings and the division itself
    stand."""

    division = fields.String(metadata={"example": "4114"})
    name = fields.String(metadata={"example": "商丘市"})
    on = fields.Date(metadata={"example": "2026-11-20"})
    verdicts = fields.List(fields.Nested(BodyVerdict))


class PostsStanding(Schema):
    """An open station and its posts."""

    station = fields.String(metadata={"example": "411402001-01"})
    name = fields.String(metadata={"example": "平原街道人大代表联络站"})
    verdicts = fields.List(fields.Nested(VerdictAnswer))


class DivisionStanding(Schema):
    """A division, by what stands directly in it."""

    division = fields.String(metadata={"example": "411402001"})
    name = fields.String(metadata={"example": "前进街道"})
    level = fields.Enum(Level, by_value=True, metadata={"example": "township"})
    verdicts = fields.List(fields.Nested(VerdictAnswer), metadata={"description": "Of a township only"})
    stations = fields.List(fields.Nested(PostsStanding))


class DivisionListing(Listing):
    """The divisions of a scope on a day."""

    on = on_day()
    short = YesNo(load_default=False, metadata={"description": "Only where something is short"})


DIVISION_PAGE = page_of(DivisionStanding(), "DivisionStandingPage")
