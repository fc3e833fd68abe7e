"""A check-in with the resolver of Powertools for AWS Lambda, pydantic and the boto3 resource."""

import os
from datetime import UTC, datetime
from decimal import Decimal
from http import HTTPStatus
from typing import Annotated, Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types
from botocore.exceptions import ClientError
from pydantic import BaseModel, Field, ValidationError

table = boto3.resource("dynamodb").Table(os.environ["RECORDS_TABLE"])
app = APIGatewayRestResolver()


class Location(BaseModel):
    lat: Annotated[Decimal, Field(ge=-90, le=90)]
    lng: Annotated[Decimal, Field(ge=-180, le=180)]
    accuracy: Annotated[Decimal, Field(ge=0)]


class Scan(BaseModel):
    code: Annotated[str, Field(min_length=1, max_length=256)]
    location: Location | None = None


class CheckedIn(BaseModel):
    deputy: str
    recorded_at: datetime


def answer(status: HTTPStatus, body: str) -> Response[str]:
    return Response(status_code=status, content_type=content_types.APPLICATION_JSON, body=body)


@app.post("/v1/check-ins")
def check_in() -> Response[str]:
    try:
        scan = Scan.model_validate_json(app.current_event.body or "")
    except ValidationError as error:
        return answer(HTTPStatus.BAD_REQUEST, error.json(include_url=False))
    deputy = app.current_event.request_context.authorizer["principalId"]
    made = CheckedIn(deputy=deputy, recorded_at=datetime.now(UTC))
    item = {
        "pk": f"DEPUTY#{deputy}",
        "sk": f"CHECKIN#{made.recorded_at:%Y-%m-%d}#{scan.code}",
        **made.model_dump(mode="json"),
    }
    if scan.location is not None:
        item["location"] = scan.location.model_dump()
    try:
        table.put_item(Item=item, ConditionExpression="attribute_not_exists(pk)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return answer(HTTPStatus.CONFLICT, '{"error": "already checked in"}')
    return answer(HTTPStatus.CREATED, made.model_dump_json())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    answered: dict[str, Any] = app.resolve(event, context)
    return answered
