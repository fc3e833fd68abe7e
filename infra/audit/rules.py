"""All invariants in one place. Each is a function of a snapshot; what a table lacks is not looked at."""

from collections.abc import Callable, Iterator

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
from infra.audit.finding import Finding, Snapshot

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
    found = (finding for check in CHECKS for finding in check(snapshot))
    return sorted(
        (finding for finding in found if settled or not finding.settles),
        key=lambda finding: (finding.code, finding.key, finding.words),
    )
