"""The matrix route x role for what belongs to an activity, cell by cell: an activity of Shangqiu's standing
committee, callers of Henan and of Tianjin."""

import pytest

from functions.invitations.app import app
from shared.domain.roles import OVERSEERS, Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from shared.web.parameters import PARAMETERS
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, ELSEWHERE, HOME, Route, code
from tests.gateway import Response, call, someone
from tests.invitations.committee import SHANGQIU, Committee

PATH = "/v1/activities/{activity_id}"
ROUTES = [
    route
    for route in BY_ROLE
    if route.app is app and route.operation.access.within == RESOURCE and route.path.startswith(PATH)
]
by_route = pytest.mark.parametrize("route", ROUTES, ids=str)


@pytest.fixture
def entries(committee: Committee) -> dict[str, str]:
    """An activity that is drafted, somebody selected for it, and ids that nothing has."""
    deputy = committee.deputy(SHANGQIU)
    activity = committee.draft(SHANGQIU, kind="training", title="代表履职培训")
    person = {"persons": [deputy.id]}
    path = f"/v1/activities/{activity['id']}/invitations"
    committee.done("POST", path, person, by=someone("committee_staff:4114"))
    committee.work()
    return {"activity_id": activity["id"], "person_id": deputy.id}


def send(route: Route, entries: dict[str, str], role: Role, scope: str) -> Response:
    operation = route.operation
    body = None if operation.body is None else examples.sent(operation.body)
    if body is not None and {"persons", "selector"} <= body.keys():
        del body["selector"]
    asked = {} if operation.query is None else examples.sent(operation.query)
    known = {name: parameter.example for name, parameter in PARAMETERS.items()} | entries
    return call(
        route.app,
        route.method,
        route.path.format_map(known),
        body=body,
        query={name: str(value) for name, value in asked.items() if name != "cursor" and value is not None},
        headers={"If-Match": '"v1"'} if operation.if_match else {},
        caller=someone(f"{role}:{scope}", person="pf0re1gner0000000000"),
    )


@by_route
def test_no_role_reaches_an_activity_of_another_province(route: Route, entries: dict[str, str]) -> None:
    for role in route.operation.access.roles:
        answer = send(route, entries, role, ELSEWHERE)
        assert answer.status in (403, 404), f"{role} gets {answer.text}"


@by_route
def test_staff_of_the_committee_s_province_reach_it(route: Route, entries: dict[str, str]) -> None:
    answer = send(route, entries, Role.COMMITTEE_STAFF, HOME)
    assert code(answer) not in DENIALS | {"not_organiser", "activity_not_found"}, answer.text


@by_route
def test_who_is_not_its_organiser_changes_nothing(route: Route, entries: dict[str, str]) -> None:
    if route.method == "GET":
        return
    for role in route.operation.access.roles - OVERSEERS:
        answer = send(route, entries, role, HOME)
        assert answer.status in (403, 404), f"{role} gets {answer.text}"
