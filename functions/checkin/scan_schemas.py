"""What a scan is sent as and what it becomes. Apart from the other schemas: a start that serves a scan makes
no others."""

from marshmallow import Schema, fields, validate

from shared.domain.proof.assurance import Flag, Grade, Proof, Timing, Whereabouts
from shared.store.corrections import Action
from shared.store.records import CHECK_IN
from shared.web.proof import Location
from shared.web.schemas import Body, Moment

DEPUTY = "p01j9zq3v7k2m8n4p6r5t"
STAFF = "p7k2m8n4p6r5t01j9zq3v"
STATION = "411402001-01"
RECORD = f"{DEPUTY}.20261120.{STATION}"
MOMENT = "2026-11-20T09:30:00+08:00"


class Scan(Body):
    """A scanned code, as it stands after ``#`` in the address that the symbol holds."""

    code = fields.String(
        required=True,
        validate=validate.Length(max=256),
        metadata={"example": "E6xCv4iBAAJRKVKWXuuquGRYYMixX2NL_UjTj569Oq4"},
    )
    location = fields.Nested(Location, metadata={"description": "Where the phone was at the scan"})
    captured_at = Moment(
        metadata={
            "example": MOMENT,
            "description": "When the phone scanned; for scans sent later. Left out: now",
        }
    )


class CorrectionAnswer(Schema):
    """A correction of a record: it stands beside the record, which itself is never changed."""

    id = fields.String(metadata={"example": f"{RECORD}.c4p6r5t01j9"})
    record = fields.String(metadata={"example": RECORD})
    action = fields.Enum(Action, by_value=True, metadata={"example": "void"})
    reason = fields.String(metadata={"example": "他人代为扫码"})
    by = fields.String(metadata={"example": STAFF, "description": "Who corrected"})
    at = Moment(metadata={"example": "2026-11-20T10:00:00+08:00"})


class RecordAnswer(Schema):
    """A visit as registered (Shangqiu art. 21), how it was proven, and whether it counts."""

    id = fields.String(metadata={"example": RECORD})
    kind = fields.String(validate=validate.OneOf([CHECK_IN]), metadata={"example": CHECK_IN})
    deputy = fields.String(metadata={"example": DEPUTY})
    station = fields.String(metadata={"example": STATION})
    division = fields.String(metadata={"example": "411402001"})
    day = fields.Date(metadata={"example": "2026-11-20", "description": "The legal day"})
    moment = Moment(
        allow_none=True, metadata={"example": MOMENT, "description": "Null if only the day is known"}
    )
    grade = fields.Enum(Grade, by_value=True, metadata={"description": "A is best", "example": "A"})
    counted = fields.Boolean(
        metadata={"description": "The province counts this grade and the record is not voided"}
    )
    proof = fields.Enum(Proof, by_value=True, metadata={"example": "rotating"})
    place = fields.Enum(Whereabouts, by_value=True, metadata={"example": "inside"})
    timing = fields.Enum(Timing, by_value=True, metadata={"example": "live"})
    flags = fields.List(
        fields.Enum(Flag, by_value=True),
        metadata={"description": "What an auditor should look at", "example": ["late_upload"]},
    )
    distance = fields.Integer(
        allow_none=True, metadata={"example": 30, "description": "Metres from the station, if known"}
    )
    recorded_at = Moment(metadata={"example": MOMENT})
    recorded_by = fields.String(metadata={"example": DEPUTY, "description": "The deputy, or who entered it"})
    reason = fields.String(
        allow_none=True, metadata={"example": None, "description": "Why staff entered it by hand"}
    )
    correction = fields.Nested(
        CorrectionAnswer, allow_none=True, metadata={"description": "The last correction"}
    )
