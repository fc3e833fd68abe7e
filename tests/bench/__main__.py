"""`make bench`: prints what it measures; `--write` puts it into README.md beside this file."""

import argparse
import sys
from pathlib import Path

import pytest

from infra import template
from infra.package import LARGEST_ZIP
from infra.packaging import bytecode
from tests import aws
from tests.bench import cold, endpoint, instant, law, processes, report
from tests.bench.comparing import Bar

_VENV = processes.ROOT / ".venv-bench"
_PACKAGES = (
    "boto3", "pynamodb", "marshmallow", "chalice", "aws-lambda-powertools", "pydantic", "fastapi", "mangum",
)  # fmt: skip


SECTIONS = ("instant", "cold", "law")


def environments() -> dict[str, dict[str, str]]:
    """What template.yaml gives each function, by logical id, as tests have it."""
    with pytest.MonkeyPatch.context() as patch, aws.world(patch) as world:
        return {name: world.environment(name) for name in template.resources("AWS::Serverless::Function")}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: a minute, rough numbers")
    parser.add_argument("--write", action="store_true", help="into tests/bench/README.md")
    parser.add_argument("--only", choices=SECTIONS, help="one of the tables")
    parser.add_argument("--rounds", type=int, help="how often each runs")
    parser.add_argument("--package", type=Path, default=processes.PACKAGE, help="another zip")
    chosen = parser.parse_args()
    rounds = chosen.rounds or (3 if chosen.quick else 21)
    try:
        packages, settings = processes.site_packages(_VENV), environments()
        with processes.laid_out(packages, chosen.package) as layout, endpoint.running() as url:
            parts = {}
            if chosen.only in (None, "instant"):
                race = instant.measured(
                    layout,
                    settings["CheckinFunction"],
                    url,
                    rounds=rounds,
                    requests=300 if chosen.quick else 1000,
                )
                size = Bar("the package, zipped, MB", LARGEST_ZIP / 1e6, chosen.package.stat().st_size / 1e6)
                parts["instant"] = f"{race}\n{size}"
            if chosen.only in (None, "cold"):
                parts["cold"] = cold.measured(layout, url, rounds=rounds)
            if chosen.only in (None, "law"):
                parts["law"] = law.measured(chosen.package, rounds=rounds)
    except (processes.Failed, LookupError, OSError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    slower = "" if bytecode.possible() else f"**{bytecode.slower()}**\n\n"
    for section, table in parts.items():
        where = report.machine(_PACKAGES, installed=packages)
        whole = f"{where}. {rounds} rounds. Again: `make bench`.\n\n{slower}{table}"
        print(f"\n{whole}")
        if chosen.write:
            report.write(section, whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
