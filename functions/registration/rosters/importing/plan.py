"""Rows that go into the tables in one transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic

from functions.registration.rosters.importing.known import Key, Known
from functions.registration.rosters.importing.refusing import RowRefused
from functions.registration.rosters.kinds import R
from shared.domain.errors import Refusal
from shared.store.envelopes import unchanged
from shared.store.registry import RegistryItem
from shared.store.writing import Write, put

MOST_OPERATIONS = 100
"""Of one TransactWriteItems (AWS)."""

_COUNTING = 1
"""The operation that counts the rows."""


@dataclass(frozen=True, slots=True)
class GoodRow(Generic[R]):
    """A row that is good in itself: its number, what it says, and the fields that it really says."""

    row: int
    value: R
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """What a row changes. ``puts`` are items as they shall be: version and condition follow from what
    stands. ``others`` belong to it. ``newcomer`` is the phone and id of somebody not yet registered."""

    puts: tuple[RegistryItem, ...]
    others: tuple[Write, ...] = ()
    created: bool = False
    newcomer: tuple[str, str] | None = None


class Plan:
    """Several rows' steps, merged, for an item can be written only once in a transaction: the last put
    stands, and where a test comes together with a put, the put's own condition says at least as much."""

    def __init__(self) -> None:
        self.rows = self.created = self.updated = 0
        self.refused: dict[int, RowRefused] = {}
        self._puts: dict[Key, RegistryItem] = {}
        self._others: dict[tuple[str, str, str], Write] = {}

    @property
    def writes_nothing(self) -> bool:
        """Whether no row changes anything."""
        return not self._puts

    def fits(self, step: Step) -> bool:
        """Whether the step has room beside those that are there."""
        puts = self._puts.keys() | {(item.pk, item.sk) for item in step.puts}
        others = self._others.keys() | {_key(write) for write in step.others}
        return len(puts) + len(others) + _COUNTING <= MOST_OPERATIONS

    def refuse(self, row: int, refused: RowRefused) -> None:
        """One more row, which is not taken."""
        self.rows += 1
        self.refused[row] = refused

    def pass_over(self) -> None:
        """One more row, which changes nothing."""
        self.rows += 1

    def add(self, step: Step, known: Known) -> None:
        """One more row, whose step is known from now on."""
        self.rows += 1
        self.created += step.created
        self.updated += not step.created
        for item in step.puts:
            self._puts[item.pk, item.sk] = item
            known.change(item)
        for write in step.others:
            self._others.setdefault(_key(write), write)
        if step.newcomer is not None:
            known.register(*step.newcomer)

    def writes(self, known: Known) -> Iterator[Write]:
        """The operations, without the one that counts: each put one version on from what stands."""
        for item in self._puts.values():
            standing = known.standing(item.pk, item.sk)
            if standing is None:
                item.version = 1
                yield put(item, RegistryItem.pk.does_not_exist(), _raced())
            else:
                version = int(standing.version)
                item.version, item.request = version + 1, standing.request
                yield put(item, unchanged(version), _raced())
        for (table, pk, sk), write in self._others.items():
            if table != RegistryItem.table or (pk, sk) not in self._puts:
                yield write


def _key(write: Write) -> tuple[str, str, str]:
    return write.item.table, write.item.pk, write.item.sk


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
