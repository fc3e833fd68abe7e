"""What an import did, in numbers and in words: what the uploading office reads afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from functions.registration.rosters.names import RosterKind
from functions.registration.rosters.problems import CellProblem, FileProblem, RosterRefused

MAX_KEPT = 500
"""Faults that a report keeps: with some 500 bytes each it stays below DynamoDB's 400 KB an item."""


@dataclass(frozen=True, slots=True)
class Report:
    """``rows`` read in all, of which ``good`` were taken and ``bad`` were not.

    ``problems`` are the faults in the order of the file, ``more`` how many further ones are not kept.
    ``stopped`` says why nothing, or nothing further, was read; ``notices`` what the office should
    know though it stopped nothing (columns passed over, hidden rows).
    """

    kind: RosterKind
    filename: str
    rows: int
    good: int
    bad: int
    problems: tuple[CellProblem, ...]
    more: int
    notices: tuple[FileProblem, ...]
    stopped: tuple[FileProblem, ...]


class Tally:
    """Counts while rows are read and makes the report."""

    def __init__(self, kind: RosterKind, filename: str) -> None:
        self._kind = kind
        self._filename = filename
        self._good = 0
        self._bad = 0
        self._problems: list[CellProblem] = []
        self._more = 0
        self._notices: tuple[FileProblem, ...] = ()
        self._stopped: tuple[FileProblem, ...] = ()

    def good(self) -> None:
        """One more row was taken."""
        self._good += 1

    def bad(self, problems: Iterable[CellProblem]) -> None:
        """One more row was refused, for these reasons."""
        self._bad += 1
        for problem in problems:
            if len(self._problems) < MAX_KEPT:
                self._problems.append(problem)
            else:
                self._more += 1

    def notice(self, notices: Iterable[FileProblem]) -> None:
        """What the office should know of the file."""
        self._notices += tuple(notices)

    def stop(self, refused: RosterRefused) -> None:
        """The file was refused, at once or after some rows."""
        self._stopped += refused.problems

    def report(self) -> Report:
        """The report on what was counted so far."""
        return Report(
            self._kind,
            self._filename,
            self._good + self._bad,
            self._good,
            self._bad,
            tuple(self._problems),
            self._more,
            self._notices,
            self._stopped,
        )
