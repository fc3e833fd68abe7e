"""The rest of the matrix route x role: where the view loads the resource before it knows whom it belongs to,
every cell is tested on entries that exist, in Henan, by callers of Henan and of Tianjin."""

from collections.abc import Callable

import pytest

from functions.registration.app import app as registration
from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, ELSEWHERE, HOME, Route, code
from tests.gateway import Response, call, someone
from tests.registration.office import CITY, STATION, Office

LOADING = [
    route
    for route in BY_ROLE
    if route.operation.access.within == RESOURCE
    and "{rule}" not in route.path
    and "{statement_id}" not in route.path
    and route.function not in {"InvitationsFunction", "PublicationsFunction", "SuggestionsFunction"}
]
"""Who may speak of an obligation depends on whose it is: tests/standing/board/test_reach.py. Activities are
in test_reach_of_activities.py, opinions and hand-overs in test_reach.py of tests/suggestions, bulletins and
documents in test_reach.py of tests/publications."""
by_route = pytest.mark.parametrize("route", LOADING, ids=str)
OWN_ONLY = {
    "GET /v1/rosters/{roster_id}": Role.COMMITTEE_STAFF,
    "GET /v1/members/{member_id}/standing": Role.MEMBER,
}
"""Roles that a route lets in for the caller's own entry alone; a deputy's always is one."""
ROSTER = {"kind": "units", "filename": "名册.csv"}


@pytest.fixture
def entries(act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An entry for every path parameter, all of them in Henan."""
    act_as("RegistrationFunction")
    office = Office(monkeypatch)
    office.station()
    deputy = office.deputy(grassroots=True)
    member, group, other = office.member(), office.group(), office.group(congress="411402")
    office.done("PUT", f"/v1/groups/{group['id']}/members/{deputy['id']}")
    office.done("PUT", f"/v1/members/{member['id']}/links/{deputy['id']}")
    unit = office.done("POST", "/v1/units", {"division": "4114", "name": "商丘市教育局"})
    roster = call(registration, "POST", "/v1/rosters", body=ROSTER, caller=CITY).json
    return {
        "station_id": STATION,
        "deputy_id": deputy["id"],
        "person_id": deputy["id"],
        "mandate_id": deputy["mandates"][0]["id"],
        "member_id": member["id"],
        "group_id": group["id"],
        "to": other["id"],
        "unit_id": unit["id"],
        "roster_id": roster["id"],
        "record_id": f"{deputy['id']}.20261120.{STATION}",
        "role": "township_staff",
        "scope": "411402001",
    }


def send(route: Route, entries: dict[str, str], role: Role, scope: str) -> Response:
    operation = route.operation
    body = examples.sent(operation.body) if operation.body is not None else None
    if body is not None and "to" in body:
        body["to"] = entries["to"]
    return call(
        route.app,
        route.method,
        route.path.format_map(entries),
        body=body,
        headers={"If-Match": '"v1"'} if operation.if_match else {},
        caller=someone(f"{role}:{scope}", person="pf0re1gner0000000000"),
    )


def own_only(route: Route, role: Role) -> bool:
    return role is OWN_ONLY.get(str(route)) or (
        role is Role.DEPUTY and route.path.startswith("/v1/deputies/")
    )


@by_route
def test_no_role_reaches_an_entry_beyond_its_scope(
    route: Route, entries: dict[str, str], act_as: Callable[[str], None]
) -> None:
    act_as(route.function)
    for role in route.operation.access.roles:
        answer = send(route, entries, role, ELSEWHERE)
        assert answer.status == 403, f"{role} gets {answer.text}"
        assert code(answer) == ("role_missing" if own_only(route, role) else "out_of_scope"), answer.text


@by_route
def test_every_other_role_reaches_an_entry_from_above(
    route: Route, entries: dict[str, str], act_as: Callable[[str], None]
) -> None:
    act_as(route.function)
    for role in route.operation.access.roles:
        answer = send(route, entries, role, HOME)
        if own_only(route, role):
            assert code(answer) == "role_missing", f"{role} gets {answer.text}"
        else:
            assert code(answer) not in DENIALS | {"not_found"}, f"{role} is refused: {answer.text}"
