"""Everything that counts is a record: under its own key, of somebody who exists, corrected in the open."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from functions.checkin.records import CheckIn
from functions.checkin.store import new_item
from infra.audit.finding import Code, Finding, Snapshot, differs, found
from infra.audit.snapshot import expected
from shared.store import records
from shared.store.corrections import Action, Correction
from shared.store.registry import DEPUTY, MEMBER

TABLE, REGISTRY = "Records", "Registry"
RECORD, CORRECTION = "RECORD#", "CORRECTION#"
_SUBJECTS = {
    "DEPUTY": ("PERSON#", DEPUTY),
    "MEMBER": ("PERSON#", MEMBER),
    "STATION": ("STATION#", "STATION"),
    "GROUP": ("GROUP#", "GROUP"),
    "UNIT": ("UNIT#", "UNIT"),
}
"""Where in the Registry the subject of a partition stands; a committee is a division of the table."""


def keys(snapshot: Snapshot) -> Iterator[Finding]:
    """A record stands under its own day, kind and reference, a visit also under who came and where: so there
    is one for each. Lists find a visit by what it says."""
    for kind in (*_SUBJECTS, "COMMITTEE"):
        for item in snapshot.kind(TABLE, kind, RECORD):
            day, what, reference = (str(item.fields.get(name)) for name in ("day", "kind", "reference"))
            if item.sk != f"{RECORD}{day}#{what}#{reference}":
                yield found(Code.RECORD_KEY, item, f"says it is {what} of {day} at {reference}")
            if what != records.CHECK_IN:
                continue
            visit = snapshot.value(item, CheckIn)
            if visit is None:
                continue
            follows = expected(TABLE, new_item(visit))
            if (item.pk, item.sk) != (follows.pk, follows.sk):
                yield found(Code.RECORD_KEY, item, f"says it is {follows.pk} {follows.sk}")
            yield from differs(Code.RECORD_LISTING, item, ("gsi1pk", "gsi1sk"), follows)


def subjects(snapshot: Snapshot) -> Iterator[Finding]:
    """Whoever or whatever a record is of exists."""
    for kind, (prefix, sk) in _SUBJECTS.items():
        for pk in snapshot.partitions(TABLE, kind):
            if snapshot.get(REGISTRY, prefix + pk.partition("#")[2], sk) is None:
                item = next(iter(snapshot.partition(TABLE, pk).values()))
                yield found(Code.RECORD_SUBJECT, item, "nobody of this id is registered")


def corrections(snapshot: Snapshot) -> Iterator[Finding]:
    """A correction is of a record that stands; a record names its last one; it was voided and restored in
    turn."""
    for kind in (*_SUBJECTS, "COMMITTEE"):
        for pk in snapshot.partitions(TABLE, kind):
            yield from _of_partition(snapshot, pk)


def _of_partition(snapshot: Snapshot, pk: str) -> Iterator[Finding]:
    made: dict[str, list[Correction]] = {}
    for item in snapshot.begins(TABLE, pk, CORRECTION):
        record = RECORD + item.sk.removeprefix(CORRECTION).rpartition("#")[0]
        if snapshot.get(TABLE, pk, record) is None:
            yield found(Code.CORRECTION_ORPHAN, item, "the record that it corrects is not there")
        correction = snapshot.value(item, Correction)
        if correction is not None:
            made.setdefault(record, []).append(correction)
    for item in snapshot.begins(TABLE, pk, RECORD):
        last = item.map("correction")
        times = Counter(one.action for one in made.get(item.sk, []))
        if bool(last) != bool(times) or times[Action.VOID] != times[Action.RESTORE] + int(item.is_void):
            words = f"voided {times[Action.VOID]} and restored {times[Action.RESTORE]} times"
            yield found(Code.CORRECTION_LAST, item, f"{words}, and says {last.get('action')}")
        elif last and last.get("id") not in [one.id for one in made[item.sk]]:
            yield found(Code.CORRECTION_LAST, item, f"names {last.get('id')}, which is not there")


def nonces(snapshot: Snapshot) -> Iterator[Finding]:
    """What a request with a nonce made is there."""
    for item in snapshot.kind(TABLE, "NONCE"):
        visit = snapshot.value(item, CheckIn)
        if visit is None:
            continue
        day: date = visit.day
        sort = records.record_sort(day, records.CHECK_IN, visit.station)
        if snapshot.get(TABLE, records.deputy_key(visit.deputy), sort) is None:
            yield found(Code.NONCE, item, f"remembers {visit.id}, which is not there")


CHECKS = (keys, subjects, corrections, nonces)
