"""What is held tomorrow: on the day before, from eight in the morning, its invitees are reminded once.

Organisers set reminders of their own; where one of them falls on the day before, it is that day's.
No regulation asks for either.
"""

from datetime import timedelta

from functions.invitations import jobs
from functions.invitations.activities.activity import Activity, State
from functions.invitations.activities.store import Listed
from functions.invitations.jobs import Job
from functions.invitations.reminding import mornings
from functions.invitations.reminding.words import DAY_BEFORE, REMIND
from shared.domain import clock
from shared.domain.clock import iso, legal_day
from shared.store import engine

KIND = "activities_tomorrow"
_DAY = timedelta(days=1)


def step(job: Job) -> Job:
    """Has the invitees of the next activities of tomorrow reminded, and of those of today that are still
    ahead: it does nothing for what yesterday's job has dealt with. A call a page, and one for each."""
    today = legal_day(job.at)
    return mornings.walk(job, mornings.stretches(today, today + _DAY), _remind)


def _remind(found: Listed) -> None:
    if found.state is not State.ANNOUNCED or found.starts <= clock.now():
        return
    starts = iso(found.starts)
    at = mornings.morning(legal_day(found.starts) - _DAY)
    job = jobs.new(REMIND, found.id, at, f"{DAY_BEFORE}@{starts}", minutes=DAY_BEFORE, starts=starts)
    engine.insert(jobs.item(job))


def is_told(activity: Activity, job: Job) -> bool:
    """Whether the invitees need no reminder on the day before: they were only invited on that day, or one
    that the organiser set falls on it."""
    before = legal_day(activity.starts) - _DAY
    own = (activity.starts - timedelta(minutes=minutes) for minutes in activity.reminders)
    late = activity.announced_at is None or activity.announced_at >= job.at
    return late or any(legal_day(due) == before for due in own)
