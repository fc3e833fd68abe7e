"""The matrix route x role over a suggestion of Henan that a unit has in hand: callers of Henan, Tianjin."""

import pytest

from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, Route, code
from tests.gateway import Response, call, someone
from tests.suggestions.handovers.desk import BRIDGES, LIGHTS, Desk

LOADING = [
    route
    for route in BY_ROLE
    if route.operation.tag == "Hand-overs" and route.operation.access.within == RESOURCE
]
by_route = pytest.mark.parametrize("route", LOADING, ids=str)


def send(desk: Desk, route: Route, role: Role, scope: str, unit: str) -> Response:
    path = route.path.format(unit_id=BRIDGES, case_id=desk.suggestion().case)
    body = examples.sent(route.operation.body) if route.operation.body is not None else None
    held = unit if role is Role.UNIT_STAFF else scope
    headers = {"If-Match": '"v1"'} if route.operation.if_match else {}
    return call(route.app, route.method, path, body=body, headers=headers, caller=someone(f"{role}:{held}"))


def test_there_are_such_routes() -> None:
    assert len(LOADING) == 5


@by_route
def test_each_role_reaches_what_a_unit_has_in_hand_from_above(route: Route, desk: Desk) -> None:
    desk.give(desk.suggestion())
    for role in route.operation.access.roles:
        answer = send(desk, route, role, "41", BRIDGES)
        assert answer.status == 200 or code(answer) not in DENIALS, f"{role} is refused: {answer.text}"


@by_route
def test_no_role_reaches_it_beyond_its_scope(route: Route, desk: Desk) -> None:
    desk.give(desk.suggestion())
    for role in route.operation.access.roles:
        answer = send(desk, route, role, "12", LIGHTS)
        assert code(answer) == "out_of_scope", f"{role} gets {answer.text}"
