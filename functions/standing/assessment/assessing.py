"""From scores to assessments. A scheme is an instrument whose rules are metrics; it assesses once for each
length of period that its metrics have, so that a month's metrics are not weighed against a year's."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from functions.standing.projection import periods
from shared.regulations import metrics
from shared.regulations.inputs import Record, Subject
from shared.regulations.metrics import Score
from shared.regulations.rulebook import Rulebook
from shared.regulations.rules import Part, SubjectKind
from shared.regulations.values import Ratio

_FULL = 100
"""The points of who reaches the full score in all that could be measured."""


class Assessment(NamedTuple):
    """A scheme's scores of one subject in the period of a label. What could not be measured takes no part:
    the points reached are taken out of the weights of the rest."""

    instrument: str
    period: str
    scores: tuple[Score, ...]

    @property
    def ratio(self) -> Ratio | None:
        """Points reached out of what could be reached; ``None`` if nothing could be measured."""
        return metrics.assessment(self.scores)

    @property
    def hundredths(self) -> int | None:
        """Of 100 points, in hundredths of a point, halves rounded up."""
        return None if self.ratio is None else _rounded(self.ratio, _FULL * 100)

    @property
    def rounded(self) -> int | None:
        """Of 100 points, whole, halves rounded up."""
        return None if self.ratio is None else _rounded(self.ratio, _FULL)

    @property
    def points(self) -> int:
        """Hundredths of a point reached, in the scheme's own weights."""
        return sum(score.points for score in self.scores if score.below)

    @property
    def measured(self) -> int:
        """The weights of what could be measured."""
        return sum(score.weight for score in self.scores if score.below)

    @property
    def weight(self) -> int:
        """All weights."""
        return sum(score.weight for score in self.scores)


def metrics_of(parts: Iterable[Part]) -> Iterator[Part]:
    """Those that assess stations."""
    return (part for part in parts if part.kind == "metric" and part.subject is SubjectKind.STATION)


def assess(
    book: Rulebook, subject: Subject, records: Iterable[Record], day: date, today: date
) -> list[Assessment]:
    """By every scheme that binds the subject, in the periods that ``day`` falls in, as known ``today``. In
    the order of the rulebook."""
    found: dict[tuple[str, str], list[Score]] = {}
    for score in metrics.scores(book, subject, records, day, today):
        key = (score.part.instrument, periods.label_of(score.part, day))
        found.setdefault(key, []).append(score)
    return [Assessment(*key, tuple(scores)) for key, scores in found.items()]


def _rounded(ratio: Ratio, full: int) -> int:
    return (2 * full * ratio.top + ratio.bottom) // (2 * ratio.bottom)
