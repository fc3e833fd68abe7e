"""What the routes of rosters take and answer."""

from marshmallow import Schema, fields

from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.store import Status
from shared.web.schemas import Body, Moment, Text, UploadForm

_ID = {"example": "r01j9zq3v7k2m8n4p6r5t"}


class NewRoster(Body):
    """A file to be uploaded. What it is called decides nothing; people find it again by it."""

    kind = fields.Enum(RosterKind, by_value=True, required=True, metadata={"example": "deputies"})
    filename = Text(200, required=True, metadata={"example": "梁园区代表名册.xlsx"})


class RosterAsked(Schema):
    """A roster that awaits its file. ``upload`` is null once a file has come."""

    id = fields.String(metadata=_ID)
    kind = fields.Enum(RosterKind, by_value=True, metadata={"example": "deputies"})
    status = fields.Enum(Status, by_value=True, metadata={"example": "awaiting_upload"})
    upload = fields.Nested(UploadForm, allow_none=True)


class RosterCounts(Schema):
    """Rows. What can only be known in the end is null until then."""

    rows = fields.Integer(allow_none=True, metadata={"example": 212})
    created = fields.Integer(metadata={"example": 200})
    updated = fields.Integer(metadata={"example": 3})
    unchanged = fields.Integer(allow_none=True, metadata={"example": 8})
    bad = fields.Integer(allow_none=True, metadata={"example": 1})


class RosterProblem(Schema):
    """A cell because of which its row was not taken."""

    row = fields.Integer(metadata={"example": 12})
    cell = fields.String(metadata={"example": "C12"})
    column = fields.String(metadata={"example": "代表层级"})
    code = fields.String(metadata={"example": "not_offered"})
    message = fields.String(metadata={"example": "应为以下之一：全国、省、市、县、乡"})
    shown = fields.String(
        metadata={"example": "区县", "description": "What stands there; numbers of people are masked"}
    )


class RosterRemark(Schema):
    """Something about the whole file, or about a column whose header stands in ``cell``."""

    code = fields.String(metadata={"example": "column_unknown"})
    cell = fields.String(metadata={"example": "H1"})
    message = fields.String(metadata={"example": "H 列“备注”不是名册的列，未读取"})


class RosterAnswer(Schema):
    """An uploaded roster. ``problems`` are those of the first bad rows, ``more`` how many further ones
    there are; ``stopped`` says why the file was not read, or not to its end."""

    id = fields.String(metadata=_ID)
    kind = fields.Enum(RosterKind, by_value=True, metadata={"example": "deputies"})
    filename = fields.String(metadata={"example": "梁园区代表名册.xlsx"})
    asked_at = Moment()
    status = fields.Enum(Status, by_value=True, metadata={"example": "done"})
    counts = fields.Nested(RosterCounts)
    problems = fields.List(fields.Nested(RosterProblem))
    more = fields.Integer(metadata={"example": 0})
    notices = fields.List(fields.Nested(RosterRemark))
    stopped = fields.List(fields.Nested(RosterRemark))
