"""The importing function's calls to DynamoDB and S3, counted, and disturbed at a chosen one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

Disturb = Callable[[str, Callable[[], Any]], Any]
"""Gets the operation's name and the call itself, and answers or raises in its place."""


class Killed(BaseException):
    """The process is gone: no code of it runs any more."""


@contextmanager
def disturbed(monkeypatch: pytest.MonkeyPatch, disturb: Disturb) -> Iterator[None]:
    """Every call inside the block goes through ``disturb``."""
    client: Any = BaseClient
    real = client._make_api_call

    def call(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
        return disturb(operation, lambda: real(self, operation, arguments))

    with monkeypatch.context() as patch:
        patch.setattr(client, "_make_api_call", call)
        yield


class AtCall:
    """Disturbs the call with this number, from 0; ``made`` counts those that came."""

    def __init__(self, number: int, fault: Callable[[Callable[[], Any]], Any]) -> None:
        self.made = 0
        self._number = number
        self._fault = fault

    def __call__(self, operation: str, call: Callable[[], Any]) -> Any:
        number, self.made = self.made, self.made + 1
        return self._fault(call) if number == self._number else call()


def killed_before(call: Callable[[], Any]) -> Any:
    """The process dies before the call is sent."""
    raise Killed


def killed_after(call: Callable[[], Any]) -> Any:
    """The call is done, and the process dies before it hears so."""
    call()
    raise Killed


def throttled(call: Callable[[], Any]) -> Any:
    """The engine refuses the call this once."""
    error: Any = {"Error": {"Code": "ThrottlingException", "Message": "slow down"}}
    raise ClientError(error, "BatchGetItem")


def untouched(call: Callable[[], Any]) -> Any:
    """Nothing happens."""
    return call()
