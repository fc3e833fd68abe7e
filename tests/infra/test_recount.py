"""The operator's command that counts opinions and suggestions anew."""

import io
import json
from datetime import date
from typing import Any

import pytest

from functions.suggestions.numbers import counting
from infra import recount
from infra.admin import AdminError
from infra.local.deploy import STACK
from infra.local.stack import LocalStack


class Stack:
    """CloudFormation and Lambda of an account with one stack; the opinions of a month are two pages."""

    def __init__(self, error: str | None = None) -> None:
        self.error = error
        self.asked: list[dict[str, Any]] = []

    def __call__(self, service: str) -> "Stack":
        return self

    def describe_stacks(self, **_: Any) -> dict[str, Any]:
        return {"Stacks": [{"Outputs": [{"OutputKey": "TallyFunctionName", "OutputValue": "tally-1"}]}]}

    def invoke(self, **asked: Any) -> dict[str, Any]:
        assert asked["FunctionName"] == "tally-1"
        self.asked.append(json.loads(asked["Payload"]))
        first = self.asked[-1]["kind"] == "OPINIONS" and self.asked[-1]["after"] is None
        page = {"counted": 100, "failed": ["e1"], "after": "more"} if first else {}
        answer = {"counted": 1, "failed": [], "after": None, **page, "errorMessage": self.error}
        failed = {} if self.error is None else {"FunctionError": "Unhandled"}
        return {"Payload": io.BytesIO(json.dumps(answer).encode()), **failed}


def test_every_page_of_every_month_and_kind_is_counted() -> None:
    stack = Stack()
    found = recount.recount(stack, "lianluo-henan", date(2026, 12, 1), date(2027, 1, 15))
    assert (found.number, found.failed) == (204, ["e1", "e1"])
    assert [(one["month"], one["kind"], one["after"]) for one in stack.asked] == [
        (month, kind, after)
        for month in ("2026-12", "2027-01")
        for kind, after in (("OPINIONS", None), ("OPINIONS", "more"), ("SUGGESTIONS", None))
    ]


def test_a_failure_is_told() -> None:
    with pytest.raises(AdminError, match="not set"):
        recount.recount(Stack("PROVINCE is not set"), "lianluo-henan", date(2026, 1, 1), date(2026, 1, 1))


def test_the_function_counts_what_the_command_names() -> None:
    assert recount.KINDS == counting.KINDS


def test_on_the_local_stack_a_month_is_gone_through(stack: LocalStack) -> None:
    found = recount.recount(stack.client, STACK, date(2026, 1, 1), date(2026, 1, 1))
    assert found == (0, [])
