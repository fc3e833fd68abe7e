"""Requests made up from the contract, right and wrong ones, against the local stack: no 5xx, and every
answer is one that the contract declares. The edges of every field, and every role: tests/security."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from infra.local.stack import LocalStack
from tests.e2e.contract import CHECKS, EVERYTHING, Bearer, made_up

EXAMPLES = 6
"""Requests per operation and test run. More: ``make test ARGS="-k fuzz --hypothesis-seed=…"``."""

schema = made_up("examples", "fuzzing")


@pytest.fixture(scope="module")
def bearer(stack: LocalStack) -> Bearer:
    return Bearer(stack, *EVERYTHING)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_answers_as_its_contract_says(
    case: schemathesis.Case[Any], stack: LocalStack, bearer: Bearer
) -> None:
    response = case.call(
        base_url=stack.base_url, headers={"Authorization": f"Bearer {bearer.token}"}, timeout=60
    )
    case.validate_response(response, checks=CHECKS)
