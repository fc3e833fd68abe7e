"""The contract: OpenAPI 3.0.1 generated from the routes of the apps. Development only, never packaged.

It is API Gateway's definition (hence 3.0.1, no references to responses, and names of letters and digits
only: AWS, "important notes for REST APIs") and, without the gateway's parts, what clients read.
"""

from collections.abc import Mapping
from typing import Any

from chalice.app import Chalice

from shared.web.openapi import gateway
from shared.web.openapi.operations import Route, operation
from shared.web.openapi.schemas import ContractError, Schemas

__all__ = ["ContractError", "contract", "routes"]

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_DESCRIPTION = """\
人大代表联络站后端。地址与规则以各省部署为准。 The backend of People's Congress liaison stations.

- Sign in with a phone and a one-time code; send the access token as `Authorization: Bearer …`.
- Errors are problem documents (RFC 9457) with a stable `code`; sentences come in Chinese, or in English
  with `Accept-Language: en`.
- A changed resource answers its version as `ETag`; send it back in `If-Match` to change it.
- Lists answer `items` and `next`; send `next` as `cursor` for the page after.
- An `Idempotency-Key` makes a repeated request arrive at the first one's result.
- Moments are ISO 8601 with offset; days are days in China (Asia/Shanghai).
"""


def contract(apps: Mapping[str, Chalice], version: str) -> dict[str, Any]:
    """The document of all routes; ``apps`` by the logical id of their function in template.yaml.

    Raises ContractError where declarations lack something or say two things, naming each.
    """
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    names: dict[str, Route] = {}
    wrong: list[str] = []
    found = routes(apps)
    for route in found:
        try:
            described = operation(route, schemas)
            other = names.setdefault(described["operationId"], route)
            if other is not route:
                raise ContractError(f"its view has the name of {other}'s")
        except ContractError as error:
            wrong.append(f"{route}: {error}")
            continue
        paths.setdefault(route.path, {})[route.method.lower()] = described
    if wrong:
        raise ContractError("\n".join(wrong))
    for path, item in paths.items():
        item["options"] = gateway.preflight(path, [method.upper() for method in item])
    return {
        "openapi": "3.0.1",
        "info": {"title": "联络 Lianluo", "version": version, "description": _DESCRIPTION},
        "servers": [
            {
                "url": "https://api.example.cn/{basePath}",
                "variables": {"basePath": {"default": "production"}},
            }
        ],
        "tags": [{"name": tag} for tag in sorted({route.operation.tag for route in found})],
        "paths": paths,
        "components": {"schemas": schemas.components(), "securitySchemes": gateway.security_schemes()},
        **gateway.settings({media for route in found for media in route.operation.media}),
    }


def routes(apps: Mapping[str, Chalice]) -> list[Route]:
    """Every route of every app, in the order of paths and methods."""
    found = [
        Route(path, method, function, entry.view_function)
        for function, app in apps.items()
        for path, methods in app.routes.items()
        for method, entry in methods.items()
    ]
    taken: dict[tuple[str, str], str] = {}
    for route in found:
        key = (route.path, route.method)
        if taken.setdefault(key, route.function) != route.function:
            raise ContractError(f"{route} stands in {route.function} and in {taken[key]}")
    return sorted(found, key=lambda route: (route.path, _METHODS.index(route.method)))
