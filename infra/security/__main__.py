"""python -m infra.security [--strict]

Dependencies, secrets and code, by tools of their own. Ends with 1 where something is found that
accepted.toml does not name with a reason, where it names what is no longer there, or where a tool is blind.
"""

import argparse
import sys
from collections.abc import Callable, Iterable

from infra.security import code, dependencies, leaks
from infra.security.findings import Finding, ToolError, accepted, judge

CHECKS: dict[str, Callable[[], Iterable[Finding]]] = {
    dependencies.CHECK: dependencies.find,
    leaks.CHECK: leaks.find,
    code.CHECK: code.find,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.security", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="fail where advisories are out of reach")
    strict = parser.parse_args(arguments).strict
    exceptions = accepted()
    failed = False
    for check, find in CHECKS.items():
        try:
            new, stale = judge(check, find(), exceptions)
        except dependencies.OutOfReach as error:
            print(f"{check}: NOT CHECKED, no source of advisories is within reach ({error})")
            failed |= strict
            continue
        except ToolError as error:
            print(f"lianluo: {check}: {error}", file=sys.stderr)
            failed = True
            continue
        for finding in new:
            print(finding)
        for exception in stale:
            print(f"{check}: {exception.where}: {exception.key}: accepted, but no longer there: take it out")
        kept = sum(exception.check == check for exception in exceptions)
        print(f"{check}: {len(new)} new, {len(stale)} outdated, {kept} accepted")
        failed |= bool(new or stale)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
