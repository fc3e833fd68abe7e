"""Who may call: signed in or not, role, and the scope in which the role is held."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.roles import Caller
from tests.gateway import Response, event_of, handle, someone
from tests.web.example import app, call, seen

DIVISION = "411402001"
STATION = f"{DIVISION}-01"
Through = Callable[[Caller | None], Response]


def through_path(caller: Caller | None) -> Response:
    return call(app, "GET", f"/v1/visits/{STATION}", caller=caller)


def through_query(caller: Caller | None) -> Response:
    return call(app, "GET", "/v1/visits", query={"scope": DIVISION}, caller=caller)


def through_body(caller: Caller | None) -> Response:
    return call(app, "POST", "/v1/visits", body={"division": DIVISION}, caller=caller)


everywhere = pytest.mark.parametrize("through", [through_path, through_query, through_body])


@everywhere
@pytest.mark.parametrize("scope", ["41", "4114", "411402", DIVISION])
def test_a_role_reaches_what_its_scope_contains(through: Through, scope: str) -> None:
    assert through(someone(f"committee_staff:{scope}")).status in {200, 201}


@everywhere
@pytest.mark.parametrize("scope", ["14", "4115", "411403", "411402002", "4114020010"])
def test_a_role_does_not_reach_further(through: Through, scope: str) -> None:
    answer = through(someone(f"committee_staff:{scope}", "deputy:41", "auditor:41"))
    assert (answer.status, answer.json["code"]) == (403, "out_of_scope")
    assert DIVISION in answer.json["title"]


@everywhere
def test_another_role_is_refused_wherever_it_is_held(through: Through) -> None:
    for grants in ((), ("deputy:41",), ("resident:41", "unit_staff:u1")):
        answer = through(someone(*grants))
        assert (answer.status, answer.json["code"]) == (403, "role_missing")


@everywhere
def test_nobody_must_sign_in_first(through: Through) -> None:
    answer = through(None)
    assert (answer.status, answer.json["code"]) == (401, "sign_in_required")
    assert answer.headers["www-authenticate"] == "Bearer"


@everywhere
def test_a_token_that_ended_after_the_gateway_looked_is_refused(through: Through) -> None:
    ended = someone("admin:41", expires=datetime.now(UTC) - timedelta(seconds=1))
    answer = through(ended)
    assert (answer.status, answer.json["code"]) == (401, "token_expired")


def test_who_is_not_signed_in_learns_nothing_of_paths_and_bodies() -> None:
    assert call(app, "GET", "/v1/visits/nonsense").status == 401
    assert call(app, "POST", "/v1/visits", body="{").status == 401


def test_who_has_not_the_role_learns_nothing_of_bodies() -> None:
    assert call(app, "POST", "/v1/visits", body="{", caller=someone("deputy:41")).status == 403


def test_everybody_signed_in_passes_where_no_role_is_asked_for() -> None:
    path = f"/v1/visits/{STATION}"
    assert call(app, "DELETE", path, caller=someone()).status == 204
    assert call(app, "DELETE", path).status == 401


def test_public_routes_ask_nobody_and_know_nobody() -> None:
    assert call(app, "GET", "/v1/open/41").json == {"division": "41", "known": False}
    ended = someone("admin:41", expires=datetime(2020, 1, 1, tzinfo=UTC))
    assert call(app, "GET", "/v1/open/41", caller=ended).status == 200


def test_the_view_sees_who_calls() -> None:
    who = someone("committee_staff:4114", "deputy:41")
    through_path(who)
    assert seen[-1].caller == who


def test_an_authorizer_without_our_context_is_nobody() -> None:
    event = event_of(app, "GET", f"/v1/visits/{STATION}")
    event["requestContext"]["authorizer"] = {"principalId": "user"}
    assert handle(app, event).status == 401
