"""The contract as what makes requests up: right and wrong ones, in phases."""

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
from infra.public_contract import public_contract

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
"""No 5xx, and every answer is one that the contract declares."""


def made_up(*phases: str) -> OpenApiSchema:
    """A schema of schemathesis. ``examples``: the contract's own; ``fuzzing``: by chance, as many as
    hypothesis is told; ``coverage``: each field at its edges, some seventy requests for a route."""
    schema = schemathesis.openapi.from_dict(public_contract(document()))
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    schema.config.phases.update(phases=list(phases))
    return schema
