"""A check-in with the boto3 client and nothing else: the measure of the others."""

import json
import os
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import ClientError

TABLE = os.environ["RECORDS_TABLE"]
client = boto3.client("dynamodb")


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    try:
        scan = json.loads(event["body"] or "")
        code = scan["code"]
        location = scan.get("location") or {}
    except (ValueError, KeyError, AttributeError, TypeError):
        return answer(400, {"error": "invalid body"})
    if not isinstance(code, str) or not 0 < len(code) <= 256:
        return answer(400, {"error": "invalid code"})
    deputy = event["requestContext"]["authorizer"]["principalId"]
    now = datetime.now(UTC).isoformat()
    item: dict[str, Any] = {
        "pk": {"S": f"DEPUTY#{deputy}"},
        "sk": {"S": f"CHECKIN#{now[:10]}#{code}"},
        "recorded_at": {"S": now},
        "location": {"M": {name: {"N": str(value)} for name, value in location.items()}},
    }
    try:
        client.put_item(TableName=TABLE, Item=item, ConditionExpression="attribute_not_exists(pk)")
    except ClientError as error:
        if error.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
        return answer(409, {"error": "already checked in"})
    return answer(201, {"deputy": deputy, "recorded_at": now})


def answer(status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "statusCode": status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }
