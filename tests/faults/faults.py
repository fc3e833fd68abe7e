"""What can happen to a call to AWS, at the level of botocore: the process dies, the engine refuses, the
answer is lost. Each fault is given the call and answers or raises in its place."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError

from tests.faults.standing import Kept

READING = ("Get", "Query", "BatchGet", "Head", "List", "Describe", "Verify", "Sign", "Receive")
_ONE_ITEM = frozenset({"PutItem", "UpdateItem", "DeleteItem"})


class Killed(BaseException):
    """The process is gone: no code of it runs any more."""


@dataclass(frozen=True)
class Made:
    """One call: ``service`` as botocore names it (``dynamodb``), ``operation`` as the API does."""

    service: str
    operation: str
    arguments: dict[str, Any]
    send: Callable[[], Any]

    @property
    def writes(self) -> bool:
        """Whether it may change what is stored or queued."""
        return not self.operation.startswith(READING)

    @property
    def kind(self) -> str:
        """The operation; of a transaction what it does to which tables."""
        parts = [
            f"{name} {part['TableName']}"
            for entry in self.arguments.get("TransactItems", ())
            for name, part in entry.items()
        ]
        return f"{self.operation} {parts}"


class Fault(NamedTuple):
    """``happens`` takes the place of the call; ``fits`` says to which calls this can happen.
    With ``lasting`` it happens to every later call too."""

    name: str
    happens: Callable[[Made], Any]
    fits: Callable[[Made], bool] = lambda made: True
    lasting: bool = False


def _error(made: Made, code: str, **more: Any) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": f"{code}: as the engine words it"}, **more}
    return ClientError(answer, made.operation)


def _killed_before(made: Made) -> Any:
    raise Killed


def _killed_after(made: Made) -> Any:
    made.send()
    raise Killed


def _throttled(made: Made) -> Any:
    code = {"dynamodb": "ProvisionedThroughputExceededException", "s3": "SlowDown"}.get(made.service)
    raise _error(made, code or "ThrottlingException")


def _failing(made: Made) -> Any:
    code = {"dynamodb": "InternalServerError", "kms": "KMSInternalException"}.get(made.service)
    raise _error(made, code or "InternalError")


def _unreachable(made: Made) -> Any:
    raise ConnectTimeoutError(endpoint_url="https://engine.example.test")


def _answer_lost(made: Made) -> Any:
    made.send()
    raise ReadTimeoutError(endpoint_url="https://engine.example.test")


def _sent_again(made: Made) -> Any:
    """The library sends a call again whose answer it lost. Of a transaction the engine remembers the token,
    and answers as the first time; any other call is simply made twice."""
    first = made.send()
    return first if made.operation == "TransactWriteItems" else made.send()


def _clashing(made: Made) -> Any:
    if made.operation in _ONE_ITEM:
        raise _error(made, "TransactionConflictException")
    reasons = [{"Code": "None"} for _ in made.arguments["TransactItems"]]
    reasons[-1] = {"Code": "TransactionConflict", "Message": "as the engine words it"}
    raise _error(made, "TransactionCanceledException", CancellationReasons=reasons)


def _half(made: Made) -> Any:
    """Of what a batch asks for the engine answers the first half."""
    ((table, asked),) = made.arguments["RequestItems"].items()
    keys = asked["Keys"]
    left = keys[len(keys) // 2 :] if len(keys) > 1 else []
    asked["Keys"] = [key for key in keys if key not in left]
    answer = made.send()
    asked["Keys"] = keys
    return answer | {"UnprocessedKeys": {table: {**asked, "Keys": left}} if left else {}}


def _none_taken(made: Made) -> Any:
    """Of a batch the queue takes all but the last message."""
    entries = made.arguments["Entries"]
    made.arguments["Entries"] = entries[:-1]
    answer = made.send() if entries[:-1] else {}
    made.arguments["Entries"] = entries
    failed = {"Id": entries[-1]["Id"], "Code": "InternalError", "SenderFault": False}
    return answer | {"Failed": [failed]}


def _is_write(made: Made) -> bool:
    return made.writes


def _can_clash(made: Made) -> bool:
    return made.operation in _ONE_ITEM or made.operation == "TransactWriteItems"


def _is_batch(made: Made) -> bool:
    return made.operation == "BatchGetItem"


def _is_queueing(made: Made) -> bool:
    return made.operation == "SendMessageBatch"


KILLS = (
    Fault("killed before", _killed_before),
    Fault("killed after", _killed_after, _is_write),
)
"""After a call that only reads nothing stands otherwise than before it."""

ERRORS = (
    Fault("throttled", _throttled),
    Fault("failing", _failing),
    Fault("unreachable", _unreachable),
    Fault("answer lost", _answer_lost, _is_write),
    Fault("sent again", _sent_again, _is_write),
    Fault("clashing", _clashing, _can_clash),
    Fault("clashing for long", _clashing, _can_clash, lasting=True),
    Fault("half answered", _half, _is_batch),
    Fault("partly taken", _none_taken, _is_queueing),
    Fault("out of reach from then on", _unreachable, lasting=True),
)

OF_EVENTS = KILLS + tuple(
    fault for fault in ERRORS if not fault.lasting and fault.name not in {"failing", "unreachable"}
)
"""Whatever fails lets an event come again: what fails in another way adds nothing."""

OF_READING = tuple(fault for fault in ERRORS if fault.name in {"throttled", "unreachable", "half answered"})


@dataclass(frozen=True)
class Heard:
    """A call of the undisturbed run: what was asked, what came back or was raised, what stood before it."""

    made: Made
    asked: dict[str, Any]
    before: Kept
    answer: Any = None
    raised: ClientError | None = None

    def answers(self, made: Made) -> bool:
        """Whether this call is the same one, whose answer can be given again."""
        same = (self.made.operation, self.asked) == (made.operation, made.arguments)
        return same and made.service != "s3"  # answers from there are read only once


class Calls:
    """Counts the calls, and lets a fault happen at the one with this number, from 0. ``written`` are the
    writes that took effect: what they left is the same each time.

    With ``script``, what an undisturbed run heard, calls before the fault are answered from there; what
    stood when the fault comes is put back then. A call that is another than in the script ends that."""

    def __init__(
        self, number: int = -1, fault: Fault | None = None, script: Sequence[Heard] | None = None
    ) -> None:
        self.made: list[Made] = []
        self.written: list[str] = []
        self.struck = False
        self._number = number
        self._fault = fault
        self._script = script

    def take(self, service: str, operation: str, arguments: dict[str, Any], send: Callable[[], Any]) -> Any:
        """One call, undisturbed or not."""
        made = Made(service, operation, arguments, lambda: self._effect(made, send))
        number = len(self.made)
        self.made.append(made)
        if self._script is not None:
            heard = self._script[number]
            if number < self._number and heard.answers(made):
                return self._again(heard)
            heard.before.put_back()
            self._script = None
        fault = self._fault
        if fault is None or number < self._number or not fault.fits(made):
            return made.send()
        if number > self._number and not fault.lasting:
            return made.send()
        self.struck = True
        return fault.happens(made)

    def _effect(self, made: Made, send: Callable[[], Any]) -> Any:
        answer = send()
        if made.writes:
            self.written.append(made.kind)
        return answer

    def _again(self, heard: Heard) -> Any:
        if heard.raised is not None:
            raise heard.raised
        if heard.made.writes:
            self.written.append(heard.made.kind)
        return deepcopy(heard.answer)


class Recording(Calls):
    """An undisturbed run, and what it heard."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Heard] = []
        self._kept = Kept()

    def take(self, service: str, operation: str, arguments: dict[str, Any], send: Callable[[], Any]) -> Any:
        """One call."""
        asked, before = deepcopy(arguments), self._kept
        try:
            answer = super().take(service, operation, arguments, send)
        except ClientError as error:
            self.heard.append(Heard(self.made[-1], asked, before, raised=error))
            raise
        kept_answer = None if service == "s3" else deepcopy(answer)
        self.heard.append(Heard(self.made[-1], asked, before, kept_answer))
        if self.made[-1].writes:
            self._kept = Kept()
        return answer


@contextmanager
def disturbed(calls: Calls) -> Iterator[None]:
    """Every call inside the block goes through ``calls``; nobody waits between attempts."""
    client: Any = BaseClient
    real = client._make_api_call

    def call(self: BaseClient, operation: str, arguments: dict[str, Any]) -> Any:
        service = self.meta.service_model.service_name
        return calls.take(service, operation, arguments, lambda: real(self, operation, arguments))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "_make_api_call", call)
        patch.setattr("time.sleep", lambda seconds: None)
        yield
