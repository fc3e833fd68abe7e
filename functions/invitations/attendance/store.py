"""The attendance list of an activity, in the Activities table: one item a person and legal day."""

from dataclasses import replace
from typing import NamedTuple

from functions.invitations.activities import store as activities
from functions.invitations.activities.activity import Activity
from functions.invitations.attendance.entry import Entry
from functions.invitations.candidates import coverage
from functions.invitations.inviting import store as invitations
from functions.invitations.inviting.invitation import Attendance, Invitation
from functions.invitations.tables import (
    ACTIVITY,
    ActivityItem,
    activity_key,
    attendance_sort,
    invitation_sort,
)
from shared.domain.errors import Refusal
from shared.store import engine
from shared.store.envelopes import body_of, changed, unchanged, value_of
from shared.store.writing import Write, put


class Known(NamedTuple):
    """What one person's attendance is decided on: the activity, the invitation if there is one, and the
    person's entries in the order of days, as they stand."""

    activity: Activity
    invited: ActivityItem | None
    standing: tuple[ActivityItem, ...]

    @property
    def invitation(self) -> Invitation | None:
        """The person's invitation."""
        return None if self.invited is None else value_of(self.invited, Invitation)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What the list says of the person."""
        return tuple(value_of(item, Entry) for item in self.standing)


def known(activity: str, person: str) -> Known:
    """Raises ``Refusal("activity_not_found")``. Two calls, both consistent."""
    key = activity_key(activity)
    wanted = [(key, ACTIVITY), (key, invitation_sort(person))]
    found = {item.sk: item for item in engine.get_many(ActivityItem, wanted, consistent=True)}
    if ACTIVITY not in found:
        raise Refusal("activity_not_found")
    days = engine.query(ActivityItem, key, prefix=attendance_sort(person), consistent=True)
    return Known(value_of(found[ACTIVITY], Activity), found.get(invitation_sort(person)), tuple(days.items))


def activity(activity_id: str) -> Activity:
    """The activity; raises ``Refusal("activity_not_found")``. One call."""
    return value_of(activities.load(activity_id, consistent=True), Activity)


def all_of(activity_id: str) -> list[Entry]:
    """The whole list as it stands, in the order of persons and days. One call per megabyte, some two thousand
    entries."""
    found: list[Entry] = []
    after = None
    while True:
        part = engine.query(
            ActivityItem, activity_key(activity_id), prefix=attendance_sort(), after=after, consistent=True
        )
        found += [value_of(item, Entry) for item in part.items]
        after = part.last_key
        if after is None:
            return found


def add(entry: Entry) -> Write:
    """Writes the first entry of a person's day; refused with ``attended_already`` where one stands."""
    item = ActivityItem(
        activity_key(entry.activity),
        attendance_sort(entry.person, entry.day),
        version=1,
        body=body_of(entry),
    )
    return put(item, ActivityItem.pk.does_not_exist(), Refusal("attended_already"))


def save(item: ActivityItem, entry: Entry) -> Write:
    """Writes a changed entry if it is still as it was read; refused with ``conflict`` otherwise."""
    version = int(item.version)
    return put(changed(item, entry), unchanged(version), Refusal("conflict", retry_after=1))


def told(item: ActivityItem | None, attendance: Attendance | None) -> list[Write]:
    """The invitation with what became of it; nothing where it says so already, or nobody was invited."""
    if item is None:
        return []
    invitation = value_of(item, Invitation)
    if invitation.attendance == attendance:
        return []
    return [invitations.save(item, replace(invitation, attendance=attendance))]


def counted(activity_: Activity, entry: Entry, term: int | None, grassroots: bool, by: int) -> list[Write]:
    """Counts an attendance in the coverage of a deputy's term, once for an activity, or takes it back."""
    if term is None or by == 0:
        return []
    return [
        coverage.attended(
            activity_.congress,
            term,
            activity_.kind,
            entry.person,
            grassroots,
            entry.day,
            by,
            activity_.about_fields,
        )
    ]
