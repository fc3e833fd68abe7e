"""An entry of the list and all that follows from it, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from functions.invitations.attendance import persons, store
from functions.invitations.attendance.entry import Entry, revised, summary
from functions.invitations.attendance.recording import settled
from functions.invitations.attendance.store import Known
from shared.domain.errors import Refusal
from shared.store.writing import commit

MOST_REVISIONS = 20


def write(known: Known, before: Entry | None, entry: Entry, now: datetime, met: Iterable[str] = ()) -> Entry:
    """Writes the entry in place of ``before``: the list, the record or its correction, the invitation, the
    coverage of the term. ``met`` are the deputies whom a member met. Raises ``attended_already`` where
    another request made the entry, ``conflict``, ``limit_reached``. One call."""
    if before is not None:
        if len(before.revisions) >= MOST_REVISIONS:
            raise Refusal("limit_reached", limit=MOST_REVISIONS)
        entry = revised(before, entry)
    entry, records = settled(known.activity, entry, by=entry.recorded_by or entry.person, now=now, met=met)
    others = [standing for standing in known.entries if standing.day != entry.day]
    elsewhere = any(standing.present for standing in others)
    was = before is not None and before.present
    by = 0 if elsewhere else int(entry.present) - int(was)
    term, grassroots = persons.term_of(known, entry)
    item = next((item for item in known.standing if item.sk.endswith(f"#{entry.day}")), None)
    commit(
        store.add(entry) if item is None else store.save(item, entry),
        *records,
        *store.told(known.invited, summary([*others, entry])),
        *store.counted(known.activity, entry, term, grassroots, by),
    )
    return entry
