"""bar: an act or a category that is refused, or from which somebody stands back."""

from __future__ import annotations

from typing import Annotated

from shared.regulations.shapes import FLAG, WORD, WORDS
from shared.regulations.value import Value


class Bar(Value):
    """For example: "An inspection with the card does not itself settle problems"."""

    act: Annotated[tuple[str, ...], WORDS, "what is refused"]
    on: Annotated[tuple[str, ...], WORDS, "the occasions on which it is refused; always if not said"] = ()
    recuse: Annotated[bool, FLAG, "whether the person stands back instead of the act being refused"] = False
    instead: Annotated[tuple[str, ...], WORDS, "what to do instead"] = ()
    tell: Annotated[tuple[str, ...], WORDS, "whom a breach is reported to"] = ()
    by: Annotated[str, WORD, "who must not, if not the subject"] = ""
