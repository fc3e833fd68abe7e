"""size: how many there must be of something: links, invitees, staff, stations."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import BOUND, CONDITION
from shared.regulations.shapes import WORD, WORDS
from shared.regulations.value import Value
from shared.regulations.values import Bound, Test


class Size(Value):
    """For example: "Each member is linked with three to six grassroots deputies"."""

    set: Annotated[str, WORD, "what is counted"]
    bound: Annotated[Bound, BOUND]
    each: Annotated[tuple[str, ...], WORDS, "over each of what it is measured, if not the subject"] = ()
    among: Annotated[tuple[tuple[Test, ...], ...], CONDITION, "facts that whoever counts must have"] = ()
    prefer: Annotated[tuple[str, ...], WORDS, "in what order they are chosen: nearest"] = ()

    def check(self) -> list[tuple[str, str, str]]:
        return (
            [] if self.bound.limits else [("at_least", "a bound: at_least, more_than, at_most, ...", "none")]
        )
