"""Gives the local gateway what its import of an OpenAPI document leaves out.

AWS reads all of the contract; ministack reads paths, security and integrations. The rest
(request validation, preflight answers, the gateway's own error bodies) it can do, but
wants told through the management API. Nothing here adds to the contract.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch"})
_WHERE = {"query": "querystring", "header": "header", "path": "path"}


def complete(gateway: Any, api_id: str, path: Path, parameters: Mapping[str, str]) -> None:
    """Apply the remaining parts of the contract at `path` to the stack's API.

    `gateway` is a boto3 apigateway client; `parameters` are the stack's, for the contract's `Fn::Sub`.
    """
    contract = _substituted(json.loads(path.read_bytes()), parameters)
    _Completion(gateway, api_id, contract).run()
    gateway.create_deployment(restApiId=api_id, stageName=parameters["Stage"])


def _substituted(node: Any, parameters: Mapping[str, str]) -> Any:
    """A copy with the parameters put into every `Fn::Sub`; other names in them stay."""
    if isinstance(node, list):
        return [_substituted(item, parameters) for item in node]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"Fn::Sub"}:
        return re.sub(r"\$\{(\w+)}", lambda m: parameters.get(m[1], m[0]), node["Fn::Sub"])
    return {key: _substituted(value, parameters) for key, value in node.items()}


class _Completion:
    def __init__(self, gateway: Any, api_id: str, contract: dict[str, Any]) -> None:
        self.gateway = gateway
        self.api = {"restApiId": api_id}
        self.contract = contract
        self.validators: dict[str, str] = {}

    def run(self) -> None:
        self._gateway_responses()
        for name, checks in self.contract.get("x-amazon-apigateway-request-validators", {}).items():
            made = self.gateway.create_request_validator(**self.api, name=name, **checks)
            self.validators[name] = made["id"]
        pages = self.gateway.get_paginator("get_resources").paginate(**self.api, embed=["methods"])
        resources = {resource["path"]: resource for page in pages for resource in page["items"]}
        for path, item in self.contract["paths"].items():
            for name in _METHODS & set(item):
                method = resources[path]["resourceMethods"][name.upper()]
                where = {**self.api, "resourceId": resources[path]["id"], "httpMethod": name.upper()}
                parameters = [*item.get("parameters", []), *item[name].get("parameters", [])]
                self._request_validation(where, method, item[name], self._resolved(parameters))
                if method["methodIntegration"]["type"] == "MOCK":
                    self._mock(where, item[name]["x-amazon-apigateway-integration"])

    def _gateway_responses(self) -> None:
        for kind, response in self.contract.get("x-amazon-apigateway-gateway-responses", {}).items():
            known = ("statusCode", "responseParameters", "responseTemplates")
            told = {key: response[key] for key in known if key in response}
            if "statusCode" in told:
                told["statusCode"] = str(told["statusCode"])
            self.gateway.put_gateway_response(**self.api, responseType=kind, **told)

    def _request_validation(
        self,
        where: dict[str, str],
        method: dict[str, Any],
        operation: dict[str, Any],
        parameters: list[dict[str, Any]],
    ) -> None:
        key = "x-amazon-apigateway-request-validator"
        validator = operation.get(key, self.contract.get(key))
        if validator is None:
            return
        body = operation.get("requestBody", {}).get("content", {})
        kept = ("authorizationType", "authorizerId", "apiKeyRequired")
        # The engine's update_method does not undo a pointer's escapes, so the method is put anew.
        self.gateway.put_method(
            **where,
            **{name: method[name] for name in kept if name in method},
            requestValidatorId=self.validators[validator],
            requestParameters={
                f"method.request.{_WHERE[p['in']]}.{p['name']}": bool(p.get("required"))
                for p in parameters
                if p["in"] in _WHERE
            },
            requestModels={
                kind: self._model(where, self._resolved(content["schema"]))
                for kind, content in body.items()
                if "schema" in content
            },
        )
        integration = method["methodIntegration"]
        self.gateway.put_integration(
            **where, type=integration["type"], integrationHttpMethod="POST", uri=integration.get("uri", "")
        )

    def _model(self, where: dict[str, str], schema: dict[str, Any]) -> str:
        name = f"{where['httpMethod'].title()}{where['resourceId']}"
        self.gateway.create_model(
            **self.api, name=name, contentType="application/json", schema=json.dumps(schema)
        )
        return name

    def _mock(self, where: dict[str, str], integration: dict[str, Any]) -> None:
        templates = integration.get("requestTemplates", {})
        self.gateway.put_integration(**where, type="MOCK", requestTemplates=templates)
        for response in integration.get("responses", {}).values():
            status = str(response["statusCode"])
            headers = response.get("responseParameters", {})
            self.gateway.put_method_response(
                **where, statusCode=status, responseParameters=dict.fromkeys(headers, False)
            )
            self.gateway.put_integration_response(
                **where,
                statusCode=status,
                responseParameters=headers,
                responseTemplates=response.get("responseTemplates", {}),
            )

    def _resolved(self, node: Any) -> Any:
        """A copy with every `$ref` replaced by what it names; the contract's schemas do not recur."""
        if isinstance(node, list):
            return [self._resolved(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "$ref" not in node:
            return {key: self._resolved(value) for key, value in node.items()}
        target: Any = self.contract
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return self._resolved(target)
