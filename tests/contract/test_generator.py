"""The generator by itself: what is made of fields, and which declarations are sent back."""

from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

import pytest
from marshmallow import Schema, fields, validate

from shared.web.access import public, roles, signed_in
from shared.web.openapi import ContractError, contract
from shared.web.service import Routes, Service
from tests.contract.declared import faults


class Colour(Enum):
    RED = "red"
    GREEN = "green"


class Extension(Schema):
    number = fields.String(
        validate=validate.Regexp(r"^[0-9]{8}(转[0-9]+)?$(?!\n)"), metadata={"example": "12345678转1"}
    )


class Part(Schema):
    """A part. ``size`` is in metres."""

    size = fields.Decimal(as_string=True, metadata={"example": "1.50"})


class Everything(Schema):
    name = fields.String(
        required=True, validate=validate.Regexp("^[a-z]{1,5}$(?!\n)"), metadata={"example": "a"}
    )
    colour = fields.Enum(Colour, by_value=True)
    maybe = fields.Nested(Part, allow_none=True)
    at = fields.Time(format="%H:%M", metadata={"example": "08:30"})
    made = fields.Integer(dump_only=True, metadata={"example": 1})
    share = fields.Float(load_default=None, validate=validate.Range(0, 1), metadata={"example": 0.5})
    either = fields.String(metadata={"example": "x"})

    class Meta:
        optional: ClassVar = ("either",)
        not_in_example: ClassVar = ("either",)


class Question(Schema):
    colour = fields.Enum(Colour, by_value=True, load_default=None)
    few = fields.Boolean(load_default=False, metadata={"description": "Only those"})


def made(method: str = "GET", path: str = "/v1/things", **declared: Any) -> dict[str, Any]:
    """The contract of one route."""
    return contract({"ThingsFunction": app(method, path, **declared)}, "1.2.3")


def app(method: str = "GET", path: str = "/v1/things", name: str = "list_things", **declared: Any) -> Service:
    routes = Routes(__name__)

    def view(call: Any, **_: str) -> None:
        """Things that ``are``."""

    view.__name__ = name
    whole = {"summary": "Things", "access": public(), "tag": "Things", **declared}
    routes.route(path, methods=[method], **whole)(view)
    service = Service("things")
    service.register_blueprint(routes)
    return service


