"""metric: a share or an average, with a weight in an assessment."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import PER, SHARE, TALLY, Tally
from shared.regulations.shapes import WHOLE, WORD, WORDS
from shared.regulations.value import Value
from shared.regulations.values import Bound, Per


class Metric(Value):
    """For example: "The share of opinions answered on time, without those withdrawn".

    The denominator is either a tally or the number of a set.
    """

    numerator: Annotated[Tally, TALLY, "what is counted above"]
    denominator: Annotated[Tally | None, TALLY, "what is counted below"] = None
    size: Annotated[str, WORD, "the set whose number is below"] = ""
    exclude: Annotated[tuple[str, ...], WORDS, "marks of records that count neither above nor below"] = ()
    per: Annotated[Per, PER, "in what period"] = Per("year")
    target: Annotated[Bound, SHARE] = Bound(())
    weight: Annotated[int, WHOLE, "what it weighs in an assessment"] = 1
    full_at: Annotated[int | None, WHOLE, "the average at which the score is full; 1 for a share"] = None

    def check(self) -> list[tuple[str, str, str]]:
        if (self.denominator is None) == (not self.size):
            return [
                (
                    "denominator",
                    "either denominator (records) or size (a set)",
                    "both" if self.size else "neither",
                )
            ]
        return []
