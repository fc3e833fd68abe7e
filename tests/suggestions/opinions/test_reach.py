"""The matrix route x role over an opinion of Henan that a unit has in hand: callers of Henan, Tianjin."""

import pytest

from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, Route, code, concrete
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import Street

HOME, ELSEWHERE = "41", "12"
LOADING = [
    route for route in BY_ROLE if route.operation.access.within == RESOURCE and "{receipt}" in route.path
]
by_route = pytest.mark.parametrize("route", LOADING, ids=str)


def send(street: Street, route: Route, role: Role, scope: str) -> Response:
    """The request by who holds the role in the scope; of a unit in the unit that has the opinion."""
    receipt, unit = street.bring(), street.unit()
    street.sorted(receipt, matter_remit="township")
    street.took(receipt, "handover", {"unit": unit.id})
    at = scope
    if role is Role.UNIT_STAFF:
        at = unit.id if scope == HOME else street.unit("城管局", number=2).id
    path = concrete(route.path.replace("{receipt}", receipt["receipt"]).replace("{unit_id}", unit.id))
    body = examples.sent(route.operation.body) if route.operation.body is not None else None
    version = 3 if route.operation.if_match else None
    return street.send(route.method, path, body, by=someone(f"{role}:{at}"), version=version)


@by_route
def test_each_role_reaches_an_opinion_from_above(route: Route, street: Street) -> None:
    for role in route.operation.access.roles:
        answer = send(street, route, role, HOME)
        assert code(answer) not in DENIALS, f"{role} is refused: {answer.text}"


@by_route
def test_no_role_reaches_an_opinion_beyond_its_scope(route: Route, street: Street) -> None:
    """To another unit it is not there at all."""
    for role in route.operation.access.roles:
        answer = send(street, route, role, ELSEWHERE)
        denied = "case_not_found" if role is Role.UNIT_STAFF else "out_of_scope"
        assert code(answer) == denied, f"{role} gets {answer.text}"