def test_fields_become_what_they_take() -> None:
    document = made("POST", body=Everything(), answer=Part(), status=201)
    found = document["components"]["schemas"]["Everything"]["properties"]
    assert found["name"] == {"type": "string", "pattern": "^[a-z]{1,5}$", "example": "a"}
    assert found["colour"] == {"type": "string", "enum": ["red", "green"]}
    assert found["maybe"] == {"allOf": [{"$ref": "#/components/schemas/Part"}], "nullable": True}
    assert found["at"] == {"type": "string", "example": "08:30", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
    assert "readOnly" not in found["made"]
    assert found["share"] == {"type": "number", "minimum": 0, "maximum": 1, "nullable": True, "example": 0.5}
    assert document["components"]["schemas"]["Part"]["properties"]["size"] == {
        "type": "string",
        "example": "1.50",
    }
    assert document["components"]["schemas"]["Part"]["description"] == "A part. `size` is in metres."
    assert Part().dump({"size": Decimal("1.5")}) == {"size": "1.5"}


def test_patterns_are_javascripts_and_ascii() -> None:
    found = made("POST", body=Extension())["components"]["schemas"]
    assert found["Extension"]["properties"]["number"]["pattern"] == r"^[0-9]{8}(\u8f6c[0-9]+)?$"
    assert faults({"number": "12345678转1"}, found["Extension"], found) == []


def test_or_null_means_null_and_not_anything() -> None:
    document = made("POST", body=Everything())
    schema = document["components"]["schemas"]["Everything"]
    known = document["components"]["schemas"]
    assert faults({"name": "a", "maybe": None}, schema, known) == []
    assert faults({"name": "a", "maybe": {"size": "1"}}, schema, known) == []
    assert faults({"name": "a", "maybe": {"other": 1}}, schema, known) != []


def test_examples_show_every_field_that_may_be_sent_together() -> None:
    operation = made("POST", body=Everything())["paths"]["/v1/things"]["post"]
    assert operation["requestBody"]["content"]["application/json"]["example"] == {
        "name": "a",
        "colour": "red",
        "maybe": {"size": "1.50"},
        "at": "08:30",
        "share": 0.5,
    }


def test_what_is_answered_has_all_its_fields_and_may_grow() -> None:
    answered = made(answer=Everything())["components"]["schemas"]["Everything"]
    assert answered["required"] == ["name", "colour", "maybe", "at", "made", "share"]
    assert "additionalProperties" not in answered
    asked = made("POST", body=Everything())["components"]["schemas"]["Everything"]
    assert asked["required"] == ["name"]
    assert asked["additionalProperties"] is False


def test_a_query_is_never_null() -> None:
    operation = made(query=Question())["paths"]["/v1/things"]["get"]
    colour, few = (item for item in operation["parameters"] if item["in"] == "query")
    assert colour["schema"] == {"type": "string", "enum": ["red", "green"]}
    assert few == {
        "name": "few",
        "in": "query",
        "description": "Only those",
        "schema": {"type": "boolean", "default": False},
        "example": False,
    }


def test_words_come_from_the_view_and_its_access() -> None:
    operation = made(access=signed_in())["paths"]["/v1/things"]["get"]
    assert operation["operationId"] == "listThings"
    assert operation["description"] == "Things that `are`.\n\nFor everybody who is signed in."


def test_a_versioned_answer_can_be_asked_after_and_changed() -> None:
    class Versioned(Schema):
        version = fields.Integer(metadata={"example": 1})

    read = made(answer=Versioned())["paths"]["/v1/things"]["get"]
    assert "ETag" in read["responses"]["200"]["headers"]
    assert "304" in read["responses"]
    changed = made("PATCH", answer=Versioned(), if_match=True)["paths"]["/v1/things"]["patch"]
    assert {"412", "428"} <= set(changed["responses"])
    assert "304" not in changed["responses"]
    assert "If-Match" in [item["name"] for item in changed["parameters"] if item.get("required")]


def test_bytes_are_named_to_the_gateway_and_can_be_unacceptable() -> None:
    document = made(media=("image/png", "image/svg+xml"))
    assert document["x-amazon-apigateway-binary-media-types"] == ["image/png"]
    answer = document["paths"]["/v1/things"]["get"]["responses"]
    assert answer["200"]["content"]["image/png"]["schema"] == {"type": "string", "format": "binary"}
    assert "406" in answer


class Unnamed(Schema):
    name = fields.String()


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"tag": ""}, "needs a tag"),
        ({"refusals": ("never_heard_of",)}, "never_heard_of"),
        ({"path": "/v1/things/{thing}"}, "no path parameter thing"),
        ({"answer": Unnamed()}, "Unnamed.name needs"),
        ({"query": Unnamed()}, "query parameter name needs"),
        ({"body": Part(), "answer": Part(only=("size",))}, "would be called Part"),
        ({"answer": Schema.from_dict({}, name="Two_Words")()}, "would be called Two_Words"),
    ],
)
def test_a_declaration_that_lacks_something_is_sent_back(declared: dict[str, Any], told: str) -> None:
    with pytest.raises(ContractError, match=told):
        made(**declared)


def test_two_views_of_one_name_are_sent_back() -> None:
    with pytest.raises(ContractError, match="has the name of GET /v1/a"):
        contract({"A": app(path="/v1/a"), "B": app(path="/v1/b")}, "1")


def test_two_functions_for_one_route_are_sent_back() -> None:
    with pytest.raises(ContractError, match="stands in"):
        contract({"A": app(), "B": app(name="other")}, "1")


def test_all_that_is_lacking_is_told_at_once() -> None:
    apps = {
        "A": app(path="/v1/a", tag=""),
        "B": app(path="/v1/b", name="b", access=roles(within="anywhere"), tag=""),
    }
    with pytest.raises(ContractError) as told:
        contract(apps, "1")
    assert str(told.value).count("needs a tag") == 2
