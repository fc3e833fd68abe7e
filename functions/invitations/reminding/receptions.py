"""Reception days ahead: on the day before, whoever receives and whoever has booked is reminded once; where
the calendar has moved the day, they are told that it is another.

Each day that is arranged stands in a list from the day on which there may be something to tell: a provisional
one at once, for it may move with every calendar that is announced, any other from a week before. What was
told is taken off.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from functions.invitations import jobs
from functions.invitations.appointments.telling import office
from functions.invitations.jobs import Job
from functions.invitations.receptions import calendar, store
from functions.invitations.receptions.looks import Look, look_again, look_at, looked_at, told
from functions.invitations.receptions.reception import Booking, Reception
from functions.invitations.receptions.telling import begins, note, title_of
from functions.invitations.reminding import mornings
from functions.invitations.resting import rests_on
from shared.domain import clock
from shared.domain.clock import legal_day
from shared.domain.notices import NoticeKind
from shared.store import engine

KIND, ONE = "receptions_ahead", "reception_ahead"
REMIND, DAY_MOVED = "remind_reception", "reception_day_moved"
"""Kinds of the jobs that tell those who have to do with one day."""
_PAGE = 25
_AT_ONCE = 50
"""Bookings of one step; each person is told by a write of its own."""
_DAY = timedelta(days=1)


def step(job: Job) -> Job:
    """Looks at the next days. Done again it changes nothing. A call a page, and three for each."""
    page = looked_at(legal_day(job.at), limit=_PAGE, cursor=job.cursor)
    for look in page.items:
        mornings.apart(ONE, _where(look.division, look.day), job.at, partial(_look, look, job.at))
    return replace(job, cursor=page.next, done=job.done + len(page.items), finished=page.next is None)


def of_one(job: Job) -> Job:
    """Looks at one day that failed among the others."""
    look = look_at(*_division_and_day(job))
    if look is not None:
        _look(look, job.at)
    return replace(job, done=1, finished=True)


def _look(look: Look, at: datetime) -> None:
    found = store.find(look.division, look.day, consistent=True)
    begun = found is None or _last(found.reception) <= clock.now()
    if found is None or begun or found.reception.outcome is not None:
        told(look)
        return
    named, moment = calendar.named(look.division, look.day), mornings.morning(look.day - _DAY)
    where = _where(look.division, look.day)
    if named is None:
        cause = str(found.reception.version)
        engine.insert(jobs.item(jobs.new(DAY_MOVED, where, at, cause)))
        told(look)
    elif moment <= at:
        engine.insert(jobs.item(jobs.new(REMIND, where, moment, str(look.day))))
        told(look)
    elif not named.provisional:
        look_again(look)


def remind(job: Job) -> Job:
    """Reminds whoever receives, and the next of those who had booked by then."""
    found = _reception(job)
    if found.outcome is not None or calendar.named(found.division, found.day) is None:
        return replace(job, finished=True)
    return _tell(job, found, NoticeKind.RECEPTION_REMINDER, {}, (found.leader,), before=job.at)


def moved(job: Job) -> Job:
    """Tells whoever receives, the committee's staff, who have another to arrange, and the next of those who
    have booked that the day is no reception day any more, and which is, with the article."""
    found = _reception(job)
    if found.outcome is not None or calendar.named(found.division, found.day) is not None:
        return replace(job, finished=True)
    instead = calendar.instead_of(found.division, found.day, found.rule)
    more: dict[str, Any] = {}
    if instead is not None:
        more = {"due": str(instead.day), **rests_on(instead.part)}
    return _tell(job, found, NoticeKind.RECEPTION_MOVED, more, (found.leader, office(found.division)))


def _tell(
    job: Job,
    found: Reception,
    kind: NoticeKind,
    more: dict[str, Any],
    first: Iterable[str],
    before: datetime | None = None,
) -> Job:
    title = title_of(found.division, found.day)
    for recipient in first if job.cursor is None else ():
        engine.insert(note(recipient, kind, found, title, job.at, job.id, more=more))
    page = store.bookings(found.division, found.day, limit=_AT_ONCE, cursor=job.cursor)
    for booking in _known(page.items, before):
        engine.insert(note(booking.person, kind, found, title, job.at, job.id, booking.slot, more=more))
    return replace(job, cursor=page.next, done=job.done + len(page.items), finished=page.next is None)


def _known(bookings: Iterable[Booking], before: datetime | None) -> Iterable[Booking]:
    """Whoever books later was told then."""
    return (booking for booking in bookings if before is None or booking.at < before)


def _reception(job: Job) -> Reception:
    return store.load(*_division_and_day(job), consistent=True).reception


def _where(division: str, day: date) -> str:
    return f"{division}#{day}"


def _division_and_day(job: Job) -> tuple[str, date]:
    division, _, day = job.about.partition("#")
    return division, date.fromisoformat(day)


def _last(found: Reception) -> datetime:
    """When the last slot begins: who comes then can still be told."""
    return begins(found.day, max(slot.at for slot in found.slots))
