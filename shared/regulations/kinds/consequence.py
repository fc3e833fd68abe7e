"""consequence: what follows from a count, a run or a share."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import PER, SHARE
from shared.regulations.shapes import FLAG, TEXT, WORDS, list_of
from shared.regulations.value import Value
from shared.regulations.values import Bound, Per

RULE_IDS = list_of(TEXT)


class Consequence(Value):
    """For example: "Two unapproved absences from sessions end the mandate".

    Either records (``of``) or periods in which other rules were short (``short_of``) are counted, against
    the bound, in ``per`` if there is one.
    """

    bound: Annotated[Bound, SHARE]
    then: Annotated[tuple[str, ...], WORDS, "what follows"]
    of: Annotated[tuple[str, ...], WORDS, "the kinds of record that count"] = ()
    marked: Annotated[tuple[str, ...], WORDS, "marks that a record must carry, all of them"] = ()
    unmarked: Annotated[tuple[str, ...], WORDS, "marks that a record must not carry"] = ()
    short_of: Annotated[
        tuple[str, ...], RULE_IDS, "ids of rules: the periods in which one was short count"
    ] = ()
    per: Annotated[Per | None, PER, "in what period; all time if not said"] = None
    consecutive: Annotated[bool, FLAG, "whether only an unbroken run counts"] = False
    broken_by: Annotated[tuple[str, ...], WORDS, "the kinds of record that break the run"] = ()
    share_of: Annotated[tuple[str, ...], WORDS, "the kinds of record of which a fraction is a share"] = ()
    tell: Annotated[tuple[str, ...], WORDS, "who is told"] = ()
    by: Annotated[tuple[str, ...], WORDS, "who declares it"] = ()
    leads_to: Annotated[tuple[str, ...], RULE_IDS, "ids of rules that then apply"] = ()

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        if not self.bound.limits:
            faults.append(("at_least", "a bound: at_least, more_than, at_most, ...", "none"))
        if bool(self.of) == bool(self.short_of):
            faults.append(("of", "either of (records) or short_of (rules)", "both" if self.of else "neither"))
        if self.consecutive and self.of and not self.broken_by:
            faults.append(("broken_by", "the kinds of record that break the run", "nothing"))
        return faults
