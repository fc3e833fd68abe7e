"""Who is told of what is arranged of a reception day, written in one transaction with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time

from functions.invitations import jobs
from functions.invitations.jobs import Job
from functions.invitations.receptions import store
from functions.invitations.receptions.calendar import KIND
from functions.invitations.receptions.reception import Booking, Reception
from functions.invitations.receptions.store import Arranged
from functions.invitations.tables import ActivityItem
from shared.domain.clock import SHANGHAI, iso
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.regulations.rulebook import Rulebook
from shared.store import engine
from shared.store.inbox import NoticeItem, notice
from shared.store.packs import packs
from shared.store.writing import Write, put

MOVED = "reception_moved"
"""The job that tells those who have booked."""
_PAGE = 50
_RACED = Refusal("conflict", retry_after=1)


def begins(day: date, at: str) -> datetime:
    """When a slot of a day begins."""
    return datetime.combine(day, time.fromisoformat(at), SHANGHAI)


def arranged(
    book: Rulebook, before: Arranged | None, after: Reception, version: int, now: datetime
) -> list[Write]:
    """The leader is told, whoever was to receive instead before, and by a job those who have booked, where
    the place is another."""
    title = book.word(KIND)[0]
    found: list[Write] = []
    old = None if before is None else before.reception
    if old is None or old.leader != after.leader or old.place != after.place:
        found.append(_written(note(after.leader, NoticeKind.RECEPTION_ASSIGNED, after, title, now, version)))
    if old is not None and old.leader != after.leader:
        reason = f"改由{after.leader_name}接待"
        told = note(old.leader, NoticeKind.RECEPTION_CANCELLED, old, title, now, version, reason=reason)
        found.append(_written(told))
    if old is not None and old.place != after.place:
        where = f"{after.division}#{after.day}"
        job = jobs.new(MOVED, where, now, str(version + 1), title=title)
        found.append(put(jobs.item(job), ActivityItem.pk.does_not_exist(), _RACED))
    return found


def title_of(division: str, day: date) -> str:
    """What such a day is called."""
    return packs().rulebook(division, day).word(KIND)[0]


def booked(book: Rulebook, found: Reception, booking: Booking) -> Write:
    """Who has booked is told when and where."""
    kind, title = NoticeKind.RECEPTION_BOOKED, book.word(KIND)[0]
    cause = f"{iso(booking.at)} {booking.slot}"
    return _written(note(booking.person, kind, found, title, booking.at, cause, booking.slot))


def moved(job: Job) -> Job:
    """Tells the next of those who have booked where they are received now."""
    division, _, day = job.about.partition("#")
    found = store.load(division, date.fromisoformat(day), consistent=True).reception
    page = store.bookings(division, found.day, limit=_PAGE, cursor=job.cursor)
    for booking in page.items:
        person, title = booking.person, job.data["title"]
        kind = NoticeKind.RECEPTION_BOOKED
        engine.insert(note(person, kind, found, title, job.at, job.id, booking.slot))
    return replace(job, cursor=page.next, done=job.done + len(page.items), finished=page.next is None)


def note(
    person: str,
    kind: NoticeKind,
    found: Reception,
    title: str,
    now: datetime,
    cause: str | int,
    slot: str | None = None,
    reason: str | None = None,
    more: Mapping[str, str] | None = None,
) -> NoticeItem:
    """What somebody is told of a day, or of the own ``slot`` of it; ``cause`` as of a notice."""
    first = slot or min(one.at for one in found.slots)
    data = {
        "division": found.division,
        "title": title,
        "starts": iso(begins(found.day, first)),
        "place": found.place,
        **({} if reason is None else {"reason": reason}),
        **(more or {}),
    }
    return notice(person, kind, f"reception:{found.division}:{found.day}", now, data, cause=str(cause))


def _written(made: NoticeItem) -> Write:
    return put(made, NoticeItem.pk.does_not_exist(), _RACED)
