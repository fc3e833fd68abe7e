"""Good rows into the tables, up to a hundred at once.

What stands is read in batches; each row is decided on it, and on the rows before; transactions write what
differs under the condition that nothing they rest on has changed. Where one fails, somebody was faster
through the API: what stands is read again and the rows are decided anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol

from functions.registration.rosters import store
from functions.registration.rosters.columns import KINDS
from functions.registration.rosters.importing.known import Known
from functions.registration.rosters.importing.pace import Pace
from functions.registration.rosters.importing.plan import GoodRow, Plan, Step
from functions.registration.rosters.importing.refusing import RowRefused, trouble_of
from functions.registration.rosters.kinds import R
from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.problems import FileProblem
from functions.registration.rosters.store import RosterItem
from shared.domain.errors import Refusal
from shared.store.engine import Cancelled
from shared.store.writing import commit

_TOGETHER = 3
"""Failures in a row after which rows are written one by one, so that one does not hold up the others."""

_ALONE = 8
"""Failures in a row after which the row is given up; the whole import, where the tables are only busy."""


class Importer(Protocol[R]):
    """What is particular to a kind of roster."""

    def look_up(self, rows: Sequence[GoodRow[R]], known: Known) -> None:
        """Reads in batches all that :meth:`decide` will ask for."""

    def decide(self, row: GoodRow[R], known: Known) -> Step | None:
        """What the row changes, ``None`` if nothing. Raises :class:`RowRefused`."""

    def notices(self) -> Iterable[FileProblem]:
        """What the office should know of the rows that were taken."""


class Writer(Generic[R]):
    """Writes the rows of one roster."""

    def __init__(self, importer: Importer[R], item: RosterItem, pace: Pace) -> None:
        self._importer = importer
        self._item = item
        self._pace = pace
        self._known = Known()

    def take(self, rows: Sequence[GoodRow[R]]) -> dict[int, RowRefused]:
        """Takes the rows and answers why some were not taken, by their numbers. What was taken stands even
        if this raises: ``OutOfTime``, or ``Refusal`` while the tables stay busy."""
        refused: dict[int, RowRefused] = {}
        waiting = list(rows)
        failures = 0
        while waiting:
            self._pace.require()
            self._known.forget()
            try:
                self._importer.look_up(waiting, self._known)
                for plan in self._plans(tuple(waiting), alone=failures >= _TOGETHER):
                    self._commit(plan)
                    refused |= plan.refused
                    del waiting[: plan.rows]
                    failures = 0
            except Refusal as refusal:
                failures += 1
                if failures < _ALONE:
                    self._wait(refusal, failures)
                    continue
                refused[waiting[0].row] = self._given_up(refusal)
                del waiting[0]
                failures = 0
        return refused

    def _plans(self, rows: Sequence[GoodRow[R]], *, alone: bool) -> Iterator[Plan]:
        """The rows in transactions, each of which must be committed before the next is asked for."""
        plan = Plan()
        for row in rows:
            try:
                step = self._importer.decide(row, self._known)
            except RowRefused as refused:
                plan.refuse(row.row, refused)
                continue
            if step is None:
                plan.pass_over()
                continue
            if not plan.fits(step) or (alone and not plan.writes_nothing):
                yield plan
                plan = Plan()
            plan.add(step, self._known)
        yield plan

    def _commit(self, plan: Plan) -> None:
        if plan.writes_nothing:
            return
        commit(*plan.writes(self._known), store.count(self._item, plan.created, plan.updated))
        self._known.settle()

    def _wait(self, refusal: Refusal, failures: int) -> None:
        if not _lost(refusal):
            self._pace.wait(failures)

    def _given_up(self, refusal: Refusal) -> RowRefused:
        if not _lost(refusal):
            raise refusal
        return RowRefused(KINDS[RosterKind(self._item.kind)].key_field, trouble_of(refusal))


def _lost(refusal: Refusal) -> bool:
    """Whether a condition failed, as against a throttled, failing or contended table."""
    return isinstance(refusal.__cause__, Cancelled)
