"""What the routes of attendance take and answer."""

from marshmallow import Schema, fields, validate

from functions.invitations.attendance.entry import Outcome
from functions.invitations.attendance.scanning import Kind
from functions.invitations.inviting.invitation import State
from shared.domain.proof.assurance import Flag, Grade, Proof, Timing, Whereabouts
from shared.domain.roles import Role
from shared.web.proof import Location
from shared.web.schemas import Body, Day, Moment, Text

_ACTIVITY = {"example": "a01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}
_CODE = "FAASYyfYdmcnxbRMewABA5EPNrAQWqscVq7vQ9M"


class AttendanceScan(Body):
    """A scan of the code that the activity's screen shows, as it stands after ``#`` in the symbol."""

    code = fields.String(required=True, validate=validate.Length(max=256), metadata={"example": _CODE})
    kind = fields.Enum(Kind, by_value=True, load_default=Kind.ARRIVAL, metadata={"example": "arrival"})
    location = fields.Nested(Location, metadata={"description": "Where the phone was at the scan"})
    captured_at = Moment(
        metadata={"description": "When the phone scanned; for scans sent later. Left out: now"}
    )


class ListedAttendance(Body):
    """What the organiser's staff enter of one person."""

    status = fields.Enum(Outcome, by_value=True, required=True, metadata={"example": "present"})
    day = Day(metadata={"description": "The legal day; needed where the activity lasts longer than a day"})
    justified = fields.Boolean(
        load_default=False, metadata={"description": "Of an absence; it needs a reason", "example": False}
    )
    reason = Text(200, allow_none=True, load_default=None, metadata={"example": "未带手机"})
    arrived_at = Moment(allow_none=True, load_default=None)
    departed_at = Moment(
        allow_none=True, load_default=None, metadata={"example": "2026-11-20T11:30:00+08:00"}
    )


class RevisionAnswer(Schema):
    """What the list said before a correction."""

    outcome = fields.Enum(Outcome, by_value=True, metadata={"example": "absent"})
    recorded_at = Moment()
    recorded_by = fields.String(allow_none=True, metadata=_PERSON)
    arrived_at = Moment(allow_none=True, metadata={"example": None})
    departed_at = Moment(allow_none=True, metadata={"example": None})
    justified = fields.Boolean(metadata={"example": False})
    reason = fields.String(allow_none=True, metadata={"example": None})


class AttendanceAnswer(Schema):
    """What the attendance list says of one person on one legal day, and how well it is proven."""

    activity = fields.String(metadata=_ACTIVITY)
    person = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    role = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    day = fields.Date(metadata={"example": "2026-11-20"})
    outcome = fields.Enum(Outcome, by_value=True, metadata={"example": "present"})
    invited = fields.Boolean(metadata={"example": True})
    arrived_at = Moment(allow_none=True)
    departed_at = Moment(allow_none=True, metadata={"example": None})
    grade = fields.Enum(
        Grade, by_value=True, allow_none=True, metadata={"example": "A", "description": "A is best"}
    )
    proof = fields.Enum(Proof, by_value=True, allow_none=True, metadata={"example": "rotating"})
    place = fields.Enum(Whereabouts, by_value=True, allow_none=True, metadata={"example": "inside"})
    timing = fields.Enum(Timing, by_value=True, allow_none=True, metadata={"example": "live"})
    flags = fields.List(fields.Enum(Flag, by_value=True), metadata={"example": []})
    distance = fields.Integer(allow_none=True, metadata={"example": 30, "description": "Metres"})
    justified = fields.Boolean(metadata={"example": False})
    reason = fields.String(allow_none=True, metadata={"example": None})
    recorded_at = Moment()
    recorded_by = fields.String(
        allow_none=True, metadata={**_PERSON, "description": "The person, the staff; null: the closing"}
    )
    revisions = fields.List(fields.Nested(RevisionAnswer), metadata={"example": []})


class ActivityWindowCode(Schema):
    """What the screen shows from ``begins`` until ``ends``: the symbol of ``url``."""

    begins = Moment()
    ends = Moment(metadata={"example": "2026-11-20T09:30:30+08:00"})
    code = fields.String(metadata={"example": _CODE})
    url = fields.String(metadata={"example": f"https://api.example.cn/a/{_ACTIVITY['example']}#{_CODE}"})


class ActivityCodesAnswer(Schema):
    """The codes of an activity's screen. ``now`` is our clock: a screen sets itself by it."""

    activity = fields.String(metadata=_ACTIVITY)
    now = Moment()
    items = fields.List(fields.Nested(ActivityWindowCode))


class SheetLine(Schema):
    """One person on one day; of who is only invited, or answered, no day yet."""

    person = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    role = fields.Enum(Role, by_value=True, metadata={"example": "deputy"})
    answer = fields.Enum(
        State,
        by_value=True,
        allow_none=True,
        metadata={"example": "accepted", "description": "Null: uninvited"},
    )
    day = fields.Date(allow_none=True, metadata={"example": "2026-11-20"})
    outcome = fields.Enum(Outcome, by_value=True, allow_none=True, metadata={"example": "present"})
    arrived_at = Moment(allow_none=True)
    departed_at = Moment(allow_none=True, metadata={"example": None})
    grade = fields.Enum(Grade, by_value=True, allow_none=True, metadata={"example": "A"})
    proof = fields.Enum(Proof, by_value=True, allow_none=True, metadata={"example": "rotating"})
    justified = fields.Boolean(metadata={"example": False})
    reason = fields.String(allow_none=True, metadata={"example": None})


class SheetCounts(Schema):
    """Persons: who was there on at least one day, who was not, who has leave."""

    invited = fields.Integer(metadata={"example": 30})
    present = fields.Integer(metadata={"example": 26})
    absent = fields.Integer(metadata={"example": 3})
    justified = fields.Integer(metadata={"example": 1, "description": "Of the absent"})
    on_leave = fields.Integer(metadata={"example": 1})


class SheetAnswer(Schema):
    """The attendance sheet of an activity."""

    activity = fields.String(metadata=_ACTIVITY)
    title = fields.String(metadata={"example": "常委会第二十次会议"})
    starts = Moment()
    ends = Moment(metadata={"example": "2026-11-20T17:00:00+08:00"})
    place = fields.String(allow_none=True, metadata={"example": "人民会堂第一会议室"})
    made_at = Moment()
    counts = fields.Nested(SheetCounts)
    items = fields.List(fields.Nested(SheetLine))
