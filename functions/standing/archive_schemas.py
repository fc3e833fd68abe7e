"""What the duty archive is asked by and answers."""

from marshmallow import RAISE, Schema, fields, validate

from functions.standing.days import EARLIEST, LATEST
from functions.standing.schemas import DEPUTY, RECORD, MandateStanding
from shared.web.schemas import Digits


class ArchiveTotal(Schema):
    """How often something was done that counts."""

    kind = fields.String(metadata={"example": "check_in"})
    name = fields.String(metadata={"example": "进站签到"})
    times = fields.Integer(metadata={"example": 1})
    evidence = fields.List(fields.String(), metadata={"example": [RECORD]})


class ArchiveRecord(Schema):
    """One thing that was recorded."""

    id = fields.String(metadata={"example": RECORD})
    day = fields.Date(metadata={"example": "2026-11-20", "description": "The legal day"})
    kind = fields.String(metadata={"example": "check_in"})
    name = fields.String(metadata={"example": "进站签到"})
    reference = fields.String(
        metadata={"example": "411402001-01", "description": "What it was about: of a check-in the station"}
    )
    grade = fields.String(
        allow_none=True, metadata={"example": "A", "description": "Of proof, A to E, of kinds that have one"}
    )
    counted = fields.Boolean(
        metadata={"description": "The province counts its grade of proof and it is not voided"}
    )
    why = fields.String(
        allow_none=True,
        metadata={"example": None, "description": "Why it is not counted: `voided`, or `grade`"},
    )


class ArchiveLeave(Schema):
    """Approved leave: what was not done in it is not held against anybody."""

    first = fields.Date(data_key="from", metadata={"example": "2026-03-01"})
    last = fields.Date(data_key="to", metadata={"example": "2026-05-31"})
    of = fields.List(
        fields.String(), metadata={"example": ["集中视察"], "description": "From what; empty: from all duty"}
    )


class ArchiveAnswer(Schema):
    """The duty archive of a deputy and a year, or a term."""

    deputy = fields.String(metadata={"example": DEPUTY})
    name = fields.String(metadata={"example": "王晓梅"})
    year = fields.Integer(allow_none=True, metadata={"example": 2026})
    term = fields.Integer(allow_none=True, metadata={"example": None})
    first = fields.Date(data_key="from", metadata={"example": "2026-01-01"})
    until = fields.Date(metadata={"example": "2026-11-20", "description": "The last day told of"})
    mandates = fields.List(
        fields.Nested(MandateStanding),
        metadata={"description": "Those that cover a day of the year, each period with its verdict"},
    )
    totals = fields.List(fields.Nested(ArchiveTotal))
    records = fields.List(fields.Nested(ArchiveRecord), metadata={"description": "Oldest first"})
    leaves = fields.List(
        fields.Nested(ArchiveLeave), metadata={"description": "Approved leave that touches a day told of"}
    )


class ArchiveYear(Schema):
    """The year or the term of an archive."""

    class Meta:
        unknown = RAISE
        not_in_example = ("term",)

    year = Digits(
        load_default=None,
        validate=validate.Range(EARLIEST.year, LATEST.year),
        metadata={"example": 2026, "description": "This year if neither is said"},
    )
    term = Digits(
        load_default=None,
        validate=validate.Range(1, 99),
        metadata={"example": 6, "description": "The number of a term that the deputy was elected for"},
    )
