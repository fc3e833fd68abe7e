"""What the routes of filings take and answer."""

from marshmallow import Schema, fields

from functions.publications.filings.filing import State
from shared.domain.divisions import Level
from shared.web.schemas import Body, DivisionCode, Listing, Moment, Text, page_of

_ID = {"example": "l01j9zq3v7k2m8n4p6r5t"}
_PERSON = {"example": "p01j9zq3v7k2m8n4p6r5t"}


class NewFiling(Body):
    """Whose placements are reported."""

    division = DivisionCode(required=True, metadata={"example": "411402001"})


class FilingReply(Body):
    """Taken to the record, or returned with a reason."""

    taken = fields.Boolean(required=True, metadata={"example": True})
    reason = Text(200, load_default=None, allow_none=True, metadata={"example": None})


class PlacedDeputy(Schema):
    """A deputy, and the levels of the congresses that the deputy is in."""

    id = fields.String(metadata=_PERSON)
    name = fields.String(metadata={"example": "王晓梅"})
    levels = fields.List(fields.Enum(Level, by_value=True), metadata={"example": ["city"]})


class FiledStation(Schema):
    """A station and who is placed in it."""

    station = fields.String(metadata={"example": "411402001-01"})
    name = fields.String(metadata={"example": "平原街道人大代表联络站"})
    deputies = fields.List(fields.Nested(PlacedDeputy))


class FiledBelow(Schema):
    """What a division below last filed; ``filing`` is null while it filed nothing."""

    division = fields.String(metadata={"example": "411402001"})
    name = fields.String(metadata={"example": "前进街道"})
    filing = fields.String(allow_none=True, metadata=_ID)
    filed_at = Moment(allow_none=True)
    state = fields.Enum(State, by_value=True, allow_none=True, metadata={"example": "sent"})
    placed = fields.Integer(metadata={"example": 86})
    unplaced = fields.Integer(metadata={"example": 0})


class FilingListed(Schema):
    """A filing as lists show it. ``missing`` are divisions below whose filing was not there."""

    id = fields.String(metadata=_ID)
    division = fields.String(metadata={"example": "411402001"})
    receiver = fields.String(metadata={"example": "411402"})
    day = fields.Date(metadata={"example": "2026-11-20"})
    by = fields.String(metadata=_PERSON)
    at = Moment()
    placed = fields.Integer(metadata={"example": 86})
    left_over = fields.Integer(metadata={"example": 0, "description": "Who is placed nowhere and should be"})
    armed_forces = fields.Integer(metadata={"example": 1, "description": "Organised by their own unit"})
    missing = fields.List(fields.String(), metadata={"example": []})
    state = fields.Enum(State, by_value=True, metadata={"example": "taken"})
    reason = fields.String(allow_none=True, metadata={"example": None})
    answered_by = fields.String(allow_none=True, metadata=_PERSON)
    answered_at = Moment(allow_none=True)
    version = fields.Integer(metadata={"example": 2})


class FilingAnswer(FilingListed):
    """A filing with all that it reports, as it was registered then."""

    stations = fields.List(fields.Nested(FiledStation))
    unplaced = fields.List(fields.Nested(PlacedDeputy))
    below = fields.List(fields.Nested(FiledBelow))


class FilingOverview(Schema):
    """What each division below last filed."""

    division = fields.String(metadata={"example": "411402"})
    below = fields.List(fields.Nested(FiledBelow))


class FilingListing(Listing):
    """Whose filings."""

    division = DivisionCode(required=True, metadata={"example": "411402001"})


FILING_PAGE = page_of(FilingListed(), "FilingPage")
