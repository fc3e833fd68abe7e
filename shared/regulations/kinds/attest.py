"""attest: a duty that no record proves; somebody states for each period that it was done, with evidence."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import PER
from shared.regulations.shapes import WORD, WORDS
from shared.regulations.value import Value
from shared.regulations.values import Per

YEAR = Per("year")


class Attest(Value):
    """For example: "Funds stand in the budget"."""

    evidence: Annotated[tuple[str, ...], WORDS, "what shows it: any of them"] = ()
    per: Annotated[Per, PER, "how often it is stated"] = YEAR
    by: Annotated[str, WORD, "who states it, if not the subject"] = ""
