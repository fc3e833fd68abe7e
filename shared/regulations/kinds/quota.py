"""quota: n of a kind of record per period; per subject, or per pair of the subject and each of a set."""

from __future__ import annotations

from typing import Annotated, Literal

from shared.regulations.forms import BOUND, CONDITION, PER, Tally
from shared.regulations.shapes import WORD, Inline, one_of
from shared.regulations.value import Value
from shared.regulations.values import Bound, Per, Test


class Quota(Value):
    """For example: "At least two activities a year"."""

    tally: Annotated[Tally, Inline(Tally)]
    bound: Annotated[Bound, BOUND]
    per: Annotated[Per, PER, "in what period"]
    each: Annotated[str, WORD, "the set with each of whom it is owed: linked_deputies"] = ""
    with_any: Annotated[str, WORD, "the set with one of whom it must have been; the total is one count"] = ""
    excused_when: Annotated[tuple[tuple[Test, ...], ...], CONDITION, "facts under which nothing is owed"] = ()
    part_period: Annotated[
        Literal["whole", "prorate", "excused"],
        one_of("whole", "prorate", "excused"),
        "what is owed in a period that a mandate covers only in part",
    ] = "whole"

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        if not self.bound.limits:
            faults.append(("at_least", "a bound: at_least, more_than, at_most, ...", "none"))
        if self.each and self.with_any:
            faults.append(("with_any", "each or with_any, not both", "both"))
        return faults
