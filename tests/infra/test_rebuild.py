"""The operator's command that computes everybody's standing anew."""

import io
import json
from typing import Any

import pytest

from functions.standing.projection.nightly import LISTS
from infra import rebuild
from infra.admin import AdminError
from infra.local.deploy import STACK
from infra.local.stack import LocalStack
from shared.domain import divisions
from tests.stack import end_walk


class Stack:
    """CloudFormation and Lambda of an account with one stack, whose function answers as told."""

    def __init__(self, answer: dict[str, Any], error: str | None = None) -> None:
        self.answer = {"Payload": io.BytesIO(json.dumps(answer).encode())}
        if error is not None:
            self.answer["FunctionError"] = error  # type: ignore[assignment]
        self.invoked = ""

    def __call__(self, service: str) -> "Stack":
        return self

    def describe_stacks(self, **_: Any) -> dict[str, Any]:
        return {"Stacks": [{"Outputs": [{"OutputKey": "NightlyFunctionName", "OutputValue": "nightly-1"}]}]}

    def invoke(self, **asked: Any) -> dict[str, Any]:
        self.invoked = asked["FunctionName"]
        return self.answer


def test_the_stack_s_own_function_is_invoked() -> None:
    stack = Stack({"walks": 38})
    assert rebuild.rebuild(stack, "lianluo-henan") == 38
    assert stack.invoked == "nightly-1"


def test_a_failure_is_told() -> None:
    with pytest.raises(AdminError, match="QUEUE_URL"):
        rebuild.rebuild(Stack({"errorMessage": "QUEUE_URL is not set"}, "Unhandled"), "lianluo-henan")


def test_on_the_local_stack_every_list_is_gone_through(stack: LocalStack) -> None:
    try:
        assert rebuild.rebuild(stack.client, STACK) == (len(LISTS) + 1) * len(divisions.shards("41"))
    finally:
        end_walk(stack)
