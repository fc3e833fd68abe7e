"""What is drawn of tests/bench/figures/growth.json, as numbers: nothing but Python is needed for it."""

from collections.abc import Iterator, Mapping
from typing import Any

FLAT = 1.1
"""Times what the smallest size costs, at most."""
CALLS, UNITS = 2, 3
"""Where they stand in a request of the figures."""


def reads(sizes: Mapping[str, Any], place: int) -> Iterator[tuple[str, list[float]]]:
    """Each request that uses any at the smallest size, with how many times that it uses at every size."""
    ordered = sorted(sizes, key=int)
    found: dict[tuple[str, str], dict[str, float]] = {}
    for size in ordered:
        for read in sizes[size]["reads"]:
            route, where = read[:2]
            found.setdefault((route, where), {})[size] = read[place]
    for (route, where), used in sorted(found.items()):
        base = used.get(ordered[0])
        if base and len(used) == len(ordered):
            yield f"{route} ({where})", [used[size] / base for size in ordered]


def nights(sizes: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that were walked through to their end, from the smallest size on: two of them make a curve."""
    ordered = [sizes[size].get("nightly") for size in sorted(sizes, key=int)]
    return [night for night in ordered if night is not None and night["complete"]]
