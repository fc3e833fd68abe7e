"""`make bench`: prints what it measures; `--write` puts it into README.md beside this file."""

import argparse
import sys
from pathlib import Path

import pytest

from infra import template
from tests import aws
from tests.bench import cold, endpoint, instant, processes, report
from tests.bench.comparing import Bar

_VENV = processes.ROOT / ".venv-bench"
_PACKAGES = (
    "boto3", "pynamodb", "marshmallow", "chalice", "aws-lambda-powertools", "pydantic", "fastapi", "mangum",
)  # fmt: skip


def environments() -> dict[str, dict[str, str]]:
    """What template.yaml gives each function, by logical id, as tests have it."""
    with pytest.MonkeyPatch.context() as patch, aws.world(patch) as world:
        return {name: world.environment(name) for name in template.resources("AWS::Serverless::Function")}


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: a minute, rough numbers")
    parser.add_argument("--write", action="store_true", help="into tests/bench/README.md")
    parser.add_argument("--only", choices=("instant", "cold"), help="one of the two tables")
    parser.add_argument("--rounds", type=int, help="how often each runs")
    parser.add_argument("--package", type=Path, default=processes.PACKAGE, help="another zip")
    chosen = parser.parse_args()
    rounds = chosen.rounds or (3 if chosen.quick else 21)
    try:
        packages, settings = processes.site_packages(_VENV), environments()
        with processes.laid_out(packages, chosen.package) as layout, endpoint.running() as url:
            parts = {}
            if chosen.only != "cold":
                race = instant.measured(
                    layout,
                    settings["CheckinFunction"],
                    url,
                    rounds=rounds,
                    requests=300 if chosen.quick else 1000,
                )
                size = Bar("the package, zipped, MiB", 4, chosen.package.stat().st_size / 2**20)
                parts["instant"] = f"{race}\n{size}"
            if chosen.only != "instant":
                parts["cold"] = cold.measured(layout, url, rounds=rounds)
    except (processes.Failed, LookupError, OSError) as error:
        print(f"lianluo: {error}", file=sys.stderr)
        return 1
    for section, table in parts.items():
        where = report.machine(_PACKAGES, installed=packages)
        whole = f"{where}. {rounds} rounds. Again: `make bench`.\n\n{table}"
        print(f"\n{whole}")
        if chosen.write:
            report.write(section, whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
