"""What a route takes beside its body: path, query and headers."""

from typing import Any

from marshmallow import fields

from shared.web import request
from shared.web.openapi import examples
from shared.web.openapi.schemas import ContractError, Schemas
from shared.web.operation import Operation
from shared.web.parameters import PARAMETERS

_LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "description": "Language of problems: `zh-CN` unless `en` is preferred",
    "schema": {"type": "string"},
    "example": "zh-CN",
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The version that was read: `ETag` of the answer",
    "schema": {"type": "string", "pattern": f"^{request.ETAG_PATTERN}$"},
    "example": '"v3"',
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "description": "The version that the client has: answered 304 while it is the latest",
    "schema": {"type": "string"},
    "example": '"v3"',
}
_IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "Made up by the client, the same when it sends the request again",
    "schema": {"type": "string", "pattern": f"^{request.KEY_PATTERN}$"},
    "example": "0f8fad5b-d9cb-469f-a165-70867728950e",
}


def parameters(
    path_names: list[str], method: str, declared: Operation, schemas: Schemas
) -> list[dict[str, Any]]:
    """The parameters of a route, path first."""
    found = [_path(name) for name in path_names]
    if declared.query is not None:
        found += [_query(name, field, schemas) for name, field in declared.query.load_fields.items()]
    if declared.if_match:
        found.append(_IF_MATCH)
    if method == "GET" and (declared.versioned or "ETag" in declared.headers):
        found.append(_IF_NONE_MATCH)
    if declared.idempotent:
        found.append(_IDEMPOTENCY_KEY)
    return [*found, _LANGUAGE]


def _path(name: str) -> dict[str, Any]:
    if name not in PARAMETERS:
        raise ContractError(f"shared.web.parameters has no path parameter {name}")
    parameter = PARAMETERS[name]
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": parameter.description,
        "schema": {"type": "string", "pattern": f"^{parameter.pattern}$"},
        "example": parameter.example,
    }


def _query(name: str, field: fields.Field[Any], schemas: Schemas) -> dict[str, Any]:
    schema = schemas.value(field)
    description = schema.pop("description", None)
    schema.pop("example", None)
    try:
        example = examples.of_field(field)
    except LookupError:
        raise ContractError(f'query parameter {name} needs metadata={{"example": ...}}') from None
    return {
        "name": field.data_key or name,
        "in": "query",
        **({"required": True} if field.required else {}),
        **({"description": description} if description else {}),
        "schema": schema,
        "example": example,
    }
