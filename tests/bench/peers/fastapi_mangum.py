"""A check-in with FastAPI behind Mangum and the boto3 resource."""

import os
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated

import boto3
from botocore.exceptions import ClientError
from fastapi import FastAPI, HTTPException, Request
from mangum import Mangum
from pydantic import BaseModel, Field

table = boto3.resource("dynamodb").Table(os.environ["RECORDS_TABLE"])
app = FastAPI()


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


@app.post("/v1/check-ins", status_code=201)
def check_in(scan: Scan, request: Request) -> CheckedIn:
    deputy = request.scope["aws.event"]["requestContext"]["authorizer"]["principalId"]
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
        raise HTTPException(409, "already checked in") from error
    return made


handler = Mangum(app, lifespan="off")
