"""The attendance sheet: everybody invited, what they answered, and what the list says of them."""

from datetime import datetime
from typing import Any

from functions.invitations.activities.activity import Activity
from functions.invitations.attendance import store
from functions.invitations.attendance.entry import Entry
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Invitation, State
from shared.store.envelopes import value_of


def sheet(activity: Activity, now: datetime) -> dict[str, Any]:
    """The sheet, in the order of names. Two calls, one more for each megabyte: over a thousand persons."""
    found = (value_of(item, Invitation) for item in invitations.all_of(activity.id))
    invited = {invitation.person: invitation for invitation in found if invitation.invited_at is not None}
    entries = store.all_of(activity.id)
    return {
        "activity": activity.id,
        "title": activity.title,
        "starts": activity.starts,
        "ends": activity.ends,
        "place": activity.place,
        "made_at": now,
        "counts": _counts(invited, entries),
        "items": _lines(invited, entries),
    }


def _lines(invited: dict[str, Invitation], entries: list[Entry]) -> list[dict[str, Any]]:
    listed = {entry.person for entry in entries}
    lines = [_line(entry, invited.get(entry.person)) for entry in entries]
    lines += [_waiting(invitation) for person, invitation in invited.items() if person not in listed]
    return sorted(lines, key=lambda line: (line["name"], line["person"], str(line["day"])))


def _line(entry: Entry, invitation: Invitation | None) -> dict[str, Any]:
    return {
        "person": entry.person,
        "name": entry.name,
        "role": entry.role,
        "answer": None if invitation is None else invitation.state,
        "day": entry.day,
        "outcome": entry.outcome,
        "arrived_at": entry.arrived_at,
        "departed_at": entry.departed_at,
        "grade": entry.grade,
        "proof": entry.proof,
        "justified": entry.justified,
        "reason": entry.reason,
    }


def _waiting(invitation: Invitation) -> dict[str, Any]:
    return {
        "person": invitation.person,
        "name": invitation.name,
        "role": invitation.invited_as,
        "answer": invitation.state,
        "day": None,
        "outcome": None,
        "arrived_at": None,
        "departed_at": None,
        "grade": None,
        "proof": None,
        "justified": False,
        "reason": invitation.reason,
    }


def _counts(invited: dict[str, Invitation], entries: list[Entry]) -> dict[str, int]:
    present = {entry.person for entry in entries if entry.present}
    absent = {entry.person for entry in entries} - present
    justified = {entry.person for entry in entries if entry.justified} & absent
    asked = [invitation for invitation in invited.values() if invitation.state is not State.WITHDRAWN]
    return {
        "invited": len(asked),
        "present": len(present),
        "absent": len(absent),
        "justified": len(justified),
        "on_leave": sum(invitation.state is State.ON_LEAVE for invitation in asked),
    }
