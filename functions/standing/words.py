"""What a pack says in two languages, in the one that the caller reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.regulations.rules import Instrument, Part, Rule

_BOTH = ("title", "says")


def in_language(thing: Instrument | Rule | Part, chinese: bool) -> dict[str, Any]:
    """The fields of an instrument, rule or part, with its title or sentence in Chinese or in English."""
    words = {name: getattr(thing, name) for name in thing._fields}
    for name in _BOTH:
        if not chinese and name in words:
            words[name] = words[f"{name}_en"]
    return words
