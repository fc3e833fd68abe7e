"""The matrix route x role over appointments, contacts, reception days and groups: on entries of Datong, by
callers of Shanxi and of Tianjin. Deputies and members act for themselves alone, whatever their role reaches;
that they can is shown where each is tested."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from shared.domain.members import Office
from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.aws import World
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, Route, code
from tests.gateway import Response, call, someone
from tests.invitations.appointments.room import Room, member_of
from tests.invitations.committee import DATONG, Committee, in_office
from tests.invitations.contacts.log import Log
from tests.invitations.groups.circle import Circle
from tests.invitations.receptions.hall import DECEMBER, Hall

HOME, ELSEWHERE = "14", "12"
THEMSELVES = {Role.DEPUTY, Role.MEMBER}
NOT_THEIRS = {"not_yours", "not_in_group", "deputy_not_found", "contact_not_found"}
PARTS = ("/appointments", "/contacts", "reception-days", "/plan", "/wishes")
ROUTES = [
    route
    for route in BY_ROLE
    if route.operation.access.within == RESOURCE
    and route.function == "InvitationsFunction"
    and any(part in route.path for part in PARTS)
]
by_route = pytest.mark.parametrize("route", ROUTES, ids=str)


@pytest.fixture
def entries(tables: World, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One of each, in Datong; the reception day has come."""
    committee = Committee(tables, act_as, monkeypatch)
    member = committee.member(DATONG, office=Office.CHAIR)
    circle = Circle(committee, act_as)
    group, deputies = circle.group(3)
    appointment = Room(committee, act_as).asks(DATONG, member_of(member), deputy=deputies[0])
    contact = Log(committee, act_as).enters(member, deputies[0], views=["建议加装电梯"])
    hall = Hall(committee, act_as)
    hall.arrange(member)
    wish = circle.proposes(group, deputies[2]).json
    committee.now += timedelta(days=17)
    said = {"topic": "小区停车", "text": "停车位不足"}
    path = hall.path(tail="/conversations")
    conversation = committee.done("POST", path, said, by=in_office(member))
    return {
        "division": DATONG,
        "day": DECEMBER,
        "member_id": member.id,
        "deputy_id": deputies[0].id,
        "group_id": group.id,
        "appointment_id": appointment["id"],
        "contact_id": contact["id"],
        "conversation_id": conversation["id"],
        "wish_id": wish["id"],
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


def test_the_routes_are_those_of_all_four() -> None:
    assert len(ROUTES) >= 25


@by_route
def test_no_role_reaches_them_beyond_its_scope(route: Route, entries: dict[str, str]) -> None:
    for role in sorted(route.operation.access.roles):
        answer = send(route, entries, role, ELSEWHERE)
        refused = code(answer)
        if role in THEMSELVES:
            assert refused in NOT_THEIRS | DENIALS, f"{role} gets {answer.text}"
        else:
            assert (answer.status, refused) == (403, "out_of_scope"), f"{role} gets {answer.text}"


@by_route
def test_every_role_reaches_them_from_above_and_nobody_those_of_others(
    route: Route, entries: dict[str, str]
) -> None:
    for role in sorted(route.operation.access.roles):
        answer = send(route, entries, role, HOME)
        refused = code(answer)
        if role in THEMSELVES:
            assert refused in NOT_THEIRS | DENIALS, f"{role} gets {answer.text}"
        else:
            assert refused not in DENIALS | {"not_found"}, f"{role} is refused: {answer.text}"
