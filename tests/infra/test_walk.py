"""The walk's steps: what is not as it must be ends it."""

from http.client import HTTPMessage
from typing import Any

import pytest

from infra.local.client import Client, Response, Unexpected
from infra.local.walk import steps
from infra.local.walk.steps import Steps
from infra.sample.load import Loaded


class Answering(Client):
    """A client whose every request has the same answer."""

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__("http://127.0.0.1:1")
        self._answer = Response(status, HTTPMessage(), body)

    def send(self, method: str, path: str, **_: Any) -> Response:
        return self._answer


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def walking(said: list[str]) -> Steps:
    nobody: Any = None
    return Steps(nobody, Loaded({}), said.append)


def test_a_step_says_what_was_sent_what_came_back_and_why(walking: Steps, said: list[str]) -> None:
    walking.step(Answering(200, b'{"items": []}'), 200, "GET", "/v1/x", "nobody is there")
    assert said == ["  GET /v1/x -> 200  nobody is there", '    {"items": []}']


def test_an_answer_of_another_status_ends_the_walk(walking: Steps, said: list[str]) -> None:
    with pytest.raises(Unexpected, match="answered 500"):
        walking.step(Answering(500, b"{}"), 200, "GET", "/v1/x", "it must work")
    assert said == []


def test_what_does_not_hold_ends_the_walk(walking: Steps, said: list[str]) -> None:
    walking.must(holds=True, what="one visit, one record")
    with pytest.raises(Unexpected, match="two records"):
        walking.must(holds=False, what="two records")
    assert said == ["    so: one visit, one record"]


def test_what_takes_time_is_waited_for_and_not_for_ever(
    walking: Steps, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_POLL", 0)
    answers = iter([False, False, True])
    walking.becomes(lambda: next(answers), "the list follows")
    assert said == ["    so: the list follows"]
    monkeypatch.setattr(steps, "_PATIENCE", 0)
    with pytest.raises(Unexpected, match="in vain"):
        walking.becomes(lambda: False, "it never comes")
