"""marshmallow schemas as the contract's schemas, by apispec; then what apispec gets wrong is set right."""

import inspect
import re
from collections.abc import Collection
from datetime import time
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema, fields

_REFERENCE = "#/components/schemas/"
_END_OF_TEXT = re.compile(r"\(\?!(?:\n|\\n)\)$")
"""Python's ``$`` would also match before a last line feed; in JSON Schema it does not."""


class ContractError(Exception):
    """A declaration from which no contract can be made; the message says what to declare."""


PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Why a request was declined (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri", "example": "urn:lianluo:problem:invalid_request"},
        "title": {"type": "string", "description": "For people", "example": "请求内容不符合要求"},
        "status": {"type": "integer", "example": 400},
        "code": {"type": "string", "description": "For programs", "example": "invalid_request"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "Names this request in the logs"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string", "example": "body.phone"},
                    "message": {"type": "string", "example": "缺少必填项"},
                },
                "required": ["field", "message"],
            },
        },
        "basis": {
            "type": "object",
            "description": "The article on which the refusal rests",
            "properties": {"instrument": {"type": "string"}, "article": {"type": "string"}},
            "required": ["instrument", "article"],
        },
    },
    "required": ["type", "title", "status", "code", "instance"],
}


class Schemas:
    """The contract's schemas, each under its class's name."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._documents: dict[str, str] = {}
        self._optional: dict[str, Collection[str]] = {}
        self._asked: set[str] = set()
        plugin = MarshmallowPlugin(schema_name_resolver=self._name)
        self._spec = APISpec("", "", "3.0.1", plugins=[plugin])
        if plugin.converter is None:
            raise AssertionError("apispec made no converter")
        converter: Any = plugin.converter  # its methods carry no types
        self._converter = converter
        self._converter.add_attribute_function(_as_declared)

    def reference(self, schema: Schema, *, asked: bool = False) -> dict[str, Any]:
        """Where the contract has this schema; ``asked`` for what requests send."""
        reference: dict[str, Any] = self._converter.resolve_nested_schema(schema)
        if asked:
            self._asked.add(reference["$ref"].removeprefix(_REFERENCE))
        return reference

    def value(self, field: fields.Field[Any]) -> dict[str, Any]:
        """The schema of one value in a query, which cannot be null."""
        tidied: dict[str, Any] = _tidy(self._converter.field2property(field))
        tidied.pop("nullable", None)
        if "enum" in tidied:
            tidied["enum"] = [value for value in tidied["enum"] if value is not None]
        return tidied

    def components(self) -> dict[str, Any]:
        """All schemas, by name. What requests send is closed to further fields; what is only answered
        is open, so that fields may be added, and has all its fields always, but for ``Meta.optional``."""
        made = {name: self._component(name, body) for name, body in self._raw().items()}
        asked = self.reached(self._asked, made)
        for name, body in made.items():
            if name not in asked and body.get("additionalProperties") is False:
                del body["additionalProperties"]
                body["required"] = [each for each in body["properties"] if each not in self._optional[name]]
        return dict(sorted({**made, "Problem": PROBLEM}.items()))

    def has_nullable(self, schema: Schema) -> bool:
        """Whether null may stand anywhere in it, which API Gateway's models cannot say."""
        made = {name: _tidy(body) for name, body in self._raw().items()}
        name = self.reference(schema)["$ref"].removeprefix(_REFERENCE)
        return any(_holds_nullable(made[each]) for each in self.reached({name}, made))

    @staticmethod
    def reached(names: set[str], components: dict[str, Any]) -> set[str]:
        """These schemas and all that they refer to."""
        found: set[str] = set()
        ahead = list(names)
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                ahead.extend(_references(components[name]))
        return found

    def _raw(self) -> dict[str, Any]:
        raw: dict[str, Any] = self._spec.to_dict().get("components", {}).get("schemas", {})
        return raw

    def _component(self, name: str, body: dict[str, Any]) -> dict[str, Any]:
        tidied: dict[str, Any] = _tidy(body)
        words = self._documents[name]
        return {"type": tidied.pop("type"), **({"description": words} if words else {}), **tidied}

    def _name(self, schema: type[Schema] | Schema) -> str:
        """apispec asks once for each class and set of modifiers (``only``, ``partial``...)."""
        class_ = schema if isinstance(schema, type) else type(schema)
        name = class_.__name__
        if name in self._names or not name.isalnum() or name == "Problem":
            raise ContractError(
                f"two schemas would be called {name}: give the class of {class_.__module__} another name, "
                f"and a subclass instead of only, exclude or partial"
            )
        self._names.add(name)
        self._optional[name] = getattr(class_.Meta, "optional", ())
        self._documents[name] = documented(class_)
        return name


def documented(thing: object) -> str:
    """The docstring of the thing itself, in Markdown's spelling."""
    return inspect.cleandoc(vars(thing).get("__doc__") or "").replace("``", "`")


def _as_declared(_: Any, field: fields.Field[Any], **__: Any) -> dict[str, Any]:
    """What apispec does not see in a field."""
    match field:
        case fields.Decimal(as_string=True):
            return {"type": "string"}
        case fields.Time(format="%H:%M"):
            return {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
        case fields.Enum():
            return {"type": "string"}
    return {}


def _tidy(node: Any) -> Any:
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if isinstance(node, float) and node.is_integer():
        return int(node)
    if isinstance(node, time):
        return node.isoformat("minutes")
    if not isinstance(node, dict):
        return node
    kept = {name: _tidy(value) for name, value in node.items() if not _is_noise(name, value)}
    if "anyOf" in kept and {"type": "object", "nullable": True} in kept["anyOf"]:
        # apispec's way of saying "or null" would let any object pass.
        others = [item for item in kept.pop("anyOf") if "$ref" in item]
        kept = {"allOf": others, "nullable": True, **kept}
    if isinstance(kept.get("pattern"), str):
        kept["pattern"] = _pattern(kept["pattern"])
    if isinstance(kept.get("type"), str):
        kept = {"type": kept.pop("type"), **kept}
    return kept


def _pattern(python: str) -> str:
    """In ECMAScript's spelling, and in ASCII: CloudFormation may not keep other characters."""
    return "".join(char if char.isascii() else f"\\u{ord(char):04x}" for char in _END_OF_TEXT.sub("", python))


def _is_noise(name: str, value: Any) -> bool:
    """What says nothing, or what API Gateway cannot read."""
    return (
        name in {"readOnly", "writeOnly"}
        or (name == "default" and value is None)
        or (name in {"minLength", "minItems"} and value == 0)
    )


def _holds_nullable(node: Any) -> bool:
    if isinstance(node, list):
        return any(_holds_nullable(item) for item in node)
    if isinstance(node, dict):
        return node.get("nullable") is True or any(_holds_nullable(item) for item in node.values())
    return False


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [name for item in node for name in _references(item)]
    if not isinstance(node, dict):
        return []
    found = [name for value in node.values() for name in _references(value)]
    if isinstance(node.get("$ref"), str):
        found.append(re.sub(f"^{_REFERENCE}", "", node["$ref"]))
    return found
