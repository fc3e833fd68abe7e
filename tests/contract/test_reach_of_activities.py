"""The matrix route x role, where a route is about an activity: on one of Shangqiu's committee, by callers of
Henan and of Tianjin. Who may act for an organiser is narrower than who reaches it (`not_organiser`)."""

from collections.abc import Callable

import pytest

from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.aws import World
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, ELSEWHERE, HOME, Route, code
from tests.gateway import Response, call, someone
from tests.invitations.committee import SHANGQIU, Committee, of
from tests.invitations.voiced import floor

ROUTES = [
    route for route in BY_ROLE if route.operation.access.within == RESOURCE and "{activity_id}" in route.path
]
by_route = pytest.mark.parametrize("route", ROUTES, ids=str)


@pytest.fixture
def entries(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An activity of the city's committee, under way: somebody is invited, something handed out, something
    said."""
    committee = Committee(tables, act_as, monkeypatch)
    deputy = committee.deputy(SHANGQIU)
    activity = floor.meeting(committee, deputy, division=SHANGQIU, station=None)
    path = f"/v1/activities/{activity['id']}"
    material = committee.hand_out(activity)
    opinion = committee.done("POST", f"{path}/voiced", {"text": floor.TEXT}, by=of(deputy))
    return {
        "activity_id": activity["id"],
        "person_id": deputy.id,
        "material_id": material["id"],
        "opinion_id": opinion["id"],
    }


def send(route: Route, entries: dict[str, str], role: Role, scope: str) -> Response:
    operation = route.operation
    body = examples.sent(operation.body) if operation.body is not None else None
    query = examples.sent(operation.query) if operation.query is not None else {}
    return call(
        route.app,
        route.method,
        route.path.format_map(entries),
        body=body,
        query={name: str(value) for name, value in query.items() if value is not None and name != "cursor"},
        headers={"If-Match": '"v1"'} if operation.if_match else {},
        caller=someone(f"{role}:{scope}", person="pf0re1gner0000000000p"),
    )


@by_route
def test_no_role_reaches_an_activity_beyond_its_scope(route: Route, entries: dict[str, str]) -> None:
    for role in sorted(route.operation.access.roles):
        answer = send(route, entries, role, ELSEWHERE)
        assert (answer.status, code(answer)) == (403, "out_of_scope"), f"{role} gets {answer.text}"


@by_route
def test_every_role_reaches_an_activity_from_above(route: Route, entries: dict[str, str]) -> None:
    for role in sorted(route.operation.access.roles):
        answer = send(route, entries, role, HOME)
        assert code(answer) not in DENIALS | {"not_found"}, f"{role} is refused: {answer.text}"
