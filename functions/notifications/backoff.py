"""How long a message that could not go out waits for its next try."""

from random import Random

SHORTEST = 2
"""Seconds."""

_FIRST = 4
"""Seconds within which the second try comes; each further try doubles them."""


def pause(tries: int, longest: int, chance: Random) -> int:
    """Seconds until the next try after ``tries``: anything up to a ceiling that doubles with each try as far
    as ``longest``, so that messages which failed together do not come back together."""
    ceiling = min(longest, _FIRST * 2 ** min(tries - 1, 20))
    return chance.randint(min(SHORTEST, ceiling), ceiling)
