"""The figures as the README shows them."""

from collections.abc import Mapping
from typing import Any

from tests.bench import report

FLAT = 1.1
"""Times what the smallest size costs, at most."""
_TALLY = "a tally names up to 100 units, 60 places and 40 groups: it grows until they are full"
REASONS = {
    "/v1/deputies": "400 entries a call, four full calls at most: where those of the field stand decides",
    "/v1/opinions/statistics": _TALLY,
    "/v1/opinions/topics": _TALLY,
    "/v1/suggestions/statistics": _TALLY,
    "/v1/suggestions/report": _TALLY,
    "/v1/suggestions/sheet": "a workbook has every row of the city's month, 2,000 at most",
    "/v1/opinions/sheet": "a workbook has every row of the month, 2,000 at most",
}
"""Why a request costs more as the province grows, by route."""


def requests(figures: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, tuple[int, float]]]:
    """Calls and read units by size, for each request (route, where)."""
    found: dict[tuple[str, str], dict[str, tuple[int, float]]] = {}
    for size, made in figures["sizes"].items():
        for route, where, calls, units in made["reads"]:
            found.setdefault((route, where), {})[size] = (calls, units)
    return found


def is_flat(costs: Mapping[str, tuple[int, float]]) -> bool:
    """Whether no size costs more than :data:`FLAT` times the smallest, in calls and in units."""
    calls, units = costs[min(costs, key=int)]
    return all(found[0] <= FLAT * calls and found[1] <= FLAT * units for found in costs.values())


def markdown(figures: Mapping[str, Any]) -> str:
    """The section of the README."""
    sizes = sorted(figures["sizes"], key=int)
    by_request = requests(figures)
    flat = [key for key, costs in by_request.items() if is_flat(costs)]
    rows = [
        [f"`GET {route}` ({where})", *(_cell(costs.get(size)) for size in sizes), REASONS.get(route, "")]
        for (route, where), costs in sorted(by_request.items())
        if (route, where) not in flat
    ]
    parts = [
        f"Measured: {figures['sizes'][sizes[-1]]['machine']}, DynamoDB Local. Repeat: `make growth`.",
        report.table(["size", *(f"{size}x" for size in sizes)], _places(figures, sizes)),
        f"{len(flat)} of {len(by_request)} requests of {len({route for route, _ in by_request})} GET routes "
        f"are flat: none costs more than {FLAT} x what it costs at {sizes[0]}x, in calls and in read units.",
    ]
    if rows:
        head = ["MISSED (calls / read units)", *(f"{size}x" for size in sizes), "why"]
        parts.append(report.table(head, rows))
    nights = [size for size in sizes if "nightly" in figures["sizes"][size]]
    if nights:
        parts += _night(figures, nights)
    return "\n\n".join(parts)


def _places(figures: Mapping[str, Any], sizes: list[str]) -> list[list[str]]:
    made = [figures["sizes"][size] for size in sizes]
    names = ("station", "county", "city")
    rows = [
        [word, *(f"{one['places'][name]:,}" for one in made)]
        for name, word in zip(names, ("stations", "counties", "cities"), strict=True)
    ]
    return rows + [
        [name, *(f"{one.get(name, 0):,}" for one in made)]
        for name in ("deputies", "cases", "activities", "records", "items")
    ]


def _night(figures: Mapping[str, Any], sizes: list[str]) -> list[str]:
    nights = [figures["sizes"][size]["nightly"] for size in sizes]
    rows = [
        ["subjects", *(f"{one['subjects']:,}" for one in nights)],
        ["calls", *(f"{one['calls']:,}" for one in nights)],
        ["calls a subject", *(f"{one['calls'] / one['subjects']:.2f}" for one in nights)],
        ["read units a subject", *(f"{one['read'] / one['subjects']:.2f}" for one in nights)],
        ["write units a subject", *(f"{one['written'] / one['subjects']:.3f}" for one in nights)],
        ["CPU ms a subject", *(f"{1000 * one['cpu'] / one['subjects']:.1f}" for one in nights)],
        ["seconds, one worker", *(f"{one['seconds']:,.0f}" for one in nights)],
        ["invocations", *(f"{one['invocations']:,}" for one in nights)],
        [f"longest invocation, s (of {nights[0]['timeout']})", *(f"{one['longest']:.0f}" for one in nights)],
        ["whole", *("yes" if one["complete"] else "broken off" for one in nights)],
    ]
    parts = ["The nightly pass over everybody:", report.table(["", *(f"{size}x" for size in sizes)], rows)]
    small = nights[0]
    if "from_nothing" in small:
        anew, killed = small["from_nothing"], small["killed"]
        parts.append(
            f"From empty lists at {sizes[0]}x, in invocations of five seconds: {anew['subjects']:,} subjects "
            f"in {anew['invocations']} invocations, {anew['handed_on']} of them handed on, the longest "
            f"{anew['longest']:.0f} s, {anew['written'] / anew['subjects']:.1f} write units a subject. "
            f"Killed in the middle, its message comes again: {killed['subjects']:,} subjects, and the lists "
            f"are {'the same, entry by entry' if small['same_lists'] else 'DIFFERENT'}."
        )
    return parts


def _cell(cost: tuple[int, float] | None) -> str:
    return "-" if cost is None else f"{cost[0]} / {cost[1]:g}"
