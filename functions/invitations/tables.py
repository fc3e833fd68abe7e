"""The Activities table: everything by which deputies and committees meet.

An item is an envelope (`ActivityItem`) around one domain value in ``body``; keys are made here only.

| item | pk | sk | in the index ``by_list`` |
|---|---|---|---|
| activity | ``ACTIVITY#{id}`` | ``ACTIVITY`` | |
| seats and counts | ``ACTIVITY#{id}`` | ``SEATS`` | |
| invitation | ``ACTIVITY#{id}`` | ``INVITATION#{person}`` | ``PERSON#{person}``, ``{start}#{activity}`` |
| place in the waiting list | ``ACTIVITY#{id}`` | ``WAITING#{since}#{person}`` | |
| calendar feed | ``CALENDAR#{person}`` | ``CALENDAR`` | |
| list entry | ``ACTIVITIES#{scope}#{month}`` | ``{start}#{id}`` | ``…#{kind}``, the same |
| reminder | ``ACTIVITY#{id}`` | ``REMINDER#{minutes}`` | ``DUE#{day}``, ``{instant}#{id}#{minutes}`` |
| material | ``ACTIVITY#{id}`` | ``MATERIAL#{material}#{version}`` | |
| opinion voiced | ``ACTIVITY#{id}`` | ``VOICED#{id}`` | |
| job | ``JOB#{id}`` | ``JOB`` | |

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
JOB = "JOB"
CALENDAR = "CALENDAR"
WAITING = "WAITING#"
REMINDER = "REMINDER#"


def activity_key(activity: str) -> str:
    """The partition of all that belongs to one activity."""
    return f"ACTIVITY#{activity}"


def invitation_sort(person: str = "") -> str:
    """The sort key of a person's invitation; without ``person`` what those of an activity begin with."""
    return f"INVITATION#{person}"


def waiting_sort(since: datetime, person: str) -> str:
    """The sort key of a place in the waiting list: in the order in which it was taken."""
    return f"{WAITING}{utc_text(since)}#{person}"


def reminder_sort(minutes: int) -> str:
    """The sort key of the reminder so many minutes before the start."""
    return f"{REMINDER}{minutes:06d}"


def due_key(day: date) -> str:
    """In the index: all reminders that are due on a legal day."""
    return f"DUE#{day}"


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


def job_key(job: str) -> str:
    """The partition of a job; the template's stream filter knows this prefix."""
    return f"JOB#{job}"
