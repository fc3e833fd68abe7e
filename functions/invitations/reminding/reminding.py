"""Finds the reminders that are due and has each sent once, however often, late or twice this is called."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.invitations import jobs
from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.activities.activity import State as Stage
from functions.invitations.inviting import store
from functions.invitations.inviting.invitation import Invitation, State
from functions.invitations.inviting.telling import about, facts, owed
from functions.invitations.jobs import Job
from functions.invitations.reminding import reminders, tomorrow
from functions.invitations.reminding.reminders import Reminder
from functions.invitations.reminding.words import DAY_BEFORE, REMIND
from functions.invitations.tables import ActivityItem
from shared.domain.clock import iso, legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.store import engine
from shared.store.envelopes import value_of
from shared.store.inbox import notice
from shared.store.writing import commit, put

KIND = REMIND
LOOKED_BACK = 7
"""Days for which runs that were missed are made good: longer than anybody leaves a schedule standing."""
_PAGE = 50
_AHEAD = frozenset({Stage.ANNOUNCED, Stage.UNDER_WAY})
"""Who holds it may open it in the morning for the afternoon."""


def start_due(now: datetime) -> int:
    """Starts a job for every reminder of today and of the days before that is due; says how many. A reminder
    of what has begun is only taken off the list. One call per day, and one per reminder."""
    today = legal_day(now)
    started = 0
    for back in range(LOOKED_BACK, -1, -1):
        for reminder in reminders.due(today - timedelta(days=back), now):
            started += _start(reminder, now)
    return started


def _start(reminder: Reminder, now: datetime) -> bool:
    writes = [reminders.sent(reminder)]
    begun = reminder.starts <= now
    if not begun:
        starts = iso(reminder.starts)
        minutes = reminder.minutes
        job = jobs.new(KIND, reminder.activity, now, f"{minutes}@{starts}", minutes=minutes, starts=starts)
        writes.append(put(jobs.item(job), ActivityItem.pk.does_not_exist(), Refusal("conflict")))
    try:
        commit(*writes)
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return False
    return not begun


def step(job: Job) -> Job:
    """Reminds the next invitees: who accepted, and who has not answered of the answer that is owed. Nobody,
    if the activity is cancelled, over or has moved. A notice that stands is not written again."""
    activity = value_of(activities.load(job.about, consistent=True), Activity)
    if activity.state not in _AHEAD or iso(activity.starts) != job.data["starts"]:
        return replace(job, finished=True)
    if job.data["minutes"] == DAY_BEFORE and tomorrow.is_told(activity, job):
        return replace(job, finished=True)
    items, cursor = store.some_of(job.about, job.cursor, _PAGE)
    for item in items:
        invitation = value_of(item, Invitation)
        if invitation.state in (State.ACCEPTED, State.INVITED):
            _remind(invitation, job)
    return replace(job, cursor=cursor, done=job.done + len(items), finished=cursor is None)


def _remind(invitation: Invitation, job: Job) -> None:
    data = facts(invitation)
    if invitation.state is State.INVITED:
        if invitation.answer_until <= job.at:
            return
        data["reply_by"] = owed(invitation)
    cause = f"{job.data['minutes']}@{job.data['starts']}"
    kind, subject = NoticeKind.INVITATION_REMINDER, about(invitation.activity)
    engine.insert(notice(invitation.person, kind, subject, job.at, data, cause=cause))
