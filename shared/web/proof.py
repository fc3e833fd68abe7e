"""What requests about codes have in common, at stations and activities."""

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from shared.domain.proof.assurance import Fix
from shared.domain.proof.codes import PREFETCH, WINDOW
from shared.domain.proof.datum import Datum
from shared.web.schemas import Body, Digits, Moment


class Location(Body):
    """Where the phone says it is. Leave it out rather than send a location the phone calls invalid."""

    lat = fields.Float(
        required=True, allow_nan=False, validate=validate.Range(-90, 90), metadata={"example": 34.41429}
    )
    lng = fields.Float(
        required=True, allow_nan=False, validate=validate.Range(-180, 180), metadata={"example": 115.65635}
    )
    accuracy = fields.Float(
        allow_nan=False,
        validate=validate.Range(0, 100_000_000),
        metadata={"example": 12.5, "description": "Radius in metres of which the phone is sure"},
    )
    datum = fields.Enum(
        Datum,
        by_value=True,
        load_default=Datum.WGS84,
        metadata={"example": "wgs84", "description": "gcj02 for locations from Chinese maps or WeChat"},
    )

    @post_load
    def make(self, data: dict[str, Any], **_: Any) -> Fix:
        return Fix(**data)


class CodeListing(Schema):
    """Which codes a screen fetches."""

    class Meta:
        unknown = RAISE

    start = Moment(
        data_key="from",
        load_default=None,
        metadata={"description": "Now if not said. Past codes are not given"},
    )
    count = Digits(
        load_default=20,
        validate=validate.Range(1, PREFETCH // WINDOW + 1),
        metadata={"example": 20, "description": "How many windows of 30 seconds, at most"},
    )
