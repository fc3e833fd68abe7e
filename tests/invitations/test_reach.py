"""Who reaches an activity and is not its organiser changes nothing of it."""

import pytest

from shared.domain.roles import OVERSEERS
from tests.contract import test_reach_of_activities as reach
from tests.contract.test_role_matrix import HOME, Route

entries = reach.entries
CHANGING = [
    route
    for route in reach.ROUTES
    if route.method != "GET" and "/voiced" not in route.path and not route.path.endswith("/attendances/me")
]


@pytest.mark.parametrize("route", CHANGING, ids=str)
def test_who_is_not_the_organiser_changes_nothing(route: Route, entries: dict[str, str]) -> None:
    for role in sorted(route.operation.access.roles - OVERSEERS):
        answer = reach.send(route, entries, role, HOME)
        assert (answer.status, answer.json["code"]) == (403, "not_organiser"), f"{role} gets {answer.text}"
