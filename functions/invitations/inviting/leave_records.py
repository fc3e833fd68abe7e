"""Approved leave as a record: it excuses from the activity's kind on the activity's days. A leave that is
no longer needed, or was for days that no longer hold, is voided, never removed."""

from datetime import date, datetime

from functions.invitations.inviting.invitation import Invitation, LeaveState
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.ids import new_id
from shared.domain.roles import Role
from shared.store import correcting, corrections, engine, records
from shared.store.corrections import Action, Correction, Target
from shared.store.records import RecordItem
from shared.store.writing import Write, put


def partition(invitation: Invitation) -> str:
    """Whose record it is: the deputy's, or the member's."""
    as_deputy = invitation.invited_as is Role.DEPUTY
    return (records.deputy_key if as_deputy else records.member_key)(invitation.person)


def days(invitation: Invitation) -> tuple[date, date]:
    """The legal days from the start to the end."""
    return legal_day(invitation.starts), legal_day(invitation.ends)


def write(invitation: Invitation, by: str, now: datetime) -> list[Write]:
    """Writes the record of the leave that is granted now, or restores it where it was voided. One call."""
    first, last = days(invitation)
    target = _target(invitation, last)
    sort = records.record_sort(target.day, target.kind, target.reference)
    standing = engine.get(RecordItem, target.partition, sort, consistent=True)
    if standing is not None:
        before = corrections.last_of(standing)
        if before is None or before.action is not Action.VOID:
            return []
        return correcting.writes(_correction(invitation, last, Action.RESTORE, "再次准假", by, now), target)
    body = {"title": invitation.title, "by": by, "at": now.isoformat()}
    made = records.item(
        target.partition,
        last,
        records.LEAVE,
        invitation.activity,
        body=body,
        marks=[invitation.kind],
        first=first,
    )
    return [put(made, RecordItem.pk.does_not_exist(), _raced())]


def void(invitation: Invitation, reason: str, by: str, now: datetime) -> list[Write]:
    """Voids the record of a leave that was granted; nothing where none was. No call."""
    leave = invitation.leave
    if leave is None or leave.state is not LeaveState.GRANTED or leave.last is None:
        return []
    correction = _correction(invitation, leave.last, Action.VOID, reason, by, now)
    return correcting.writes(correction, _target(invitation, leave.last))


def _target(invitation: Invitation, last: date) -> Target:
    return Target(partition(invitation), last, records.LEAVE, invitation.activity)


def _correction(
    invitation: Invitation, last: date, action: Action, reason: str, by: str, now: datetime
) -> Correction:
    record = records.record_id(invitation.person, last, invitation.activity)
    return Correction(f"{record}.{new_id('c')}", record, action, reason, by, now)


def _raced() -> Refusal:
    return Refusal("conflict", retry_after=1)
