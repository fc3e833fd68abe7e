"""When congresses are in session, for rules that ask it (Shangqiu art. 13: "while the congress is not in
session"). Where no rule asks it of a subject, nothing is read."""

from collections.abc import Iterable
from datetime import date

from functions.standing import recorded
from functions.standing.judging import since
from shared.regulations.evaluation import Evaluator
from shared.regulations.inputs import Leave, Subject
from shared.regulations.periods import OF_SESSIONS
from shared.regulations.rules import Part

Sessions = tuple[tuple[date, date], ...]


class Sittings:
    """The sessions that one request needs: those of a congress are read once."""

    def __init__(self, *, consistent: bool = False) -> None:
        self._consistent = consistent
        self._read: dict[tuple[str, date, date], Sessions] = {}

    def during(
        self,
        subject: Subject,
        congress: str,
        leaves: tuple[Leave, ...],
        judges: Iterable[Evaluator],
        first: date,
        last: date,
    ) -> Subject:
        """The subject with its leave and, if one of the ``judges`` asks of them, the sessions of the congress
        of a division, as far as verdicts on the days from ``first`` to ``last`` can depend on them."""
        parts = [part for judge in judges for part in judge.on_sessions(subject)]
        if not parts:
            return subject._replace(leaves=leaves)
        key = (congress, _begin(parts, subject, first), last)
        if key not in self._read:
            self._read[key] = recorded.sessions(*key, consistent=self._consistent)
        return subject._replace(leaves=leaves, sessions=self._read[key])


def _begin(parts: Iterable[Part], subject: Subject, day: date) -> date:
    """A congress meets once a year at least, so the session before ``day`` was no earlier than last year."""
    others = (part for part in parts if getattr(part.fields, "per", None) is None or not _by_session(part))
    return min(since(others, subject, day), date(day.year - 1, 1, 1))


def _by_session(part: Part) -> bool:
    return part.fields.per.name in OF_SESSIONS
