"""Reads and the nightly pass at several sizes of a province: `make growth`.

Sizes are multiples of 26 stations: 1 is a county or two, 10 two cities, 100 the whole of Henan (2,586). Each
size has a DynamoDB Local of its own. The figures go to tests/bench/figures/growth.json, size by size, so that
a size can be measured by itself. The whole of Henan is 5 million items: some 13 GB of memory.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.aws import world
from tests.bench import report
from tests.bench.growth import showing
from tests.bench.growth.measuring import Reader
from tests.bench.growth.sized import Options, measure
from tests.bench.growth.workshop import Workshop, settle
from tests.engines.jars import JavaMissing, java

FIGURES = Path(__file__).resolve().parents[1] / "figures" / "growth.json"


def main() -> int:
    parser = argparse.ArgumentParser(prog="make growth", description=__doc__)
    parser.add_argument("--sizes", default="1,10,100", help="such as 1,10")
    parser.add_argument("--no-night", action="store_true", help="reads only")
    parser.add_argument("--night-minutes", type=float, default=float("inf"), help="break the pass off then")
    parser.add_argument("--keep", type=Path, help="a folder for loaded provinces: the next run begins there")
    parser.add_argument("--write", action="store_true", help="keep the figures and write README.md's section")
    asked = parser.parse_args()
    try:
        if asked.write:
            report.clean()
        java()
    except (JavaMissing, report.Uncommitted) as reason:
        print(f"lianluo: {reason}", file=sys.stderr)
        return 1
    kept: dict[str, Any] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {"sizes": {}}
    figures = kept if asked.write else {"sizes": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        pytest.MonkeyPatch.context() as patch,
        world(patch) as tables,
    ):
        settle(patch, Path(folder, "openapi.json"))
        workshop = Workshop(tables, patch)
        workshop.make()
        options = Options(night=not asked.no_night, most=asked.night_minutes * 60, folder=asked.keep)
        try:
            for size in asked.sizes.split(","):
                print(f"# {size}x", flush=True)
                figures["sizes"][size] = {
                    "machine": report.machine(),
                    **measure(workshop, int(size), options),
                }
                if asked.write:
                    FIGURES.parent.mkdir(exist_ok=True)
                    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except JavaMissing as missing:
            print(f"lianluo: {missing}", file=sys.stderr)
            return 1
        unread = sorted(Reader(workshop).routes() - {route for route, _ in showing.requests(figures)})
    text = showing.markdown(figures)
    print(text)
    if asked.write:
        report.write("growth", text)
    refused = [one for made in figures["sizes"].values() for one in made["refused"]]
    wrong = [*(f"not measured: GET {route}" for route in unread), *refused, *showing.broken(figures)]
    for line in wrong:
        print(f"lianluo: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
