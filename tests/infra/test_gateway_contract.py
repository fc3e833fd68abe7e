"""What API Gateway gets of the contract: all that it acts on, and room for many more routes."""

import json
from typing import Any

from infra import template
from infra.gateway_contract import RESOURCES, first, gateway_contract, resources
from infra.package import whole_contract

WHOLE: dict[str, Any] = whole_contract()
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


def test_every_route_keeps_what_must_be_sent_and_its_form() -> None:
    slim = _operations(SLIM)
    for route, operation in _operations(WHOLE).items():
        taken = [(p["name"], p["in"]) for p in operation.get("parameters", []) if p.get("required")]
        assert [(p["name"], p["in"]) for p in slim[route].get("parameters", [])] == taken
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


def test_each_step_of_a_path_is_a_resource_once() -> None:
    assert resources({"paths": {"/v1/a": {}, "/v1/a/{b}/c": {}}}) == len(["/", "/v1", "/v1/a", "{b}", "c"])


def test_a_first_deployment_fits_the_quota_that_nobody_asked_for() -> None:
    """It has every route whose rate the stage bounds: the stage could not be made without them."""
    made = first(SLIM)
    assert resources(made) < RESOURCES / 2
    settings = template.load()["Resources"]["Api"]["Properties"]["MethodSettings"]
    bounded = {one["ResourcePath"].replace("~1", "/")[1:] for one in settings} - {"*"}
    assert bounded <= made["paths"].keys()
    assert "/v1/sign-in/tokens" in made["paths"]
    assert "/v1/check-ins" not in made["paths"]
    text = json.dumps(made)
    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named == made["components"]["schemas"].keys()
