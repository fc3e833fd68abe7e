"""The days of a congress's session, as a record of its committee: whatever asks whether the congress is in
session reads it there. A session that is moved gets another record and its first one is void, since what a
record says never changes."""

from dataclasses import replace
from datetime import date, datetime

from functions.invitations.activities.activity import Activity, OrganiserKind, State
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.ids import derived_id
from shared.store import records
from shared.store.codec import to_plain
from shared.store.corrections import Action, Correction
from shared.store.records import SESSION, CorrectionItem, RecordItem
from shared.store.writing import Write, put, update


def followed(before: Activity, after: Activity, by: str, now: datetime) -> tuple[Activity, list[Write]]:
    """The activity as it goes on, and what its record asks for: to be written with the activity when that is
    announced, moved or cancelled. Nothing for any other kind of activity."""
    if after.kind != SESSION or after.organiser.kind is not OrganiserKind.COMMITTEE:
        return after, []
    writes: list[Write] = []
    held = after.state in (State.ANNOUNCED, State.UNDER_WAY, State.CLOSED)
    if before.session_record is not None and (not held or _days(before) != _days(after)):
        writes += _void(before, before.session_record, by, now)
        after = replace(after, session_record=None)
    if held and after.session_record is None:
        name = after.id if before.session_record is None else f"{after.id}-{before.version + 1}"
        after = replace(after, session_record=name)
        first, last = _days(after)
        item = records.item(
            records.committee_key(after.congress),
            last,
            SESSION,
            name,
            body={"title": after.title, "by": by},
            first=first,
        )
        writes.append(put(item, RecordItem.pk.does_not_exist(), Refusal("conflict", retry_after=1)))
    return after, writes


def _days(activity: Activity) -> tuple[date, date]:
    return legal_day(activity.starts), legal_day(activity.ends)


def _void(activity: Activity, name: str, by: str, now: datetime) -> list[Write]:
    partition, (_, last) = records.committee_key(activity.congress), _days(activity)
    correction = Correction(
        id=f"{records.record_id(activity.congress, last, name)}.{derived_id('c', name)[:11]}",
        record=records.record_id(activity.congress, last, name),
        action=Action.VOID,
        reason="会期变更或者会议取消",
        by=by,
        at=now,
    )
    body, raced = to_plain(correction), Refusal("conflict", retry_after=1)
    sort = records.correction_sort(last, SESSION, name, correction.id.rsplit(".", 1)[-1])
    record = RecordItem(partition, records.record_sort(last, SESSION, name))
    return [
        put(CorrectionItem(partition, sort, body=body), CorrectionItem.pk.does_not_exist(), raced),
        update(record, RecordItem.correction.set(body), condition=RecordItem.pk.exists(), otherwise=raced),
    ]
