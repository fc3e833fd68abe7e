"""The Chalice subclass: a route declares its schemas, roles and words; this turns a request into a call
of the view and what the view answers or refuses into HTTP.

Nothing a view raises reaches the framework: a ``Refusal`` becomes its problem, anything else is logged
without values (they may be personal) and becomes ``internal_error``.
"""

import json
import logging
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from importlib import import_module
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from chalice.app import Blueprint, Chalice, Request, Response
from marshmallow import Schema, ValidationError

from shared.domain import clock
from shared.domain.errors import Refusal
from shared.web import parts, request
from shared.web.call import Answer, Call, fingerprint
from shared.web.messages import refusal_of
from shared.web.operation import Operation
from shared.web.parameters import check_path
from shared.web.responses import problem, respond, standing_headers

View = Callable[..., Any]
logger = logging.getLogger("lianluo")


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
    """One function's API. Its parts are modules, each with its ``routes``. In a deployed package a part is
    imported with the first request for one of its routes (:mod:`shared.web.parts`), elsewhere at once.

    ``ready`` makes there what every request needs: while it starts, a function of little memory has more of a
    processor than for its requests (AWS Lambda)."""

    def __init__(
        self, name: str, modules: Iterable[str] = (), ready: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(app_name=name, configure_logs=False)
        self.api.binary_types = []  # bytes are encoded here: the framework would refuse images without Accept
        self.modules = tuple(modules)
        self._part_of = parts.known(name)
        self._present: set[str] = set()
        if self._part_of:
            ready()
        else:
            for module in self.modules:
                self._take_in(module)

    def _take_in(self, module: str) -> None:
        if module not in self._present:
            self.register_blueprint(import_module(module).routes)
            self._present.add(module)

    def _has(self, method: str, path: str) -> bool:
        module = self._part_of.get(parts.key(method, path))
        if module is not None:
            self._take_in(module)
        return method in self.routes.get(path, {})

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        """The gateway's event answered. A route that is not ours is a problem like any other."""
        where = event["requestContext"]
        missing = Refusal("not_found")
        try:
            if self._has(where["httpMethod"], where["resourcePath"]):
                answer: dict[str, Any] = super().__call__(event, context)
                return answer
        except Exception as error:  # a part that cannot be imported, as any other fault
            _log_fault(error)
            missing = Refusal("internal_error")
        response = problem(missing, Request(event, context))
        response.headers.update(standing_headers())
        return response.to_dict()


def _handle(operation: Operation, view: View, event: Request, path: dict[str, str]) -> Response:
    started = perf_counter()
    code = ""
    try:
        response = _answer(operation, view, event, path)
    except Refusal as refusal:
        code = refusal.code
        response = problem(refusal, event)
    except Exception as error:
        code = type(error).__name__
        _log_fault(error)
        response = problem(Refusal("internal_error"), event)
    response.headers.update(standing_headers())
    if operation.access.signed_in:
        response.headers["Cache-Control"] = "no-store"
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
    if operation.access.signed_in and caller is None:
        raise Refusal("sign_in_required")
    if caller is not None and operation.access.roles:
        caller.require(operation.access.roles)
    parameters = {name: check_path(name, unquote(value)) for name, value in path.items()}
    raw = event.raw_body or b""
    raw = raw.encode() if isinstance(raw, str) else raw
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
    return respond(operation, answer, event)


def _load(schema: Schema | None, data: dict[str, Any], place: str) -> dict[str, Any]:
    if schema is None:
        if not data:
            return {}
        schema = _NOTHING
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        raise refusal_of(error.messages, place) from error
    return loaded


_NOTHING = Schema()


def _log_fault(error: BaseException) -> None:
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    logger.error(json.dumps({"fault": type(error).__name__, "where": where}))
