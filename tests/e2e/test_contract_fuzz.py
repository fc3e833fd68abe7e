"""Requests made up from the contract, right and wrong ones, against the local stack: no 5xx, and every
answer is one that the contract declares."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from infra.contract import document
from infra.local.stack import LocalStack
from infra.public_contract import public_contract
from tests.e2e.client import token_for

EXAMPLES = 6
"""Requests per operation and test run. More: ``make test ARGS="-k fuzz --hypothesis-seed=…"``."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
schema = schemathesis.openapi.from_dict(public_contract(document()))
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture(scope="module")
def token(stack: LocalStack) -> str:
    """Somebody who may do everything in Henan."""
    everything = ("admin:41", "committee_staff:41", "deputy:4114", "township_staff:41", "auditor:41")
    return token_for(stack, *everything)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_api_answers_as_its_contract_says(
    case: schemathesis.Case[Any], stack: LocalStack, token: str
) -> None:
    response = case.call(base_url=stack.base_url, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    case.validate_response(response, checks=CHECKS)
