"""An engine that does not answer in time is busy, whatever was asked: never a fault of ours."""

from collections.abc import Callable

import pytest
from botocore.exceptions import ConnectionClosedError, ConnectTimeoutError, ReadTimeoutError

from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.registry import RegistryItem
from shared.store.writing import commit, put
from tests.faults.faults import Calls, Fault, Made, disturbed

ENDPOINT = "https://engine.example.test"
OPERATIONS: dict[str, Callable[[], object]] = {
    "get": lambda: engine.get(RegistryItem, "a", "b"),
    "get_many": lambda: engine.get_many(RegistryItem, [("a", "b")]),
    "query": lambda: engine.query(RegistryItem, "a"),
    "put": lambda: engine.put(RegistryItem("a", "b", version=1, body={})),
    "insert": lambda: engine.insert(RegistryItem("a", "b", version=1, body={})),
    "delete": lambda: engine.delete(RegistryItem("a", "b")),
    "commit": lambda: commit(put(RegistryItem("a", "b", version=1, body={}))),
}


@pytest.mark.parametrize("kind", [ReadTimeoutError, ConnectTimeoutError, ConnectionClosedError])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_no_answer_is_busy(
    operation: str, kind: type[Exception], tables: object, act_as: Callable[[str], None]
) -> None:
    act_as("RegistrationFunction")

    def unanswered(made: Made) -> None:
        raise kind(endpoint_url=ENDPOINT)  # type: ignore[call-arg]

    with disturbed(Calls(0, Fault("unanswered", unanswered))), pytest.raises(Refusal) as caught:
        OPERATIONS[operation]()
    assert (caught.value.code, caught.value.retry_after) == ("busy", 1)
