"""A check-in with chalice, marshmallow and pynamodb as they come."""

import os
from datetime import UTC, datetime
from typing import Any

from chalice.app import Chalice, Response
from marshmallow import Schema, ValidationError, fields, validate
from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError
from pynamodb.models import Model

app = Chalice(app_name="checkin")


class LocationSchema(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    lng = fields.Float(required=True, validate=validate.Range(-180, 180))
    accuracy = fields.Float(required=True, validate=validate.Range(0))


class ScanSchema(Schema):
    code = fields.String(required=True, validate=validate.Length(1, 256))
    location = fields.Nested(LocationSchema)


class Location(MapAttribute[str, float]):
    lat = NumberAttribute()
    lng = NumberAttribute()
    accuracy = NumberAttribute()


class CheckIn(Model):
    class Meta:
        table_name = os.environ["RECORDS_TABLE"]
        region = os.environ["AWS_REGION"]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    recorded_at = UnicodeAttribute()
    location = Location(null=True)  # type: ignore[no-untyped-call]


SCAN = ScanSchema()


@app.route("/v1/check-ins", methods=["POST"])
def check_in() -> Response:
    request: Any = app.current_request
    try:
        scan: dict[str, Any] = SCAN.load(request.json_body or {})
    except ValidationError as error:
        return Response({"errors": error.messages}, status_code=400)
    deputy = request.context["authorizer"]["principalId"]
    now = datetime.now(UTC).isoformat()
    item = CheckIn(f"DEPUTY#{deputy}", f"CHECKIN#{now[:10]}#{scan['code']}", recorded_at=now)
    if "location" in scan:
        item.location = Location(**scan["location"])  # type: ignore[no-untyped-call]
    try:
        item.save(CheckIn.pk.does_not_exist())
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return Response({"error": "already checked in"}, status_code=409)
    return Response({"deputy": deputy, "recorded_at": now}, status_code=201)
