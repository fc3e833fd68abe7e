"""What the library itself does when the engine refuses for the moment: it tries again, and gives up soon."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.registry import RegistryItem

THROTTLED = (400, "ProvisionedThroughputExceededException")
FAILING = (500, "InternalServerError")
LONGEST = 10
"""Attempts: who must wait longer than that is told so, and holds no function meanwhile."""


class _Body:
    def __init__(self, code: str) -> None:
        self._text = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "wait"})

    def stream(self, **_: Any) -> list[bytes]:
        return [self._text.encode()]


@pytest.fixture
def refused(
    tables: object, act_as: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> Callable[[int, tuple[int, str]], list[int]]:
    """``refused(2, THROTTLED)``: the engine answers so to the next two requests on the wire; answers the list
    of the attempts made."""
    act_as("RegistrationFunction")
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    engine.reset()

    def refuse(times: int, how: tuple[int, str]) -> list[int]:
        attempts: list[int] = []
        numbers = count(1)

        def answer(request: Any, **_: Any) -> Any:
            attempts.append(next(numbers))
            if attempts[-1] > times:
                return None
            status, code = how
            return AWSResponse(request.url, status, {"x-amzn-requestid": "r1"}, _Body(code))  # type: ignore[arg-type]

        engine.connection().client.meta.events.register_first("before-send.dynamodb", answer)
        return attempts

    return refuse


@pytest.mark.parametrize("how", [THROTTLED, FAILING])
def test_what_passes_soon_nobody_notices(
    refused: Callable[[int, tuple[int, str]], list[int]], how: tuple[int, str]
) -> None:
    attempts = refused(2, how)
    assert engine.get(RegistryItem, "a", "b") is None
    assert len(attempts) == 3
    engine.reset()


@pytest.mark.parametrize("how", [THROTTLED, FAILING])
def test_what_lasts_is_said_soon(
    refused: Callable[[int, tuple[int, str]], list[int]], how: tuple[int, str]
) -> None:
    attempts = refused(1000, how)
    with pytest.raises(Refusal, match="busy"):
        engine.get(RegistryItem, "a", "b")
    assert 1 < len(attempts) <= LONGEST
    engine.reset()
