"""The curves of tests/bench/figures/growth.json as pictures in docs/figures/. Run with .venv-bench: it has
matplotlib, the project has not."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

ROOT = Path(__file__).resolve().parents[3]
FIGURES = ROOT / "tests" / "bench" / "figures" / "growth.json"
PICTURES = ROOT / "docs" / "figures"
_FLAT, _OTHER = "#2a6f97", "#c1121f"


def main() -> None:
    mpl.rcParams["svg.hashsalt"] = "lianluo"
    mpl.rcParams["svg.fonttype"] = "none"
    sizes: dict[str, Any] = json.loads(FIGURES.read_text("utf-8"))["sizes"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    _save(_reads(sizes), "growth-reads.svg")
    nights = {size: one for size, one in sizes.items() if "nightly" in one}
    if nights:
        _save(_night(nights), "growth-night.svg")


def _save(figure: Figure, name: str) -> None:
    """The same bytes for the same figures."""
    figure.savefig(
        PICTURES / name, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight"
    )


def _reads(sizes: Mapping[str, Any]) -> Figure:
    """Every request's read units against what it used in the smallest province."""
    ordered = sorted(sizes, key=int)
    units: dict[tuple[str, str], dict[str, float]] = {}
    for size in ordered:
        for route, where, _, used in sizes[size]["reads"]:
            units.setdefault((route, where), {})[size] = used
    figure = Figure(figsize=(7, 4))
    axes = figure.subplots()
    across = [sizes[size]["places"]["station"] for size in ordered]
    for (route, where), used in sorted(units.items()):
        base = used[ordered[0]]
        if not base or len(used) < len(ordered):
            continue
        times = [used[size] / base for size in ordered]
        grows = max(times) > 1.1
        axes.plot(
            across,
            times,
            marker=".",
            linewidth=1,
            color=_OTHER if grows else _FLAT,
            alpha=1 if grows else 0.25,
        )
        if grows:
            axes.annotate(f"{route} ({where})", (across[-1], times[-1]), fontsize=6, ha="right", va="bottom")
    axes.set_xscale("log")
    axes.set_xticks(across, [f"{one:,}" for one in across])
    axes.set_ylim(bottom=0)
    axes.axhline(1.1, color="black", linewidth=0.5, linestyle=":")
    axes.set_xlabel("stations in the province")
    axes.set_ylabel(f"read units, times those at {across[0]} stations")
    axes.set_title("One read, as the province grows: a line for each GET request", fontsize=10)
    return figure


def _night(sizes: Mapping[str, Any]) -> Figure:
    """The nightly pass: everything of it against how many it computes."""
    nights = [sizes[size]["nightly"] for size in sorted(sizes, key=int)]
    figure = Figure(figsize=(7, 4))
    axes = figure.subplots()
    across = [one["subjects"] for one in nights]
    for name, word in (
        ("calls", "calls"),
        ("read", "read units"),
        ("written", "write units"),
        ("cpu", "CPU seconds"),
    ):
        axes.plot(across, [one[name] for one in nights], marker="o", label=word)
    first = nights[0]
    line = [first["calls"] * one / across[0] for one in across]
    axes.plot(across, line, color="black", linewidth=0.5, linestyle=":", label="linear")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("whom the pass computes")
    axes.legend(fontsize=8)
    axes.set_title("The nightly pass, as the province grows", fontsize=10)
    return figure


if __name__ == "__main__":
    main()
