"""The Activities table: everything by which deputies and committees meet.

An item is an envelope (`ActivityItem`) around one domain value in ``body``; keys are made here only.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| activity | ``ACTIVITY#{id}`` | ``ACTIVITY`` | |
| seats and counts | ``ACTIVITY#{id}`` | ``SEATS`` | |
| invitation | ``ACTIVITY#{id}`` | ``INVITATION#{person}`` | ``PERSON#{person}``, ``{start}#{activity}`` |
| place in the waiting list | ``ACTIVITY#{id}`` | ``WAITING#{since}#{person}`` | |
| request for an inspection | ``INSPECTION_REQUEST#{id}`` | the same | ``INSPECTION_REQUESTS#{division}``, \
``{asked}#{id}`` |
| calendar feed | ``CALENDAR#{person}`` | ``CALENDAR`` | |
| list entry | ``ACTIVITIES#{scope}#{month}`` | ``{start}#{id}`` | ``…#{kind}``, the same |
| reminder | ``ACTIVITY#{id}`` | ``REMINDER#{minutes}`` | ``DUE#{day}``, ``{instant}#{id}#{minutes}`` |
| material | ``ACTIVITY#{id}`` | ``MATERIAL#{material}#{version}`` | |
| coverage | ``COVERAGE#{congress}#{term}#{kind}`` | deputy | |
| attendance | ``ACTIVITY#{id}`` | ``ATTENDANCE#{person}#{day}`` | |
| opinion voiced | ``ACTIVITY#{id}`` | ``VOICED#{id}`` | see `voiced.store` |
| appointment | ``APPOINTMENT#{id}`` | ``APPOINTMENT`` | ``APPOINTMENTS#{division}#open``, ``{due}#{id}`` |
| when it is looked at | ``APPOINTMENT#{id}`` | ``LOOK`` | ``APPOINTMENTS#LOOK``, ``{day}#{id}`` |
| contact | ``CONTACT#{id}`` | ``CONTACT`` | ``CONTACTS#{member}``, ``{day}#{id}`` |
| whose it is too | ``PERSON#{person}`` | ``APPOINTMENT#{instant}#{id}``, ``CONTACT#{day}#{id}`` | |
| reception day | ``RECEPTION#{division}#{day}`` | ``RECEPTION`` | ``RECEPTIONS#{division}#{year}``, day |
| … its free places | ``RECEPTION#{division}#{day}`` | ``PLACES`` | the same, ``{day}#PLACES`` |
| … when it is looked at | ``RECEPTION#{division}#{day}`` | ``LOOK`` | ``RECEPTIONS#LOOK``, \
``{from}#{division}#{day}`` |
| … a booking | ``RECEPTION#{division}#{day}`` | ``BOOKING#{person}`` | ``BOOKINGS#{person}``, day |
| … a conversation | ``RECEPTION#{division}#{day}`` | ``CONVERSATION#{id}`` | |
| a group's plan | ``GROUP#{group}`` | ``PLAN#{year}`` | |
| a group's wish | ``WISH#{id}`` | ``WISH`` | ``WISHES#{group}``, ``{instant}#{id}`` |
| … a vote on it | ``WISH#{id}`` | ``VOTE#{person}`` | |
| job (see `shared.store.jobs`) | ``JOB#{id}`` | ``JOB`` | |

Instants in keys are UTC (`utc_text`), so that they sort; days and months are legal days, in China. A list
entry stands once for each scope that reaches the activity: one query a page, in the order of time.
"""

from datetime import date, datetime

from pynamodb.attributes import NumberAttribute

from shared.domain.clock import utc_text
from shared.store.envelopes import Envelope
from shared.store.settings import Setting


class ActivityItem(Envelope):
    """The envelope; ``expires`` (Unix seconds) is the table's TTL."""

    table = Setting.ACTIVITIES_TABLE
    expires = NumberAttribute(null=True)


ACTIVITY = "ACTIVITY"
SEATS = "SEATS"
CALENDAR = "CALENDAR"
INSPECTION_REQUEST = "INSPECTION_REQUEST"
WAITING = "WAITING#"
REMINDER = "REMINDER#"


def activity_key(activity: str) -> str:
    """The partition of all that belongs to one activity."""
    return f"ACTIVITY#{activity}"


def invitation_sort(person: str = "") -> str:
    """The sort key of a person's invitation; without ``person`` what those of an activity begin with."""
    return f"INVITATION#{person}"


