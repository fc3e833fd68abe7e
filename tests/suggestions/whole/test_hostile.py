"""Hostile input: every text of every route, and whatever body, path or query a public route can get."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from marshmallow import Schema, fields

from functions.suggestions.app import app
from shared.domain.roles import Role
from shared.web.openapi import examples
from shared.web.schemas import Text
from tests.contract.test_role_matrix import ROUTES, Route, concrete
from tests.gateway import Response, someone
from tests.suggestions.opinions.street import STATION, Street

OURS = [route for route in ROUTES if route.app is app]
TAKING = [route for route in OURS if route.operation.body is not None]
PUBLIC = [route for route in OURS if not route.operation.access.signed_in]
ANYBODY = someone(*(f"{role}:41" for role in Role if role is not Role.RESIDENT))
NO_TEXTS = (
    "灯\u202e坏了",
    "\u2066灯坏了\u2069",
    "灯\u200b坏了",
    "\ufeff灯坏了",
    "灯\x00坏了",
    "灯\x1b[2J坏了",
    "灯\x7f坏了",
    "e" + "\u0301" * 60,
    "\ud83d\ud83d",
    "灯" * 12_000,
    "",
    " \t\n ",
    ["灯"],
    {"$gt": ""},
    7,
    True,
)
"""Right-to-left tricks, invisible and control characters, floods of marks, halves of characters, too much or
too little, no text at all."""
BODIES = (
    b"",
    b"\xff\xfe\x00",
    b"\xef\xbb\xbf{}",
    "null",
    "[]",
    '"text"',
    "{",
    '{"text": NaN}',
    '{"text": 1e999}',
    '{"text": "\\ud800"}',
    "[" * 30_000,
    '{"a":' * 9_000 + "1" + "}" * 9_000,
    '{"__proto__": {"admin": true}}',
    '{"text": "' + "灯" * 40_000 + '"}',
)
WORDS = "<script>alert(1)</script><img src=x onerror=alert(1)> ' OR 1=1; -- ${7*7} =cmd|' /c'!A1 ../../etc"


def send(street: Street, route: Route, body: object, path: str | None = None, **options: Any) -> Response:
    """A request by who holds every role, whatever the body is. JSON is sent with everything escaped."""
    sent = json.dumps(body) if isinstance(body, dict) else body
    version = 1 if route.operation.if_match else None
    by = ANYBODY if route.operation.access.signed_in else None
    return street.send(route.method, path or concrete(route.path), sent, by=by, version=version, **options)


def example(route: Route) -> Any:
    """A body that is right, if the route takes one."""
    body = route.operation.body
    return None if body is None else examples.sent(body)


def problem_of(answer: Response) -> Any:
    """What is wrong; of a batch, with its first item."""
    return answer.json["items"][0]["problem"] if answer.status == 200 else answer.json


def of_body(route: Route) -> list[tuple[str | int, ...]]:
    """The places of all texts in the body of a route."""
    return [] if route.operation.body is None else list(texts(route.operation.body))


def texts(schema: Schema) -> Iterator[tuple[str | int, ...]]:
    """The places of all texts in a body."""
    for name, field in schema.load_fields.items():
        for place in _places(field):
            yield (name, *place)


def _places(field: fields.Field[Any]) -> Iterator[tuple[str | int, ...]]:
    match field:
        case Text():
            yield ()
        case fields.List():
            yield from ((0, *place) for place in _places(field.inner))
        case fields.Nested():
            many = (0,) if field.many else ()
            yield from ((*many, *place) for place in texts(field.schema))


def with_text(body: Any, place: tuple[str | int, ...], value: object) -> Any:
    made = deepcopy(body)
    inner = made
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    return made


def test_there_are_such_routes() -> None:
    """Of staff, units, deputies and residents; and texts in lists and in parts of bodies."""
    assert len(PUBLIC) >= 8
    places = [place for route in TAKING for place in of_body(route)]
    assert len(places) >= 60
    assert any(len(place) > 1 for place in places)


@pytest.mark.parametrize("route", TAKING, ids=str)
def test_no_text_that_people_do_not_write_is_taken(route: Route, street: Street) -> None:
    body = example(route)
    for place in of_body(route):
        for value in NO_TEXTS:
            answer = send(street, route, with_text(body, place, value))
            problem = problem_of(answer)
            assert (problem["status"], problem["code"]) in {
                (400, "invalid_request"),
                (400, "malformed_json"),
                (413, "body_too_large"),
            }, (place, value, answer.text)
            fields_named = [error["field"] for error in problem.get("errors", ())]
            assert not fields_named or any(str(place[0]) in name for name in fields_named)
    assert street.world.items("Suggestions") == []


@pytest.mark.parametrize("route", PUBLIC, ids=str)
def test_no_body_and_no_query_breaks_a_public_route(route: Route, street: Street) -> None:
    for raw in BODIES if route.operation.body is not None else ():
        answer = send(street, route, raw)
        assert 400 <= answer.status < 500, (raw[:40], answer.text)
    for query in ({"limit": "9" * 400}, {"cursor": "\u202e" * 50}, {"cursor": "../../" * 9}, {"x": "1"}):
        answer = send(street, route, example(route), query=query)
        assert 400 <= answer.status < 500, (query, answer.text)
    assert street.world.items("Suggestions") == []


@pytest.mark.parametrize("part", ["%2e%2e%2f", "%00", "%3Cscript%3E", "e" * 4000, "%F0%9F%92%A1", "CASE%23x"])
def test_no_path_breaks_a_public_route(part: str, street: Street) -> None:
    for route in PUBLIC:
        before, _, after = route.path.partition("{")
        if after:
            path = before + part + after.partition("}")[2]
            answer = send(street, route, example(route), path)
            assert 400 <= answer.status < 500, (path, answer.text)


def test_words_that_a_browser_a_sheet_or_a_query_would_run_stay_words(street: Street) -> None:
    receipt = street.bring(WORDS, place=WORDS[:100])
    street.later(minutes=5)
    assert street.words(receipt, WORDS).status == 201
    answer = street.send(
        "POST", "/v1/opinions/follow", {name: receipt[name] for name in ("receipt", "secret")}
    )
    assert answer.json["text"] == WORDS
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    near = street.send("POST", "/v1/opinions/similar", {"text": WORDS, "station": STATION})
    assert near.status == 200
    assert "<script>" not in near.text
