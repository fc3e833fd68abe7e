"""Who is told of what becomes of an appointment, written in one transaction with it."""

from datetime import datetime
from typing import Any

from functions.invitations.appointments.appointment import Appointment
from shared.domain import divisions
from shared.domain.clock import iso
from shared.domain.divisions import Level
from shared.domain.errors import Refusal
from shared.domain.notices import NoticeKind
from shared.domain.roles import Role
from shared.store import inbox
from shared.store.inbox import NoticeItem
from shared.store.writing import Write, put


def office(division: str) -> str:
    """The post of those who work for the standing committee of a division, or a township's congress."""
    township = divisions.get(division).level is Level.TOWNSHIP
    return inbox.post(Role.TOWNSHIP_STAFF if township else Role.COMMITTEE_STAFF, division)


def tell(recipient: str, kind: NoticeKind, value: Appointment, at: datetime, **more: Any) -> Write:
    """A notice of what the last step has made of an appointment."""
    cause = f"{len(value.history)}"
    made = notice(recipient, kind, value, at, cause, **more)
    return put(made, NoticeItem.pk.does_not_exist(), Refusal("conflict", retry_after=1))


def notice(
    recipient: str, kind: NoticeKind, value: Appointment, at: datetime, cause: str, **more: Any
) -> NoticeItem:
    """The notice, with what its words may use: to the two themselves only who the other is."""
    to_member = recipient == value.whom.id
    told: dict[str, Any] = {
        "division": value.division,
        "subject": value.subject,
        "name": None if recipient == value.deputy or to_member else value.deputy_name,
        "with": value.deputy_name if to_member else value.whom.name,
        "place": value.place,
    }
    if value.time is not None:
        told |= {"starts": iso(value.time.starts), "ends": iso(value.time.ends)}
    if to_member and kind is NoticeKind.APPOINTMENT_OVERDUE:
        told |= {"name": value.deputy_name, "with": None}
    data = {name: said for name, said in {**told, **more}.items() if said is not None}
    return inbox.notice(recipient, kind, f"appointment:{value.id}", at, data, cause=cause)


def everybody(value: Appointment, kind: NoticeKind, at: datetime, **more: Any) -> list[Write]:
    """The deputy, and the member who is asked."""
    people = [value.deputy] + ([value.whom.id] if value.whom.id else [])
    return [tell(person, kind, value, at, **more) for person in people]
