"""Whether an answer is one that its route declares: status, refusal code, media type, headers, schema."""

import json
from functools import cache
from typing import Any

from jsonschema_rs import Draft4Validator

from shared.web.openapi.operations import Route, operation
from shared.web.openapi.schemas import Schemas
from shared.web.problems import MEDIA_TYPE
from shared.web.service import Service


def check(app: Service, method: str, template: str, status: int, headers: Any, body: bytes) -> None:
    """Raises AssertionError for an answer that the contract of this route does not have."""
    responses, components = _contract(app, method, template)
    where = f"{method} {template} answered {status}"
    problem = json.loads(body) if headers.get("content-type") == MEDIA_TYPE else {}
    assert str(status) in responses, f"{where} {problem.get('code', '')}, which it does not declare"
    declared = responses[str(status)]
    if problem:
        code = problem["code"]
        assert f"`{code}`" in declared["description"], f"{where} {code}: name it in refusals"
    content = declared.get("content", {})
    if not content:
        assert body == b"", f"{where} with a body, which it does not declare"
        return
    media = headers["content-type"].split(";")[0]
    assert media in content, f"{where} as {media}, which it does not declare"
    if media.endswith("json"):
        value = json.loads(body)
        errors = faults(value, content[media]["schema"], components)
        hint = "(what is not always answered stands in its schema's Meta.optional)"
        assert not errors, f"{where} otherwise than its schema: {errors} {hint}"
        versioned = "ETag" in declared.get("headers", {}) and value.get("version") is not None
        assert "etag" in headers or not versioned, f"{where} with a version, but without ETag"


def faults(value: Any, schema: dict[str, Any], components: dict[str, Any]) -> list[str]:
    """In what a value differs from a schema of OpenAPI 3.0, as sentences."""
    whole = {**plain(schema), "components": {"schemas": plain(components)}}
    errors = Draft4Validator(whole, validate_formats=True).iter_errors(value)
    return [f"{'.'.join(str(step) for step in error.instance_path)}: {error.message}" for error in errors]


def plain(node: Any) -> Any:
    """A schema of OpenAPI 3.0 as JSON Schema: ``nullable`` said in JSON Schema's own words."""
    if isinstance(node, list):
        return [plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {name: plain(value) for name, value in node.items() if name not in {"nullable", "example"}}
    return {"anyOf": [kept, {"type": "null"}]} if node.get("nullable") is True else kept


@cache
def _contract(app: Service, method: str, template: str) -> tuple[dict[str, Any], dict[str, Any]]:
    schemas = Schemas()
    route = Route(template, method, "Function", app.routes[template][method].view_function)
    return operation(route, schemas)["responses"], schemas.components()
