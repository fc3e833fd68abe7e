"""The matrix route x role, made from the routes' declarations and tested cell by cell."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from infra.contract import apps
from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from shared.web.operation import Operation, operation_of
from shared.web.parameters import PARAMETERS
from shared.web.service import Service
from tests.gateway import Response, call, someone

HOME, ELSEWHERE = "41", "12"
"""Scopes of a caller: all example codes lie in Henan, none in Tianjin."""

DENIALS = {"sign_in_required", "token_expired", "role_missing", "out_of_scope"}


class Route(NamedTuple):
    """One cell's row: where the route is and what it declares."""

    function: str
    app: Service
    method: str
    path: str
    operation: Operation

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def routes() -> Iterator[Route]:
    for function, app in apps().items():
        for path, methods in app.routes.items():
            for method, entry in methods.items():
                yield Route(function, app, method, path, operation_of(entry.view_function))


ROUTES = sorted(routes(), key=str)
GUARDED = [route for route in ROUTES if route.operation.access.signed_in]
BY_ROLE = [route for route in GUARDED if route.operation.access.roles - {Role.RESIDENT}]


def concrete(path: str) -> str:
    """The path with the example of each parameter."""
    for name, parameter in PARAMETERS.items():
        path = path.replace(f"{{{name}}}", parameter.example)
    return path


def send(route: Route, **options: Any) -> Response:
    """A request that is right in all but who makes it."""
    operation = route.operation
    body = examples.sent(operation.body) if operation.body is not None else None
    query = examples.sent(operation.query) if operation.query is not None else {}
    return call(
        route.app,
        route.method,
        concrete(route.path),
        body=body,
        query={
            name: _written(value) for name, value in query.items() if value is not None and name != "cursor"
        },
        headers={"If-Match": '"v1"'} if operation.if_match else {},
        **options,
    )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def code(answer: Response) -> str:
    """The problem's code, empty where the answer is none."""
    content = answer.headers.get("content-type", "")
    return str(answer.json["code"]) if content.startswith("application/problem+json") else ""


@pytest.fixture
def enter(act_as: Callable[[str], None]) -> Callable[[Route], None]:
    return lambda route: act_as(route.function)


def test_every_route_says_who_may_call_it() -> None:
    assert len(ROUTES) > 50
    strangers = {str(route) for route in ROUTES if not route.operation.access.signed_in}
    assert strangers == PUBLIC


PUBLIC = {
    "GET /.well-known/jwks.json",
    "GET /a/{activity_id}",
    "GET /i",
    "GET /s/{station_id}",
    "GET /v1/calendars/{calendar_token}",
    "GET /v1/divisions",
    "GET /v1/divisions/{division}",
    "GET /v1/divisions/{division}/children",
    "GET /v1/divisions/{division}/contact-words",
    "GET /v1/divisions/{division}/reception-days",
    "GET /v1/divisions/{division}/reception-days/{day}",
    "GET /v1/invitations/{invitation_token}",
    "GET /v1/openapi.json",
    "GET /v1/public-consultations",
    "GET /v1/public-consultations/{consultation_id}",
    "GET /v1/published-suggestions",
    "GET /v1/published-suggestions/{suggestion_id}",
    "GET /v1/rulebooks/{division}",
    "GET /v1/stations",
    "GET /v1/stations/{station_id}",
    "GET /v1/stations/{station_id}/public-information",
    "GET /v1/stations/{station_id}/public-information/deputies",
    "GET /v1/stations/{station_id}/questions",
    "POST /v1/comments/follow",
    "POST /v1/opinions",
    "POST /v1/opinions/follow",
    "POST /v1/opinions/follow/erasure",
    "POST /v1/opinions/follow/photos",
    "POST /v1/opinions/follow/photos/arrival",
    "POST /v1/opinions/follow/rating",
    "POST /v1/opinions/follow/words",
    "POST /v1/opinions/similar",
    "POST /v1/opinions/{receipt}/joining",
    "POST /v1/public-consultations/{consultation_id}/comments",
    "POST /v1/sign-in/codes",
    "POST /v1/sign-in/refreshes",
    "POST /v1/sign-in/tokens",
    "PUT /v1/invitations/{invitation_token}",
}
"""Written out, so that no route becomes public by an oversight."""


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_nobody_enters_without_a_token(route: Route, enter: Callable[[Route], None]) -> None:
    enter(route)
    answer = send(route)
    assert (answer.status, code(answer)) == (401, "sign_in_required")


@pytest.mark.parametrize("route", GUARDED, ids=str)
def test_an_expired_token_ends_even_while_the_gateway_remembers_it(
    route: Route, enter: Callable[[Route], None]
) -> None:
    enter(route)
    gone = someone("admin:41", "deputy:41", expires=datetime(2026, 1, 1, tzinfo=UTC))
    answer = send(route, caller=gone)
    assert (answer.status, code(answer)) == (401, "token_expired")


@pytest.mark.parametrize("route", BY_ROLE, ids=str)
def test_each_role_enters_where_declared_and_nowhere_else(
    route: Route, enter: Callable[[Route], None]
) -> None:
    enter(route)
    for role in Role:
        held = PARAMETERS["unit_id"].example if role is Role.UNIT_STAFF else HOME
        answer = send(route, caller=someone(f"{role}:{held}"))
        if role in route.operation.access.roles:
            assert code(answer) not in DENIALS, f"{role} is refused: {answer.text}"
        else:
            assert (answer.status, code(answer)) == (403, "role_missing"), f"{role} gets {answer.text}"


SCOPED = [
    route for route in BY_ROLE if route.operation.access.within.split(":")[0] in {"path", "query", "body"}
]


@pytest.mark.parametrize("route", SCOPED, ids=str)
def test_no_role_reaches_beyond_its_scope(route: Route, enter: Callable[[Route], None]) -> None:
    enter(route)
    for role in route.operation.access.roles:
        answer = send(route, caller=someone(f"{role}:{ELSEWHERE}"))
        assert (answer.status, code(answer)) == (403, "out_of_scope"), f"{role} gets {answer.text}"


def test_a_route_that_checks_reach_after_loading_says_so() -> None:
    for route in BY_ROLE:
        place, _, name = route.operation.access.within.partition(":")
        assert place in {"path", "query", "body", RESOURCE, "anywhere"}, str(route)
        if place == "path":
            assert f"{{{name}}}" in route.path, str(route)
