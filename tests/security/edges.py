"""Every field of every route at its edges and beyond: too long, of another type, missing, unknown, repeated.

Some seventy requests for a route, a quarter of an hour for all (``make security EDGES=1``).
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from infra.local.stack import LocalStack
from tests.e2e.client import token_for
from tests.e2e.contract import CHECKS, made_up

EVERYTHING = ("admin:41", "committee_staff:41", "deputy:4114", "township_staff:41", "auditor:41")
"""What somebody holds who may do everything in Henan."""

schema = made_up("coverage")


@pytest.fixture(scope="module")
def token(stack: LocalStack) -> str:
    return token_for(stack, *EVERYTHING)


@schema.parametrize()
@settings(deadline=None, phases=[Phase.explicit], suppress_health_check=list(HealthCheck))
def test_the_edges_of_every_field_are_answered_as_the_contract_says(
    case: schemathesis.Case[Any], stack: LocalStack, token: str
) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    response = case.call(base_url=stack.base_url, headers=headers, timeout=60)
    case.validate_response(response, checks=CHECKS)
