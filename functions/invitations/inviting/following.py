"""What becomes of the invitations when their activity is announced, changed or cancelled: in jobs, a page at
a time. A page's invitations, notices and counts are one transaction, and what is done already is told by
the invitations themselves: whatever is killed or repeated, nobody is told twice and nobody is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.activity import State as Stage
from functions.invitations.inviting import leave_records, seats, store
from functions.invitations.inviting.invitation import EXPECTED, Invitation, State, following
from functions.invitations.inviting.store import Change
from functions.invitations.inviting.telling import counted, owed, tell, told
from functions.invitations.jobs import Job
from functions.invitations.reminding import reminders
from shared.domain.notices import NoticeKind
from shared.store.envelopes import value_of
from shared.store.writing import Write, commit

_PAGE = 19
"""Invitations of one step: each is up to five writes (on leave, and cancelled), and a transaction holds 100
(AWS)."""
_TOLD = EXPECTED | {State.ON_LEAVE}


@dataclass(frozen=True, slots=True)
class Followed:
    """An invitation as it is from now on, and what is written with it."""

    invitation: Invitation
    writes: list[Write] = field(default_factory=list)


Follow = Callable[[Activity, Invitation, datetime], Followed | None]
"""What follows for one invitation, or nothing, where it has followed already."""


def announced(job: Job) -> Job:
    """Invites everybody who is selected, then sets the reminders."""
    after = _page(job, _invited)
    if after.finished:
        reminders.set_all(job.about, job.at)
    return after


def changed(job: Job) -> Job:
    """Tells everybody who may come what has changed, then moves the reminders and fills new seats."""
    if job.cursor == _SEATS:
        moved = seats.settle(lambda: seats.fill(_activity(job), job.at))
        return replace(job, finished=moved == 0)
    after = _page(job, _changed)
    if not after.finished:
        return after
    reminders.set_all(job.about, job.at)
    return replace(after, cursor=_SEATS, finished=False)


def cancelled(job: Job) -> Job:
    """Tells everybody who might have come that it does not take place, and takes the reminders back."""
    after = _page(job, _cancelled)
    if after.finished:
        reminders.set_all(job.about, job.at)
    return after


_SEATS = "seats"
"""The cursor of a change's job once everybody is told: no person's id."""


def _activity(job: Job) -> Activity:
    return value_of(activities.load(job.about, consistent=True), Activity)


def _page(job: Job, follow: Follow) -> Job:
    """The activity is read after the invitations: what is written is then never older than what stands, and
    what changes later has a job of its own."""

    def attempt() -> Job:
        items, cursor = store.some_of(job.about, job.cursor, _PAGE)
        activity = _activity(job)
        writes: list[Write] = []
        changes: list[Change] = []
        for item in items:
            before = value_of(item, Invitation)
            followed = follow(activity, before, job.at)
            if followed is not None:
                writes += [store.save(item, followed.invitation), *followed.writes]
                changes.append((before.state, followed.invitation.state))
        if writes:
            commit(*writes, *store.recount(activity.id, changes))
        return replace(job, cursor=cursor, done=job.done + len(items), finished=cursor is None)

    return seats.settle(attempt)


def _invited(activity: Activity, before: Invitation, at: datetime) -> Followed | None:
    if before.state is not State.SELECTED or not activity.announced or activity.state is Stage.CANCELLED:
        return None
    after = replace(
        following(before, activity), state=State.INVITED, invited_at=at, version=before.version + 1
    )
    return Followed(after, told(after, activity.congress, at))


def _changed(activity: Activity, before: Invitation, at: datetime) -> Followed | None:
    if before.seen >= activity.version or activity.state is Stage.CANCELLED:
        return None
    after = replace(following(before, activity), version=before.version + 1)
    moved = (before.starts, before.ends) != (after.starts, after.ends)
    writes: list[Write] = []
    if moved and before.state is State.ON_LEAVE:
        writes += leave_records.void(before, "活动时间变更", before.selected_by, at)
        asked = before.substitute is None
        after = replace(after, state=State.INVITED if asked else State.DECLINED, leave=None)
    if after.state in EXPECTED and _matters(before, after):
        reply_by = owed(after) if after.state is State.INVITED else None
        writes.append(tell(after, NoticeKind.INVITATION_CHANGED, at, reply_by=reply_by))
    return Followed(after, writes)


def _matters(before: Invitation, after: Invitation) -> bool:
    """Whether what somebody must know to come is another: time, place or title."""
    return any(
        getattr(before, name) != getattr(after, name)
        for name in ("title", "starts", "ends", "place", "station", "reply_by")
    )


def _cancelled(activity: Activity, before: Invitation, at: datetime) -> Followed | None:
    if before.cancelled:
        return None
    after = replace(following(before, activity, cancelled=True), version=before.version + 1)
    writes = leave_records.void(before, "活动取消", before.selected_by, at)
    if before.invited_at is not None:
        if before.state is not State.WITHDRAWN:
            writes += counted(after, activity.congress, -1)
        if before.state in _TOLD:
            writes.append(tell(after, NoticeKind.INVITATION_CANCELLED, at, reason=activity.reason))
    return Followed(after, writes)
