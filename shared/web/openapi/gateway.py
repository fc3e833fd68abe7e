"""What API Gateway reads beside OpenAPI: integrations, the authorizer, preflight answers, its own errors.

``Fn::Sub`` is filled in by CloudFormation, which includes the contract into template.yaml.
"""

import json
from collections.abc import Collection, Iterable
from typing import Any

from shared.web import problems
from shared.web.operation import is_binary
from shared.web.responses import STANDING

SECURITY = "bearer"
TOKEN_SECONDS = 300
"""How long the gateway keeps the authorizer's answer for a token."""

_ORIGIN = {"Fn::Sub": "'${AllowedOrigin}'"}
_ALLOWED_HEADERS = "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
_VALIDATORS = {
    "everything": (True, True),
    "parameters": (True, False),
    "body": (False, True),
    "nothing": (False, False),
}

_REFUSALS = {
    "DEFAULT_4XX": ("invalid_request", None),
    "DEFAULT_5XX": ("internal_error", None),
    "API_CONFIGURATION_ERROR": ("internal_error", 500),
    "ACCESS_DENIED": ("role_missing", 403),
    "AUTHORIZER_CONFIGURATION_ERROR": ("internal_error", 500),
    "AUTHORIZER_FAILURE": ("busy", 503),
    "BAD_REQUEST_BODY": ("invalid_request", 400),
    "BAD_REQUEST_PARAMETERS": ("invalid_request", 400),
    "EXPIRED_TOKEN": ("token_expired", 401),
    "INTEGRATION_FAILURE": ("busy", 503),
    "INTEGRATION_TIMEOUT": ("busy", 503),
    "INVALID_API_KEY": ("sign_in_required", 401),
    "INVALID_SIGNATURE": ("sign_in_required", 401),
    "MISSING_AUTHENTICATION_TOKEN": ("not_found", 404),
    "QUOTA_EXCEEDED": ("too_many_requests", 429),
    "REQUEST_TOO_LARGE": ("body_too_large", 413),
    "RESOURCE_NOT_FOUND": ("not_found", 404),
    "THROTTLED": ("too_many_requests", 429),
    "UNAUTHORIZED": ("sign_in_required", 401),
    "UNSUPPORTED_MEDIA_TYPE": ("unsupported_media_type", 415),
    "WAF_FILTERED": ("invalid_request", 400),
}
"""What the gateway itself refuses, as ours: kind -> code and status (None: the gateway's own)."""

GATEWAY_BODY_LIMIT = 10 * 1024 * 1024
"""Bytes that API Gateway takes."""


def integration(function: str) -> dict[str, Any]:
    """All of a request to a function, by its logical id in template.yaml."""
    return {
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "uri": {"Fn::Sub": _invocation(function)},
        }
    }


def validator(*, parameters: bool, body: bool) -> dict[str, str]:
    """What the gateway checks before it calls a function."""
    name = next(name for name, checks in _VALIDATORS.items() if checks == (parameters, body))
    return {"x-amazon-apigateway-request-validator": name}


def preflight(path: str, methods: Iterable[str]) -> dict[str, Any]:
    """The answer to a browser that asks whether a page of another origin may call (CORS)."""
    headers = {
        "Access-Control-Allow-Origin": _ORIGIN,
        "Access-Control-Allow-Methods": f"'{', '.join(methods)}'",
        "Access-Control-Allow-Headers": f"'{_ALLOWED_HEADERS}'",
        "Access-Control-Max-Age": "'3600'",
    }
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return {
        "summary": "Preflight of a browser (CORS)",
        "tags": ["CORS"],
        **(
            {
                "parameters": [
                    {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                    for name in names
                ]
            }
            if names
            else {}
        ),
        "responses": {
            "204": {
                "description": "What pages of the administration's origin may send",
                "headers": {name: {"schema": {"type": "string"}} for name in headers},
            }
        },
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "requestTemplates": {"application/json": '{"statusCode": 204}'},
            "responses": {
                "default": {
                    "statusCode": "204",
                    "responseParameters": {
                        f"method.response.header.{name}": value for name, value in headers.items()
                    },
                }
            },
        },
    }


def security_schemes() -> dict[str, Any]:
    """The bearer token. API Gateway takes no other type than apiKey (AWS); clients read ``http``."""
    return {
        SECURITY: {
            "type": "apiKey",
            "name": "Authorization",
            "in": "header",
            "description": "`Bearer ` and the access token that signing in answered",
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
                "type": "token",
                "authorizerUri": {"Fn::Sub": _invocation("AuthorizerFunction")},
                "authorizerResultTtlInSeconds": TOKEN_SECONDS,
                "identityValidationExpression": "^Bearer [-0-9A-Za-z_.]{20,4096}$",
            },
        }
    }


def settings(media: Collection[str]) -> dict[str, Any]:
    """The document's own extensions; ``media`` are the media types of all answers."""
    return {
        "x-amazon-apigateway-request-validators": {
            name: {"validateRequestParameters": parameters, "validateRequestBody": body}
            for name, (parameters, body) in _VALIDATORS.items()
        },
        "x-amazon-apigateway-request-validator": "parameters",
        "x-amazon-apigateway-binary-media-types": sorted(kind for kind in media if is_binary(kind)),
        "x-amazon-apigateway-gateway-responses": {
            kind: _refusal(code, status) for kind, (code, status) in _REFUSALS.items()
        },
    }


_PASSING = frozenset({"busy", "too_many_requests"})
"""Refusals after which the same request may be sent again."""


def _refusal(code: str, status: int | None) -> dict[str, Any]:
    """The gateway cannot choose a language: both stand in the title, Chinese first.

    Escaped to ASCII, because CloudFormation may not keep other characters.
    """
    kind = problems.KINDS[code]
    title = f"{kind.zh} / {kind.en}".replace("{limit}", str(GATEWAY_BODY_LIMIT))
    document = {
        "type": f"urn:lianluo:problem:{code}",
        "title": title,
        "status": kind.status if status is None else status,
        "code": code,
        "instance": "urn:lianluo:request:$context.requestId",
    }
    headers = {
        **{name: f"'{value}'" for name, value in STANDING.items()},
        "Access-Control-Allow-Origin": _ORIGIN,
        "Cache-Control": "'no-store'",
        "Content-Language": "'zh-CN, en'",
        "Content-Type": f"'{problems.MEDIA_TYPE}'",
    }
    if status == 401:
        headers["WWW-Authenticate"] = "'Bearer'"
    if code in _PASSING:
        headers["Retry-After"] = "'1'"
    return {
        **({} if status is None else {"statusCode": status}),
        "responseParameters": {f"gatewayresponse.header.{name}": value for name, value in headers.items()},
        "responseTemplates": {"application/json": json.dumps(document)},
    }


def _invocation(function: str) -> str:
    return (
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
        f"${{{function}.Arn}}/invocations"
    )
