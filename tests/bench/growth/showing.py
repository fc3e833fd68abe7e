"""The figures as the README shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from functions.suggestions.numbers import listing, tally
from shared.store.pages import READ_AHEAD
from tests.bench import report
from tests.bench.comparing import Bar
from tests.bench.growth import curves
from tests.bench.growth.curves import FLAT

_TALLY = (
    f"a tally names up to {tally.MOST_UNITS} units, {tally.MOST_PLACES} places and {tally.MOST_GROUPS} "
    "groups: it grows until they are full"
)
_USED = (("calls", "calls"), ("read", "read units"), ("written", "write units"), ("cpu", "CPU"))
_FILTERED = f"{READ_AHEAD} entries a call, four full calls at most: where those of the field stand decides"
_ROWS = f"every row of the month, {listing.MOST:,} at most"
REASONS = {
    "/v1/deputies": _FILTERED,
    "/v1/opinions/statistics": _TALLY,
    "/v1/opinions/topics": _TALLY,
    "/v1/suggestions/statistics": _TALLY,
    "/v1/suggestions/report": _TALLY,
    "/v1/suggestions/sheet": f"a workbook has {_ROWS}",
    "/v1/opinions/sheet": f"a workbook has {_ROWS}",
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
    silent = sum(all(calls == 0 for calls, _ in costs.values()) for costs in by_request.values())
    parts = [
        *(f"{where}, DynamoDB Local." for where in _machines(figures, sizes)),
        "Repeat: `make growth`.",
        report.table(["size", *(f"{size}x" for size in sizes)], _places(figures, sizes)),
        f"{len(flat)} of {len(by_request)} requests of {len({route for route, _ in by_request})} GET routes "
        f"are flat: none costs more than {FLAT} x what it costs at {sizes[0]}x, in calls and in read units. "
        f"{silent} of them touch no table.",
    ]
    if rows:
        head = ["MISSED (calls / read units)", *(f"{size}x" for size in sizes), "why"]
        parts.append(report.table(head, rows))
    nights = [size for size in sizes if "nightly" in figures["sizes"][size]]
    if nights:
        parts += _night(figures, nights)
    return "\n\n".join(parts)


def _machines(figures: Mapping[str, Any], sizes: list[str]) -> list[str]:
    """What was measured on: a line for each, with its sizes, which may be of several days and commits."""
    of: dict[str, list[str]] = {}
    for size in sizes:
        made = figures["sizes"][size]
        of.setdefault(made["machine"], []).append(f"{size}x")
        if "machine" in made.get("nightly", {}):  # a night kept of another run than the reads
            of.setdefault(made["nightly"]["machine"], []).append(f"the night at {size}x")
    return [f"{', '.join(same)}: {machine}" for machine, same in of.items()]


def bars(figures: Mapping[str, Any]) -> list[Bar]:
    """What is asked of the night: no more of anything for a subject than in the smallest province, no
    invocation that runs into its time-out, and the same lists where it was cut into short invocations and
    killed. Of a night that was broken off, what those took who were walked through."""
    made = {size: one["nightly"] for size, one in _by_size(figures) if "nightly" in one}
    found = []
    for which, words in (("nightly", "the first night"), ("again", "a night")):
        nights = {size: one if which == "nightly" else one.get(which) for size, one in made.items()}
        walked = [(size, one) for size, one in nights.items() if one is not None and one["subjects"]]
        found += [
            Bar(
                f"{word} a subject of {words} at {size}x{_partly(one)}, x those at {walked[0][0]}x",
                FLAT,
                _each(one, name) / (_each(walked[0][1], name) or 1),
            )
            for size, one in walked[1:]
            for name, word in _USED
        ]
    for size, one in made.items():
        parts = [one, *(one[name] for name in ("again", "from_nothing", "killed") if name in one)]
        longest = max(part["longest"] for whole in parts for part in (whole, whole.get("committees", whole)))
        found.append(
            Bar(f"the longest invocation at {size}x, x the time-out", 1, longest / one["timeout"]),
        )
        if "same_lists" in one:
            differ = int(not one["same_lists"])
            words = f"lists of {size}x that a split, killed night leaves otherwise"
            found.append(Bar(words, 0, differ, "some" if differ else "none"))
    return found


def _partly(night: Mapping[str, Any]) -> str:
    return "" if night["complete"] else f" (its first {night['subjects']:,})"


def _by_size(figures: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return sorted(figures["sizes"].items(), key=lambda entry: int(entry[0]))


def broken(figures: Mapping[str, Any]) -> list[str]:
    """Nights that were not walked to their end, or that left other lists once they were split and killed."""
    made = {size: one["nightly"] for size, one in figures["sizes"].items() if "nightly" in one}
    return [
        *(f"the night at {size}x was broken off" for size, one in made.items() if not one["complete"]),
        *(
            f"the night at {size}x left other lists"
            for size, one in made.items()
            if not one.get("same_lists", 1)
        ),
    ]


def _each(night: Mapping[str, Any], name: str) -> float:
    return float(night[name]) / int(night["subjects"])


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
        *_used(nights),
        ["seconds, one worker", *(f"{one['seconds']:,.0f}" for one in nights)],
        ["invocations", *(f"{one['invocations']:,}" for one in nights)],
        [f"longest invocation, s (of {nights[0]['timeout']})", *(f"{one['longest']:.0f}" for one in nights)],
        ["whole", *("yes" if one["complete"] else "broken off" for one in nights)],
    ]
    again = [one.get("again") for one in nights]
    if any(again):
        rows += [[f"every night after: {row[0]}", *row[1:]] for row in _used(again)]
    committees = [one.get("committees") for one in nights]
    if any(committees):
        rows.append(
            ["committees beside them", *(f"{one['subjects']:,}" if one else "-" for one in committees)]
        )
        told = (f"{one['seconds']:,.0f}" if one else "-" for one in committees)
        rows.append(["seconds of the committees", *told])
    parts = ["The nightly pass over everybody:", report.table(["", *(f"{size}x" for size in sizes)], rows)]
    small = nights[0]
    if "from_nothing" in small:
        anew, killed = small["from_nothing"], small["killed"]
        parts.append(
            f"From empty lists at {sizes[0]}x, in invocations of five seconds: {anew['subjects']:,} subjects "
            f"in {anew['invocations']} invocations, {anew['handed_on']} of them handed on, the longest "
            f"{anew['longest']:.0f} s, {anew['written'] / anew['subjects']:.1f} write units a subject. "
            f"Killed in the middle, its message comes again: {killed['subjects']:,} subjects, and the lists "
            f"are {'the same, entry by entry' if small['same_lists'] else 'DIFFERENT'}. "
            f"Only at {sizes[0]}x is the night cut short and killed."
        )
    parts.append("\n".join(map(str, bars(figures))))
    if len(curves.nights(figures["sizes"])) > 1:
        parts.append("![The nightly pass as the province grows](../../docs/figures/growth-night.svg)")
    else:
        parts.append(
            "Whether a subject costs more in a larger province was not measured: one size was walked through."
        )
    return parts


def _used(nights: Sequence[Mapping[str, Any] | None]) -> list[list[str]]:
    """What a subject takes, a row for each measure."""
    return [
        [
            f"{word} a subject" if name != "cpu" else "CPU ms a subject",
            *(
                "-" if one is None else f"{_each(one, name) * (1000 if name == 'cpu' else 1):.2f}"
                for one in nights
            ),
        ]
        for name, word in _USED
    ]


def _cell(cost: tuple[int, float] | None) -> str:
    return "-" if cost is None else f"{cost[0]} / {cost[1]:g}"
