"""checklist: what must be there: fields, categories, functions, tasks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from shared.regulations.faults import Mismatch
from shared.regulations.forms import PER
from shared.regulations.shapes import FLAG, WORDS, Place, Shape
from shared.regulations.value import Value
from shared.regulations.values import Per


def _need(value: Any, _: Place) -> str | int:
    if value in ("all", "any") or (type(value) is int and value > 0):
        return value  # type: ignore[no-any-return]
    raise Mismatch(NEED.expects, value)


NEED: Shape[str | int] = Shape('"all", "any", or how many of the items', _need)


class Checklist(Value):
    """For example: "Nine functions of a station"; "invitees come from four categories"."""

    items: Annotated[tuple[str, ...], WORDS, "what is on the list"]
    need: Annotated[str | int, NEED, "how much of it must be there"] = "all"
    besides: Annotated[tuple[str, ...], WORDS, "what may be there as well"] = ()
    closed: Annotated[bool, FLAG, "whether nothing else may be there"] = False
    on: Annotated[tuple[str, ...], WORDS, "the events or occasions on which it is looked at"] = ()
    per: Annotated[Per | None, PER, "the period in which each item must have been recorded"] = None

    @property
    def needed(self) -> int:
        """How many of the items must be there."""
        return {"all": len(self.items), "any": 1}[self.need] if isinstance(self.need, str) else self.need

    def missing(self, present: Collection[str]) -> tuple[str, ...]:
        """The items that are not there."""
        return tuple(item for item in self.items if item not in present)

    def not_allowed(self, present: Collection[str]) -> tuple[str, ...]:
        """What is there and must not be."""
        if not self.closed:
            return ()
        return tuple(sorted(item for item in present if item not in self.items and item not in self.besides))

    def check(self) -> list[tuple[str, str, str]]:
        too_many = isinstance(self.need, int) and self.need > len(self.items)
        return (
            [("need", f"at most {len(self.items)}, the number of items", str(self.need))] if too_many else []
        )
