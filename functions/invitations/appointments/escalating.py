"""Appointments that are overdue: every day those who should have arranged them are told, and who is asked.

Once a day a job is started, whoever starts it how often; it looks at every appointment whose due day has
passed, or is not final yet. A notice is made once for a day. What stays overdue is brought before the office
of the division above, once for a due day; of a province there is none.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from functions.invitations.appointments import store
from functions.invitations.appointments.appointment import Appointment
from functions.invitations.appointments.telling import notice, office
from functions.invitations.appointments.timing import due_day, owed
from functions.invitations.jobs import Job
from functions.invitations.reminding import mornings
from functions.invitations.resting import rests_on
from functions.invitations.tables import ActivityItem
from shared.domain import divisions
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.regulations.matters import Running
from shared.store import engine
from shared.store.envelopes import value_of

KIND, ONE = "escalate_appointments", "escalate_appointment"
ABOVE_AFTER = timedelta(days=7)
"""How long after its last day the office above is told. No regulation says so."""
_PAGE = 25


def start(now: datetime) -> bool:
    """Starts the job of the day, from eight in the morning on, if nobody has yet; says whether it did. One
    call, none before eight."""
    return mornings.start((KIND,), now) > 0


def step(job: Job) -> Job:
    """Looks at the next ones. Done again it changes nothing."""
    page = store.looked_at(legal_day(job.at), limit=_PAGE, cursor=job.cursor)
    for look in page.items:
        mornings.apart(ONE, look.appointment, job.at, partial(_look, look.appointment, look.due, job.at))
    return replace(job, cursor=page.next, done=job.done + len(page.items), finished=page.next is None)


def of_one(job: Job) -> Job:
    """Looks at one that failed among the others; where its day has moved, the next day's job says so."""
    _look(job.about, None, job.at)
    return replace(job, done=1, finished=True)


def _look(appointment: str, known: date | None, at: datetime) -> None:
    item = store.load(appointment, consistent=True)
    found = value_of(item, Appointment)
    run = owed(found, at)
    due = due_day(run)
    if None not in (due, known) and due != known:
        _moved(item, found, at)
    if run is not None and due is not None and run.clock.state == "overdue":
        _tell(found, run, due, at)
        _tell_above(found, run, due, at)


def _moved(item: ActivityItem, found: Appointment, at: datetime) -> None:
    """The calendar of working days has changed: the lists follow. Who changed the appointment at the same
    moment has done so too."""
    try:
        store.change(item, found, found.version, at)
    except Refusal as refusal:
        if refusal.code != "stale_version":
            raise


def _tell(found: Appointment, run: Running, due: date, at: datetime) -> None:
    recipients = [office(found.division)] + ([found.whom.id] if found.whom.id else [])
    cause = f"overdue {legal_day(at)}"
    for recipient in recipients:
        more = {"due": str(due), **rests_on(run.part)}
        made = notice(recipient, NoticeKind.APPOINTMENT_OVERDUE, found, at, cause, **more)
        engine.insert(made)


def _tell_above(found: Appointment, run: Running, due: date, at: datetime) -> None:
    path = divisions.path(found.division)
    moment = mornings.morning(due + ABOVE_AFTER)
    if len(path) < 2 or at < moment:
        return
    more = {"due": str(due), **rests_on(run.part)}
    above, kind = office(path[-2].code), NoticeKind.APPOINTMENT_OVERDUE
    engine.insert(notice(above, kind, found, moment, f"above {due}", **more))
