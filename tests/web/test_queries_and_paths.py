"""Query and path parameters."""

from collections.abc import Mapping, Sequence

import pytest

from tests.gateway import Response, event_of, handle, someone
from tests.web.example import app, call, seen

STAFF = someone("committee_staff:41")


def listed(query: Mapping[str, str | int | Sequence[str]]) -> Response:
    return call(app, "GET", "/v1/visits", query=query, caller=STAFF)


def test_a_query_has_its_defaults() -> None:
    assert listed({"scope": "4114"}).status == 200
    assert seen[-1].query == {"scope": "4114", "limit": 50, "cursor": None}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "query.scope"),
        ({"scope": ""}, "query.scope"),
        ({"scope": "4114", "limit": 0}, "query.limit"),
        ({"scope": "4114", "limit": 101}, "query.limit"),
        ({"scope": "4114", "limit": "1_0"}, "query.limit"),
        ({"scope": "4114", "limit": " 10"}, "query.limit"),
        ({"scope": "4114", "limit": "１０"}, "query.limit"),
        ({"scope": "4114", "limit": "9" * 5000}, "query.limit"),
        ({"scope": "4114", "cursor": ""}, "query.cursor"),
        ({"scope": "4114", "cursor": "x" * 1025}, "query.cursor"),
        ({"scope": "4114", "sort": "name"}, "query.sort"),
        ({"scope": ["4114", "4115"]}, "query.scope"),
        ({"scope": ["4114", "4114"]}, "query.scope"),
        ({"scope": "4114", "范围": "1"}, "query.范围"),
    ],
)
def test_a_query_that_does_not_fit_is_refused_and_named(
    query: Mapping[str, str | int | Sequence[str]], field: str
) -> None:
    answer = listed(query)
    assert (answer.status, answer.json["code"]) == (400, "invalid_request")
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_a_route_without_a_query_takes_none() -> None:
    answer = call(app, "GET", "/v1/open/4114", query={"x": "1"})
    assert (answer.status, answer.json["errors"][0]["field"]) == (400, "query.x")


def test_a_percent_encoded_path_is_the_same_path() -> None:
    answer = call(app, "GET", "/v1/visits/411402001%2D01", caller=STAFF)
    assert (answer.status, answer.json["title"]) == (200, "411402001-01")


@pytest.mark.parametrize(
    "name",
    [
        "%E5%95%86%E4%B8%98",
        "商丘",
        "41%0A",
        "%34%31%0a",
        "４１",
        "41'--",
        "%2e%2e%2f41",
        "%",
        "%ZZ",
        "%00",
        "41%2F41",
        "x" * 5000,
    ],
)
def test_what_cannot_name_anything_is_not_found(name: str) -> None:
    answer = call(app, "GET", f"/v1/open/{name}")
    assert (answer.status, answer.json["code"]) == (404, "not_found")


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE", "BREW", "get"])
def test_an_unknown_method_is_a_problem_and_leaves_no_trace(method: str) -> None:
    event = event_of(app, "GET", "/v1/open/4114")
    event["httpMethod"] = event["requestContext"]["httpMethod"] = method
    answer = handle(app, event)
    assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert method not in app.routes["/v1/open/{division}"]


@pytest.mark.parametrize("path", ["/", "/v1/nothing", "/{proxy+}"])
def test_an_unknown_path_is_a_problem_and_leaves_no_trace(path: str) -> None:
    known = len(app.routes)
    event = event_of(app, "GET", "/v1/open/4114")
    event["path"] = event["resource"] = event["requestContext"]["resourcePath"] = path
    answer = handle(app, event)
    assert (answer.status, answer.json["code"]) == (404, "not_found")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert len(app.routes) == known


def test_tests_themselves_may_not_call_what_is_not_there() -> None:
    with pytest.raises(LookupError):
        call(app, "GET", "/v1/nothing")
