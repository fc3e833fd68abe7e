"""DynamoDB: one client for all tables of a function, and the few operations everything uses.

Every operation is one call to the engine. The engine's errors become ``Refusal``: ``stale_version``,
``busy`` (throttled, failing, out of reach: try again), ``conflict`` (another transaction won several times).
What no repeat mends is a fault of ours and passes as the library's exception.
"""

import json
import logging
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, ClassVar, Generic, TypeVar

from botocore.exceptions import ChecksumError, HTTPClientError, IncompleteReadError
from botocore.exceptions import ConnectionError as ConnectingError
from botocore.session import Session
from pynamodb.attributes import UnicodeAttribute
from pynamodb.connection import Connection
from pynamodb.connection.base import MetaTable
from pynamodb.connection.table import TableConnection
from pynamodb.exceptions import (
    CancellationReason,
    PynamoDBException,
    TransactWriteError,
)
from pynamodb.expressions.condition import Condition
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.store import clients
from shared.store.clients import ATTEMPTS, CONNECT_SECONDS, READ_SECONDS
from shared.store.settings import Setting, setting

BY_SCOPE = "by_scope"
BY_STATION = "by_station"
BY_LIST = "by_list"
_ATTEMPTS = 5
_CONDITION_FAILED = "ConditionalCheckFailed"
_PASSING = frozenset({"TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError"})
"""Why a transaction is cancelled that may go through a moment later."""
_ON_THE_WAY = (HTTPClientError, ConnectingError, IncompleteReadError, ChecksumError)
"""What fails between here and the engine."""
_KEYS_PER_CALL = 100

logger = logging.getLogger("lianluo")
T = TypeVar("T")
M = TypeVar("M", bound="Item")


class _Connection(Connection):
    """With this process's session: pynamodb makes one of its own for each thread."""

    @property
    def session(self) -> Session:
        return clients.session()


@cache
def connection() -> Connection:
    """The one connection, hence one client, of this process."""
    return _Connection(
        connect_timeout_seconds=CONNECT_SECONDS,
        read_timeout_seconds=READ_SECONDS,
        max_retry_attempts=ATTEMPTS - 1,
        max_pool_connections=10,
    )


def connect() -> None:
    """Makes the client, before the first request wants it."""
    _ = connection().client


@cache
def _table_connection(name: str) -> TableConnection:
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    index_keys = [
        {"AttributeName": "gsi1pk", "KeyType": "HASH"},
        {"AttributeName": "gsi1sk", "KeyType": "RANGE"},
    ]
    attributes = [{"AttributeName": key["AttributeName"], "AttributeType": "S"} for key in keys + index_keys]
    indexes = [{"IndexName": index, "KeySchema": index_keys} for index in (BY_SCOPE, BY_STATION, BY_LIST)]
    table = TableConnection(name)
    table.connection = connection()
    table.connection.add_meta_table(
        MetaTable(
            {
                "TableName": name,
                "KeySchema": keys,
                "AttributeDefinitions": attributes,
                "GlobalSecondaryIndexes": indexes,
                "LocalSecondaryIndexes": [],
            }
        )
    )
    return table


class Item(Model):
    """An item of one of this project's tables, all keyed by ``pk`` and ``sk``."""

    table: ClassVar[Setting]
    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)

    class Meta:
        table_name = ""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        return _table_connection(setting(cls.table))


def reset() -> None:
    """Forgets the client, as a new process would."""
    _table_connection.cache_clear()
    connection.cache_clear()
    clients.session.cache_clear()
    _tell.cache_clear()


def code_of(error: PynamoDBException) -> str:
    """The engine's code for what failed; nothing where no answer came, as when one was waited for in vain."""
    answered = getattr(error.cause, "response", None) is not None
    return (error.cause_response_code or "") if answered else ""


def _refused(error: PynamoDBException) -> Refusal:
    """Raises ``error`` itself where a repeat would fail like it: a wrong request, no credentials."""
    if isinstance(error.cause, _ON_THE_WAY):
        _tell(type(error.cause).__name__)
        return Refusal("busy", retry_after=1)
    code = code_of(error)
    if code == "ConditionalCheckFailedException":
        return Refusal("stale_version")
    if code == "ValidationException" and "tarting key" in (error.cause_response_message or ""):
        return Refusal("invalid_cursor")
    if code in {"TransactionConflictException", "TransactionInProgressException"}:
        return Refusal("conflict", retry_after=1)
    if code in {
        "ProvisionedThroughputExceededException",
        "ThrottlingException",
        "RequestLimitExceeded",
        "InternalServerError",
        "ServiceUnavailable",
    }:
        return Refusal("busy", retry_after=1)
    raise error


@cache
def _tell(cause: str) -> None:
    """Once in a process: an endpoint that never answers may be a wrong one."""
    logger.warning(json.dumps({"database": cause}))


def _call(operation: Callable[[], T]) -> T:
    try:
        return operation()
    except PynamoDBException as error:
        raise _refused(error) from error


def get(model: type[M], pk: str, sk: str, *, consistent: bool = False) -> M | None:
    """The item under this key, or ``None``. One call; half a read unit per 4 KB, one if consistent."""
    table = model._get_connection()
    raw = _call(lambda: table.get_item(pk, sk, consistent_read=consistent)).get("Item")
    return None if raw is None else model.from_raw_data(raw)


