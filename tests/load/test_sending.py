"""What a client of a load promises itself: nothing of which it does not know whether it was done."""

from collections.abc import Iterator
from email.message import Message as Headers
from typing import Any

import pytest

from infra.local.client import Client, Response
from tests.load.asking import TWICE, Asker
from tests.load.ledger import Ledger, Told
from tests.load.town import Person

TELLS = [Told("p1", "opinion_result", "opinion:e1")]


class Answers(Client):
    """Answers in this order; ``None`` is a connection that ends."""

    def __init__(self, *answers: tuple[int, str] | None) -> None:
        super().__init__("http://nowhere")
        self._answers: Iterator[tuple[int, str] | None] = iter(answers)

    def send(self, *request: object, **options: object) -> Response:
        answer = next(self._answers)
        if answer is None:
            raise ConnectionResetError
        status, body = answer
        return Response(status, Headers(), body.encode())  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)


def changed(*answers: tuple[int, str] | None, number: int = 1) -> tuple[Any, Ledger]:
    ledger = Ledger()
    asker, by = Asker(Answers(*answers), ledger), Person("p2", "+8613800001111", "token")
    return asker.changed("reply", "/v1", {}, of="e1", by=by, version=1, number=number, tells=TELLS), ledger


DONE, STALE = (200, '{"version": 2}'), (412, '{"code": "stale_version"}')
RACED, BUSY = (409, '{"code": "conflict"}'), (503, '{"code": "busy"}')


def test_what_is_accepted_owes_what_it_tells() -> None:
    after, ledger = changed(RACED, BUSY, DONE)
    assert after == {"version": 2}
    assert (ledger.owed, ledger.given_up) == (TELLS, {})


@pytest.mark.parametrize("answers", [[STALE], [RACED, STALE]])
def test_what_is_refused_owes_nothing(answers: list[tuple[int, str]]) -> None:
    after, ledger = changed(*answers)
    assert (after, ledger.owed, ledger.given_up, ledger.unsure) == (None, [], {}, {})


@pytest.mark.parametrize("lost", [None, BUSY, (502, "{}")])
def test_a_refusal_after_a_lost_answer_may_be_of_what_it_did_itself(lost: tuple[int, str] | None) -> None:
    after, ledger = changed(lost, STALE)
    assert (after, ledger.owed) == (None, [])
    assert (ledger.given_up, ledger.unsure) == ({"reply": 1}, {("p1", "opinion_result"): 1})


def test_of_two_at_once_one_is_refused_and_who_is_told_is_told_once() -> None:
    after, ledger = changed(DONE, STALE, number=TWICE)
    assert after == {"version": 2}
    assert (ledger.owed, ledger.differing) == (TELLS, [])


def test_two_at_once_that_are_both_accepted_are_a_difference() -> None:
    _, ledger = changed(DONE, DONE, number=TWICE)
    assert ledger.differing == ["reply /v1: version 1 was changed 2 times"]
