"""Every field of every route at its edges and beyond: too long, of another type, missing, unknown, repeated.

Some seventy requests for a route, a quarter of an hour for all (``make security EDGES=1``), or every eighth
of them (``EDGES=8``).
"""

import os
from itertools import count
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings

from infra.local.stack import LocalStack
from tests.e2e.contract import CHECKS, EVERYTHING, Bearer, made_up

schema = made_up("coverage")
EVERY = int(os.environ.get("EDGES") or 1)
_asked = count()


@pytest.fixture(scope="module")
def bearer(stack: LocalStack) -> Bearer:
    return Bearer(stack, *EVERYTHING)


@schema.parametrize()
@settings(deadline=None, phases=[Phase.explicit], suppress_health_check=list(HealthCheck))
def test_the_edges_of_every_field_are_answered_as_the_contract_says(
    case: schemathesis.Case[Any], stack: LocalStack, bearer: Bearer
) -> None:
    if next(_asked) % EVERY:
        return
    headers = {"Authorization": f"Bearer {bearer.token}"}
    response = case.call(base_url=stack.base_url, headers=headers, timeout=60)
    case.validate_response(response, checks=CHECKS)
