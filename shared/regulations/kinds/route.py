"""route: who does what with a matter, by what it is."""

from __future__ import annotations

from typing import Annotated, Literal

from shared.regulations.forms import CONDITIONS
from shared.regulations.shapes import FLAG, TEXT, WORD, WORDS, one_of, tables_of
from shared.regulations.value import Value
from shared.regulations.values import Condition, Facts


class Branch(Value):
    """One way: when it is taken, and what is then done."""

    condition: Annotated[Condition, CONDITIONS]
    act: Annotated[tuple[str, ...], WORDS, "what is done, in this order"]
    to: Annotated[tuple[str, ...], WORDS, "to whom; several are joint leads"] = ()
    co: Annotated[tuple[str, ...], WORDS, "who helps the lead"] = ()
    via: Annotated[tuple[str, ...], WORDS, "through whom, in this order"] = ()
    in_name_of: Annotated[str, WORD, "in whose name"] = ""
    by: Annotated[str, WORD, "who does it, if not who the rule names"] = ""
    inform: Annotated[tuple[str, ...], WORDS, "who hears of it"] = ()
    inform_of: Annotated[tuple[str, ...], WORDS, "of what: the events or items"] = ()
    returned: Annotated[str, WORD, "who reassigns what is returned"] = ""
    joint: Annotated[bool, FLAG, "whether those in to lead together; else each takes its part"] = False


class Route(Value):
    """For example: "What concerns higher departments goes through the county's body to the unit"."""

    branch: Annotated[tuple[Branch, ...], tables_of(Branch), "the ways, tried in this order"]
    on: Annotated[tuple[str, ...], WORDS, "the events that ask for it"] = ()
    by: Annotated[str, WORD, "who does it"] = ""
    choose: Annotated[Literal["first", "all"], one_of("first", "all"), "the first way that fits, or all"] = (
        "first"
    )
    promptly: Annotated[bool, FLAG, "in time, without a number"] = False
    note: Annotated[str, TEXT, "what staff should know"] = ""

    def ways(self, facts: Facts) -> tuple[Branch, ...]:
        """The branches to take: the first that fits, or all that do."""
        fitting = tuple(branch for branch in self.branch if branch.condition.holds(facts))
        return fitting if self.choose == "all" else fitting[:1]
