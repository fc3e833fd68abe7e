"""docs/access.md has every route, and its numbers are held against every request of the tests."""

import pytest

from tests import costs
from tests.contract.test_role_matrix import ROUTES
from tests.gateway import call, someone


def test_the_table_has_every_route_and_no_other() -> None:
    assert set(costs.table()) == {str(route) for route in ROUTES}


def test_a_route_that_costs_more_than_its_row_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError, match=r"docs/access\.md"):
        costs.check("GET /v1/divisions", 200, costs.Operations(["GetItem"]))
    with pytest.raises(AssertionError, match="scans"):
        costs.check("GET /v1/divisions", 200, costs.Operations(["Scan"]))


def test_a_route_that_writes_more_than_its_row_fails() -> None:
    """A transaction is one call, whatever it writes."""
    signing_out = costs.Operations(["PutItem"])
    signing_out.written = costs.table()["POST /v1/sign-out"].written[1]
    costs.check("POST /v1/sign-out", 204, signing_out)
    signing_out.written += 1
    with pytest.raises(AssertionError, match="wrote 2 items"):
        costs.check("POST /v1/sign-out", 204, signing_out)


def test_calls_are_really_counted(tables: object, act_as: object) -> None:
    from functions.registration.app import app

    assert callable(act_as)
    act_as("RegistrationFunction")
    with costs.counted() as operations:
        call(app, "GET", "/v1/me", caller=someone("deputy:4114"))
    assert len(operations) >= 1
