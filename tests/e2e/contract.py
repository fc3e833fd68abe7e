"""The contract as what makes requests up: right and wrong ones, in phases."""

from functools import partial
from time import monotonic

import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from infra.contract import document
from infra.local.stack import LocalStack
from infra.public_contract import public_contract
from shared.domain import tokens
from tests.e2e.client import PERSON, token_for

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""No 5xx, and every answer is one that the contract declares."""


EVERYTHING = ("admin:41", "committee_staff:41", "deputy:4114", "township_staff:41", "auditor:41")
"""What somebody holds who may do everything in Henan."""


class Bearer:
    """Somebody whose token is made anew before it ends: a run may take longer than a token lasts, and 401 is
    an answer that every contract has."""

    def __init__(self, stack: LocalStack, *grants: str, person: str = PERSON) -> None:
        self._make = partial(token_for, stack, *grants, person=person)
        self._made = monotonic()
        self._token = self._make()

    @property
    def token(self) -> str:
        if monotonic() - self._made > tokens.ACCESS_LIFETIME.total_seconds() / 2:
            self._made, self._token = monotonic(), self._make()
        return self._token


def made_up(*phases: str) -> OpenApiSchema:
    """A schema of schemathesis. ``examples``: the contract's own; ``fuzzing``: by chance, as many as
    hypothesis is told; ``coverage``: each field at its edges, some seventy requests for a route."""
    schema = schemathesis.openapi.from_dict(public_contract(document()))
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    schema.config.phases.update(phases=list(phases))
    return schema
