"""deadline: what must have happened within a time after an event, or before one."""

from __future__ import annotations

from typing import Annotated, Literal

from shared.regulations.forms import EXTENSION, SPAN, Extension
from shared.regulations.shapes import FLAG, WHOLE, WORD, WORDS, one_of
from shared.regulations.value import Value
from shared.regulations.values import SHIFTS, Shift, Span


class Deadline(Value):
    """For example: "Reply within three months of hand-over".

    Exactly one of ``within`` (after ``after``), ``before`` (an event; ``lead`` says how long) and
    ``promptly`` says when.
    """

    until: Annotated[tuple[str, ...], WORDS, "the events that fulfil it, any of them"]
    after: Annotated[tuple[str, ...], WORDS, "the events that start the clock, any of them"] = ()
    within: Annotated[Span | None, SPAN, "how long after the start"] = None
    before: Annotated[str, WORD, "the event before which it must be done"] = ""
    lead: Annotated[Span | None, SPAN, "how long before that event at the latest"] = None
    promptly: Annotated[bool, FLAG, "in time, without a number"] = False
    starting: Annotated[
        Literal["first", "last"], one_of("first", "last"), "which of several starting events counts"
    ] = "first"
    repeated: Annotated[
        Literal["restart", "keep"], one_of("restart", "keep"), "what a start event does while the clock runs"
    ] = "restart"
    start_day: Annotated[
        Literal["next", "same"], one_of("next", "same"), "whether the day of the event is the first day"
    ] = "next"
    shift: Annotated[Shift, one_of(*SHIFTS), "what happens when the last day is a day of rest"] = "none"
    extension: Annotated[Extension | None, EXTENSION, "how it may be made longer"] = None
    pause_from: Annotated[tuple[str, ...], WORDS, "the events that halt the clock"] = ()
    pause_to: Annotated[tuple[str, ...], WORDS, "the events that let it go on"] = ()
    round_from: Annotated[
        int, WHOLE, "the first round (1 is the first time the clock starts) it holds for"
    ] = 1
    round_to: Annotated[int | None, WHOLE, "the last round it holds for"] = None
    ends_with_term: Annotated[bool, FLAG, "whether the clock stops when the congress's term ends"] = False

    def check(self) -> list[tuple[str, str, str]]:
        faults = []
        ways = [name for name in ("within", "before", "promptly") if getattr(self, name)]
        if len(ways) != 1:
            faults.append(
                ("within", "exactly one of within, before and promptly", " and ".join(ways) or "none")
            )
        if not self.before and not self.after:
            faults.append(("after", "the event that starts the clock", "nothing"))
        if self.lead and not self.before:
            faults.append(("lead", "before, the event that it precedes", "nothing"))
        if self.extension and not self.within and self.extension.form != "none":
            faults.append(("extension", "within, the length that it extends", "nothing"))
        if bool(self.pause_from) != bool(self.pause_to):
            faults.append(("pause_to", "both pause_from and pause_to, or neither", "one of them"))
        if self.round_to is not None and self.round_to < self.round_from:
            faults.append(("round_to", f"{self.round_from} or more", str(self.round_to)))
        return faults
