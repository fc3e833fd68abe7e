"""Whom the routes of consultations and filings let in: each route by each role that it names, from above and
from elsewhere."""

from typing import Any

import pytest

from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import DENIALS, ROUTES, Route
from tests.gateway import Response, call, someone
from tests.publications.asking import fields
from tests.publications.newsroom import Newsroom

TOWNSHIP, COUNTY = "411402001", "411402"
OF_UNITS = {Role.UNIT_STAFF}
"""They hold their role in a unit, and speak for that alone."""
AT_STATIONS = {Role.STATION_HEAD, Role.LIAISON_OFFICER}
"""They hold their role in a station, above which there is none of theirs."""
OWN = [
    route
    for route in ROUTES
    if route.function == "PublicationsFunction"
    and route.operation.access.within == RESOURCE
    and route.operation.tag in {"Consultations", "Filings"}
]
by_route = pytest.mark.parametrize("route", OWN, ids=str)


def send(newsroom: Newsroom, route: Route, role: Role, scope: str) -> Response:
    """A request of the route that is right in all but who makes it, for what belongs to a township."""
    township = someone(f"township_staff:{TOWNSHIP}")
    made = newsroom.done("POST", "/v1/consultations", fields(TOWNSHIP), by=township)
    filed = newsroom.done("POST", "/v1/filings", {"division": TOWNSHIP}, by=township)
    operation = route.operation
    body: Any = examples.sent(operation.body) if operation.body is not None else None
    if body is not None and "issuer" in body:
        body = fields(TOWNSHIP)
    query: dict[str, str] = {}
    if operation.query is not None and "issuer" in operation.query.fields:
        query = {"kind": "committee", "issuer": TOWNSHIP, "year": "2026"}
    return call(
        route.app,
        route.method,
        route.path.format_map({"consultation_id": made["id"], "filing_id": filed["id"]}),
        body=body,
        query=query,
        headers={"If-Match": '"v1"'} if operation.if_match else {},
        caller=someone(f"{role}:{scope}", person="pf0re1gner0000000000"),
    )


def test_there_are_routes_to_test() -> None:
    assert len(OWN) >= 15


@by_route
def test_no_role_reaches_what_belongs_elsewhere(newsroom: Newsroom, route: Route) -> None:
    for role in route.operation.access.roles:
        answer = send(newsroom, route, role, "12")
        assert (answer.status, answer.json["code"]) == (403, "out_of_scope"), f"{role}: {answer.text}"


@by_route
def test_every_other_role_reaches_it_from_above(newsroom: Newsroom, route: Route) -> None:
    for role in route.operation.access.roles - OF_UNITS - AT_STATIONS:
        answer = send(newsroom, route, role, COUNTY)
        refused = answer.json.get("code") if answer.status >= 400 else None
        assert refused not in DENIALS | {"consultation_not_found", "filing_not_found"}, (
            f"{role}: {answer.text}"
        )