def attendance_sort(person: str = "", day: date | None = None) -> str:
    """The sort key of what the attendance list says of a person on a legal day; without the day what those
    of the person begin with, without the person all of an activity."""
    return f"ATTENDANCE#{person}" + ("#" if person else "") + ("" if day is None else str(day))


def voiced_sort(opinion: str = "") -> str:
    """The sort key of an opinion voiced; without ``opinion`` what those of an activity begin with."""
    return f"VOICED#{opinion}"


def material_sort(material: str = "", number: int | None = None) -> str:
    """The sort key of a version of a material; without ``number`` what those of one begin with, without
    ``material`` what all of an activity do."""
    return f"MATERIAL#{material}" + ("" if number is None else f"#{number:04d}")


def coverage_key(congress: str, term: int, kind: str) -> str:
    """The partition of all deputies of a congress's term under one kind of activity."""
    return f"COVERAGE#{congress}#{term}#{kind}"


def waiting_sort(since: datetime, person: str) -> str:
    """The sort key of a place in the waiting list: in the order in which it was taken."""
    return f"{WAITING}{utc_text(since)}#{person}"


def reminder_sort(minutes: int) -> str:
    """The sort key of the reminder so many minutes before the start."""
    return f"{REMINDER}{minutes:06d}"


def due_key(day: date) -> str:
    """In the index: all reminders that are due on a legal day."""
    return f"DUE#{day}"


def inspection_request_key(request: str) -> str:
    """The partition of a deputy's request for an inspection."""
    return f"INSPECTION_REQUEST#{request}"


def inspection_list_key(division: str) -> str:
    """In the index: what the committee of a division was asked to arrange."""
    return f"INSPECTION_REQUESTS#{division}"


def calendar_key(person: str) -> str:
    """The partition of a person's private calendar."""
    return f"CALENDAR#{person}"


def list_key(scope: str, month: str, kind: str | None = None) -> str:
    """The list of a scope and month (``2026-11``); of one kind, it stands in the index."""
    return f"ACTIVITIES#{scope}#{month}" + ("" if kind is None else f"#{kind}")


def time_sort(moment: datetime, id_: str) -> str:
    """The place of something in a list in the order of time."""
    return f"{utc_text(moment)}#{id_}"


def person_key(person: str) -> str:
    """In the index: everything that a person is invited to."""
    return f"PERSON#{person}"


# -- appointments, contacts, reception days, groups ------------------------------------------------------

APPOINTMENT = "APPOINTMENT"
LOOK = "LOOK"
LOOKS = "APPOINTMENTS#LOOK"
"""In the index: every appointment with a time to keep, by the day from which on it is looked at."""
RECEPTION_LOOKS = "RECEPTIONS#LOOK"
"""In the index: every reception day that is arranged, by the day from which on it is looked at."""
CONTACT = "CONTACT"
RECEPTION = "RECEPTION"
PLACES = "PLACES"
BOOKING = "BOOKING#"
CONVERSATION = "CONVERSATION#"
WISH = "WISH"
VOTE = "VOTE#"


def appointment_key(appointment: str) -> str:
    """The partition of an appointment."""
    return f"APPOINTMENT#{appointment}"


def appointments_key(division: str, course: str) -> str:
    """In the index: a division's appointments that are ``open``, by due day, ``arranged`` or ``done``."""
    return f"APPOINTMENTS#{division}#{course}"


def contact_key(contact: str) -> str:
    """The partition of a contact."""
    return f"CONTACT#{contact}"


def contacts_key(member: str) -> str:
    """In the index: the contacts of a member, by day."""
    return f"CONTACTS#{member}"


def reception_key(division: str, day: date) -> str:
    """The partition of a reception day."""
    return f"RECEPTION#{division}#{day}"


def receptions_key(division: str, year: int) -> str:
    """In the index: what is arranged of a division's reception days in a year."""
    return f"RECEPTIONS#{division}#{year}"


def bookings_key(person: str) -> str:
    """In the index: where somebody has booked, by day."""
    return f"BOOKINGS#{person}"


def group_key(group: str) -> str:
    """The partition of a group's plans."""
    return f"GROUP#{group}"


def plan_sort(year: int) -> str:
    """The sort key of a group's plan of a year."""
    return f"PLAN#{year}"


def wish_key(wish: str) -> str:
    """The partition of a wish and the votes on it."""
    return f"WISH#{wish}"


def wishes_key(group: str) -> str:
    """In the index: the wishes of a group, in the order in which they were proposed."""
    return f"WISHES#{group}"
