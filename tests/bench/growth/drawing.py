"""The curves of tests/bench/figures/growth.json as pictures in docs/figures/. Run with .venv-bench: it has
matplotlib, the project has not."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from tests.bench.growth import curves
from tests.bench.growth.curves import FLAT

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
    nights = curves.nights(sizes)
    if len(nights) > 1:
        _save(_night(nights), "growth-night.svg")


def _save(figure: Figure, name: str) -> None:
    """The same bytes for the same figures."""
    figure.savefig(
        PICTURES / name, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight"
    )


def _reads(sizes: Mapping[str, Any]) -> Figure:
    """Every request's calls and read units against what it used in the smallest province. Those that touch no
    table are in neither."""
    ordered = sorted(sizes, key=int)
    figure = Figure(figsize=(7, 7))
    across = [sizes[size]["places"]["station"] for size in ordered]
    panels = ((curves.CALLS, "calls"), (curves.UNITS, "read units"))
    for axes, (place, word) in zip(figure.subplots(len(panels), sharex=True), panels, strict=True):
        for name, times in curves.reads(sizes, place):
            grows = max(times) > FLAT
            color, alpha = (_OTHER, 1.0) if grows else (_FLAT, 0.25)
            axes.plot(across, times, marker=".", linewidth=1, color=color, alpha=alpha)
            if grows:
                axes.annotate(name, (across[-1], times[-1]), fontsize=6, ha="right", va="bottom")
        axes.set_ylim(bottom=0)
        axes.axhline(FLAT, color="black", linewidth=0.5, linestyle=":")
        axes.set_ylabel(f"{word}, times those at {across[0]} stations")
    axes.set_xscale("log")
    axes.set_xticks(across, [f"{one:,}" for one in across])
    axes.set_xlabel("stations in the province")
    figure.axes[0].set_title("One read, as the province grows: a line for each GET request", fontsize=10)
    return figure


def _night(nights: Sequence[Mapping[str, Any]]) -> Figure:
    """The nightly pass: everything of it against how many it computes."""
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
