"""The contract as API Gateway needs it: everything that it acts on, nothing that only people read.

CloudFormation takes a template of 1 MB with the contract included; words, examples and the forms of
answers are most of a contract, and the gateway checks requests only.
"""

import json
import re
from typing import Any

LARGEST = 800_000
"""Bytes, of the 1 MB that CloudFormation takes; the template itself needs the rest."""

RESOURCES = 300
"""Resources that API Gateway gives an API until its account asks for more (AWS)."""

_WORDS = frozenset({"description", "example", "examples", "externalDocs", "summary", "tags"})
_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')


def gateway_contract(contract: dict[str, Any]) -> dict[str, Any]:
    """A copy without words, examples, answers, parameters that nobody must send, and schemas that no request
    has. A function's answer and every parameter pass the gateway whether they are named or not."""
    slim: dict[str, Any] = _without_words(contract)
    # API Gateway names the API by its title, and alarms find it by its name.
    slim["info"] = {**slim.get("info", {}), "title": {"Ref": "AWS::StackName"}}
    for operations in slim["paths"].values():
        for method, operation in operations.items():
            operations[method] = _acted_on(operation)
    schemas = slim.get("components", {}).get("schemas", {})
    needed = _needed(slim["paths"], schemas)
    if schemas:
        slim["components"]["schemas"] = {name: schemas[name] for name in schemas if name in needed}
    return slim


def _without_words(node: Any, names: bool = False) -> Any:
    """`names`: the keys of this node are names that somebody gave, not words of OpenAPI."""
    if isinstance(node, list):
        return [_without_words(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _without_words(value, names=key in ("properties", "schemas") and not names)
        for key, value in node.items()
        if names or key not in _WORDS
    }


def _acted_on(operation: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in operation.items() if not key.startswith("x-lianluo-")}
    integration = kept.get("x-amazon-apigateway-integration", {})
    if integration.get("type") != "aws_proxy":
        # The answer of a mock has the headers that its method names (AWS).
        answers = kept.get("responses", {})
        kept["responses"] = {status: _headers_only(answer) for status, answer in answers.items()}
        return kept
    kept["responses"] = {"200": {"description": ""}}
    required = [taken for taken in kept.pop("parameters", []) if taken.get("required")]
    return {**kept, "parameters": required} if required else kept


def _headers_only(answer: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", **{key: value for key, value in answer.items() if key == "headers"}}


def resources(contract: dict[str, Any]) -> int:
    """How many resources API Gateway makes of a contract: one for each step of a path."""
    steps = {path.rsplit("/", cut)[0] or "/" for path in contract["paths"] for cut in range(path.count("/"))}
    return len(steps | {"/"})


def first(contract: dict[str, Any]) -> dict[str, Any]:
    """What strangers may call, of :func:`gateway_contract`: enough for an API to be made, whose quota of
    resources can then be raised."""
    paths = {
        path: operations
        for path, operations in contract["paths"].items()
        if any(not one.get("security") for method, one in operations.items() if method != "options")
    }
    schemas = contract["components"]["schemas"]
    needed = _needed(paths, schemas)
    kept = {name: schema for name, schema in schemas.items() if name in needed}
    return {**contract, "paths": paths, "components": {**contract["components"], "schemas": kept}}


def _needed(paths: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    """The schemas that the paths name, and those that they name in turn."""
    found: set[str] = set()
    ahead = set(_REFERENCE.findall(json.dumps(paths)))
    while ahead:
        found |= ahead
        ahead = set(_REFERENCE.findall(json.dumps([schemas[name] for name in ahead]))) - found
    return found
