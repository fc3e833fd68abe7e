"""The matrix route x role over special matters that exist, where the view loads them before it knows whose
they are."""

from typing import Any

import pytest

from shared.domain.roles import Role
from shared.web.access import RESOURCE
from shared.web.openapi import examples
from tests.contract.test_role_matrix import BY_ROLE, DENIALS, Route, code
from tests.gateway import Response, call, someone
from tests.suggestions.matters.chamber import SHANGQIU, Chamber

TAGS = {"Letters, visits and contact", "Appeals", "Reports of obstruction"}
LOADING = [
    route for route in BY_ROLE if route.operation.tag in TAGS and route.operation.access.within == RESOURCE
]
BEYOND = {"out_of_scope", "role_missing", "case_not_found"}
by_route = pytest.mark.parametrize("route", LOADING, ids=str)


class Cases:
    """One of each in the committee of Shangqiu, and requests about them."""

    def __init__(self, chamber: Chamber) -> None:
        self.chamber = chamber
        deputy, organ = chamber.deputy(SHANGQIU), chamber.unit(SHANGQIU, "市公安局")
        by = someone(person=deputy.id)
        report = {
            "congress": SHANGQIU,
            "wrong": "obstruction",
            "against": "某人",
            "happened_on": "2026-11-20",
            "text": "拒绝提供情况",
        }
        appeal = {
            "congress": SHANGQIU,
            "name": "李国庆",
            "received_at": chamber.now.isoformat(),
            "text": "申诉",
        }
        unit = someone(f"unit_staff:{organ}", person="pvn1tstaff00000000000")
        self.ids = {
            "concern_id": chamber.letter(deputy)["id"],
            "report_id": self._made("/v1/obstruction-reports", report, by),
            "appeal_id": self._made(f"/v1/units/{organ}/appeals", appeal, unit),
        }

    def _made(self, path: str, body: dict[str, Any], by: Any) -> str:
        return str(self.chamber.done("POST", path, body, by=by)["id"])

    def send(self, route: Route, role: Role, scope: str) -> Response:
        path = route.path.format(**self.ids)
        body = examples.sent(route.operation.body) if route.operation.body is not None else None
        headers = {"If-Match": '"v1"'} if route.operation.if_match else {}
        return call(
            route.app, route.method, path, body=body, headers=headers, caller=someone(f"{role}:{scope}")
        )


@pytest.fixture
def cases(chamber: Chamber) -> Cases:
    return Cases(chamber)


def test_there_are_such_routes() -> None:
    assert len(LOADING) == 14


@by_route
def test_those_who_work_for_the_committee_reach_it(route: Route, cases: Cases) -> None:
    answer = cases.send(route, Role.COMMITTEE_STAFF, SHANGQIU)
    assert answer.status == 200 or code(answer) not in {*DENIALS, "case_not_found"}, answer.text


@by_route
def test_no_role_reaches_it_beyond_its_scope(route: Route, cases: Cases) -> None:
    for role in route.operation.access.roles:
        for scope in ("12", "411402", "411402001"):
            answer = cases.send(route, role, scope)
            assert code(answer) in {"out_of_scope", "role_missing", "case_not_found"}, (
                f"{role}: {answer.text}"
            )


@by_route
def test_appeals_and_reports_are_not_there_for_who_is_above(route: Route, cases: Cases) -> None:
    answer = cases.send(route, Role.COMMITTEE_STAFF, "41")
    if "{concern_id}" in route.path:
        assert code(answer) not in DENIALS
    else:
        assert (answer.status, code(answer)) == (404, "case_not_found")
