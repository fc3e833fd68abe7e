"""What the routes of stations take and answer."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from shared.domain import divisions
from shared.domain.divisions import Level
from shared.domain.places import Place
from shared.domain.stations import OpeningHours, Post, StationStatus, StationType
from shared.web.schemas import Body, DivisionCode, ScopeListing, Text, Whole, page_of

_MARK = "Set by standing committees (Shangqiu art. {})"


class PlaceFields(Body):
    """Where a station is (WGS-84 degrees) and how far around it a visit counts as inside (metres)."""

    lat = fields.Float(
        required=True, allow_nan=False, validate=validate.Range(-90, 90), metadata={"example": 34.4371}
    )
    lng = fields.Float(
        required=True, allow_nan=False, validate=validate.Range(-180, 180), metadata={"example": 115.6564}
    )
    radius = Whole(10, 2000, load_default=200, metadata={"example": 200, "description": "Metres"})

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Place:
        return Place(**data)


class OpeningHoursFields(Body):
    """The hours of one weekday, local time."""

    weekday = Whole(1, 7, required=True, metadata={"example": 1, "description": "1 is Monday (ISO 8601)"})
    opens = fields.Time(required=True, format="%H:%M", metadata={"example": "08:30"})
    closes = fields.Time(required=True, format="%H:%M", metadata={"example": "17:30"})

    @validates_schema
    def ordered(self, data: dict[str, Any], **_: Any) -> None:
        if data["opens"] >= data["closes"]:
            raise ValidationError("关门时间应晚于开门时间|must close after it opens", "closes")

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> OpeningHours:
        return OpeningHours(**data)


class StationFields(Body):
    """What may be said of a station at any time."""

    name = Text(80, metadata={"example": "平原街道人大代表联络站"})
    type = fields.Enum(StationType, by_value=True, metadata={"example": "liaison_station"})
    address = Text(200, 0, metadata={"example": "商丘市梁园区平原街道"})
    place = fields.Nested(PlaceFields)
    opening_hours = fields.List(fields.Nested(OpeningHoursFields), validate=validate.Length(0, 21))
    facilities = fields.List(Text(40), validate=validate.Length(0, 30), metadata={"example": ["接待室"]})
    mailbox = fields.Boolean(metadata={"description": "Has a deputies' mailbox (Shangqiu art. 7)"})
    legislative_contact_point = fields.Boolean(metadata={"example": False, "description": _MARK.format(14)})
    demonstration = fields.Boolean(metadata={"example": False, "description": _MARK.format(15)})

    @post_load
    def freeze(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def _below_the_province(code: str) -> None:
    if divisions.get(code).level in {Level.NATIONAL, Level.PROVINCE}:
        raise ValidationError("联络站设在市、县或乡镇（街道）|a station stands in a city, county or township")


class NewStation(StationFields):
    """A station to register. Its id is the division's code and the serial."""

    division = DivisionCode(required=True, validate=_below_the_province)
    serial = Whole(1, 99, load_default=1, metadata={"example": 1})
    name = Text(80, required=True, metadata={"example": "平原街道人大代表联络站"})
    type = fields.Enum(StationType, by_value=True, required=True, metadata={"example": "liaison_station"})


class PostingAnswer(Schema):
    """Who holds a post since when."""

    post = fields.Enum(Post, by_value=True)
    person = fields.String(metadata={"example": "p01j9zq3v7k2m8n4p6r5t"})
    name = fields.String(metadata={"example": "王晓梅"})
    since = fields.Date(metadata={"example": "2026-01-01"})


class StationAnswer(StationFields):
    """A station. ``vacancies`` are the required posts that nobody holds (Shangqiu art. 8)."""

    id = fields.String(metadata={"example": "411402001-01"})
    division = fields.String(metadata={"example": "411402001"})
    status = fields.Enum(StationStatus, by_value=True)
    closed_on = fields.Date(allow_none=True)
    staff = fields.List(fields.Nested(PostingAnswer))
    vacancies = fields.List(fields.Enum(Post, by_value=True))
    place = fields.Nested(PlaceFields, allow_none=True)
    version = fields.Integer(metadata={"example": 1})


class StationListing(ScopeListing):
    """Stations of a scope, of one type or status if said."""

    type = fields.Enum(StationType, by_value=True, load_default=None, metadata={"example": "liaison_station"})
    status = fields.Enum(StationStatus, by_value=True, load_default=None, metadata={"example": "open"})


STATION_PAGE = page_of(StationAnswer(), "StationPage")
