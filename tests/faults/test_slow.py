"""An engine whose answers come slowly, on the wire beneath botocore. Time is counted, not spent."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from infra.template import load
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.clients import READ_SECONDS
from shared.store.registry import RegistryItem
from shared.store.writing import commit, put

ITEM = ("a", "b")
JUST = 0.01
"""Seconds beside the time-out."""


class Slow:
    """Each answer comes after ``seconds``, what was asked done before; whoever waits less gets none.
    ``passed`` is the time that went by, waiting between attempts included."""

    def __init__(self) -> None:
        self.seconds, self.passed, self.attempts = 0.0, 0.0, 0

    def wait(self, seconds: float) -> None:
        self.passed += seconds

    def answer(self, request: Any, **_: Any) -> None:
        """After the engine has done it."""
        self.attempts += 1
        config: Any = engine.connection().client.meta.config
        waits = float(config.read_timeout)
        self.wait(min(self.seconds, waits))
        if self.seconds > waits:
            raise ReadTimeoutError(endpoint_url=request.url)


@pytest.fixture
def slow(tables: object, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """The engine of registration."""
    act_as("RegistrationFunction")
    engine.reset()
    made = Slow()
    monkeypatch.setattr("time.sleep", made.wait)
    engine.connection().client.meta.events.register_last("before-send", made.answer)
    yield made
    engine.reset()


def new() -> RegistryItem:
    return RegistryItem(*ITEM, version=1, body={})


OPERATIONS: dict[str, Callable[[], object]] = {
    "get": lambda: engine.get(RegistryItem, *ITEM),
    "query": lambda: engine.query(RegistryItem, ITEM[0]),
    "put": lambda: engine.put(new()),
    "commit": lambda: commit(put(new())),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_answer_just_before_the_time_out_is_taken(operation: str, slow: Slow) -> None:
    slow.seconds = READ_SECONDS - JUST
    OPERATIONS[operation]()
    assert (slow.attempts, slow.passed) == (1, slow.seconds)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_answers_just_after_it_are_given_up_before_the_function_s_own_end(operation: str, slow: Slow) -> None:
    """So whoever asks is told to try again, and is not cut off."""
    slow.seconds = READ_SECONDS + JUST
    with pytest.raises(Refusal) as caught:
        OPERATIONS[operation]()
    assert (caught.value.code, caught.value.retry_after) == ("busy", 1)
    assert slow.attempts > 1
    assert slow.passed < ends()


def test_what_was_done_before_the_late_answer_stands_and_is_found(slow: Slow) -> None:
    slow.seconds = READ_SECONDS + JUST
    with pytest.raises(Refusal, match="busy"):
        engine.put(new())
    slow.seconds = 0
    found = engine.get(RegistryItem, *ITEM)
    assert found is not None
    assert found.version == 1


def ends() -> int:
    """Seconds after which Lambda ends a function that answers requests."""
    return int(load()["Globals"]["Function"]["Timeout"])
