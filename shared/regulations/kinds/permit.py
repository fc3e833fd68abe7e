"""permit: an act that somebody must allow, or must at least be told of."""

from __future__ import annotations

from typing import Annotated, Literal

from shared.regulations.forms import CONDITIONS, SPAN
from shared.regulations.shapes import WORD, WORDS, list_of, one_of, tables_of
from shared.regulations.value import Value
from shared.regulations.values import Condition, Facts, Span

WHAT = ("consent", "recommendation", "permission", "leave", "report")
FORMS = ("oral", "written", "platform")


class Case(Value):
    """An approver, or what it takes, that differs by the facts."""

    condition: Annotated[Condition, CONDITIONS]
    approver: Annotated[tuple[str, ...], WORDS, "who decides, one after another"]
    is_: Annotated[tuple[str, ...], list_of(one_of(*WHAT)), "what it takes, any of them, if it differs"] = ()


class Permit(Value):
    """For example: "Who cannot take part asks the organiser for leave".

    The first case that fits replaces ``approver``, and ``is`` where it says so."""

    act: Annotated[tuple[str, ...], WORDS, "what needs it"]
    approver: Annotated[tuple[str, ...], WORDS, "who decides, one after another"] = ()
    is_: Annotated[tuple[str, ...], list_of(one_of(*WHAT)), "what it takes, any of them"] = ("permission",)
    form: Annotated[tuple[str, ...], list_of(one_of(*FORMS)), "in what form it is asked, any of them"] = ()
    before: Annotated[str, WORD, "before what it must be asked"] = ""
    within: Annotated[Span | None, SPAN, "how long the approver has"] = None
    silence: Annotated[
        Literal["pending", "granted", "refused"],
        one_of("pending", "granted", "refused"),
        "what no answer within that time means",
    ] = "pending"
    case: Annotated[tuple[Case, ...], tables_of(Case), "approvers by the facts, tried in this order"] = ()

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        if not self.approver and not self.case:
            faults.append(("approver", "who decides, here or in case", "nobody"))
        if self.silence != "pending" and self.within is None:
            faults.append(("within", "the time after which silence counts", "nothing"))
        return faults

    def asked_of(self, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who decides, one after another, and what it takes (any of these)."""
        for case in self.case:
            if case.condition.holds(facts):
                return case.approver, case.is_ or self.is_
        return self.approver, self.is_
