"""What API Gateway gets of the contract: all that it acts on, and room for many more routes."""

import json
from typing import Any

import yaml

from infra import template
from infra.gateway_contract import gateway_contract
from infra.package import CONTRACT

WHOLE: dict[str, Any] = yaml.safe_load(CONTRACT.read_text("utf-8"))
SLIM = gateway_contract(WHOLE)


def _operations(contract: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(p, m): o for p, operations in contract["paths"].items() for m, o in operations.items()}


def test_every_route_keeps_integration_security_and_validation() -> None:
    whole, slim = _operations(WHOLE), _operations(SLIM)
    assert whole.keys() == slim.keys()
    for route, operation in whole.items():
        for key, value in operation.items():
            if key.startswith("x-amazon-") or key == "security":
                assert slim[route][key] == value, route


def test_every_route_keeps_the_names_and_forms_of_what_it_takes() -> None:
    slim = _operations(SLIM)
    for route, operation in _operations(WHOLE).items():
        taken = [(p["name"], p["in"], p.get("required")) for p in operation.get("parameters", [])]
        assert [(p["name"], p["in"], p.get("required")) for p in slim[route].get("parameters", [])] == taken
        assert slim[route].get("requestBody", {}).get("content", {}).keys() == (
            operation.get("requestBody", {}).get("content", {}).keys()
        )


def test_no_schema_is_named_and_missing() -> None:
    text = json.dumps(SLIM)
    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= SLIM["components"]["schemas"].keys()


def test_a_property_called_description_is_no_description() -> None:
    schema = {"type": "object", "description": "x", "properties": {"description": {"type": "string"}}}
    body = {"content": {"application/json": {"schema": schema, "example": {"description": "y"}}}}
    made = gateway_contract({"paths": {"/a": {"post": {"requestBody": body, "responses": {}}}}})
    kept = made["paths"]["/a"]["post"]["requestBody"]["content"]["application/json"]
    assert kept == {"schema": {"type": "object", "properties": {"description": {"type": "string"}}}}


def test_the_api_is_called_what_its_alarm_watches() -> None:
    resources = template.load()["Resources"]
    name = SLIM["info"]["title"]
    assert resources["Api"]["Properties"]["Name"] == name == {"Ref": "AWS::StackName"}
    assert {"Name": "ApiName", "Value": name} in resources["ApiServerErrors"]["Properties"]["Dimensions"]


def test_words_and_answers_stay_behind() -> None:
    assert len(json.dumps(SLIM)) < len(json.dumps(WHOLE)) / 2
    assert not [o for o in _operations(SLIM).values() for a in o["responses"].values() if "content" in a]
