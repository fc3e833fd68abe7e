"""Every field of every route at its edges and beyond: too long, of another type, missing, unknown, repeated.

Some sixty requests for a route, 22,000 in all, a quarter of an hour (``make security EDGES=1``); or every
eighth of them (``EDGES=8``).
"""

import os
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core import NotSet
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.generation import GenerationMode
from schemathesis.generation.meta import CoveragePhaseData

from infra.local.stack import LocalStack
from tests.e2e.contract import CHECKS, EVERYTHING, Bearer, made_up

schema = made_up("coverage")
EVERY = int(os.environ.get("EDGES") or 1)
KEY = "Idempotency-Key"
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
    headers = {"Authorization": f"Bearer {bearer.token}", **another_key(case)}
    response = case.call(base_url=stack.base_url, headers=headers, timeout=60)
    case.validate_response(response, checks=CHECKS)
    if not may_be_taken(case):
        assert is_refused(response), f"{case.as_curl_command()}: {response.text[:300]}"


def another_key(case: schemathesis.Case[Any]) -> dict[str, str]:
    """A right key is made up once: under a new one a request is looked at, and not taken for a repeat."""
    wrong = None if case.meta is None else getattr(case.meta.phase.data, "parameter", None)
    return {KEY: uuid4().hex} if KEY in (case.headers or {}) and wrong != KEY else {}


def may_be_taken(case: schemathesis.Case[Any]) -> bool:
    """Whether a request is right, or what is wrong with it nobody looks at: a header that is not asked for,
    the type of a content that is not there. ``OPTIONS`` is every route's."""
    if case.meta is None or case.meta.generation.mode is GenerationMode.POSITIVE:
        return True
    wrong = case.meta.phase.data
    assert isinstance(wrong, CoveragePhaseData)
    in_header = wrong.parameter_location is ParameterLocation.HEADER
    unasked = wrong.parameter is None or (wrong.parameter == "Content-Type" and isinstance(case.body, NotSet))
    return (in_header and unasked) or case.method == "OPTIONS"


def is_refused(response: Response) -> bool:
    """Whether a request is, or of one that is answered item by item an item."""
    if response.status_code >= 400:
        return True
    return any(one.get("status") == "refused" for one in response.json().get("items", ()))
