"""publish: what is told to whom, by which channel, when, and who may object."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.forms import PER, SPAN
from shared.regulations.shapes import FLAG, WORD, WORDS, table_of
from shared.regulations.value import Value
from shared.regulations.values import Per, Span


class Veto(Value):
    """Who may object to publication, and how long."""

    by: Annotated[str, WORD, "who may object"]
    of: Annotated[tuple[str, ...], WORDS, "to which of the items; all if not said"] = ()
    within: Annotated[Span | None, SPAN, "how long after being asked; silence is consent"] = None


class Publish(Value):
    """For example: "The year's plans and the list of major matters are circulated to deputies".

    At most one of ``per``, ``after`` and ``before`` says when.
    """

    what: Annotated[tuple[str, ...], WORDS, "the items"]
    to: Annotated[tuple[str, ...], WORDS, "who is told; if not said it is only kept"] = ()
    by: Annotated[str, WORD, "who tells"] = ""
    channels: Annotated[tuple[str, ...], WORDS, "through what: any of them"] = ()
    per: Annotated[Per | None, PER, "anew in each period"] = None
    after: Annotated[tuple[str, ...], WORDS, "after one of these events"] = ()
    before: Annotated[str, WORD, "before this event"] = ""
    within: Annotated[Span | None, SPAN, "how long after the event, or into the period"] = None
    lead: Annotated[Span | None, SPAN, "how long before the event at the latest"] = None
    promptly: Annotated[bool, FLAG, "in time, without a number"] = False
    stays: Annotated[Span | None, SPAN, "how long it stays public at least"] = None
    veto: Annotated[Veto | None, table_of(Veto), "who may object"] = None

    def check(self) -> list[tuple[str, str, str]]:
        ways = [name for name in ("per", "after", "before") if getattr(self, name)]
        faults = []
        if len(ways) > 1:
            faults.append(("per", "at most one of per, after and before", " and ".join(ways)))
        if self.within and not (self.per or self.after):
            faults.append(("within", "after or per, from which it counts", "neither"))
        if self.lead and not self.before:
            faults.append(("lead", "before, the event that it precedes", "nothing"))
        if self.veto and not set(self.veto.of) <= set(self.what):
            faults.append(("veto.of", "items of what", ", ".join(sorted(set(self.veto.of) - set(self.what)))))
        return faults
