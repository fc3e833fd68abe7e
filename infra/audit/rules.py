"""All invariants in one place. Each is a function of a snapshot; what a table lacks is not looked at."""

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.audit import (
    activities,
    cases,
    contact,
    courses,
    handovers,
    identities,
    inbox,
    jobs,
    publications,
    records,
    registry,
    shapes,
    standings,
    tallies,
)
from infra.audit.finding import Code, Finding, Snapshot

Check = Callable[[Snapshot], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    *shapes.CHECKS,
    *registry.CHECKS,
    *identities.CHECKS,
    *records.CHECKS,
    *cases.CHECKS,
    *courses.CHECKS,
    *handovers.CHECKS,
    *tallies.CHECKS,
    *activities.CHECKS,
    *contact.CHECKS,
    *publications.CHECKS,
    *inbox.CHECKS,
    *standings.CHECKS,
    *jobs.CHECKS,
)


def findings(snapshot: Snapshot, *, settled: bool = True) -> list[Finding]:
    """All that is not as it must be, in the order of codes and keys. Without ``settled`` only what one
    transaction writes together: what follows by streams, queues and jobs is not looked at."""
    found = (finding for check in CHECKS for finding in _guarded(check, snapshot))
    return sorted(
        (finding for finding in found if settled or not finding.settles),
        key=lambda finding: (finding.code, finding.key, finding.words),
    )


def _guarded(check: Check, snapshot: Snapshot) -> Iterator[Finding]:
    """What a check finds; that it could not go on is a finding too, so that one damaged item hides nothing
    that another check sees. The error's own words may hold what people wrote, so they are not told."""
    try:
        yield from check(snapshot)
    except MemoryError:
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        name = f"{check.__module__.removeprefix('infra.audit.')}.{check.__name__}"
        words = f"could not go on, {type(error).__name__} in {Path(at.filename).name}:{at.lineno}"
        yield Finding(Code.CHECK, name, words)
