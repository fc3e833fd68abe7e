"""attest: a duty that no record proves; somebody states for each period that it was done, with evidence."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import CONDITION, PER
from shared.regulations.shapes import WORD, WORDS
from shared.regulations.value import Value
from shared.regulations.values import Per, Test

YEAR = Per("year")


class Attest(Value):
    """For example: "Funds stand in the budget"."""

    evidence: Annotated[tuple[str, ...], WORDS, "what shows it: a statement must name one of them"] = ()
    per: Annotated[Per, PER, "how often it is stated"] = YEAR
    excused_when: Annotated[tuple[tuple[Test, ...], ...], CONDITION, "facts under which nothing is owed"] = ()
    by: Annotated[str, WORD, "who states it, if not the subject"] = ""
