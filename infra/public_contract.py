"""The contract as clients read it: nothing of the gateway's, and the token as what it is."""

from typing import Any

from shared.web.openapi.gateway import SECURITY


def public_contract(contract: dict[str, Any]) -> dict[str, Any]:
    """The contract without what only API Gateway reads, nor its preflight answers.

    ``servers`` is relative; ``GET /v1/openapi.json`` puts the province's own address there.
    """
    public: dict[str, Any] = _without_gateway_parts(contract)
    for operations in public["paths"].values():
        operations.pop("options", None)
    public["servers"] = [{"url": "/"}]
    public["components"]["securitySchemes"] = {
        SECURITY: {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "The access token that signing in answered",
        }
    }
    return public


def _without_gateway_parts(node: Any) -> Any:
    if isinstance(node, dict):
        return {k: _without_gateway_parts(v) for k, v in node.items() if not str(k).startswith("x-amazon-")}
    if isinstance(node, list):
        return [_without_gateway_parts(item) for item in node]
    return node
