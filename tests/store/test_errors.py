"""What the engine says went wrong, and what a caller is told: to come again, or that the fault is ours."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    IncompleteReadError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
    SSLError,
)
from pynamodb.exceptions import GetError, TransactWriteError
from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.registry import RegistryItem

AT = "https://engine.example.test"
PASSING: list[BotoCoreError] = [
    EndpointConnectionError(endpoint_url=AT),
    ConnectTimeoutError(endpoint_url=AT),
    ReadTimeoutError(endpoint_url=AT),
    SSLError(endpoint_url=AT, error=OSError()),
    IncompleteReadError(actual_bytes=1, expected_bytes=2),
]
OURS: list[BotoCoreError] = [NoCredentialsError(), ParamValidationError(report="王晓梅")]
CLASH, FAILED, WRONG = "TransactionConflict", "ConditionalCheckFailed", "ValidationError"


@pytest.fixture(autouse=True)
def _fresh(act_as: Callable[[str], None]) -> Iterator[None]:
    """A process that has told nothing yet."""
    act_as("RegistrationFunction")
    engine.reset()
    yield
    engine.reset()


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], list[str]]:
    """The client fails like this from now on; what is asked of it is in the list."""

    def begin(error: Exception) -> list[str]:
        asked: list[str] = []

        def fail(_client: Any, operation: str, _arguments: Any) -> None:
            asked.append(operation)
            raise error

        monkeypatch.setattr(type(engine.connection().client), "_make_api_call", fail)
        monkeypatch.setattr(engine.time, "sleep", lambda _: None)  # type: ignore[attr-defined]
        return asked

    return begin


def cancelled(*codes: str) -> ClientError:
    """A transaction that went wrong at each of its operations for this reason."""
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": "m"},
        "CancellationReasons": [{"Code": code, "Message": "m"} for code in codes],
    }
    return ClientError(answer, "TransactWriteItems")


def fill(transaction: TransactWrite) -> None:
    for name in ("a", "b"):
        transaction.save(RegistryItem(name, "b", version=1, body={}))


@pytest.mark.parametrize("error", PASSING, ids=lambda error: type(error).__name__)
def test_who_cannot_reach_the_engine_is_told_to_come_again_and_operators_why_once(
    error: BotoCoreError, answering: Callable[[Exception], list[str]], caplog: pytest.LogCaptureFixture
) -> None:
    answering(error)
    with caplog.at_level(logging.INFO, logger="lianluo"):
        for _ in range(3):
            with pytest.raises(Refusal, match="busy"):
                engine.get(RegistryItem, "a", "b")
        with pytest.raises(Refusal, match="busy"):
            engine.transact(fill)
    assert [json.loads(line) for line in caplog.messages] == [{"database": type(error).__name__}]


@pytest.mark.parametrize("error", OURS, ids=lambda error: type(error).__name__)
def test_a_function_that_is_set_up_wrongly_is_at_fault_and_not_busy(
    error: BotoCoreError, answering: Callable[[Exception], list[str]]
) -> None:
    asked = answering(error)
    with pytest.raises(GetError):
        engine.get(RegistryItem, "a", "b")
    with pytest.raises(TransactWriteError):
        engine.transact(fill)
    assert asked == ["GetItem", "TransactWriteItems"]


def test_an_operation_that_cannot_be_carried_out_is_tried_once_and_our_fault(
    answering: Callable[[Exception], list[str]],
) -> None:
    asked = answering(cancelled("None", WRONG))
    with pytest.raises(TransactWriteError):
        engine.transact(fill)
    assert asked == ["TransactWriteItems"]


def test_so_it_is_beside_a_clash(answering: Callable[[Exception], list[str]]) -> None:
    asked = answering(cancelled(CLASH, WRONG))
    with pytest.raises(TransactWriteError):
        engine.transact(fill)
    assert asked == ["TransactWriteItems"]


@pytest.mark.parametrize("beside", ["None", CLASH, WRONG])
def test_a_condition_that_fails_is_the_answer_whatever_failed_beside_it(
    beside: str, answering: Callable[[Exception], list[str]]
) -> None:
    """What cannot be carried out may follow from what the condition says."""
    asked = answering(cancelled(beside, FAILED))
    with pytest.raises(engine.Cancelled) as caught:
        engine.transact(fill)
    assert (caught.value.failed(0), caught.value.failed(1)) == (False, True)
    assert asked == ["TransactWriteItems"]


@pytest.mark.parametrize("code", [CLASH, "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_clash_is_tried_five_times(code: str, answering: Callable[[Exception], list[str]]) -> None:
    asked = answering(cancelled("None", code))
    with pytest.raises(Refusal, match="conflict"):
        engine.transact(fill)
    assert asked == ["TransactWriteItems"] * 5
