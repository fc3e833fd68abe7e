"""What records amount to under a tally, and which of them prove it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.regulations.inputs import Record
from shared.regulations.values import CountUnit


class Count(NamedTuple):
    """``number`` is exactly what the records of ``evidence`` amount to when they are counted alone."""

    number: int
    evidence: tuple[str, ...]


NOTHING = Count(0, ())


def marked(records: Iterable[Record], wanted: Sequence[str], unwanted: Sequence[str]) -> list[Record]:
    """The records that carry every wanted mark and no unwanted one."""
    return [
        record
        for record in records
        if all(mark in record.marks for mark in wanted) and not any(mark in record.marks for mark in unwanted)
    ]


def count(records: Sequence[Record], unit: CountUnit) -> Count:
    """``times``: each record once. ``items`` and ``person_times``: their amounts. ``days``: different days,
    proven by the first record of each. ``persons``: different others, proven by the first record with each.
    """
    if unit == "times":
        return Count(len(records), tuple(sorted([record.id for record in records])))
    if unit in ("items", "person_times"):
        kept = [record for record in records if record.amount > 0]
        return Count(sum(record.amount for record in kept), tuple(sorted([record.id for record in kept])))
    seen: set[object] = set()
    evidence = []
    for record in sorted(records, key=lambda record: (record.day, record.id)):
        found = {record.day} if unit == "days" else set(record.with_)
        if not found <= seen:
            evidence.append(record.id)
            seen |= found
    return Count(len(seen), tuple(sorted(evidence)))


def valid(records: Iterable[Record]) -> list[Record]:
    """The records that count at all, each once: not left out by policy, not voided, not corrected."""
    once = {record.id: record for record in records if not record.voided}
    corrected = {record.corrects for record in once.values() if record.corrects}
    return [record for record in once.values() if record.counted and record.id not in corrected]


def longest_run(records: Iterable[Record], breaks: Iterable[Record]) -> list[Record]:
    """The longest unbroken run, the latest of equals. On one day a break comes before what it breaks."""
    marks = sorted(
        [*((r.day, 1, r.id, r) for r in records), *((r.day, 0, r.id, None) for r in breaks)],
        key=lambda m: m[:3],
    )
    best: list[Record] = []
    run: list[Record] = []
    for *_, record in marks:
        run = [] if record is None else [*run, record]
        if run and len(run) >= len(best):
            best = run
    return best
