"""ref: the rules of another instrument, of other levels, or of this one for others, apply."""

from __future__ import annotations

from typing import Annotated

from shared.domain.divisions import Level
from shared.regulations.forms import CONDITION
from shared.regulations.shapes import FLAG, TEXT, list_of, one_of
from shared.regulations.value import Value
from shared.regulations.values import Test


class Ref(Value):
    """For example: "National and provincial deputies follow national and provincial rules".

    One of ``instruments``, ``levels`` and ``own`` says whose; ``rules`` narrows to some ids.
    """

    instruments: Annotated[tuple[str, ...], list_of(TEXT), "ids of instruments"] = ()
    levels: Annotated[
        tuple[str, ...], list_of(one_of(*Level)), "instruments of the divisions of these levels"
    ] = ()
    own: Annotated[bool, FLAG, "this instrument's own rules"] = False
    rules: Annotated[tuple[str, ...], list_of(TEXT), "ids of rules; all if not said"] = ()
    widen: Annotated[
        tuple[tuple[Test, ...], ...], CONDITION, "facts whose further values the own rules then take in"
    ] = ()

    def check(self) -> list[tuple[str, str, str]]:
        ways = [name for name in ("instruments", "levels", "own") if getattr(self, name)]
        faults = []
        if len(ways) != 1:
            faults.append(
                ("instruments", "exactly one of instruments, levels and own", " and ".join(ways) or "none")
            )
        if self.widen and not self.own:
            faults.append(("widen", "own = true, whose rules it widens", "nothing"))
        return faults
