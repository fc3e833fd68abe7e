"""The template's tables, keys, queue and bucket in moto, and each function's environment as declared.

moto keeps everything in this process and is not thread-safe: concurrency is tested on the local stack and on
the second engine, which with `--engine dynamodb-local` holds the tables (tests/engines).
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.custom_responses_mock import reset_responses_mock
from moto.core.models import responses_mock

from infra import template
from shared.store import keys
from tests import snapshots
from tests.engines import dynamodb_local
from tests.engines import tables as engine_tables

REGION = "cn-north-1"
PARAMETERS = {
    "Province": "41",
    "ProvinceName": "河南省",
    "Stage": "test",
    "PublicUrl": "https://henan.example.cn",
    "WebhookUrl": "https://gateway.example.cn/messages",
    "AllowedOrigin": "https://admin.example.cn",
    "CodesPerAddressHour": "1000",
}
_template = cache(template.load)


@cache
def _client(service: str) -> Any:
    session = boto3.Session("testing", "testing", region_name=REGION)
    return session.client(service)  # type: ignore[call-overload]


class World:
    """What the template makes, by logical id. ``names`` are physical; ``arns`` the keys' and queues'."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.arns: dict[str, str] = {}
        self._make()
        self.begin_anew()

    def begin_anew(self) -> None:
        """Nothing stored, nothing queued, the deployment that tests begin with."""
        self._parameters = {
            name: str(parameter.get("Default", "")) for name, parameter in _template()["Parameters"].items()
        } | PARAMETERS
        snapshots.empty()
        if dynamodb_local.holds_the_tables():
            engine_tables.empty(self.client("dynamodb"), self._tables)

    def client(self, service: str) -> Any:
        """A client of moto's."""
        return _client(service)

    def environment(self, function: str) -> dict[str, str]:
        """The environment variables that template.yaml gives a function, by its logical id."""
        whole = _template()
        common = whole["Globals"]["Function"]["Environment"]["Variables"]
        own = whole["Resources"][function]["Properties"].get("Environment", {}).get("Variables", {})
        return {name: self._value(value) for name, value in {**common, **own}.items()}

    def deploy_with(self, **parameters: str) -> None:
        """From now on functions have the environment of a deployment with these parameters."""
        self._parameters |= parameters

    def items(self, table: str) -> list[dict[str, Any]]:
        """Everything in a table, as DynamoDB writes it."""
        pages = self.client("dynamodb").get_paginator("scan").paginate(TableName=self.names[table])
        return [item for page in pages for item in page["Items"]]

    def _make(self) -> None:
        wanted = {name: f"test-{name}" for name in engine_tables.definitions()}
        self._tables = engine_tables.make_tables(self.client("dynamodb"), wanted)
        self.names |= self._tables
        for name, resource in _template()["Resources"].items():
            properties = resource.get("Properties", {})
            match resource["Type"]:
                case "AWS::KMS::Key":
                    spec = {key: properties[key] for key in ("KeySpec", "KeyUsage") if key in properties}
                    key = self.client("kms").create_key(**spec)["KeyMetadata"]
                    self.names[name], self.arns[name] = key["KeyId"], key["Arn"]
                case "AWS::SQS::Queue":
                    self.names[name] = self.client("sqs").create_queue(QueueName=name)["QueueUrl"]
                    self.arns[name] = f"arn:aws-cn:sqs:{REGION}:123456789012:{name}"
                case "AWS::S3::Bucket":
                    self.names[name] = f"test-{name.lower()}"
                    self.client("s3").create_bucket(
                        Bucket=self.names[name], CreateBucketConfiguration={"LocationConstraint": REGION}
                    )

    def _value(self, value: Any) -> str:
        if not isinstance(value, dict):
            return str(value)
        ((function, argument),) = value.items()
        match function:
            case "Ref":
                return self._parameters[argument] if argument in self._parameters else self.names[argument]
            case "Fn::GetAtt":
                return self.arns[argument[0] if isinstance(argument, list) else argument.split(".")[0]]
            case "Fn::Join":
                return (
                    self._value(argument[1])
                    if isinstance(argument[1], dict)
                    else argument[0].join(argument[1])
                )
            case "Fn::Sub":
                return re.sub(r"\{\{resolve:secretsmanager:\$\{(\w+)}}}", _secret, argument)
        raise ValueError(f"an intrinsic that tests do not know: {function}")


def _secret(match: re.Match[str]) -> str:
    return f"{match.group(1)}-" + "0123456789" * 5


@contextmanager
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """An empty world. It is made once and emptied for each test, and clients are kept, as in a warm function:
    making tables and keys costs more than most tests."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    keys.public_key.cache_clear()
    snapshots.cheap(monkeypatch)
    mock = mock_aws()
    mock.start(reset=_standing.cache_info().currsize == 0)
    try:
        made = _standing()
        made.begin_anew()
        yield made
    finally:
        mock.stop(remove_data=False)
        reset_responses_mock(responses_mock)  # else each start adds what it adds once more


@cache
def _standing() -> World:
    """The one of this process; in moto."""
    return World()


def function_settings() -> set[str]:
    """Every environment variable that the template gives any function."""
    return {
        name
        for resource in _template()["Resources"].values()
        if resource["Type"] == "AWS::Serverless::Function"
        for name in resource["Properties"].get("Environment", {}).get("Variables", {})
    }
