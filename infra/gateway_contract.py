"""The contract as API Gateway needs it: everything that it acts on, nothing that only people read.

CloudFormation takes a template of 1 MB with the contract included; words, examples and the forms of
answers are most of a contract, and the gateway checks requests only.
"""

import json
import re
from typing import Any

LARGEST = 900_000
"""Bytes, of the 1 MB that CloudFormation takes; the template itself needs the rest."""

_WORDS = frozenset({"description", "example", "examples", "externalDocs", "summary", "tags"})
_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')


def gateway_contract(contract: dict[str, Any]) -> dict[str, Any]:
    """A copy without words, examples, bodies of answers, and the schemas that no request has."""
    slim: dict[str, Any] = _without_words(contract)
    # API Gateway names the API by its title, and alarms find it by its name.
    slim["info"] = {**slim.get("info", {}), "title": {"Ref": "AWS::StackName"}}
    for operations in slim["paths"].values():
        for operation in operations.values():
            answers = operation.get("responses", {})
            operation["responses"] = {status: _headers_only(answer) for status, answer in answers.items()}
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


def _headers_only(answer: dict[str, Any]) -> dict[str, Any]:
    return {"description": "", **{key: value for key, value in answer.items() if key == "headers"}}


def _needed(paths: dict[str, Any], schemas: dict[str, Any]) -> set[str]:
    """The schemas that the paths name, and those that they name in turn."""
    found: set[str] = set()
    ahead = set(_REFERENCE.findall(json.dumps(paths)))
    while ahead:
        found |= ahead
        ahead = set(_REFERENCE.findall(json.dumps([schemas[name] for name in ahead]))) - found
    return found
