"""One route as one operation of the contract."""

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from marshmallow import Schema

from shared.domain.roles import Role
from shared.web import problems
from shared.web.access import Access
from shared.web.openapi import examples, gateway
from shared.web.openapi.parameters import parameters
from shared.web.openapi.schemas import ContractError, Schemas, documented
from shared.web.operation import JSON, Operation, is_binary, operation_of

_PLACES = {
    "path": "`{}` of the path",
    "query": "`{}` of the query",
    "body": "`{}` of the body",
    "resource": "the resource",
    "anywhere": "anything",
}


@dataclass(frozen=True)
class Route:
    """A method of a path, the function that answers it (its logical id) and the registered view."""

    path: str
    method: str
    function: str
    view: Any

    @property
    def operation(self) -> Operation:
        return operation_of(self.view)

    @property
    def path_names(self) -> list[str]:
        """The path's parameters."""
        return re.findall(r"{(\w+)}", self.path)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    """All of a route; raises ContractError where its declaration lacks something."""
    declared = route.operation
    if not declared.tag:
        raise ContractError("it needs a tag")
    head, *rest = route.view.__name__.split("_")
    described: dict[str, Any] = {
        "operationId": head + "".join(word.title() for word in rest),
        "tags": [declared.tag],
        "summary": declared.summary,
        "description": _description(route),
        **_who(declared.access),
        "parameters": parameters(route.path_names, route.method, declared, schemas),
    }
    if declared.body is not None:
        described["requestBody"] = {"required": True, "content": {JSON: _content(declared.body, schemas)}}
    described["responses"] = {
        str(status): response
        for status, response in sorted({**_answers(route, schemas), **_problems(route)}.items())
    }
    return {
        **described,
        **gateway.validator(
            # The gateway would say 400 where a missing If-Match is 428.
            parameters=not declared.if_match,
            # From strangers the gateway takes no shapeless body; to those who are signed in the route says
            # field by field, in their language, what is wrong, which the gateway cannot.
            body=declared.body is not None
            and not declared.access.signed_in
            and not schemas.has_nullable(declared.body),
        ),
        **gateway.integration(route.function),
    }


def _description(route: Route) -> str:
    words = route.operation.description or inspect.cleandoc(route.view.__doc__ or "").replace("``", "`")
    return "\n\n".join(part for part in (words, _may(route.operation.access)) if part)


def _may(access: Access) -> str:
    """Who may call, for people."""
    if not access.signed_in:
        return "Open to everybody."
    if not access.roles:
        return "For everybody who is signed in."
    place, _, name = access.within.partition(":")
    held = "" if place == "anywhere" else f", in a scope that reaches {_PLACES[place].format(name)}"
    return f"For {_listed(access.roles)}{held}."


def _listed(roles: Iterable[Role]) -> str:
    names = [f"`{role}`" for role in Role if role in set(roles)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _who(access: Access) -> dict[str, Any]:
    """Who may call, for programs."""
    if not access.signed_in:
        return {"security": []}
    allowed = access.roles or {Role.RESIDENT}
    return {
        "security": [{gateway.SECURITY: []}],
        "x-lianluo-roles": [str(role) for role in Role if role in allowed],
        "x-lianluo-within": access.within,
    }


def _content(schema: Schema, schemas: Schemas) -> dict[str, Any]:
    return {"schema": schemas.reference(schema, asked=True), "example": examples.sent(schema)}


def _answers(route: Route, schemas: Schemas) -> dict[int, dict[str, Any]]:
    declared = route.operation
    headers = _headers(declared)
    content = {} if declared.status == HTTPStatus.NO_CONTENT else _answered(declared, schemas)
    whole = {**({"headers": headers} if headers else {}), **({"content": content} if content else {})}
    words = documented(type(declared.answer)) or HTTPStatus(declared.status).phrase
    answers = {declared.status: {"description": words, **whole}}
    for status, meaning in declared.also.items():
        answers[status] = {"description": meaning, **whole}
    if route.method == "GET" and "ETag" in headers:
        answers[304] = {"description": "Not changed since the version in If-None-Match"}
    return answers


def _answered(declared: Operation, schemas: Schemas) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for media in declared.media:
        if media != JSON:
            shape = {"type": "string", "format": "binary"} if is_binary(media) else {"type": "string"}
            content[media] = {"schema": shape}
        elif declared.answer is None:
            content[media] = {"schema": {"type": "object"}}
        else:
            example = examples.answered(declared.answer)
            content[media] = {"schema": schemas.reference(declared.answer), "example": example}
    return content


def _headers(declared: Operation) -> dict[str, Any]:
    meanings = {**({"ETag": "The version"} if declared.versioned else {}), **declared.headers}
    return {
        name: {"description": meaning, "schema": {"type": "string"}} for name, meaning in meanings.items()
    }


def _problems(route: Route) -> dict[int, dict[str, Any]]:
    """Every way in which the request can be declined, by status."""
    by_status: dict[int, list[str]] = {}
    for code in _codes(route):
        if code not in problems.KINDS:
            raise ContractError(f"it declares the refusal {code}, which shared.web.problems lacks")
        by_status.setdefault(problems.KINDS[code].status, []).append(code)
    limit = str(route.operation.body_limit)
    return {status: _problem(status, codes, limit) for status, codes in by_status.items()}


def _codes(route: Route) -> list[str]:
    declared = route.operation
    codes = ["invalid_request", "too_many_requests", "internal_error", "busy"]
    if route.method != "GET":
        codes.append("conflict")  # any write can meet another one's transaction
    if declared.body is not None:
        codes += ["malformed_json", "body_too_large", "unsupported_media_type"]
    if declared.query is not None and "cursor" in declared.query.fields:
        codes.append("invalid_cursor")
    if declared.access.signed_in:
        codes += ["sign_in_required", "token_expired", "role_missing", "out_of_scope"]
    if route.path_names:
        codes.append("not_found")
    if declared.if_match:
        codes += ["precondition_required", "stale_version"]
    if declared.idempotent:
        codes.append("idempotency_key_reused")
    if any(is_binary(media) for media in declared.media):
        codes.append("not_acceptable")
    return sorted({*codes, *declared.refusals})


def _problem(status: int, codes: list[str], limit: str) -> dict[str, Any]:
    lines = [f"- `{code}`: {problems.KINDS[code].zh} / {problems.KINDS[code].en}" for code in codes]
    headers = {"Retry-After": {"description": "Seconds to wait, where known", "schema": {"type": "integer"}}}
    return {
        "description": "\n".join(lines).replace("{limit}", limit),
        **({"headers": headers} if status in {409, 429, 503} else {}),
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
