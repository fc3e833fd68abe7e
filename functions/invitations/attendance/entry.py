"""What the attendance list says of one person on one legal day of an activity."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from functions.invitations.inviting.invitation import Attendance
from shared.domain.proof.assurance import Assurance, Flag, Grade, Proof, Timing, Whereabouts
from shared.domain.roles import Role


class Outcome(StrEnum):
    """Whether somebody was there."""

    PRESENT = "present"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Revision:
    """What the list said before it was corrected, and who had entered it."""

    outcome: Outcome
    recorded_at: datetime
    recorded_by: str | None = None
    arrived_at: datetime | None = None
    departed_at: datetime | None = None
    justified: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """``role`` is that in which the person was there: deputy or member. ``invited`` is false for who came
    to an activity open to all. How presence was proven stands in ``grade`` to ``distance`` (metres); an
    absence is ``justified`` for a ``reason``. ``recorded_by`` is the person, the staff, or nobody: the
    closing of the activity.

    ``record`` is the kind of the record that stands for it now, ``records`` those ever written: a record is
    never removed, only voided and restored.
    """

    activity: str
    person: str
    name: str
    role: Role
    day: date
    outcome: Outcome
    recorded_at: datetime
    recorded_by: str | None = None
    invited: bool = True
    arrived_at: datetime | None = None
    departed_at: datetime | None = None
    grade: Grade | None = None
    proof: Proof | None = None
    place: Whereabouts | None = None
    timing: Timing | None = None
    flags: tuple[Flag, ...] = ()
    distance: int | None = None
    justified: bool = False
    reason: str | None = None
    record: str | None = None
    records: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    version: int = 1

    @property
    def present(self) -> bool:
        """Whether the person was there."""
        return self.outcome is Outcome.PRESENT

    def says_the_same(self, other: "Entry") -> bool:
        """Whether two entries differ in nothing that a list tells."""
        return _told(self) == _told(other)


def proven(entry: Entry, assurance: Assurance) -> Entry:
    """The entry with how presence was proven."""
    return replace(
        entry,
        grade=assurance.grade,
        proof=assurance.proof,
        place=assurance.place,
        timing=assurance.timing,
        flags=assurance.flags,
        distance=assurance.distance,
    )


def revised(before: Entry, after: Entry) -> Entry:
    """``after`` with what the list said before among its revisions."""
    was = Revision(
        before.outcome,
        before.recorded_at,
        before.recorded_by,
        before.arrived_at,
        before.departed_at,
        before.justified,
        before.reason,
    )
    return replace(after, revisions=(*before.revisions, was))


def summary(entries: Iterable[Entry]) -> Attendance | None:
    """What an invitation tells of all days: the first arrival, the last departure, the proof of the first
    day there."""
    days = sorted(entries, key=lambda entry: entry.day)
    there = [entry for entry in days if entry.present]
    if not there:
        return Attendance(outcome=Outcome.ABSENT) if days else None
    return Attendance(
        arrived_at=there[0].arrived_at,
        departed_at=there[-1].departed_at,
        outcome=Outcome.PRESENT,
        grade=there[0].grade,
    )


def _told(entry: Entry) -> tuple[object, ...]:
    return entry.outcome, entry.arrived_at, entry.departed_at, entry.justified, entry.reason
