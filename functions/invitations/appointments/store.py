"""Appointments in the Activities table. An appointment, when it is looked at again, who is told and what is
recorded are written in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.invitations.appointments.appointment import OPEN, Appointment, State
from functions.invitations.appointments.lists import person_page
from functions.invitations.appointments.timing import due_day, owed
from functions.invitations.tables import (
    APPOINTMENT,
    LOOK,
    LOOKS,
    ActivityItem,
    appointment_key,
    appointments_key,
    person_key,
    time_sort,
)
from shared.domain.clock import legal_day
from shared.domain.errors import Refusal
from shared.regulations.matters import Running
from shared.store import engine
from shared.store.envelopes import body_of, changed, require_version, unchanged, value_of
from shared.store.pages import Page, index_page
from shared.store.writing import Write, commit, put, remove
from shared.store.writing import create as created

NO_TIME = date(9999, 12, 31)
"""Where a list by due days has what no rule gives a time for: at its end."""
_PREFIX = f"{APPOINTMENT}#"


@dataclass(frozen=True, slots=True)
class Look:
    """An appointment and the due day it was last known to have."""

    appointment: str
    due: date


def load(appointment: str, *, consistent: bool = False) -> ActivityItem:
    """The appointment's item; raises ``Refusal("appointment_not_found")``. One call."""
    item = engine.get(ActivityItem, appointment_key(appointment), APPOINTMENT, consistent=consistent)
    if item is None:
        raise Refusal("appointment_not_found")
    return item


def create(made: Appointment, now: datetime, mark: str | None, *others: Write) -> Appointment:
    """Writes a new appointment and lists it with the deputy and the member who is asked. The same request
    repeated answers what stands there. One call."""
    item = ActivityItem(appointment_key(made.id), APPOINTMENT, version=1, body=body_of(made))
    run = owed(made, now)
    _listed(item, made, run)
    people = [made.deputy] + ([made.whom.id] if made.whom.id else [])
    sort = _PREFIX + time_sort(made.requested_at, made.id)
    entries = [ActivityItem(person_key(person), sort, version=1, body={}) for person in people]
    standing = commit(
        created(item, mark, Refusal("conflict", retry_after=1)),
        *map(put, entries),
        *_looked_at(made, run),
        *others,
    )
    return made if standing is None else value_of(standing, Appointment)


def change(
    item: ActivityItem, after: Appointment, version: int, now: datetime, *others: Write
) -> Appointment:
    """Writes the changed appointment and ``others``, if its version is still ``version``; raises
    ``stale_version`` and what ``others`` refuse. One call."""
    require_version(item, version)
    run = owed(after, now)
    changed(item, after)
    _listed(item, after, run)
    commit(put(item, unchanged(version), Refusal("stale_version")), *_looked_at(after, run), *others)
    return replace(after, version=version + 1)


def of_person(person: str, *, limit: int, cursor: str | None) -> Page[Appointment]:
    """Those that somebody asked for or is asked for, newest first. Two calls, one for none."""
    page = person_page(
        person, _PREFIX, lambda id_: (appointment_key(id_), APPOINTMENT), limit=limit, cursor=cursor
    )
    return page.map(lambda item: value_of(item, Appointment))


def of_division(
    division: str, course: str, before: date | None, *, limit: int, cursor: str | None
) -> Page[Appointment]:
    """Those of a division that are ``open``, in the order of their due days, ``arranged``, in that of the
    days, or ``done``; with ``before`` only those of a day before that. One call."""
    between = None if before is None else ("0", str(before))
    page = index_page(
        ActivityItem, appointments_key(division, course), limit=limit, cursor=cursor, between=between
    )
    return page.map(lambda item: value_of(item, Appointment))


def looked_at(today: date, *, limit: int, cursor: str | None) -> Page[Look]:
    """Those to be looked at by ``today``: due before it, or of a due day that is not final. One call."""
    page = index_page(ActivityItem, LOOKS, limit=limit, cursor=cursor, between=("0", str(today)))
    return page.map(lambda item: value_of(item, Look))


def _listed(item: ActivityItem, value: Appointment, run: Running | None) -> None:
    day = due_day(run) or NO_TIME
    if value.state not in OPEN:
        day = legal_day(value.time.starts) if value.time is not None else legal_day(value.history[-1].at)
    course = "open" if value.state in OPEN else "arranged" if value.state is State.ARRANGED else "done"
    item.gsi1pk = appointments_key(value.division, course)
    item.gsi1sk = f"{day}#{value.id}"


def _looked_at(value: Appointment, run: Running | None) -> Iterable[Write]:
    """A due day that touches a year whose holidays are not announced may still move either way: such an
    appointment is looked at every day."""
    if run is None or run.clock.due is None:
        return [remove(ActivityItem(appointment_key(value.id), LOOK))]
    due = run.clock.due
    item = ActivityItem(appointment_key(value.id), LOOK, version=1, body=body_of(Look(value.id, due.day)))
    from_day = legal_day(value.requested_at) if due.provisional else due.day
    item.gsi1pk, item.gsi1sk = LOOKS, f"{from_day}#{value.id}"
    return [put(item)]
