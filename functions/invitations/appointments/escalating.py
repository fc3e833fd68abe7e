"""Appointments that are overdue: every day those who should have arranged them are told, and who is asked.

Once a day a job is started, whoever starts it how often; it looks at every appointment whose due day has
passed, or is not final yet. A notice is made once for a day. What stays overdue is brought before the office
of the division above, once for a due day; of a province there is none.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from functions.invitations import jobs
from functions.invitations.appointments import store
from functions.invitations.appointments.appointment import Appointment
from functions.invitations.appointments.store import Look
from functions.invitations.appointments.telling import notice, office
from functions.invitations.appointments.timing import due_day, owed
from functions.invitations.jobs import Job
from functions.invitations.resting import rests_on
from functions.invitations.tables import ActivityItem
from shared.domain import divisions
from shared.domain.clock import SHANGHAI, legal_day
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.regulations.matters import Running
from shared.store import engine
from shared.store.envelopes import value_of

KIND = "escalate_appointments"
_HOUR = time(8, tzinfo=SHANGHAI)
"""The notices of a day are of eight in the morning."""
ABOVE_AFTER = timedelta(days=7)
"""How long after its last day the office above is told. No regulation says so."""
_PAGE = 25


def start(now: datetime) -> bool:
    """Starts the job of the day, from eight in the morning on, if nobody has yet; says whether it did. One
    call, none before eight."""
    morning = datetime.combine(legal_day(now), _HOUR)
    if now < morning:
        return False
    return engine.insert(jobs.item(jobs.new(KIND, "appointments", morning, str(legal_day(now)))))


def step(job: Job) -> Job:
    """Looks at the next ones. Done again it changes nothing."""
    page = store.looked_at(legal_day(job.at), limit=_PAGE, cursor=job.cursor)
    for look in page.items:
        _look(look, job.at)
    return replace(job, cursor=page.next, done=job.done + len(page.items), finished=page.next is None)


def _look(look: Look, at: datetime) -> None:
    item = store.load(look.appointment, consistent=True)
    found = value_of(item, Appointment)
    run = owed(found, at)
    due = due_day(run)
    if due is not None and due != look.due:
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
    moment = datetime.combine(due + ABOVE_AFTER, _HOUR)
    if len(path) < 2 or at < moment:
        return
    more = {"due": str(due), **rests_on(run.part)}
    above, kind = office(path[-2].code), NoticeKind.APPOINTMENT_OVERDUE
    engine.insert(notice(above, kind, found, moment, f"above {due}", **more))
