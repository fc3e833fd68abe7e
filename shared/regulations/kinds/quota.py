"""quota: n of a kind of record per period; per subject, or per pair of the subject and each of a set."""

from __future__ import annotations

from typing import Annotated, Literal

from shared.regulations.forms import BOUND, PER, Tally
from shared.regulations.shapes import WORD, Inline, one_of
from shared.regulations.value import Value
from shared.regulations.values import Bound, Per


class Quota(Value):
    """For example: "At least two activities a year"."""

    tally: Annotated[Tally, Inline(Tally)]
    bound: Annotated[Bound, BOUND]
    per: Annotated[Per, PER, "in what period"]
    each: Annotated[str, WORD, "the set with each of whom it is owed: linked_deputies"] = ""
    part_period: Annotated[
        Literal["whole", "prorate", "excused"],
        one_of("whole", "prorate", "excused"),
        "what is owed in a period that a mandate covers only in part",
    ] = "whole"

    def check(self) -> list[tuple[str, str, str]]:
        return (
            [] if self.bound.limits else [("at_least", "a bound: at_least, more_than, at_most, ...", "none")]
        )
