"""Consents to WeChat messages: given over HTTP, each used up by one message."""

from datetime import timedelta
from typing import Any

import pytest

from functions.notifications.app import app
from functions.notifications.consents import store
from shared.domain.errors import Refusal
from shared.store import engine
from tests.gateway import Response, call, someone
from tests.notifications.letters import NOW, OTHER, PERSON, ActAs, Clock

PATH = "/v1/me/wechat-consents"


@pytest.fixture(autouse=True)
def _service(act_as: ActAs, at: Clock) -> None:
    act_as("NotificationsFunction")


def give(count: object, key: str | None = None, person: str = PERSON) -> Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    return call(app, "POST", PATH, body={"count": count}, headers=headers, caller=someone(person=person))


def left(person: str = PERSON) -> int:
    answer = call(app, "GET", PATH, caller=someone(person=person))
    return int(answer.json["left"])


def test_nobody_agrees_unasked() -> None:
    assert left() == 0
    assert not store.claim(PERSON, "n1", NOW)


def test_consents_add_up_and_are_ones_own() -> None:
    answer = give(3)
    assert (answer.status, answer.json) == (201, {"left": 3})
    assert give(2).json == {"left": 5}
    assert (left(), left(OTHER)) == (5, 0)


def test_the_same_request_gives_once_however_late_it_comes_again(at: Clock) -> None:
    for hours in (0, 1, 30):
        at.now = NOW + timedelta(hours=hours)
        answer = give(3, key="consents-0001")
        assert (answer.status, answer.json) == (201, {"left": 3})
    assert left() == 3
    assert give(4, key="consents-0001").json["code"] == "idempotency_key_reused"


def test_a_repeat_is_known_when_the_limit_is_reached() -> None:
    for number in range(5):
        assert give(20, key=f"consents-000{number}").status == 201
    assert left() == store.MOST
    answer = give(1)
    assert (answer.status, answer.json["code"]) == (409, "limit_reached")
    assert give(20, key="consents-0004").json == {"left": store.MOST}
    assert give(19, key="consents-0004").json["code"] == "idempotency_key_reused"
    assert give(20, key="consents-0005").json["code"] == "limit_reached"
    assert left() == store.MOST


@pytest.mark.parametrize("count", [0, 21, -1, 1.5, "3", True, None])
def test_a_count_is_a_small_number(count: Any) -> None:
    assert give(count).json["code"] == "invalid_request"


def test_each_message_uses_up_one_and_asking_again_none() -> None:
    give(2)
    assert [
        store.claim(PERSON, name, NOW) is not None for name in ("n1", "n1", "n2", "n2", "n3", "n3", "n1")
    ] == [
        True,
        True,
        True,
        True,
        False,
        False,
        True,
    ]
    assert left() == 0


def test_a_message_that_found_none_finds_none_later() -> None:
    """Its SMS may have gone by then."""
    assert not store.claim(PERSON, "n1", NOW)
    give(1)
    assert not store.claim(PERSON, "n1", NOW)
    assert left() == 1
    assert store.claim(PERSON, "n2", NOW)


def test_a_consent_that_another_was_quicker_to_use_is_not_used_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both looked before either wrote: the second looks again and takes the other one, or none."""
    give(2)
    (first, second) = engine.query(store.ConsentItem, f"CONSENT#{PERSON}", prefix="wechat#").items
    wanted = iter([first, first, second, second, second])
    query = engine.query
    stale = query(store.ConsentItem, f"CONSENT#{PERSON}", prefix="wechat#")
    seen = iter([stale, stale, None, stale])

    class Chance:
        def choice(self, found: list[Any]) -> Any:
            assert found
            return next(wanted)

    monkeypatch.setattr(store, "_chance", Chance())
    monkeypatch.setattr(engine, "query", lambda *a, **k: next(seen, None) or query(*a, **k))
    assert store.claim(PERSON, "n1", NOW)
    assert store.claim(PERSON, "n2", NOW)
    assert not store.claim(PERSON, "n3", NOW)
    assert left() == 0


def test_who_is_always_too_late_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    give(1)
    gone = engine.query(store.ConsentItem, f"CONSENT#{PERSON}", prefix="wechat#")
    store.claim(PERSON, "n1", NOW)
    monkeypatch.setattr(engine, "query", lambda *_, **__: gone)
    with pytest.raises(Refusal, match="conflict"):
        store.claim(PERSON, "n2", NOW)
