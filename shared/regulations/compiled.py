"""Packs as bytes that a cold start reads in a millisecond, for the deployed package.

Reading TOML takes thirty times as long. The bytes are made by the same build that makes the package, and
are as trusted as the code beside them.
"""

import gc
import pickle
from collections.abc import Iterable
from typing import Any

from shared.regulations.rules import Pack
from shared.regulations.value import Value


def packed(packs: Iterable[Pack]) -> bytes:
    """The packs as bytes; the same packs always give the same bytes."""
    seen: dict[tuple[type, str], Any] = {}
    made = tuple(
        Pack(pack.source, pack.instrument, _once(pack.rules, seen), pack.words, pack.facts) for pack in packs
    )
    return pickle.dumps(made, protocol=5)


def _once(value: Any, seen: dict[tuple[type, str], Any]) -> Any:
    """The same, with every value that comes more than once made one object: it is then written once."""
    made: Any = value
    if isinstance(value, Value):
        made = value.but(**{name: _once(part, seen) for name, part in vars(value).items()})
    elif type(value) is tuple:
        made = tuple(_once(part, seen) for part in value)
    return seen.setdefault((type(made), repr(made)), made)


def unpacked(content: bytes) -> tuple[Pack, ...]:
    """The packs that :func:`packed` wrote."""
    collecting = gc.isenabled()
    gc.disable()  # nothing of what is read is rubbish, and looking for it takes a third of the time
    try:
        packs: tuple[Pack, ...] = pickle.loads(content)  # noqa: S301  part of the package, like this file
    finally:
        if collecting:
            gc.enable()
    return packs