def get_many(model: type[M], keys: Iterable[tuple[str, str]], *, consistent: bool = False) -> list[M]:
    """The items that exist under these keys, in no order. One call per 100 keys, none for no key; more
    while the engine answers only in part. Raises ``Refusal("busy")`` when it answers nothing at all."""
    table = model._get_connection()
    left: list[Any] = [{"pk": pk, "sk": sk} for pk, sk in dict.fromkeys(keys)]
    found: list[M] = []
    while left:
        asked, left = left[:_KEYS_PER_CALL], left[_KEYS_PER_CALL:]
        answer = _call(partial(table.batch_get_item, asked, consistent_read=consistent))
        found += [model.from_raw_data(raw) for raw in answer["Responses"].get(table.table_name, [])]
        unanswered = answer["UnprocessedKeys"].get(table.table_name, {}).get("Keys", [])
        if len(unanswered) == len(asked):
            raise Refusal("busy", retry_after=1)
        left += unanswered
    return found


def put(item: Item, condition: Condition | None = None) -> None:
    """Writes the whole item; raises ``Refusal("stale_version")`` where the condition fails."""
    _call(lambda: item.save(condition=condition))


def insert(item: Item) -> bool:
    """Writes the item if its key is free; says whether it did."""
    try:
        put(item, type(item).pk.does_not_exist())
    except Refusal as refusal:
        if refusal.code != "stale_version":
            raise
        return False
    return True


def delete(item: Item, condition: Condition | None = None) -> None:
    """Removes the item; raises ``Refusal("stale_version")`` where the condition fails."""
    _call(lambda: item.delete(condition=condition))


@dataclass(frozen=True)
class Slice(Generic[M]):
    """One answer of the engine to a query: the items, and the key after which more may stand."""

    items: list[M]
    last_key: dict[str, Any] | None


def query(
    model: type[M],
    partition: str,
    *,
    prefix: str | None = None,
    between: tuple[str, str] | None = None,
    index: str | None = None,
    limit: int | None = None,
    after: dict[str, Any] | None = None,
    condition: Condition | None = None,
    descending: bool = False,
    consistent: bool = False,
) -> Slice[M]:
    """One Query call: the items of a partition whose sort key begins with ``prefix`` or lies
    ``between`` two values (inclusive). ``limit`` counts before ``condition`` filters. No index can be read
    ``consistent``."""
    sort_key = UnicodeAttribute(attr_name="gsi1sk") if index else model.sk
    keys: Condition | None = None
    if prefix:
        keys = sort_key.startswith(prefix)
    elif between is not None:
        keys = sort_key.between(*between)
    answer = _call(
        lambda: model._get_connection().query(
            partition,
            range_key_condition=keys,
            filter_condition=condition,
            index_name=index,
            limit=limit,
            exclusive_start_key=after,
            scan_index_forward=not descending,
            consistent_read=consistent,
        )
    )
    items = [model.from_raw_data(raw) for raw in answer["Items"]]
    return Slice(items, answer.get("LastEvaluatedKey"))


def query_all(model: type[M], partition: str, prefix: str = "") -> list[M]:
    """All items of a small partition (a person's, a group's): one call per megabyte."""
    found: list[M] = []
    after: dict[str, Any] | None = None
    while True:
        part = query(model, partition, prefix=prefix, after=after)
        found += part.items
        after = part.last_key
        if after is None:
            return found


class Cancelled(Exception):
    """A transaction that wrote nothing: the reasons stand in the order of its operations."""

    def __init__(self, reasons: list[CancellationReason | None]) -> None:
        super().__init__("transaction cancelled")
        self.reasons = reasons

    def failed(self, position: int) -> bool:
        """Whether the condition of the operation at this position failed."""
        reason = self.reasons[position]
        return reason is not None and reason.code.endswith(_CONDITION_FAILED)

    def existing(self, position: int, model: type[M]) -> M | None:
        """The item that stood in the way there, when it was asked for."""
        reason = self.reasons[position]
        return None if reason is None or not reason.raw_item else model.from_raw_data(reason.raw_item)


def transact(fill: Callable[[TransactWrite], None], *, token: str | None = None) -> None:
    """One TransactWriteItems call with what ``fill`` adds; all or nothing.

    The order of reasons is the engine's: condition checks, deletes, puts, updates, each in the order
    added. A clash with another transaction is tried again with jitter, up to five times.
    Raises :class:`Cancelled` when a condition fails, ``Refusal("conflict")`` when clashes persist, and the
    library's exception for an operation that cannot be carried out: no repeat mends it.
    """
    for attempt in range(_ATTEMPTS):
        try:
            with TransactWrite(connection=connection(), client_request_token=token) as transaction:
                fill(transaction)
            return
        except TransactWriteError as error:
            reasons = list(error.cancellation_reasons)
            codes = {reason.code for reason in reasons if reason is not None}
            if any(code.endswith(_CONDITION_FAILED) for code in codes):
                raise Cancelled(reasons) from error
            clash = code_of(error) == "TransactionConflictException" or (bool(codes) and codes <= _PASSING)
            if not clash:
                raise _refused(error) from error
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - jitter, not a secret
    raise Refusal("conflict", retry_after=1)
