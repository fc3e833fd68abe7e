"""The record that an entry of the list makes, and what a correction of the entry does to it.

Present: a record of the activity's kind, of the deputy at once, of a member at the closing, when it is known
whom the member met. Absent without justification: a record of absence, of a deputy who was invited. A
justified absence and approved leave make no absence.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from functions.invitations.activities.activity import Activity, State
from functions.invitations.attendance.entry import Entry
from shared.domain.clock import iso
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.domain.roles import Role
from shared.store import correcting, records
from shared.store.corrections import Action, Correction, Target
from shared.store.records import RecordItem
from shared.store.writing import Write, put

ABSENCE = "absence"
UNAPPROVED, AT_STATION, FACE_TO_FACE = "unapproved", "at_station", "face_to_face"
MOST_OTHERS = 200
"""Ids that a record names of those it was done with."""


def kind_of(activity: Activity, entry: Entry) -> str | None:
    """The kind of record that the entry asks for now."""
    if not entry.present:
        owed = entry.invited and entry.role is Role.DEPUTY
        return ABSENCE if owed and not entry.justified else None
    if entry.role is Role.MEMBER and activity.state is not State.CLOSED:
        return None
    return activity.kind


def settled(
    activity: Activity, entry: Entry, *, by: str, now: datetime, met: Iterable[str] = ()
) -> tuple[Entry, list[Write]]:
    """The entry with its record brought in line, and the writes that do it. ``met`` are the deputies whom a
    member met. ``by`` and the entry's reason stand on a correction."""
    wanted = kind_of(activity, entry)
    if wanted == entry.record:
        return entry, []
    writes: list[Write] = []
    if entry.record is not None:
        writes += _correct(entry, entry.record, Action.VOID, by, now)
    if wanted is not None and wanted in entry.records:
        writes += _correct(entry, wanted, Action.RESTORE, by, now)
    elif wanted is not None:
        made = _record(activity, entry, wanted, met)
        writes.append(put(made, RecordItem.pk.does_not_exist(), Refusal("conflict", retry_after=1)))
    kinds = entry.records if wanted is None else tuple(dict.fromkeys((*entry.records, wanted)))
    return replace(entry, record=wanted, records=kinds), writes


def _record(activity: Activity, entry: Entry, kind: str, met: Iterable[str]) -> RecordItem:
    body = {"title": activity.title, "grade": entry.grade, "proof": entry.proof}
    times = {"arrived_at": entry.arrived_at, "departed_at": entry.departed_at}
    shown = {name: iso(moment) for name, moment in times.items() if moment is not None}
    others = list(met)[:MOST_OTHERS]
    if kind == ABSENCE:
        marks = [activity.kind, UNAPPROVED]
    else:
        marks = [AT_STATION] if activity.station is not None else []
        marks += [FACE_TO_FACE] if others else []
    return records.item(
        _partition(entry),
        entry.day,
        kind,
        activity.id,
        body={**{name: str(value) for name, value in body.items() if value is not None}, **shown},
        marks=marks,
        others=others,
    )


def _correct(entry: Entry, kind: str, action: Action, by: str, now: datetime) -> list[Write]:
    record = records.record_id(entry.person, entry.day, entry.activity)
    name = derived_id("c", record, kind, str(len(entry.revisions)))[:11]
    correction = Correction(f"{record}.{name}", record, action, entry.reason or "", by, now)
    return correcting.writes(correction, Target(_partition(entry), entry.day, kind, entry.activity))


def _partition(entry: Entry) -> str:
    key = records.member_key if entry.role is Role.MEMBER else records.deputy_key
    return key(entry.person)
