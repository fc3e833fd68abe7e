"""A change as a list of writes that stand or fall together, each with the refusal its failure means."""

from dataclasses import dataclass
from enum import IntEnum

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from shared.domain.errors import Refusal
from shared.domain.ids import shares_key
from shared.store import engine
from shared.store.engine import Cancelled, Item
from shared.store.envelopes import Envelope

MOST_OPERATIONS = 100
"""In one transaction (AWS)."""


class _Operation(IntEnum):
    """In the order in which the engine gives its reasons."""

    CHECK = 0
    REMOVE = 1
    PUT = 2
    UPDATE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Write:
    """One operation of a transaction. Make it with the functions below."""

    operation: _Operation
    item: Item
    condition: Condition | None = None
    otherwise: Refusal | None = None
    actions: tuple[Action, ...] = ()
    mark: str | None = None

    def add_to(self, transaction: TransactWrite) -> None:
        """Adds the operation to the engine's transaction."""
        match self.operation:
            case _Operation.CHECK:
                transaction.condition_check(
                    type(self.item), self.item.pk, self.item.sk, condition=self.condition
                )
            case _Operation.REMOVE:
                transaction.delete(self.item, condition=self.condition)
            case _Operation.PUT:
                returned = None if self.mark is None else "ALL_OLD"
                transaction.save(self.item, condition=self.condition, return_values=returned)
            case _Operation.UPDATE:
                transaction.update(self.item, actions=list(self.actions), condition=self.condition)


def check(item: Item, condition: Condition, otherwise: Refusal) -> Write:
    """Writes nothing; what stands under the item's key must meet the condition."""
    return Write(_Operation.CHECK, item, condition, otherwise)


def put(item: Item, condition: Condition | None = None, otherwise: Refusal | None = None) -> Write:
    """Writes the whole item."""
    return Write(_Operation.PUT, item, condition, otherwise)


def create(
    item: Envelope, mark: str | None, otherwise: Refusal, *, or_where: Condition | None = None
) -> Write:
    """Writes an item whose key must be free, or hold what meets ``or_where``. When the same request
    (``mark``) wrote it before, nothing is refused: :func:`commit` answers what stands there."""
    item.request = mark
    free = type(item).pk.does_not_exist()
    return Write(_Operation.PUT, item, free if or_where is None else free | or_where, otherwise, mark=mark)


def update(
    item: Item, *actions: Action, condition: Condition | None = None, otherwise: Refusal | None = None
) -> Write:
    """Changes single attributes."""
    return Write(_Operation.UPDATE, item, condition, otherwise, actions)


def remove(item: Item, condition: Condition | None = None, otherwise: Refusal | None = None) -> Write:
    """Removes the item."""
    return Write(_Operation.REMOVE, item, condition, otherwise)


def is_repeated(made_by: str | None, mark: str | None) -> bool:
    """Whether what stands was made by this very request. Raises ``Refusal("idempotency_key_reused")`` where
    a different request under the same key made it."""
    if mark is not None and made_by == mark:
        return True
    if shares_key(made_by, mark):
        raise Refusal("idempotency_key_reused")
    return False


def commit(*writes: Write) -> Envelope | None:
    """All the writes or none, in one call. Returns ``None``, or what stands where the same request
    created it before. Raises the refusal of the first write, in the order given, that could not be done,
    or ``idempotency_key_reused`` where a different request under the same key created it.
    """
    ordered = sorted(writes, key=lambda write: write.operation)

    def fill(transaction: TransactWrite) -> None:
        for write in ordered:
            write.add_to(transaction)

    try:
        engine.transact(fill)
    except Cancelled as cancelled:
        failed = [write for position, write in enumerate(ordered) if cancelled.failed(position)]
        for write in failed:
            if write.mark is not None:
                standing = cancelled.existing(ordered.index(write), type(write.item))
                if isinstance(standing, Envelope) and is_repeated(standing.request, write.mark):
                    return standing
        refusal = next(write.otherwise for write in writes if write in failed)
        raise refusal or Refusal("conflict", retry_after=1) from cancelled
    return None
