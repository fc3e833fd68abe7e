"""The operator's command for the first administrator."""

import io
import json
import re
from typing import Any

import pytest

from infra import admin
from infra.local.deploy import STACK
from infra.local.stack import LocalStack


class Stack:
    """CloudFormation and Lambda of an account with one stack, whose function answers as told."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer
        self.asked: dict[str, Any] = {}

    def __call__(self, service: str) -> "Stack":
        return self

    def describe_stacks(self, **asked: Any) -> dict[str, Any]:
        outputs = [{"OutputKey": "AppointAdministratorFunctionName", "OutputValue": "appoint-1"}]
        return {"Stacks": [{"Outputs": outputs}]}

    def invoke(self, **asked: Any) -> dict[str, Any]:
        self.asked = asked
        return self.answer


def _payload(body: dict[str, Any]) -> io.BytesIO:
    return io.BytesIO(json.dumps(body).encode())


def test_the_stack_s_own_function_is_invoked() -> None:
    stack = Stack({"Payload": _payload({"person": "p1"})})
    assert admin.appoint(stack, "lianluo-henan", "13800001111", "张三") == {"person": "p1"}
    assert stack.asked["FunctionName"] == "appoint-1"
    assert json.loads(stack.asked["Payload"]) == {"phone": "13800001111", "name": "张三"}


def test_a_refusal_is_told_in_its_own_words() -> None:
    stack = Stack(
        {"FunctionError": "Unhandled", "Payload": _payload({"errorMessage": "invalid_request: phone"})}
    )
    with pytest.raises(admin.AdminError, match="invalid_request: phone"):
        admin.appoint(stack, "lianluo-henan", "1", "张三")


def test_an_environment_gives_stack_and_region() -> None:
    assert admin.deployed("henan") == ("lianluo-henan", "cn-north-1")


@pytest.mark.parametrize("unknown", ["", "hunan", "version"])
def test_an_unknown_province_is_answered_with_the_known_ones(unknown: str) -> None:
    with pytest.raises(admin.AdminError, match=re.escape("henan, shanxi, guangdong, guangxi, tianjin")):
        admin.deployed(unknown)


def test_on_the_local_stack_appointing_twice_is_appointing_once(stack: LocalStack) -> None:
    first = admin.appoint(stack.client, STACK, "13800000002", "张三")
    assert first["role"] == "admin"
    assert first["scope"] == "41"
    assert admin.appoint(stack.client, STACK, "13800000002", "张三") == first


def test_on_the_local_stack_a_wrong_phone_is_named(stack: LocalStack) -> None:
    with pytest.raises(admin.AdminError, match="phone"):
        admin.appoint(stack.client, STACK, "12", "张三")
