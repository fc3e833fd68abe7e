"""Who has not done what a rule asks, kept ready: under a mark, the same in every scope, of somebody who is
there. `make rebuild` computes all of it anew."""

from collections import defaultdict
from collections.abc import Iterator

from infra.audit.finding import Code, Finding, Snapshot, found
from infra.audit.snapshot import Stored
from shared.domain.errors import Refusal
from shared.domain.scopes import reaching
from shared.store.registry import DEPUTY, MEMBER

TABLE, REGISTRY = "Standings", "Registry"
MARK = "~"
_SUBJECTS = {
    "DEPUTY": ("PERSON#", DEPUTY),
    "MEMBER": ("PERSON#", MEMBER),
    "STATION": ("STATION#", "STATION"),
    "GROUP": ("GROUP#", "GROUP"),
    "COMMITTEE": None,
}


def marks(snapshot: Snapshot) -> Iterator[Finding]:
    """Whatever stands of a subject stands under a mark, and the subject is registered."""
    for kind, registered in _SUBJECTS.items():
        for pk in snapshot.partitions(TABLE, kind):
            some = next(iter(snapshot.partition(TABLE, pk).values()))
            if snapshot.get(TABLE, pk, MARK) is None:
                yield found(Code.STANDING_MARK, some, "stands under no mark")
            if registered is None or len(snapshot.partition(TABLE, pk)) == 1:
                continue
            prefix, sk = registered
            if snapshot.get(REGISTRY, prefix + pk.partition("#")[2], sk) is None:
                words = "nobody of this id is registered"
                yield found(Code.STANDING_SUBJECT, some, words, settles=True)


def scopes(snapshot: Snapshot) -> Iterator[Finding]:
    """An entry says the same under every scope that reaches it, and stands under no other."""
    for kind in _SUBJECTS:
        for pk in snapshot.partitions(TABLE, kind):
            entries: dict[str, dict[str, Stored]] = defaultdict(dict)
            for item in snapshot.partition(TABLE, pk).values():
                if item.sk != MARK:
                    what, _, scope = item.sk.rpartition("#")
                    entries[what][scope] = item
            for alike in entries.values():
                widest = min(alike, key=len)
                narrowest = max(alike, key=len)
                one = alike[narrowest]
                if any(other.body != one.body for other in alike.values()):
                    yield found(Code.STANDING_SCOPES, one, f"says something else under {widest}")
                if set(alike) != _reaching(narrowest):
                    yield found(Code.STANDING_SCOPES, one, f"stands under {sorted(alike)} only")


def _reaching(scope: str) -> set[str]:
    try:
        return set(reaching(scope))
    except Refusal:
        return set()


CHECKS = (marks, scopes)
