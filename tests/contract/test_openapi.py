"""The contract: a valid OpenAPI 3.0 document, what the routes say, and what API Gateway can read."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV30SpecValidator

from infra import contract, template
from infra.public_contract import public_contract
from shared.web.openapi import routes
from shared.web.openapi.operations import Route
from shared.web.openapi.schemas import Schemas
from shared.web.parameters import PARAMETERS
from shared.web.problems import KINDS, MEDIA_TYPE
from tests.contract.declared import faults

METHODS = {"get", "post", "put", "patch", "delete"}
ROUTES = routes(contract.apps())
DOCUMENT = contract.document()
SCHEMAS = DOCUMENT["components"]["schemas"]
by_route = pytest.mark.parametrize("route", ROUTES, ids=str)


def described(route: Route) -> dict[str, Any]:
    """What the contract says of a route."""
    operation: dict[str, Any] = DOCUMENT["paths"][route.path][route.method.lower()]
    return operation


def nodes(node: Any) -> Iterator[Any]:
    """Every part of a document, but for examples, which are data."""
    yield node
    if isinstance(node, list):
        for item in node:
            yield from nodes(item)
    if isinstance(node, dict):
        for name, value in node.items():
            if name != "example":
                yield from nodes(value)


def maps(node: Any) -> Iterator[dict[str, Any]]:
    return (each for each in nodes(node) if isinstance(each, dict))


# ---- the document


@pytest.mark.parametrize("document", [DOCUMENT, public_contract(DOCUMENT)], ids=["gateway", "public"])
def test_it_is_openapi_3_0(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.0.1"
    assert [error.message for error in OpenAPIV30SpecValidator(document).iter_errors()] == []


def test_nothing_of_openapi_3_1_is_in_it() -> None:
    for node in maps(DOCUMENT):
        assert not isinstance(node.get("type"), list)
        assert node.get("type") != "null"
        assert not {"const", "$defs", "webhooks", "prefixItems", "jsonSchemaDialect", "if"} & set(node)
        assert not isinstance(node.get("exclusiveMinimum"), (int, float)) or node["exclusiveMinimum"] is True


def test_the_committed_contract_is_what_the_routes_say() -> None:
    assert contract.drift(contract.PATH.read_text("utf-8"), contract.text()) == []


def test_it_comes_out_the_same_each_time_and_reads_back_the_same() -> None:
    text = contract.text()
    assert text == contract.text()
    assert yaml.safe_load(text) == DOCUMENT
    assert not re.search(r"^\s*\S+: [&*]id\d", text, re.MULTILINE)


def test_the_routes_are_the_paths_exactly() -> None:
    written = {(path, name) for path, item in DOCUMENT["paths"].items() for name in METHODS & set(item)}
    assert written == {(route.path, route.method.lower()) for route in ROUTES}


def test_clients_see_nothing_of_the_gateway() -> None:
    public = public_contract(DOCUMENT)
    text = json.dumps(public)
    assert "x-amazon-" not in text
    assert "Fn::" not in text
    assert all("options" not in item for item in public["paths"].values())
    (scheme,) = public["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert "x-lianluo-roles" in text


# ---- each route


@by_route
def test_a_route_says_what_it_is(route: Route) -> None:
    operation = described(route)
    assert operation["summary"]
    assert operation["tags"] == [route.operation.tag]
    assert {"name": route.operation.tag} in DOCUMENT["tags"]
    assert operation["description"].endswith(".")
    names = [item["name"] for item in operation["parameters"] if item["in"] == "path"]
    assert names == route.path_names


@by_route
def test_a_route_says_how_it_answers_and_refuses(route: Route) -> None:
    responses = described(route)["responses"]
    assert any(status.startswith("2") for status in responses)
    assert {"400", "429", "500", "503"} <= set(responses)
    if route.operation.access.signed_in:
        assert {"401", "403"} <= set(responses)
    for status, response in responses.items():
        if status >= "400":
            assert list(response["content"]) == [MEDIA_TYPE]
            for code in re.findall(r"^- `(\w+)`", response["description"], re.MULTILINE):
                assert KINDS[code].status == int(status)
                assert KINDS[code].zh.split("{")[0] in response["description"]


@by_route
def test_a_routes_examples_fit_its_schemas(route: Route) -> None:
    operation = described(route)
    for parameter in operation["parameters"]:
        assert faults(parameter["example"], parameter["schema"], SCHEMAS) == [], parameter["name"]
    contents = [operation.get("requestBody", {}).get("content", {})]
    contents += [
        answer.get("content", {}) for status, answer in operation["responses"].items() if status < "300"
    ]
    for media, content in ((media, content) for each in contents for media, content in each.items()):
        if media.endswith("json"):
            assert faults(content["example"], content["schema"], SCHEMAS) == []


@by_route
def test_what_the_examples_show_is_taken(route: Route) -> None:
    operation = described(route)
    if route.operation.body is not None:
        example = operation["requestBody"]["content"]["application/json"]["example"]
        route.operation.body.load(example)
    if route.operation.query is not None:
        query = {item["name"]: item["example"] for item in operation["parameters"] if item["in"] == "query"}
        route.operation.query.load({name: _as_sent(value) for name, value in query.items()})


def _as_sent(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_examples_of_path_parameters_have_their_form() -> None:
    for name, parameter in PARAMETERS.items():
        assert re.fullmatch(parameter.pattern, parameter.example, re.ASCII), name


@by_route
def test_a_route_declares_each_refusal_once_and_only_known_ones(route: Route) -> None:
    refusals = route.operation.refusals
    assert set(refusals) <= set(KINDS)
    assert len(set(refusals)) == len(refusals)


# ---- what API Gateway can read (AWS: "Amazon API Gateway important notes for REST APIs")


def test_paths_are_whole_segments_and_siblings_share_their_parameter() -> None:
    parameters: dict[str, str] = {}
    for path in DOCUMENT["paths"]:
        above = ""
        for segment in path.strip("/").split("/"):
            assert re.fullmatch(r"[A-Za-z0-9._:-]+|{[a-z_]+}", segment), path
            if segment.startswith("{"):
                assert parameters.setdefault(above, segment) == segment, path
            above += "/" + segment


def test_names_of_schemas_are_letters_and_digits() -> None:
    assert all(re.fullmatch("[A-Za-z0-9]+", name) for name in SCHEMAS)


def test_only_schemas_are_referred_to() -> None:
    references = {node["$ref"] for node in maps(DOCUMENT) if "$ref" in node}
    assert references == {f"#/components/schemas/{name}" for name in SCHEMAS}


def test_what_the_gateway_compares_is_ascii() -> None:
    for node in maps(SCHEMAS):
        for value in [node.get("pattern", ""), *node.get("enum", [])]:
            assert value is None or str(value).isascii(), value


def test_bodies_of_strangers_are_checked_by_the_gateway_where_it_can_say_null() -> None:
    for route in ROUTES:
        name = described(route)["x-amazon-apigateway-request-validator"]
        checks = DOCUMENT["x-amazon-apigateway-request-validators"][name]
        assert checks["validateRequestParameters"] is not route.operation.if_match
        if route.operation.body is None or route.operation.access.signed_in:
            assert checks["validateRequestBody"] is False
        else:
            schemas = Schemas()
            root = schemas.reference(route.operation.body)["$ref"].rsplit("/", 1)[1]
            names = Schemas.reached({root}, SCHEMAS)
            nullable = any(node.get("nullable") for name in names for node in maps(SCHEMAS[name]))
            assert checks["validateRequestBody"] is not nullable


def test_requests_are_closed_to_unknown_fields() -> None:
    for route in ROUTES:
        if route.operation.body is not None:
            root = described(route)["requestBody"]["content"]["application/json"]["schema"]["$ref"]
            for name in Schemas.reached({root.rsplit("/", 1)[1]}, SCHEMAS):
                assert SCHEMAS[name]["additionalProperties"] is False, name


def test_every_route_goes_to_the_function_that_has_it() -> None:
    functions = template.resources("AWS::Serverless::Function")
    for route in ROUTES:
        integration = described(route)["x-amazon-apigateway-integration"]
        assert f"/functions/${{{route.function}.Arn}}/invocations" in integration["uri"]["Fn::Sub"]
        assert route.function in functions


def test_every_substitution_is_of_something_the_template_has() -> None:
    whole = template.load()
    known = {*whole["Parameters"], *whole["Resources"], "AWS::Partition", "AWS::Region"}
    for node in maps(DOCUMENT):
        if "Fn::Sub" in node:
            names = {name.removesuffix(".Arn") for name in re.findall(r"\${([^}]+)}", node["Fn::Sub"])}
            assert names <= known


def test_tokens_are_the_authorizers_and_public_routes_ask_for_none() -> None:
    (scheme,) = DOCUMENT["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["name"], scheme["in"]) == ("apiKey", "Authorization", "header")
    pattern = scheme["x-amazon-apigateway-authorizer"]["identityValidationExpression"]
    assert re.fullmatch(pattern, "Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl")
    for bad in (
        "bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
        "Bearer short",
        "Bearer " + "x" * 5000,
        "Bearer a b c d",
    ):
        assert not re.fullmatch(pattern, bad)
    for route in ROUTES:
        operation = described(route)
        assert bool(operation["security"]) is route.operation.access.signed_in
        assert ("x-lianluo-roles" in operation) is route.operation.access.signed_in


def test_every_path_answers_a_browsers_preflight_with_its_methods() -> None:
    for item in DOCUMENT["paths"].values():
        integration = item["options"]["x-amazon-apigateway-integration"]
        headers = integration["responses"]["default"]["responseParameters"]
        assert headers["method.response.header.Access-Control-Allow-Origin"] == {
            "Fn::Sub": "'${AllowedOrigin}'"
        }
        allowed = headers["method.response.header.Access-Control-Allow-Methods"].strip("'").split(", ")
        assert {method.lower() for method in allowed} == METHODS & set(item)
        sent = {name.rsplit(".", 1)[1] for name in headers}
        assert sent == set(item["options"]["responses"]["204"]["headers"])


def test_the_gateways_own_refusals_are_problems_like_ours() -> None:
    refusals = DOCUMENT["x-amazon-apigateway-gateway-responses"]
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "THROTTLED", "MISSING_AUTHENTICATION_TOKEN"} <= set(
        refusals
    )
    for kind, refusal in refusals.items():
        text = refusal["responseTemplates"]["application/json"]
        assert text.isascii(), kind
        problem = json.loads(text)
        assert faults(problem, {"$ref": "#/components/schemas/Problem"}, SCHEMAS) == []
        assert problem["code"] in KINDS
        assert problem["status"] == refusal.get("statusCode", problem["status"])
        assert problem["title"].split(" / ")[0].startswith(KINDS[problem["code"]].zh.split("{")[0])
        headers = refusal["responseParameters"]
        assert headers["gatewayresponse.header.Content-Type"] == f"'{MEDIA_TYPE}'"
        assert headers["gatewayresponse.header.Access-Control-Allow-Origin"] == {
            "Fn::Sub": "'${AllowedOrigin}'"
        }


def test_bytes_are_declared_to_the_gateway() -> None:
    declared = set(DOCUMENT["x-amazon-apigateway-binary-media-types"])
    assert not any(kind.startswith("text/") or kind.endswith(("json", "xml")) for kind in declared)
    media = {media for route in ROUTES for media in route.operation.media}
    assert {kind for kind in media if kind.startswith(("image/p", "application/vnd"))} <= declared


@by_route
def test_every_write_declares_that_it_may_meet_another(route: Route) -> None:
    said = described(route)["responses"].get("409", {}).get("description", "")
    assert ("`conflict`" in said) is (route.method != "GET")


@by_route
def test_the_form_of_a_path_parameter_leaves_no_other_open(route: Route) -> None:
    for parameter in described(route)["parameters"]:
        if parameter["in"] == "path":
            pattern, example = re.compile(parameter["schema"]["pattern"]), parameter["example"]
            assert pattern.search(example)
            assert not pattern.search(example + "!"), pattern
            assert not pattern.search("!" + example), pattern
