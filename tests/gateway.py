"""API Gateway (REST, Lambda proxy) in front of one app: what tests send and what comes back.

answer = call(app, "POST", "/v1/check-ins", body={...}, caller=someone("deputy:4114"))
assert answer.status == 201
assert answer.json["station"] == "411402001-01"
"""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from chalice.app import CaseInsensitiveMapping

from shared.domain.roles import Caller, parse_grants
from shared.web.service import Service
from tests import costs
from tests import headers as standing
from tests.contract.declared import check

Query = Mapping[str, str | int | Sequence[str]]
FAR = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Response:
    """What the client gets; ``headers`` may be asked in any case."""

    status: int
    headers: CaseInsensitiveMapping
    body: bytes

    @cached_property
    def json(self) -> Any:
        """The body as JSON; fails when it is none."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


def someone(
    *grants: str,
    person: str = "p01j9zq3v7k2m8n4p6r5t",
    session: str = "s01j9zq3v7k2m8n4p6r5t",
    expires: datetime = FAR,
) -> Caller:
    """Somebody signed in who holds ``grants``, each written ``role:scope``."""
    return Caller(person, parse_grants(" ".join(grants)), session, expires)


def call(
    app: Service,
    method: str,
    path: str,
    *,
    body: object = None,
    query: Query | None = None,
    headers: Mapping[str, str] | None = None,
    caller: Caller | None = None,
    source_ip: str = "203.0.113.7",
    declared: bool = True,
) -> Response:
    """One request through the gateway to the app's handler.

    ``path`` is concrete and percent-encoded where it must be. ``body``: a mapping or list is sent as
    JSON, text as it stands, bytes as the gateway passes binary media. Raises LookupError where no
    route of the app has this method and path: there the gateway answers by itself. Fails for an answer
    that the route does not declare, unless ``declared`` is false.
    """
    event = event_of(
        app, method, path, body=body, query=query, headers=headers, caller=caller, source_ip=source_ip
    )
    response = handle(app, event)
    if declared:
        check(app, method, event["resource"], response.status, response.headers, response.body)
    return response


def handle(app: Service, event: dict[str, Any]) -> Response:
    """What the gateway makes of the app's answer to an event. Both are JSON on their way, as in Lambda."""
    with costs.counted() as operations:
        answer = json.loads(json.dumps(app(json.loads(json.dumps(event)), None)))
    costs.check(f"{event['httpMethod']} {event['resource']}", answer["statusCode"], operations)
    raw = answer["body"]
    body = base64.b64decode(raw) if answer.get("isBase64Encoded") else raw.encode()
    headers = answer.get("headers", {}) | {
        name: ", ".join(values) for name, values in answer.get("multiValueHeaders", {}).items()
    }
    found = CaseInsensitiveMapping(headers)
    standing.check(f"{event['httpMethod']} {event['resource']}", answer["statusCode"], found, body)
    return Response(answer["statusCode"], found, body)


def event_of(
    app: Service,
    method: str,
    path: str,
    *,
    body: object = None,
    query: Query | None = None,
    headers: Mapping[str, str] | None = None,
    caller: Caller | None = None,
    source_ip: str = "203.0.113.7",
) -> dict[str, Any]:
    """The event that the gateway hands to the app's handler (payload format 1.0)."""
    resource, parameters = _resource(app, method, path)
    given = {name: _values(value) for name, value in (query or {}).items()}
    sent = {"Accept": "application/json", "Host": "api.example.test", "X-Forwarded-For": source_ip}
    raw, binary = _raw(body)
    if raw is not None:
        sent["Content-Type"] = "application/json"
    sent.update(headers or {})
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method,
        "headers": sent,
        "multiValueHeaders": {name: [value] for name, value in sent.items()},
        "queryStringParameters": {name: values[-1] for name, values in given.items()} or None,
        "multiValueQueryStringParameters": given or None,
        "pathParameters": parameters or None,
        "stageVariables": None,
        "requestContext": {
            "resourceId": "r1",
            "resourcePath": resource,
            "httpMethod": method,
            "path": f"/test{path}",
            "stage": "test",
            "protocol": "HTTP/1.1",
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": "api.example.test",
            "requestId": "6f0c2f5e-0000-4000-8000-000000000001",
            "extendedRequestId": "JKJaXmPLvHcESHA=",
            "requestTime": "20/Nov/2026:01:30:00 +0000",
            "requestTimeEpoch": 1_795_138_200_000,
            "identity": {"sourceIp": source_ip, "userAgent": "test", "accountId": None, "caller": None},
            **({} if caller is None else {"authorizer": _authorizer(caller)}),
        },
        "body": raw,
        "isBase64Encoded": binary,
    }


def _authorizer(who: Caller) -> dict[str, Any]:
    """What ``functions.authorizer.app`` answers, as the gateway passes it on: every value a string."""
    return {
        "principalId": who.person,
        "integrationLatency": 12,
        "roles": " ".join(str(grant) for grant in who.grants),
        "session": who.session,
        "expires": str(int(who.expires.timestamp())),
    }


def _values(value: str | int | Sequence[str]) -> list[str]:
    return [str(value)] if isinstance(value, (str, int)) else list(value)


def _raw(body: object) -> tuple[str | None, bool]:
    if body is None or isinstance(body, str):
        return body, False
    if isinstance(body, bytes):
        return base64.b64encode(body).decode(), True
    return json.dumps(body, ensure_ascii=False), False


def _resource(app: Service, method: str, path: str) -> tuple[str, dict[str, str]]:
    """The route's template and its parameters, still encoded; a literal segment goes before a parameter."""
    segments = path.split("/")
    found: list[tuple[list[bool], str, dict[str, str]]] = []
    for template, methods in app.routes.items():
        parts = template.split("/")
        if method not in methods or len(parts) != len(segments):
            continue
        pairs = list(zip(parts, segments, strict=True))
        if all(value if part.startswith("{") else part == value for part, value in pairs):
            parameters = {part[1:-1]: value for part, value in pairs if part.startswith("{")}
            found.append(([part.startswith("{") for part in parts], template, parameters))
    if not found:
        raise LookupError(f"no route {method} {path}")
    _, template, parameters = min(found, key=lambda entry: entry[:2])
    return template, parameters
