"""The Chalice subclass: a route declares its schemas, roles and words; this turns a request into a call
of the view and what the view answers or refuses into HTTP.

Nothing a view raises reaches the framework: a ``Refusal`` becomes its problem, anything else is logged
without values (they may be personal) and becomes ``internal_error``.
"""

import json
import logging
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from http import HTTPStatus
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from chalice.app import Blueprint, Chalice, Request, Response
from marshmallow import Schema, ValidationError

from shared.domain import clock
from shared.domain.errors import Refusal
from shared.web import problems, request
from shared.web.access import Access
from shared.web.call import Answer, Call, fingerprint
from shared.web.messages import refusal_of
from shared.web.parameters import check_path

JSON = "application/json"
View = Callable[..., Any]
Headers = dict[str, str | list[str]]
logger = logging.getLogger("lianluo")


@dataclass(frozen=True)
class Operation:
    """All that a route declares. The contract and the role matrix are generated from these."""

    summary: str
    access: Access
    body: Schema | None = None
    query: Schema | None = None
    answer: Schema | None = None
    status: int = 200
    refusals: tuple[str, ...] = ()
    also: Mapping[int, str] = field(default_factory=dict)
    if_match: bool = False
    idempotent: bool = False
    media: tuple[str, ...] = (JSON,)
    body_limit: int = request.BODY_LIMIT
    tag: str = ""
    description: str = ""


class _Routing:
    """``route`` for the application and for its parts alike."""

    def route(self, path: str, **declared: Any) -> Callable[[View], View]:
        """Registers a view. ``methods`` is one HTTP method; the rest are :class:`Operation`'s fields."""
        methods = declared.pop("methods", ["GET"])
        operation = Operation(**declared)
        register = super().route(path, methods=methods, content_types=[])  # type: ignore[misc]

        def decorate(view: View) -> View:
            @wraps(view)
            def handle(**path_parameters: str) -> Response:
                return _handle(operation, view, self.current_request, path_parameters)  # type: ignore[attr-defined]

            handle.operation = operation  # type: ignore[attr-defined]
            register(handle)
            return view

        return decorate


class Routes(_Routing, Blueprint):
    """A part of a service: the routes of one resource."""


class Service(_Routing, Chalice):
    """One function's API. Add its parts with ``register_blueprint``."""

    def __init__(self, name: str) -> None:
        super().__init__(app_name=name, configure_logs=False)
        logger.setLevel(logging.INFO)


def operation_of(view: Any) -> Operation:
    """The declaration of a registered route."""
    declared: Operation = view.operation
    return declared


def _handle(operation: Operation, view: View, event: Request, path: dict[str, str]) -> Response:
    started = perf_counter()
    code = ""
    try:
        response = _answer(operation, view, event, path)
    except Refusal as refusal:
        code = refusal.code
        response = _problem(refusal, event)
    except Exception as error:
        code = type(error).__name__
        _log_fault(error)
        response = _problem(Refusal("internal_error"), event)
    response.headers.update(_standing_headers(operation))
    logger.info(
        json.dumps(
            {
                "route": f"{event.method} {event.path}",
                "status": response.status_code,
                "code": code,
                "request": event.context.get("requestId", ""),
                "ms": round((perf_counter() - started) * 1000, 1),
            }
        )
    )
    return response


def _answer(operation: Operation, view: View, event: Request, path: dict[str, str]) -> Response:
    now = clock.now()
    headers = event.headers
    caller = request.caller(event.context, now) if operation.access.signed_in else None
    parameters = {name: check_path(name, unquote(value)) for name, value in path.items()}
    raw = event.raw_body or b""
    raw = raw.encode() if isinstance(raw, str) else raw
    if operation.access.signed_in and caller is None:
        raise Refusal("sign_in_required")
    if caller is not None and operation.access.roles:
        caller.require(operation.access.roles)
    query = _load(
        operation.query,
        request.single_values(event.to_original_event()["multiValueQueryStringParameters"]),
        "query",
    )
    body: dict[str, Any] = {}
    if operation.body is not None:
        given = request.json_object(raw, headers, operation.body_limit)
        body = _load(operation.body, given, "body")
    operation.access.check(caller, parameters, query, body)
    call = Call(
        now=now,
        language=request.language(headers),
        source_ip=str((event.context.get("identity") or {}).get("sourceIp", "")),
        request_id=str(event.context.get("requestId", "")),
        fingerprint=fingerprint(event.method, f"{event.path}{sorted(parameters.items())}", raw),
        accept=headers.get("accept", ""),
        signed_in=caller,
        body=body,
        query=query,
        if_match=request.if_match(headers) if operation.if_match else None,
        idempotency_key=request.idempotency_key(headers) if operation.idempotent else None,
    )
    result = view(call, **parameters)
    answer = result if isinstance(result, Answer) else Answer(result)
    return _respond(operation, answer, headers.get("if-none-match"))


def _load(schema: Schema | None, data: dict[str, Any], place: str) -> dict[str, Any]:
    if schema is None:
        schema = _NOTHING
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise refusal_of(error.messages, place) from error
    return loaded


_NOTHING = Schema()


def _respond(operation: Operation, answer: Answer, if_none_match: str | None) -> Response:
    status = answer.status or operation.status
    headers: Headers = dict(answer.headers)
    if answer.version is not None:
        headers["ETag"] = request.etag(answer.version)
        if status == HTTPStatus.OK and if_none_match == headers["ETag"]:
            return Response("", status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if answer.media_type is not None:
        headers["Content-Type"] = answer.media_type
        return Response(answer.body, status_code=status, headers=headers)
    if status == HTTPStatus.NO_CONTENT:
        return Response("", status_code=status, headers=headers)
    body = answer.body if operation.answer is None else operation.answer.dump(answer.body)
    headers.setdefault("Content-Type", JSON)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status_code=status, headers=headers)


def _problem(refusal: Refusal, event: Request) -> Response:
    language = request.language(event.headers)
    status, document = problems.document(refusal, language, str(event.context.get("requestId", "")))
    headers: Headers = {"Content-Type": problems.MEDIA_TYPE, "Content-Language": language}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(problems.as_text(document), status_code=status, headers=headers)


def _standing_headers(operation: Operation) -> dict[str, str]:
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": "max-age=63072000",
        "Referrer-Policy": "no-referrer",
    }
    if operation.access.signed_in:
        headers["Cache-Control"] = "no-store"
    origin = os.environ.get("ALLOWED_ORIGIN")
    if origin:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, Location"
    return headers


def _log_fault(error: BaseException) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error(json.dumps({"fault": type(error).__name__, "where": where}))
